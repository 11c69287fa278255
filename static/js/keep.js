// Keeps how far a part of the page was scrolled when the page is opened again, such as a score sheet
// beside scenarios that change: <section id="…" data-keep>.

/** Remembers one part for as long as the tab lives. */
export function keepScroll(part) {
  const key = `scroll:${location.pathname}#${part.id}`;
  const target = document.getElementById(location.hash.slice(1));
  if (!part.contains(target)) part.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  part.addEventListener("scroll", () => sessionStorage.setItem(key, String(part.scrollTop)), { passive: true });
}
