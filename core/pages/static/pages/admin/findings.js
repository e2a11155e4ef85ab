// A finding leads to its field: the tab is opened, the block that holds the words is brought into view and focused. The
// fragment of the link names both (core.pages.findings.Finding.anchor), so that a link from another screen works too.
const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

function blockWith(part, words) {
  const has = ({ value }) => value.toLowerCase().includes(words.toLowerCase());
  const blocks = [...part.querySelectorAll("[data-streamfield-child]")];
  return blocks.filter((block) => [...block.querySelectorAll("input, textarea")].some(has)).at(-1);
}

function show(fragment) {
  const wanted = new URLSearchParams(fragment.replace(/^#/, ""));
  const [field, words] = [wanted.get("field"), wanted.get("words")];
  const form = document.querySelector("[data-edit-form]");
  if (!field || !form) return;
  new FormData(form); // has every block of a long stream made (editorial/admin/streams.js)
  const part = form.querySelector(`[data-contentpath="${CSS.escape(field)}"]`);
  if (!part) return;
  const target = (words && blockWith(part, words)) || part;
  document.getElementById(target.closest("[role=tabpanel]")?.getAttribute("aria-labelledby"))?.click();
  target.scrollIntoView({ block: "center", behavior: "instant" });
  target.dispatchEvent(new CustomEvent("clinic-start-texts", { bubbles: true })); // editorial/admin/rich-text.js
  setTimeout(focus, 300, target, 200); // the tab first has its own say on the focus
}

// A text's editor starts only when it is near the screen: it is waited for.
function focus(target, tries) {
  const seen = (kind) => [...target.querySelectorAll(kind)].find((field) => field.offsetParent);
  const field = seen(FIELD) ?? (tries ? null : seen("button"));
  if (field) {
    field.scrollIntoView({ block: "center", behavior: "instant" });
    field.focus({ preventScroll: true });
  } else if (tries) setTimeout(focus, 100, target, tries - 1);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-finding]");
  if (!link) return;
  event.preventDefault();
  show(link.hash);
});

window.addEventListener("load", () => show(location.hash));
