// Puts the text of a field on the clipboard: <button type="button" data-copy="id of the field" hidden>,
// with an element of the id "…-copied" that says so.

/** Shows the button and makes it copy. */
export function copyText(button) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-copied`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    const copied = await write(field.value);
    if (said) said.textContent = copied ? "已复制" : "未能自动复制，请按 Ctrl+C 复制已选中的链接";
  });
}

// The clipboard is closed to pages without HTTPS; there the older way still works.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
