// Enhancements only: every page works without this file.
import { countCharacters } from "./count.js";
import { dressFileControl } from "./file-choice.js";
import { guardUnsaved } from "./unsaved.js";
import { enhanceUploads } from "./upload.js";
import { bindKeys } from "./keys.js";
import { refreshFragments } from "./refresh.js";

document.querySelectorAll("[data-count]").forEach(countCharacters);
document.querySelectorAll("input.upload-control").forEach(dressFileControl);
document.querySelectorAll("form[data-unsaved]").forEach(guardUnsaved);
document.querySelectorAll("form[data-upload]").forEach(enhanceUploads);
document.querySelectorAll("[data-keys]").forEach(bindKeys);
document.querySelectorAll("[data-refresh]").forEach(refreshFragments);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
