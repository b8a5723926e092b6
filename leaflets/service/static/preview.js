// The preview for writers. Without this script the page loads itself anew every two seconds; with
// it, the parts that are others after a change of the files are put in place, and the focus stays.

import { noteChoices } from "./choices.js";

const preview = document.getElementById("preview");
const form = document.getElementById("options");
const sheet = document.getElementById("sheet");
const status = document.getElementById("status");
const watching = status.textContent;
const AGAIN = 1000; // milliseconds after which a server that did not answer is asked again

let newest = 0; // the number of the request whose answer counts; earlier ones come too late

function say(text, isWarning = false) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("warn", isWarning);
}

async function renew() {
  const number = ++newest;
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (number !== newest) return;
  preview.dataset.version = page.getElementById("preview").dataset.version;
  for (const part of page.querySelectorAll(".part")) {
    const old = document.getElementById(part.id);
    noteChoices(old);
    if (!old.isEqualNode(part)) replaceKeepingFocus(old, part);
  }
}

function replaceKeepingFocus(old, part) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceChildren(...document.importNode(part, true).childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function show(submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  history.replaceState(null, "", `/?${fields}`);
  await renew();
}

async function watch() {
  for (;;) {
    try {
      const since = preview.dataset.version;
      const answer = await fetch(`/changes?since=${since}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      const { version } = await answer.json();
      if (version !== preview.dataset.version) {
        await renew();
        say(`${status.dataset.renewed} ${new Date().toLocaleTimeString(document.documentElement.lang)}`);
      }
      if (sheet.classList.contains("lost")) {
        sheet.classList.remove("lost");
        say(watching);
      }
    } catch {
      // what is shown may be old, so the pages go
      sheet.classList.add("lost");
      say(status.dataset.lost, true);
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

form.addEventListener("change", () => show().catch(() => {}));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(event.submitter).catch(() => {});
});
document.getElementById("show").hidden = true;
watch();
