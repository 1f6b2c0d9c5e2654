// Dragging exercises is an extra beside the Move up and Move down buttons; both post the same kind of step.
"use strict";

function postOrder(list) {
  const builder = document.getElementById("builder");
  const ids = Array.from(list.querySelectorAll(":scope > [data-item]"), (row) => row.dataset.item);
  htmx.ajax("POST", list.dataset.reorder, {
    target: "#builder",
    swap: "outerHTML",
    values: { draft_version: builder.dataset.version, section: list.dataset.section, item: ids },
  });
}

function makeSortable() {
  for (const list of document.querySelectorAll("[data-reorder]")) {
    if (!Sortable.get(list)) Sortable.create(list, { handle: ".drag", animation: 120, onEnd: () => postOrder(list) });
  }
}

document.addEventListener("DOMContentLoaded", makeSortable);
document.addEventListener("htmx:afterSettle", makeSortable);
