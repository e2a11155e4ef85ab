// Starts Wagtail's widgets where Wagtail has inline scripts, which the Content-Security-Policy refuses.
// A <clinic-start> stands where the script stood and starts at the same moment: when it enters the document.
const starters = {
  functions: ["initDateChooser", "initDateTimeChooser", "initTimeChooser", "createTaskChooser"],
  classes: ["InlinePanel", "MultipleChooserPanel",
    "Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"],
};

customElements.define("clinic-start", class extends HTMLElement {
  #started = false;

  connectedCallback() {
    if (this.#started) return; // a row that was moved
    this.#started = true;
    const name = this.getAttribute("call"), values = JSON.parse(this.getAttribute("with"));
    if (starters.functions.includes(name)) window[name](...values);
    else if (starters.classes.includes(name)) new window[name](...values);
    else throw new Error(`clinic-start does not know ${name}`);
  }
});

// Jcrop, which chooses a picture's focal point, looks for touch by means of inline event handlers. It need not look.
document.addEventListener("readystatechange", () => {
  const crop = window.jQuery?.Jcrop;
  if (crop) crop.defaults.touchSupport = "ontouchstart" in window;
}, { once: true });

// The hint in an empty rich text field, in the language of whoever edits: Wagtail's own sentence and translation.
document.documentElement.style.setProperty(
  "--rich-text-hint", JSON.stringify(window.gettext("Write something or type ‘/’ to insert a block")));
