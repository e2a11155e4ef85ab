// Keeps a panel of the page editor up to date while somebody types: the previews of “Search and sharing”, and the list
// of what is to mend. The site works it out from the form, as it would for the published page; this only asks, once per
// pause, and only while the panel can be seen.
const PAUSE = 600;

function start(panel) {
  const form = panel.closest("form");
  const result = panel.querySelector("[data-live-result]");
  let url = panel.dataset.liveUrl;
  if (!form || !url) return;
  let timer, asking, stale = false, visible = false;

  function showFallbacks() {
    const pair = result.querySelector(".sharing__pair");
    if (!pair) return;
    for (const [name, words] of [["seo_title", pair.dataset.title], ["search_description", pair.dataset.description]]) {
      const field = form.elements[name];
      if (field) field.placeholder = words;
    }
  }

  function showCount() {
    const found = result.querySelector("[data-findings]"), count = document.querySelector("[data-findings-count]");
    if (found && count) count.textContent = Number(found.dataset.findings) ? `(${found.dataset.findings})` : "";
  }

  async function ask() {
    stale = false;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(url, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (answer.ok) {
        result.innerHTML = await answer.text();
        showFallbacks();
        showCount();
      }
    } catch (error) {
      if (error.name !== "AbortError") stale = true; // no network: asked again with the next change
    }
  }

  function changed() {
    stale = true;
    clearTimeout(timer);
    if (visible) timer = setTimeout(ask, PAUSE);
  }

  // A new page that has saved itself is asked about as the page it now is: a second one would have its address.
  form.addEventListener("w-autosave:success", (event) => {
    const { pk } = event.detail.response, { liveSavedUrl } = panel.dataset;
    if (!pk || !liveSavedUrl) return;
    url = liveSavedUrl.replace("pages/0/", `pages/${pk}/`);
    changed();
  });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  new IntersectionObserver((entries) => {
    visible = entries.some((entry) => entry.isIntersecting);
    if (visible && stale) ask();
  }).observe(panel);
  showFallbacks();
}

function startAll() {
  document.querySelectorAll("[data-live-url]").forEach(start);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
else startAll();
