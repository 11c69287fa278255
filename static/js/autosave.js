// Saves a draft after every change: <form data-autosave="a b"> sends itself as its button would and
// takes the elements with the ids a and b from the answer (the version among them), one save at a
// time. A refused answer (409, 422) is shown through the same elements. A press of a button waits
// for the save that runs. Without an answer nothing is lost: the page says so in its
// element [data-unsaved-note] and still asks before leaving.

const SHOWN = [409, 422];

async function send(form, ids) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true });
  if (!answer.ok && !SHOWN.includes(answer.status)) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const found = page.getElementById(id);
    if (found) document.getElementById(id)?.replaceWith(found);
  }
}

/** Saves one form after every change. */
export function autosave(form) {
  const ids = form.dataset.autosave.split(" ").filter(Boolean);
  let changed = false;
  let running = null;
  let leaving = false;
  const say = (failed) => document.querySelectorAll("[data-unsaved-note]").forEach((note) => { note.hidden = !failed; });

  async function save() {
    while (changed && !leaving) {
      changed = false;
      await send(form, ids).then(() => say(false), () => {
        say(true);
        changed = true;
        leaving = true;
      });
    }
    running = null;
    leaving = false;
  }

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => {
    changed = true;
    running ??= save();
  });
  form.addEventListener("submit", async (event) => {
    leaving = true;
    if (!running) {
      changed = false;
      return;
    }
    event.preventDefault();
    await running;
    changed = false;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
