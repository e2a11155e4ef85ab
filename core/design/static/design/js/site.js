/* Pages are complete without this. */

const one = document.querySelector.bind(document);

/* In the head, the manifest would be loaded before the page is painted. */
const { manifest } = one("[data-manifest]").dataset;
document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));

/* The bar of a phone comes when the first screen's own button has left it. */
const first = one("[data-call-bar-after]");
if (first) {
  new IntersectionObserver(([{ isIntersecting, boundingClientRect: box }]) =>
    document.documentElement.toggleAttribute("data-call-bar", !isIntersecting && box.bottom < 1)).observe(first);
}

/* Who leaves an open menu by the keyboard does not stay behind it (WCAG 2.4.11). */
if (CSS.supports("selector(:popover-open)")) {
  addEventListener("focusin", ({ target }) => {
    const open = one("[popover]:popover-open");
    if (open && !open.contains(target)) open.hidePopover();
  });
}

/* A source that is folded away opens for the number that leads to it. */
const unfold = () => one(":target")?.closest(".references")?.querySelector("details").toggleAttribute("open", true);
addEventListener("hashchange", unfold);
unfold();

/* A film loads only after this click. A tap to call, write or find us is counted. */
addEventListener("click", ({ target }) => {
  const hit = target.closest?.("[data-player],[data-tap],[href^='tel:+'],[href^=mailto]");
  if (!hit) return;
  const { player: src, title, tap = hit.protocol } = hit.dataset;
  if (!src) return navigator.sendBeacon(`/count/${tap}`);
  const allow = "autoplay; fullscreen; picture-in-picture";
  const frame = document.createElement("iframe");
  hit.replaceWith(Object.assign(frame, { src, title, allow, className: "video__player" }));
  frame.focus();
});

/* "Open now" beside hours, in the place's own time zone. */
if (one("[data-hours]")) import(one("[data-open-state-module]").dataset.openStateModule).then((module) => module.show());

/* The nearest place by the visitor's position, only when asked, and only to a few miles. */
const locate = one("[data-locate]");
if (locate && navigator.geolocation) {
  locate.dataset.ready = "";
  locate.addEventListener("click", () => {
    const note = one("[data-locate-note]");
    note.textContent = locate.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(`?near=${coords.latitude.toFixed(1)},${coords.longitude.toFixed(1)}`),
      () => { note.textContent = locate.dataset.failed; },
      { timeout: 1e4, maximumAge: 6e5 },
    );
  });
}

/* The list of contents marks the section being read. */
const links = new Map([...document.querySelectorAll(".contents__list a")].map((a) => [a.hash.slice(1), a]));
if (links.size) {
  const watch = new IntersectionObserver((entries) => {
    const entry = entries.find((item) => item.isIntersecting);
    if (!entry) return;
    links.forEach((a) => a.removeAttribute("aria-current"));
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }, { rootMargin: "-10% 0px -75%" });
  links.forEach((_, id) => { const target = document.getElementById(id); if (target) watch.observe(target); });
}

/* On paper, what is folded is open. */
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));

/* An error summary takes the focus, so that screen readers start there (GOV.UK). */
one("[data-error-summary]")?.focus();
