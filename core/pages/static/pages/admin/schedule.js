/* Opens the dialog “Schedule” when a time in it was refused: Wagtail says only that something on the page is wrong. */
(() => {
  const openWrong = () => {
    const dialog = document.getElementById("schedule-publishing-dialog");
    if (!dialog) return false;
    if (dialog.querySelector(".error-message")) {
      // Wagtail's dialog listens once its own script has found it, a moment after it stands in the document.
      setTimeout(() => dialog.dispatchEvent(new CustomEvent("w-dialog:show")), 100);
    }
    return true;
  };
  if (openWrong()) return;
  const observer = new MutationObserver(() => openWrong() && observer.disconnect());
  observer.observe(document.documentElement, { childList: true, subtree: true });
})();
