"""What stands between the web server and the site, outermost first: proxies (WSGI), log, security headers, guard."""
