// Asks before leaving a form with text that was typed and not saved: <form data-unsaved>.

/** Watches one form. */
export function guardUnsaved(form) {
  let changed = form.dataset.unsaved === "changed";
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
