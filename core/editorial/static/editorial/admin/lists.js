// Lists on phones: every value knows the name of its column, so that a row can be shown as a card (lists.css). A table laid
// out as cards is no longer one for assistive technology unless it says so itself.
function label(table) {
  // In a tab that is closed innerText says the same as textContent, but first lays the whole screen out: a tenth of a second.
  const closed = table.closest("[hidden]");
  const words = (cell) => (closed ? cell.textContent.replace(/\s+/g, " ") : cell.innerText).trim();
  const names = [...table.querySelectorAll(":scope > thead > tr:last-child > :is(th, td)")].map(words);
  if (!names.length) return;
  table.classList.add("clinic-cards");
  table.setAttribute("role", "table");
  for (const row of table.querySelectorAll(":scope > tbody > tr")) {
    row.setAttribute("role", "row");
    const cells = [...row.children];
    const first = cells.findIndex((cell) => cell.matches(".title, th[scope=row]") || cell.querySelector("a"));
    cells.forEach((cell, number) => {
      cell.setAttribute("role", cell.matches("th") ? "rowheader" : "cell");
      cell.classList.toggle("clinic-cards__first", number === first);
      const filled = cell.textContent.trim() || cell.querySelector("img, svg, input");
      cell.classList.toggle("clinic-cards__empty", !filled);
      if (number > first && names[number] && !cell.querySelector(".w-status")) cell.dataset.label = names[number];
    });
  }
}

function labelAll() {
  document.querySelectorAll("table.listing").forEach(label);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", labelAll);
else labelAll();
document.addEventListener("w-swap:success", labelAll);
