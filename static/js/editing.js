// A slider beside every number of a pose, and list steps that keep the page where it is. Both work without this file.
"use strict";

function addSliders() {
  for (const number of document.querySelectorAll("input[data-slider]:not([data-has-slider])")) {
    const [low, high] = number.dataset.slider.split(" ");
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", className: "form-range", min: low, max: high, step: high - low <= 2 ? "0.1" : "1" });
    slider.value = number.value;
    slider.setAttribute("aria-label", number.labels[0].textContent);
    number.dataset.hasSlider = "yes";
    slider.addEventListener("input", () => { number.value = slider.value; });
    number.addEventListener("input", () => { slider.value = number.value; });
    number.after(slider);
  }
}

// Move, add and remove answer with the whole page; the part is taken out of it and put in place.
function takeStep(event) {
  const button = event.target.closest("button[data-step]");
  if (!button) return;
  event.preventDefault();
  const form = button.closest("form");
  const open = Array.from(document.querySelectorAll("details"), (one) => one.open);
  const values = { ...htmx.values(form), do: button.value };
  htmx
    .ajax("POST", location.href, { source: form, target: "#part", select: "#part", swap: "outerHTML", values })
    .then(() => {
      document.querySelectorAll("details").forEach((one, place) => { if (place < open.length) one.open = open[place]; });
      const again = document.querySelector(`button[data-step][value="${CSS.escape(button.value)}"]:not(:disabled)`);
      if (again) again.focus();
    });
}

document.addEventListener("DOMContentLoaded", addSliders);
document.addEventListener("htmx:afterSettle", addSliders);
document.addEventListener("click", takeStep);
