// Puts our own words and the names of the chosen files on a file control; the control itself stays
// underneath and keeps keyboard, reader and drag and drop. Without this file the browser's own shows.

function sizeOf(file) {
  return file.size < 1048576 ? `${Math.max(1, Math.round(file.size / 1024))} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
}

/** Dresses one <input type="file" class="upload-control">. */
export function dressFileControl(input) {
  const frame = document.createElement("div");
  frame.className = "upload-frame";
  input.replaceWith(frame);
  const words = document.createElement("span");
  words.className = "upload-words";
  words.setAttribute("aria-hidden", "true");
  const names = document.createElement("ul");
  names.className = "upload-names";
  const show = () => {
    words.textContent = input.files.length > 0 ? "重新选择" : input.multiple ? "选择文件（可多选），或拖到这里" : "选择文件，或拖到这里";
    names.replaceChildren(...[...input.files].map((file) => {
      const entry = document.createElement("li");
      entry.textContent = `${file.name}（${sizeOf(file)}）`;
      return entry;
    }));
  };
  frame.append(input, words);
  frame.after(names);
  input.addEventListener("change", show);
  show();
}
