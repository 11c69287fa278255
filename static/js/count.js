// Says how many 字 a text has: <textarea data-count="500" data-count-into="id-of-output">.

/** Counts as the server does: characters without white space. */
export function characters(text) {
  return [...text].filter((character) => !/\s/u.test(character)).length;
}

/** Keeps the line under one text area current. */
export function countCharacters(area) {
  const limit = Number(area.dataset.count);
  const output = document.getElementById(area.dataset.countInto);
  if (!output) return;
  const show = () => {
    const used = characters(area.value);
    const over = used - limit;
    output.textContent = over > 0 ? `已写 ${used} 字，超出 ${over} 字` : `已写 ${used} 字，最多 ${limit} 字`;
    output.classList.toggle("count-over", over > 0);
  };
  area.addEventListener("input", show);
  show();
}
