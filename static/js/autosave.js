// Saves a draft after every change: <form data-autosave="a b"> sends itself as its button would and
// takes the elements with the ids a and b from the answer (the version among them), one save at a
// time. A refused answer (409, 422) is shown through the same elements. A press of a button waits
// for the save that runs. Without an answer nothing is lost: the page says so in its
// element [data-unsaved-note], still asks before leaving, and offers the texts again when the form is
// next opened ([data-restored-note]).

const SHOWN = [409, 422];
// Browsers refuse to keep a longer request alive beyond the page.
const KEPT_ALIVE = 60_000;

async function send(form, ids) {
  const body = new URLSearchParams(new FormData(form)).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" };
  const keepalive = body.length < KEPT_ALIVE;
  const answer = await fetch(form.action, { method: "POST", body, headers, credentials: "same-origin", keepalive });
  if (!answer.ok && !SHOWN.includes(answer.status)) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = ids.map((id) => page.getElementById(id)).filter(Boolean);
  // A page without any of them is another page: the window closed, a colleague was first.
  if (found.length === 0) throw new Error("answered by another page");
  for (const element of found) document.getElementById(element.id)?.replaceWith(element);
}

const texts = (form) => [...form.querySelectorAll("textarea")].filter((area) => area.name);

/** Keeps what could not be saved in the browser, until a save succeeds. */
function keep(form, failed) {
  const key = `kept:${form.action}`;
  if (!failed) return localStorage.removeItem(key);
  const typed = texts(form).map((area) => [area.name, area.value]);
  return localStorage.setItem(key, JSON.stringify(typed));
}

/** Offers texts kept earlier, in the places they were typed; answers whether there were any. */
function restore(form) {
  const kept = new Map(JSON.parse(localStorage.getItem(`kept:${form.action}`) ?? "[]"));
  const differing = texts(form).filter((area) => kept.has(area.name) && kept.get(area.name) !== area.value);
  for (const area of differing) area.value = kept.get(area.name);
  document.querySelectorAll("[data-restored-note]").forEach((note) => { note.hidden = differing.length === 0; });
  return differing.length > 0;
}

/** Saves one form after every change. */
export function autosave(form) {
  const ids = form.dataset.autosave.split(" ").filter(Boolean);
  let changed = restore(form);
  let running = null;
  let leaving = false;
  const say = (failed) => document.querySelectorAll("[data-unsaved-note]").forEach((note) => { note.hidden = !failed; });

  async function save() {
    while (changed && !leaving) {
      changed = false;
      await send(form, ids).then(() => {
        keep(form, false);
        say(false);
      }, () => {
        keep(form, true);
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
