/* One more view, where a CDN answers. */
navigator.sendBeacon("/count/view", document.referrer.slice(0, 300));
