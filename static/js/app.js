// What the pages gain from JavaScript beyond htmx. Everything here is an extra: each page works without it.
"use strict";

// Put the reader where the problem is described.
function focusErrorSummary() {
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();
}

document.addEventListener("DOMContentLoaded", focusErrorSummary);
document.addEventListener("htmx:afterSettle", focusErrorSummary);
