/* Small helps for the request form, which is complete without them. Nothing typed is kept or sent from here. */

const form = document.querySelector("[data-request-form]");
const fields = form.elements;
const opened = performance.now();

/* One token for each time the page is opened: the same request sent twice is then stored once, for good. */
if (!fields.token.value) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  fields.token.value = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* A link can name the place: /request-an-appointment/?location=jacksonville */
const wanted = new URLSearchParams(location.search).get("location");
for (const radio of form.querySelectorAll('[name="location"]')) if (radio.value === wanted) radio.checked = true;

/* Proof of work, only where the clinic switched it on; solved while the visitor types. */
const solve = async (task) => {
  const text = new TextEncoder();
  const attempt = async (number) => {
    const hash = await crypto.subtle.digest("SHA-256", text.encode(task.salt + number));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === task.challenge;
  };
  for (let start = 0; start <= task.maxnumber; start += 256) {
    const found = await Promise.all(Array.from({ length: 256 }, (_, step) => attempt(start + step)));
    if (found.includes(true)) return btoa(JSON.stringify({ ...task, number: start + found.indexOf(true) }));
  }
  return "";
};
let proof;
const prove = async () => {
  try {
    const answer = await fetch(form.dataset.challenge);
    if (answer.status === 200) fields.proof.value = await solve(await answer.json());
  } catch {
    /* Without proof the request is looked at by a person first. */
  }
};
if (form.dataset.challenge && crypto.subtle) {
  form.addEventListener("focusin", () => { proof ??= prove(); });
}

let sent = -Infinity;
let proved = false;
form.addEventListener("submit", async (event) => {
  if (form.dataset.challenge && crypto.subtle && !proved) {
    event.preventDefault();
    await (proof ??= prove());
    proved = true;
    /* Not before this event is over: a submit inside a submit is ignored. */
    setTimeout(() => form.requestSubmit());
    return;
  }
  /* A double click is one request. After three seconds a new try is let through: the first may have been lost. */
  const now = performance.now();
  if (now - sent < 3000) {
    event.preventDefault();
    return;
  }
  sent = now;
  fields.elapsed.value = Math.round((now - opened) / 1000);
});

/* Back from the confirmation: the button works again at once. A used proof is good for one request only. */
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  sent = -Infinity;
  proof = undefined;
  proved = false;
  fields.proof.value = "";
});
