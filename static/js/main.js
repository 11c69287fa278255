// Enhancements only: every page works without this file.
import { countCharacters } from "./count.js";
import { dressFileControl } from "./file-choice.js";
import { copyText } from "./copy.js";
import { guardUnsaved } from "./unsaved.js";
import { enhanceRemovals, enhanceUploads } from "./upload.js";
import { bindDigits, bindKeys } from "./keys.js";
import { keepScroll } from "./keep.js";
import { autosave } from "./autosave.js";
import { enliven, refreshFragment } from "./refresh.js";

function each(selector, enhance) {
  document.querySelectorAll(selector).forEach(enhance);
}

function enhancePage() {
  each("textarea[data-count]", countCharacters);
  each("input.upload-control", dressFileControl);
  each("form[data-unsaved]", guardUnsaved);
  each("form[data-upload]", enhanceUploads);
  each("[data-evidence]", enhanceRemovals);
  each("[data-keys]", bindKeys);
  each("form[data-digits]", bindDigits);
  each("[data-keep]", keepScroll);
  each("[data-refresh]", refreshFragment);
  each("form[data-live]", enliven);
  each("form[data-autosave]", autosave);
  each("[data-copy]", copyText);
  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  document.querySelector(".errors")?.focus();
}

// Sent when the content of the page was replaced as a whole.
document.addEventListener("tidu:page", enhancePage);
enhancePage();
