// Keeps parts of a page current without leaving it.
//
// <form data-live="a b"> sends itself on every change, by its own method and address, and takes the
// elements with the ids a and b from the answer. <div data-refresh="/…"> fetches its content again
// after such a save, or after any event "tidu:saved". A failed request leaves what is shown.

const SAVED = "tidu:saved";

async function read(address, options = {}) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function fetchInto(place) {
  const page = await read(place.dataset.refresh, { redirect: "error" });
  place.replaceChildren(...page.body.childNodes);
}

/** Fetches one fragment again after a save. */
export function refreshFragment(place) {
  place.setAttribute("aria-live", "polite");
  const renew = () => fetchInto(place).catch(() => {});
  document.addEventListener(SAVED, renew);
  window.addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
}

function request(form, signal) {
  const values = new URLSearchParams(new FormData(form));
  if (form.method !== "get") return [form.action, { method: "POST", body: values, signal }];
  const address = new URL(form.action);
  address.search = values;
  return [address.href, { signal }];
}

function take(page, ids) {
  for (const id of ids) {
    const found = page.getElementById(id);
    if (found) document.getElementById(id)?.replaceWith(found);
  }
}

/** Sends one form on every change and shows the parts of the answer it names. */
export function enliven(form) {
  const ids = form.dataset.live.split(" ").filter(Boolean);
  let running = new AbortController();
  form.addEventListener("change", async () => {
    running.abort();
    running = new AbortController();
    const [address, options] = request(form, running.signal);
    try {
      take(await read(address, options), ids);
    } catch {
      return;
    }
    if (form.method === "get") history.replaceState(null, "", address);
    document.dispatchEvent(new Event(SAVED));
  });
}
