// J and K walk a work list: <ul data-keys> whose current entry carries aria-current.

function typing(target) {
  return target instanceof Element && target.matches('textarea, select, input:not([type="radio"], [type="checkbox"]), [contenteditable]');
}

/** Binds the keys of one list. */
export function bindKeys(list) {
  const links = [...list.querySelectorAll("a[href]")];
  const at = () => links.findIndex((link) => link === document.activeElement || link.closest("[aria-current]") !== null || link.hasAttribute("aria-current"));
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step) return;
    const next = links[at() + step];
    if (!next) return;
    event.preventDefault();
    next.click();
  });
}
