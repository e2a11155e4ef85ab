// What wagtail-localize's editor says in an inline script, which the Content Security Policy does not let run.
const { image: imageChooser, document: documentChooser, page: pageChooser } = document.currentScript.dataset;
window.chooserUrls ??= { imageChooser, documentChooser, pageChooser };
