// Wagtail's rich text editors, started when they come near the screen or something asks for them. A long page has thirty,
// and each costs what ten plain fields do. Until then the hidden field holds the text, as it does afterwards, so that what
// is sent is the same; the words stand where the editor will, to be read and found.
const NEAR = "400px 0px"; // also of the part that scrolls, where the browser knows scrollMargin
const waiting = new Map(); // the words that stand for an editor, and what starts it

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) waiting.get(entry.target)?.();
}, { rootMargin: NEAR, scrollMargin: NEAR });

// Draftail's text box has no name for those who hear the screen: that of its block, or of its field. It is written a while
// after its start, and a copied block stands in the document later still.
function nameEditor(place) {
  const observer = new MutationObserver(name);

  function name() {
    const editor = place.querySelector(".Draftail-Editor [role=textbox]");
    const label = editor?.closest("[data-field]")?.querySelector("label") ?? editor?.closest("[data-panel]")?.querySelector("[data-panel-heading]");
    const words = label?.textContent.replace("*", "").trim();
    if (!words) return;
    if (!editor.matches("[aria-label], [aria-labelledby]")) editor.setAttribute("aria-label", words);
    observer.disconnect();
  }

  observer.observe(place, { childList: true, subtree: true });
  setTimeout(name);
}

function standIn(input, start) {
  const words = document.createElement("div");
  words.className = "clinic-rich-text";
  for (const { text } of JSON.parse(input.value)?.blocks ?? []) {
    words.appendChild(document.createElement("p")).textContent = text || "\u00a0";
  }
  input.after(words);
  const once = () => {
    if (!waiting.delete(words)) return;
    observer.unobserve(words);
    nameEditor(words.parentElement);
    words.remove();
    start();
  };
  waiting.set(words, once);
  observer.observe(words);
  return once;
}

// Whoever is led to a text is to write in it now, however slow the browser is to tell what is near the screen.
document.addEventListener("clinic-start-texts", ({ target }) => {
  for (const [words, start] of [...waiting]) if (target.contains(words)) start();
});

// Comments point at words inside the editors.
const commented = () => Number(document.querySelector("[name=comments-INITIAL_FORMS]")?.value) > 0;

window.addEventListener("load", () => {
  if (commented()) for (const start of waiting.values()) start();
});

// A block's text: what streams ask of it before its editor runs is answered from the hidden field.
class Waiting {
  #begin;
  #real;

  constructor(area, input, capabilities, render) {
    this.area = area;
    this.input = input;
    this.capabilities = new Map(capabilities);
    this.#begin = standIn(input, () => {
      const place = document.createElement("div");
      input.replaceWith(place);
      this.#real = render(place, input.value, this.capabilities);
      this.input = this.#real.input;
      place.replaceWith(...place.childNodes);
    });
  }

  get real() {
    this.#begin();
    return this.#real;
  }

  getValue() { return this.input.value; }
  getTextLabel(options) { return this.area.getByName(this.input.name, this.input).getTextLabel(options); }
  getState() { return this.real.getState(); }
  setState(state) { this.real.setState(state); }
  focus() { this.real.focus(); }

  setInvalid(invalid) {
    if (invalid) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  setCapabilityOptions(name, options) {
    if (this.#real) this.#real.setCapabilityOptions(name, options);
    else this.capabilities.set(name, Object.assign(this.capabilities.get(name), options));
  }
}

class RichTextArea extends window.draftail.DraftailRichTextArea {
  render(container, name, id, state, capabilities, options = {}) {
    const render = (place, value, able) => super.render(place, name, id, value, able, options);
    // A block that was copied or split brings the state of a running editor.
    if (state?.getCurrentContent) {
      nameEditor(container);
      return render(container, state, capabilities);
    }
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, id, value: state });
    for (const [key, value] of Object.entries(options.attributes ?? {})) input.setAttribute(key, value);
    container.appendChild(input);
    return new Waiting(this, input, capabilities, render);
  }
}

window.telepath.register("clinic.RichTextArea", RichTextArea);

// A field of the page itself: Wagtail's listener starts it, once we let the event through.
document.addEventListener("w-draftail:init", (event) => {
  const input = event.target;
  event.stopImmediatePropagation();
  standIn(input, () => window.draftail.initEditor(`#${input.id}`, event.detail, null));
}, true);
