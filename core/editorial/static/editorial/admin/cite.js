// “Cite” in the text editor: lists the page's own sources, and puts a link to the chosen one behind the words. On the public
// page it becomes a number (core.pages.templatetags.content_tags).
const { React, DraftJS, Draftail } = window;

// The sources stand on another tab as chosen snippets, each "short-name: title" (core.editorial.models.references).
function sources() {
  const part = document.querySelector("[data-contentpath=references]");
  if (!part) return null;
  new FormData(part.closest("form")); // has every block of a long stream made (editorial/admin/streams.js)
  const chosen = [...part.querySelectorAll("[data-streamfield-child]")].filter((block) => !block.closest("[aria-hidden=true]"));
  const names = chosen.map((block) => block.querySelector("[data-chooser-title]")?.textContent.trim() ?? "");
  return names.filter((name) => name.includes(": ")).map((name) => {
    const [key, ...title] = name.split(": ");
    return { key, title: title.join(": ") };
  });
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function choose(found, onChosen) {
  const words = JSON.parse(document.getElementById("clinic-cite-words").textContent);
  const dialog = element("dialog", { className: "clinic-cite", ariaLabel: words.heading });
  const close = element("button", { type: "button", className: "button button-secondary", textContent: words.close });
  close.addEventListener("click", () => dialog.close());
  const list = element("ul", {}, ...found.map(({ key, title }) => {
    const button = element("button", { type: "button", className: "clinic-cite__source", textContent: `${key}: ${title}` });
    button.addEventListener("click", () => {
      dialog.close();
      onChosen(key);
    });
    return element("li", {}, button);
  }));
  dialog.append(element("h2", { textContent: words.heading }), found.length ? list : element("p", { textContent: words.none }), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function cite(editorState, key) {
  const words = key.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  const content = editorState.getCurrentContent().createEntity("LINK", "MUTABLE", { url: `#ref-${key}` });
  // Behind the selected words: what the link holds is replaced by the number.
  const selection = editorState.getSelection();
  const at = selection.merge({
    anchorKey: selection.getEndKey(), anchorOffset: selection.getEndOffset(),
    focusKey: selection.getEndKey(), focusOffset: selection.getEndOffset(), isBackward: false,
  });
  const entity = content.getLastCreatedEntityKey();
  const spaced = DraftJS.Modifier.insertText(content, at, " ");
  const link = DraftJS.Modifier.insertText(spaced, spaced.getSelectionAfter(), words, null, entity);
  return DraftJS.EditorState.push(editorState, link, "insert-characters");
}

// The buttons over a text are not reached with Tab: Draftail has keys for its own, this one has Ctrl + Alt + Q.
// The key that says Q, and where Alt makes no letter of it (Apple's œ), the one that stands there. Windows says Ctrl + Alt
// for AltGr too: that is for writing, as @ on some keyboards.
const isQ = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "q" : code === "KeyQ");
const isCiteKey = (event) => event.ctrlKey && event.altKey && !event.metaKey && !event.getModifierState("AltGraph") && isQ(event);

function CiteButton({ getEditorState, onChange }) {
  const ask = () => {
    const state = getEditorState();
    choose(sources(), (key) => onChange(cite(state, key)));
  };
  React.useEffect(() => {
    const onKey = (event) => {
      if (!isCiteKey(event) || !getEditorState().getSelection().getHasFocus()) return;
      if (!sources()) return;
      event.preventDefault();
      if (!document.querySelector(".clinic-cite")) ask();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  });
  if (!document.querySelector("[data-contentpath=references]")) return null;
  return React.createElement(Draftail.ToolbarButton, {
    name: "CITE",
    icon: React.createElement("svg", { className: "icon icon-openquote Draftail-Icon", "aria-hidden": "true" },
      React.createElement("use", { href: "#icon-openquote" })),
    title: `${JSON.parse(document.getElementById("clinic-cite-words").textContent).heading}\nCtrl + Alt + Q`,
    onClick: ask,
  });
}

window.draftail.registerPlugin({ type: "cite", inline: CiteButton }, "controls");
