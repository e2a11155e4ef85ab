// Printing a day sheet, and saying that an answer was copied. Everything else works without a script.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

const answer = document.querySelector("[data-copied]");
if (answer) {
  const say = (words) => { answer.querySelector("[data-copy-status]").textContent = words; };
  answer.addEventListener("w-clipboard:copied", () => say(answer.dataset.copied));
  answer.addEventListener("w-clipboard:error", () => {
    answer.querySelector("textarea").select();
    say(answer.dataset.failed);
  });
}
