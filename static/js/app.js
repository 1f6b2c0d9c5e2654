// What the pages gain from JavaScript beyond htmx. Everything here is an extra: each page works without it.
"use strict";

// Put the reader where the problem is described. A part that was swapped in elsewhere must not take them away from it.
function focusErrorSummary(event) {
  const summary = document.getElementById("error-summary");
  if (summary && event.target.contains(summary)) summary.focus();
}

document.addEventListener("DOMContentLoaded", focusErrorSummary);
document.addEventListener("htmx:afterSettle", focusErrorSummary);

// htmx notes the last address in the tab's storage, and what is searched for is a name. It finds its way without: going
// back asks the server for the page.
function forgetAddress() {
  sessionStorage.removeItem("htmx-current-path-for-history");
}

for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  document.addEventListener(moved, forgetAddress);
}
forgetAddress();
