/* Suggestions while typing in a search field: ARIA 1.2's combobox with a list. Without it the form works as ever. */

const WAIT = 180; // milliseconds without a key before the server is asked
const LEAST = 2; // letters
const answers = new Map();

async function ask(url, text, signal) {
  if (!answers.has(text)) {
    const response = await fetch(`${url}?q=${encodeURIComponent(text)}`, { signal });
    if (!response.ok) return [];
    if (answers.size > 50) answers.clear();
    answers.set(text, (await response.json()).suggestions);
  }
  return answers.get(text);
}

function combobox(input) {
  const list = document.getElementById(`${input.id}-suggestions`);
  const status = input.form.querySelector("[role=status]");
  let timer, request, active = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", list.dataset.label);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function mark(place) {
    active = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    const item = list.children[place];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  function show(items) {
    list.replaceChildren(...items.map((each, at) => {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      item.id = `${list.id}-${at}`;
      item.className = "search-suggest__item";
      item.setAttribute("role", "option");
      item.dataset.url = each.url;
      kind.className = "search-suggest__kind";
      kind.textContent = each.kind;
      item.append(each.title, " ", kind);
      return item;
    }));
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = items.length ? `${status.dataset.some} ${items.length}` : status.dataset.none;
    mark(-1);
  }

  async function suggest() {
    const text = input.value.trimStart();
    request?.abort();
    if (text.trim().length < LEAST) return close();
    request = new AbortController();
    try {
      const items = await ask(input.dataset.suggestions, text, request.signal);
      if (input.value.trimStart() === text && document.activeElement === input) show(items);
    } catch {
      close(); // offline, or a newer question came: the form itself still works
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) suggest();
      else {
        const places = list.children.length + 1; // one of them is the field itself
        mark(((active + 1 + step + places) % places) - 1);
      }
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // a second Escape clears the field, as browsers do
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
}

document.querySelectorAll("input[data-suggestions]").forEach(combobox);
