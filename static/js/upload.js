// Shows the progress of a multipart form and offers another try: <form data-upload>.
// The request is the form's own; without this file the browser sends it by itself. When the answer
// holds the panel of the form again (data-upload="id-of-panel"), only that panel is replaced, so
// that text typed elsewhere on the page stays.

import { dressFileControl } from "./file-choice.js";

function line(form) {
  const found = form.querySelector(".upload-progress");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "upload-progress";
  form.append(made);
  return made;
}

function say(output, text) {
  output.replaceChildren(document.createTextNode(text));
}

function showProgress(output, sent, total) {
  const bar = output.querySelector("progress") ?? document.createElement("progress");
  bar.className = "bar";
  bar.max = total;
  bar.value = sent;
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
  const done = sent >= total ? "已传完，正在检查文件…" : `已上传 ${megabytes(sent)} MB，共 ${megabytes(total)} MB`;
  output.replaceChildren(document.createTextNode(done), bar);
}

function tooLarge(form) {
  for (const input of form.querySelectorAll('input[type="file"][data-limit-bytes]')) {
    for (const file of input.files) {
      if (file.size > Number(input.dataset.limitBytes)) return file.name;
    }
  }
  return null;
}

// Takes the panel from an answer, and what else on the page depends on its files.
function takePanel(html, id) {
  const panel = document.getElementById(id);
  const answer = new DOMParser().parseFromString(html, "text/html");
  const fresh = id && answer.getElementById(id);
  if (!panel || !fresh) return null;
  panel.replaceWith(fresh);
  fresh.querySelectorAll("input.upload-control").forEach(dressFileControl);
  fresh.querySelectorAll("form[data-upload]").forEach(enhanceUploads);
  enhanceRemovals(fresh);
  for (const place of document.querySelectorAll("[data-with-panel]")) {
    const renewed = answer.getElementById(place.id);
    if (renewed) place.replaceChildren(...renewed.childNodes);
  }
  return fresh;
}

function tellDone(panel, text) {
  say(line(panel.querySelector("form[data-upload]") ?? panel), text);
  document.dispatchEvent(new Event("tidu:saved"));
  panel.focus();
}

function replacePanel(request, form) {
  const fresh = takePanel(request.responseText, form.dataset.upload);
  if (!fresh) return false;
  if (request.status < 400) tellDone(fresh, "已上传。");
  else fresh.focus();
  return true;
}

function takePage(request, form, send) {
  if (replacePanel(request, form)) return;
  if (request.status >= 400 && form.dataset.upload) {
    // Nothing was attached, for example after the sign-in expired. What is typed elsewhere stays.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const reason = page.querySelector("h1")?.textContent.trim() ?? "服务器没有接收";
    offerRetry(line(form), `错误：文件没有上传（${reason}）。本页已填写的内容还在，请先保存，再重新上传。`, send);
    return;
  }
  if (request.status < 400) {
    window.location.assign(request.responseURL || form.action);
    return;
  }
  // The server's own page with its messages and the kept input.
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("tidu:page"));
}

function offerRetry(output, sentence, send) {
  say(output, sentence);
  output.classList.add("field-error");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button button-second button-small";
  again.textContent = "重新上传";
  again.addEventListener("click", send);
  output.append(document.createTextNode(" "), again);
}

/** Sends one form with progress. */
export function enhanceUploads(form) {
  const output = line(form);
  output.setAttribute("role", "status");
  let body = null;
  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) showProgress(output, event.loaded, event.total);
    });
    request.addEventListener("load", () => takePage(request, form, send));
    request.addEventListener("error", () => offerRetry(output, "错误：网络中断，文件没有传完，已填内容还在。", send));
    output.classList.remove("field-error");
    say(output, "正在上传…");
    request.send(body);
  };
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length > 0);
    if (!chosen) return;
    event.preventDefault();
    const name = tooLarge(form);
    if (name) {
      say(output, `错误：“${name}”超过大小限制，请压缩或拆分后再上传。`);
      output.classList.add("field-error");
      return;
    }
    body = new FormData(form, event.submitter);
    send();
  });
}

/** Removes and brings back files without leaving the page, so that text typed elsewhere on it stays. */
export function enhanceRemovals(panel) {
  panel.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.matches("[data-upload]")) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "text/html" },
        body: new URLSearchParams(new FormData(form)),
      });
      const fresh = takePanel(await answer.text(), panel.id);
      if (!fresh) throw new Error(`status ${answer.status}`);
      if (answer.ok) tellDone(fresh, "文件列表已更新。");
      else fresh.focus();
    } catch {
      // The browser asks about unsaved text and shows the server's own answer.
      form.submit();
    }
  });
}
