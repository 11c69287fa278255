// J and K walk a work list: <ul data-keys> whose current entry carries aria-current. The digits choose
// an answer: <form data-digits="name-of-radios">; Enter then sends the form, Ctrl and Enter in its text.
// A button [data-key="1"] takes its digit as long as nothing is typed in that form. Where the form has a
// button [data-advance], an answer chosen by digit or by pointer presses it; the arrow keys only look
// through the answers.

function typing(target) {
  return target instanceof Element && target.matches('textarea, select, input:not([type="radio"], [type="checkbox"]), [contenteditable]');
}

function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
}

/** Lets the digits choose among the radio buttons of one form. */
export function bindDigits(form) {
  const advance = form.querySelector("[data-advance]");
  form.addEventListener("click", (event) => {
    if (!advance || event.detail === 0) return;
    const chosen = event.target.closest("label")?.control ?? event.target;
    // Behind a label the answer is chosen after this event.
    if (chosen.name === form.dataset.digits) setTimeout(() => advance.click());
  });
  document.addEventListener("keydown", (event) => {
    if (!isPlain(event) || !/^[1-9]$/.test(event.key)) return;
    const text = form.querySelector("textarea");
    const button = document.querySelector(`[data-key="${event.key}"]`);
    if (button && (!text || text.value === text.defaultValue)) {
      event.preventDefault();
      button.click();
      return;
    }
    const answer = form.querySelectorAll(`input[name="${form.dataset.digits}"]`)[Number(event.key) - 1];
    if (!answer) return;
    event.preventDefault();
    answer.click();
    if (advance) {
      advance.click();
      return;
    }
    const needsReason = text && event.key !== "1";
    (needsReason ? text : answer).focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
  });
}

/** Scrolls the list, not the page, until its current entry is seen with something around it. */
function showCurrent(list) {
  const current = list.querySelector("[aria-current]");
  if (!current) return;
  const [entry, frame] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += entry.top - frame.top - frame.height / 3;
  list.scrollLeft += entry.left - frame.left - frame.width / 3;
}

/** Binds the keys of one list. */
export function bindKeys(list) {
  const links = [...list.querySelectorAll("a[href]")];
  const at = () => links.findIndex((link) => link === document.activeElement || link.closest("[aria-current]") !== null || link.hasAttribute("aria-current"));
  showCurrent(list);
  document.addEventListener("keydown", (event) => {
    if (!isPlain(event)) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step) return;
    const next = links[at() + step];
    if (!next) return;
    event.preventDefault();
    next.click();
  });
}
