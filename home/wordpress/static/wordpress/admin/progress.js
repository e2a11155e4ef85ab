// While an import runs, its screen shows how far it is; once it is done, the screen is loaded anew.
(() => {
  const SECONDS = 3;
  const place = document.getElementById("wordpress-progress");
  if (!place || place.dataset.busy !== "true") return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("wordpress-progress");
      if (!found || found.dataset.busy !== "true") {
        location.reload();
        return;
      }
      place.replaceChildren(...found.childNodes);
    } catch {
      // The next look may be answered.
    }
    setTimeout(look, SECONDS * 1000);
  };
  setTimeout(look, SECONDS * 1000);
})();
