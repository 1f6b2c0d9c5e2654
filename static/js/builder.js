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

// A step may take the pressed button away. The keyboard then goes on from what stood around it: card, row or section.
let around = [];

function rememberPlace() {
  around = [];
  for (let one = document.activeElement; one; one = one.parentElement) {
    const id = one.dataset.focusAfter || one.id;
    if (id) around.push(id);
  }
}

function keepPlace() {
  if (document.activeElement !== document.body) return;
  const place = around.map((id) => document.getElementById(id)).find((one) => one && !one.disabled);
  if (!place) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

document.addEventListener("htmx:beforeSwap", rememberPlace);
document.addEventListener("htmx:afterSettle", keepPlace);
document.addEventListener("DOMContentLoaded", makeSortable);
document.addEventListener("htmx:afterSettle", makeSortable);
