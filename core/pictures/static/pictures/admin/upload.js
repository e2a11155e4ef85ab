/* The screen for new pictures. Wagtail says “Upload successful” while a picture is not in the library yet: the form under it says how it
   stands, so that sentence goes. Pictures that were left behind before stand in the list again. What is wrong with a picture is brought
   into view: Wagtail puts an answer with mistakes in the place of the form, which may be far above. */
(() => {
  const list = document.getElementById("upload-list");
  const waiting = document.getElementById("waiting-pictures");
  const item = document.getElementById("upload-list-item").content;

  item.querySelectorAll(".status-msg.success, .error-message").forEach((words) => words.remove());
  item.querySelector(".update-success").textContent = waiting.dataset.saved;
  // What Wagtail leaves without a name: the field for files, the bars that it counts on, the fields that tags are typed in.
  document.getElementById("fileupload").setAttribute("aria-label", waiting.dataset.choose);
  [document.getElementById("overall-progress"), item.querySelector(".progress")].forEach((bar) => {
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", waiting.dataset.progress);
  });
  list.append(waiting.content);

  new MutationObserver((changes) => {
    list.querySelectorAll(".tagit-new input:not([aria-label])").forEach((input) => {
      const label = input.closest("[data-field]").parentElement.querySelector("label");
      input.setAttribute("aria-label", label.textContent.trim());
    });
    const state = changes
      .flatMap((change) => [...change.addedNodes])
      .filter((node) => node instanceof Element)
      .map((node) => (node.matches("[role=alert][data-upload-state]") ? node : node.querySelector("[role=alert][data-upload-state]")))
      .find(Boolean);
    if (state) {
      state.scrollIntoView({ block: "center" });
      state.focus();
    }
  }).observe(list, { childList: true, subtree: true });
})();
