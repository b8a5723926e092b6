// The page at the counter. All of it works without this script, by buttons that post the form; the
// script posts the same form at each pause in typing, and puts the parts of the answer in place.
// Nothing that was typed is kept in the browser: no address, no history, no storage has it.

import { noteChoices } from "./choices.js";

const form = document.getElementById("counter");
const leaflet = document.getElementById("leaflet");
const status = document.getElementById("status");
const PAUSE = 350; // milliseconds without a key, after which the page is asked for
const SCANNER_PACE = 50; // milliseconds for a key in the mean, which nobody who types keeps up
const REST = 250; // milliseconds without a key, after which another scan may begin
const SCANNED = /^(?:\][A-Za-z]\d)?(?:[-(]?\d{7}|9N\d{9})/;
const WARNING = 60; // seconds between the question whether anybody is there, and clearing
const OWN_CODES = ["dispense", "by"]; // fields into which other codes are scanned
const GROUP_SEPARATOR = "\u001d"; // in GS1 codes; scanners send it as Control and ]

let request = null; // the one that is under way; a later one takes its place
let pause = null;
let printed = ""; // the sha256 of the PDF that was printed
let chosen = ""; // the medicine that was chosen last
let isHandedOver = false;

const field = (name) => form.elements.namedItem(name);
const shown = () => field("shown")?.value ?? "";

// --- asking the server -------------------------------------------------------------------------

function body(submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  return fields;
}

function post(address, submitter, signal) {
  return fetch(address, { method: "POST", body: body(submitter), signal, cache: "no-store" });
}

async function refresh(submitter = null, address = "/") {
  clearTimeout(pause);
  pause = null;
  request?.abort();
  const own = (request = new AbortController());
  let isOld = false; // what is shown is not what was asked for
  leaflet.setAttribute("aria-busy", "true");
  try {
    const answer = await post(address, submitter, own.signal);
    putInPlace(await answer.text());
    if (isOtherMedicine()) {
      clearFields(OF_MEDICINE);
      return await refresh();
    }
    if (printed && shown() !== printed) say(status.dataset.changed, true);
    else if (status.classList.contains("warn")) say("");
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    say(status.dataset.failed, true);
    isOld = true;
    return false;
  } finally {
    if (request === own) {
      request = null;
      leaflet.removeAttribute("aria-busy");
      form.classList.toggle("failed", isOld);
      leaflet.classList.toggle("old", isOld || pause !== null); // or somebody typed meanwhile
    }
  }
}

function putInPlace(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector(".part")) throw new Error("the answer is no page of the counter");
  const busy = document.getElementById("busy");
  const before = shown();
  for (const part of page.querySelectorAll(".part")) {
    const old = document.getElementById(part.id);
    if (!old) continue;
    noteChoices(old);
    if (!old.isEqualNode(part)) replaceKeepingPlace(old, part);
  }
  busy.textContent = shown() && shown() !== before ? busy.dataset.ready : "";
}

function replaceKeepingPlace(old, part) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused?.selectionStart ?? null;
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  old.replaceChildren(...document.importNode(part, true).childNodes);
  [...old.querySelectorAll("details")].forEach((details, at) => {
    details.open = opened[at] ?? details.open;
  });
  const again = focused?.id ? document.getElementById(focused.id) : null;
  again?.focus({ preventScroll: true });
  if (caret !== null && again?.setSelectionRange) again.setSelectionRange(caret, caret);
}

function say(text, isWarning = false) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("warn", isWarning);
}

function refreshSoon() {
  leaflet.classList.add("old");
  clearTimeout(pause);
  pause = setTimeout(refresh, PAUSE);
}

// --- what was typed for one must not be printed for another --------------------------------------

const OF_MEDICINE = ["directions", "product", "day-times", "quantity"];
const OF_EVERYBODY = ["page-language", "medicine", "by"];

function clearFields(names) {
  for (const name of names) {
    const element = field(name);
    if (element.type === "checkbox") element.checked = false;
    else element.value = ""; // of a list: as the page chooses by itself
  }
}

// The leaflet was handed over, so that the next medicine is for somebody else, or another dispense.
function beginAnew() {
  const names = new Set([...form.elements].map((element) => element.name).filter(Boolean));
  const typed = [...names].filter((name) => form.querySelector(`[name="${name}"]:not(button)`));
  clearFields(typed.filter((name) => !OF_EVERYBODY.includes(name)));
  isHandedOver = false;
  chosen = printed = "";
}

function isOtherMedicine() {
  const now = field("monograph").value;
  const before = chosen;
  chosen = now || before;
  return now && before && now !== before && OF_MEDICINE.some((name) => field(name).value);
}

// --- finding a medicine ------------------------------------------------------------------------

async function find(submitter) {
  if (isHandedOver) beginAnew();
  if (!(await refresh(submitter))) return;
  const next = document.getElementById("chosen") ? field("directions") : matches()[0];
  (next ?? field("medicine")).focus();
}

const matches = () => [...document.querySelectorAll(".matches button")];

function walkMatches(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = matches();
  const at = all.indexOf(document.activeElement);
  if (!step || !all.length || (at < 0 && event.target.id !== "medicine")) return;
  event.preventDefault();
  (all[at + step] ?? (step < 0 ? field("medicine") : all.at(-1))).focus();
}

