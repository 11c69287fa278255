// Fetches a fragment again after something was saved: <div data-refresh="/…">.
// Anything may announce a save with document.dispatchEvent(new Event("tidu:saved")).
// Forms with data-live send themselves on change and announce it.

const SAVED = "tidu:saved";

async function fetchInto(place) {
  const answer = await fetch(place.dataset.refresh, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
}

/** Keeps one fragment current; a failed request leaves what is shown. */
export function refreshFragments(place) {
  place.setAttribute("aria-live", "polite");
  document.addEventListener(SAVED, () => fetchInto(place).catch(() => {}));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) fetchInto(place).catch(() => {});
  });
}

document.querySelectorAll("form[data-live]").forEach((form) => {
  form.addEventListener("change", async () => {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) document.dispatchEvent(new Event(SAVED));
  });
});
