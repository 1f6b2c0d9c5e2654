// Say on the page, not only in the console, that a passkey was not used.
"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-problem").classList.remove("d-none");
});