// a scanner types like a very fast person, wherever the cursor is
const scan = { text: "", first: 0, last: 0, target: null, value: "" };

function watchScanner(event) {
  const now = event.timeStamp;
  const key = event.ctrlKey && event.key === "]" ? GROUP_SEPARATOR : event.key;
  if (key === "Shift" || OWN_CODES.includes(event.target.name)) return;
  if (now - scan.last > REST || event.target !== scan.target) {
    Object.assign(scan, { text: "", first: now, target: event.target, value: event.target.value });
  }
  scan.last = now;
  const isFast = now - scan.first < SCANNER_PACE * scan.text.length;
  if (key === "Enter" && isFast && SCANNED.test(scan.text)) {
    event.preventDefault();
    event.stopPropagation();
    if (scan.target.id !== "medicine" && scan.value !== undefined) scan.target.value = scan.value;
    field("medicine").value = scan.text;
    scan.text = "";
    find(document.getElementById("find"));
  } else if (key.length === 1) {
    scan.text += key;
    if (key === GROUP_SEPARATOR) event.preventDefault();
  }
}

// --- giving it ---------------------------------------------------------------------------------

async function print(submitter) {
  let answer;
  try {
    answer = await post(submitter.formAction, submitter);
    if (answer.headers.get("Content-Type") !== "application/pdf") {
      putInPlace(await answer.text());
      say(status.dataset.impossible, true);
      return;
    }
  } catch {
    say(status.dataset.failed, true);
    return;
  }
  openForPrinting(await answer.blob(), submitter.textContent);
  if (submitter.id === "print") printed = answer.headers.get("ETag")?.replaceAll('"', "") ?? "";
  say(status.dataset.printed);
}

function openForPrinting(pdf, title) {
  const old = document.getElementById("printing");
  if (old) URL.revokeObjectURL(old.src);
  old?.remove();
  const frame = Object.assign(document.createElement("iframe"), { id: "printing", title });
  frame.className = "printing";
  frame.addEventListener("load", () => frame.contentWindow.print());
  frame.src = URL.createObjectURL(pdf);
  document.body.append(frame);
}

async function handOver(submitter) {
  if (!(await refresh(submitter, submitter.formAction))) return;
  isHandedOver = document.getElementById("done") !== null;
  const place = document.getElementById("next") ?? document.getElementById("replaces");
  (place ?? submitter).focus();
}

form.addEventListener("submit", (event) => {
  const submitter = event.submitter ?? document.getElementById("find");
  const action = submitter.hasAttribute("formaction") ? new URL(submitter.formAction).pathname : "/";
  if (submitter.id === "save" || action === "/counter/leaflet.html") return; // as any form
  event.preventDefault();
  if (action.endsWith(".pdf")) print(submitter);
  else if (action === "/counter/hand-over") handOver(submitter);
  else if (submitter.name === "find" || submitter.name === "choose") find(submitter);
  else refresh(submitter);
});

// --- keys and changes --------------------------------------------------------------------------

document.addEventListener("keydown", watchScanner, true);
document.addEventListener("keydown", (event) => {
  walkMatches(event);
  const shortcut = { p: "print", s: "save" }[event.key.toLowerCase()];
  if ((event.ctrlKey || event.metaKey) && shortcut) {
    event.preventDefault();
    document.getElementById(shortcut).click();
  }
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id === "medicine") return;
  if (event.target.matches("input:not([type=checkbox]), textarea")) {
    event.preventDefault(); // directions are one line, and no other field finds a medicine
    refresh();
    if (event.target.id === "directions") document.getElementById("print").focus();
  }
});

form.addEventListener("input", (event) => {
  if (["by", "dispense", "replaces"].includes(event.target.name)) return;
  if (event.target.matches("select, [type=checkbox]")) refresh();
  else refreshSoon();
});

form.addEventListener("change", (event) => {
  if (event.target.name === "dispense") refresh();
});

// --- a form left alone clears itself -----------------------------------------------------------

const idle = document.getElementById("idle");
const clearing = document.getElementById("clear").href;
let timer = null;

function clear() {
  location.replace(`${clearing}#cleared`);
}

function isTouched() {
  // who hands over may be filled in from the token
  const given = { "page-language": true, by: field("by")?.value === field("by")?.defaultValue };
  return [...new FormData(form).entries()].some(([name, value]) => !given[name] && value);
}

function watchIdle() {
  if (idle.open) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!isTouched()) return;
    idle.showModal();
    timer = setTimeout(clear, WARNING * 1000);
  }, Number(form.dataset.idleSeconds) * 1000);
}

idle.addEventListener("close", watchIdle);
for (const act of ["keydown", "pointerdown", "input", "scroll", "focus"]) {
  window.addEventListener(act, watchIdle, { capture: true, passive: true });
}
window.addEventListener("pageshow", (event) => event.persisted && location.replace(clearing));
if (location.hash === "#cleared") {
  const cleared = document.getElementById("cleared");
  history.replaceState(null, "", location.pathname + location.search);
  cleared.textContent = cleared.dataset.text;
  setTimeout(() => cleared.replaceChildren(), 8000);
}
document.getElementById("show").hidden = true; // the pages come by themselves
watchIdle();
