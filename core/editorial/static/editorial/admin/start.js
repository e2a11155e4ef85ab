// Starts Wagtail's widgets where Wagtail has inline scripts, which the Content-Security-Policy refuses.
// A <clinic-start> stands where the script stood and starts at the same moment: when it enters the document.
const starters = {
  functions: ["createTaskChooser"],
  classes: ["InlinePanel", "MultipleChooserPanel",
    "Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"],
};

// Work that can wait until the screen answers, in slices between which it does. A job is called until it returns nothing.
// Safari does not say when it is idle: there each slice is one job.
const jobs = [];
const nextSlice = window.requestIdleCallback ?? ((slice) => setTimeout(slice, 1, { timeRemaining: () => 0 }));

function work(deadline) {
  do {
    let more;
    try {
      more = jobs[0]();
    } catch (error) {
      reportError(error); // the others are still to be done
    }
    if (!more) jobs.shift();
  } while (jobs.length && deadline.timeRemaining() > 5);
  if (jobs.length) nextSlice(work);
}

window.whenIdle = (job) => {
  if (jobs.push(job) === 1) nextSlice(work);
};

const pickers = ["initDateChooser", "initDateTimeChooser", "initTimeChooser"];

customElements.define("clinic-start", class extends HTMLElement {
  #started = false;

  connectedCallback() {
    if (this.#started) return; // a row that was moved
    this.#started = true;
    const name = this.getAttribute("call"), values = JSON.parse(this.getAttribute("with"));
    if (pickers.includes(name)) whenIdle(() => window[name](...values)); // each makes a calendar
    else if (starters.functions.includes(name)) window[name](...values);
    else if (starters.classes.includes(name)) new window[name](...values);
    else throw new Error(`clinic-start does not know ${name}`);
  }
});

// What is on its way to the server is not saved beside it: on a slow line Wagtail would send it twice, a signature too, whose
// fields its dialog adds to the form just before.
let leaving = false;
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-edit-form]")) return;
  leaving = true;
  setTimeout(() => { leaving = !event.defaultPrevented; });
}, true);
addEventListener("pageshow", () => { leaving = false; }); // back by the browser's button
document.addEventListener("w-unsaved:add", (event) => {
  if (leaving || event.target.elements?.["action-workflow-action"]) event.stopImmediatePropagation();
}, true);

// Jcrop, which chooses a picture's focal point, looks for touch by means of inline event handlers. It need not look.
document.addEventListener("readystatechange", () => {
  const crop = window.jQuery?.Jcrop;
  if (crop) crop.defaults.touchSupport = "ontouchstart" in window;
}, { once: true });

// The hint in an empty rich text field, in the language of whoever edits: Wagtail's own sentence and translation.
document.documentElement.style.setProperty(
  "--rich-text-hint", JSON.stringify(window.gettext("Write something or type ‘/’ to insert a block")));
