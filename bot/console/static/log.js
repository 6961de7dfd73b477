// The log: entries are put in their place by id, so that one that comes twice is one.

const ENTRIES_KEPT = 200;
const log = document.getElementById("log");
const welcome = document.getElementById("welcome");

let firstNew = null;
/** Nothing of this conversation has been shown yet: its history may come all at once. */
let isFresh = true;

export function putEntry(entry) {
  const drawn = document.createElement("template");
  drawn.innerHTML = entry.html;
  const added = drawn.content.firstElementChild;
  const old = document.getElementById(`entry-${entry.id}`);
  if (!old) {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
    log.append(added);
    if (atEnd) showSoon(added);
    if (log.querySelectorAll(".entry").length > ENTRIES_KEPT) log.querySelector(".entry").remove();
    welcome.hidden = true;
    return;
  }
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(added);
  if (hadFocus) added.focus({ preventScroll: true });
}

/** Of several that come together, the first is brought into view; of a history, the last question. */
function showSoon(added) {
  if (firstNew) return;
  firstNew = added;
  setTimeout(() => {
    const questions = log.querySelectorAll(".entry-person");
    const shown = isFresh && questions.length ? questions[questions.length - 1] : withQuestion(firstNew);
    shown.scrollIntoView({ block: "start" });
    firstNew = null;
    isFresh = false;
  }, 60);
}

function withQuestion(entry) {
  const before = entry.previousElementSibling;
  return before?.matches(".entry-person") ? before : entry;
}

export function clearLog() {
  log.querySelectorAll(".entry").forEach((entry) => entry.remove());
  welcome.hidden = false;
  isFresh = true;
}

export function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
}
