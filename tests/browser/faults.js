// Answers what is wrong with the page as it stands in the window, one line each. axe-core is there.
const done = arguments[arguments.length - 1];
const root = document.documentElement;
const brief = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);

function tooWide() {
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = (element) => element.getBoundingClientRect().right > root.clientWidth + 1;
  const widest = [...document.body.querySelectorAll("*")].filter(out).slice(-2).map(brief);
  return [`${root.scrollWidth} px wide in ${root.clientWidth}: ${widest.join(" | ")}`];
}

function headings() {
  const count = document.querySelectorAll("h1").length;
  return count === 1 ? [] : [`${count} × h1`];
}

/** Whether something that stays in place lies over the middle of a control that has the focus, or
    over the first line of a text area, which may be taller than the window. */
function covered(control, staying) {
  control.focus();
  const box = control.getBoundingClientRect();
  const x = (box.left + box.right) / 2;
  const y = control.matches("textarea") ? box.top + 12 : (box.top + box.bottom) / 2;
  if (document.activeElement !== control || box.width < 2) return false;
  const hit = document.elementFromPoint(x, y);
  return staying.some((part) => part.contains(hit) && !part.contains(control));
}

function hidden() {
  const stays = (element) => ["sticky", "fixed"].includes(getComputedStyle(element).position);
  const staying = [...document.body.querySelectorAll("*")].filter(stays);
  if (staying.length === 0) return [];
  root.style.scrollBehavior = "auto";
  const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary");
  const found = [...controls].filter((control) => covered(control, staying));
  document.activeElement?.blur();
  window.scrollTo(0, 0);
  return found.map((control) => `covered when it has the focus: ${brief(control)}`);
}

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
axe.run(document, { runOnly: standards, resultTypes: ["violations"], iframes: false }).then(({ violations }) => {
  const serious = violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
  const worded = serious.map((fault) => `${fault.id}: ${fault.nodes.map((node) => brief({ outerHTML: node.html })).join(" | ")}`);
  done([...tooWide(), ...headings(), ...hidden(), ...worded]);
});
