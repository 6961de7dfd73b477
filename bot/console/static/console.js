// The console's page: talk as someone, press, fill in. All text comes escaped from the server.

import { isComposing } from "./composing.js";
import { clearLog, putEntry, scrollToEnd } from "./log.js";
import { firstPerson, markPerson, watchPeople } from "./people.js";
import { forgetEvent, isPosting, post, postOnce, say, withMore } from "./posting.js";
import { stopWatching, tellNow, watch } from "./watching.js";

const element = (id) => document.getElementById(id);
const text = element("text");
const dialog = element("dialog");
const composer = element("composer");

// -- who is talking ----------------------------------------------------------------------------

/** The conversation on screen: { person, key, source }. */
let talk = null;
let wanted = null;

async function talkAs(person) {
  wanted = person;
  const { key } = await post("conversations", { person: person.email });
  if (wanted !== person) return;
  talk?.source.close();
  if (talk?.key !== key) clearLog();
  talk = { person, key, source: follow(key) };
  sessionStorage.setItem("person", JSON.stringify(person));
  element("talk-name").textContent = `${person.name} さんとして話しています`;
  element("talk-description").textContent = person.description;
  document.title = `${person.name}｜かけはし`;
  markPerson(person);
}

function follow(key) {
  const source = new EventSource(`events?conversation=${encodeURIComponent(key)}`);
  source.addEventListener("entry", (event) => putEntry(JSON.parse(event.data)));
  source.addEventListener("open", () => say(""));
  source.addEventListener("error", () => reconnect(source));
  return source;
}

/** The browser comes back by itself after a break, but not after the server was started anew. */
function reconnect(lost) {
  say("つながりが切れました。つなぎ直しています…");
  if (lost.readyState !== EventSource.CLOSED) return;
  setTimeout(() => {
    if (talk.source === lost) talkAs(talk.person).catch(() => reconnect(lost));
  }, 2000);
}

watchPeople(async (person) => {
  await talkAs(person);
  text.focus();
});

// -- writing and pressing ----------------------------------------------------------------------

const sayError = (refusal) => say(refusal.message, true);

/** What `origin` stands for, in the name of the person; nothing where the person has changed. */
async function ask(origin, path, body) {
  if (!talk) return null;
  const asked = talk.key;
  const answer = await postOnce(origin, path, withMore(body, { person: talk.person.email }));
  return asked === talk.key ? answer : null;
}

async function send(words) {
  scrollToEnd();
  openAnswered(await ask(composer, "messages", { text: words }));
}

function write(words) {
  text.value = words;
  fitText();
}

/** Ready for words: a browser gives the focus back from a dialog without its caret, and keys are lost. */
function writeAgain() {
  text.blur();
  text.focus();
}

function fitText() {
  text.rows = Math.min(6, text.value.split("\n").length);
}

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = text.value;
  if (!words.trim() || isPosting(composer)) return;
  write("");
  try {
    await send(words);
  } catch (refusal) {
    write(text.value ? `${words}\n${text.value}` : words);
    sayError(refusal);
  }
});

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  composer.requestSubmit();
});

text.addEventListener("input", () => {
  if (!isPosting(composer)) forgetEvent(composer); // Other words are another event.
  fitText();
});

// -- files -------------------------------------------------------------------------------------

const files = element("files");
element("attach").addEventListener("click", () => {
  if (!isPosting(composer)) files.click();
});

files.addEventListener("change", async () => {
  const form = new FormData();
  for (const file of files.files) form.append("file", file);
  files.value = ""; // The same file may be chosen again, mended.
  const words = text.value;
  form.set("text", words.trim());
  write("");
  forgetEvent(composer);
  try {
    scrollToEnd();
    openAnswered(await ask(composer, "files", form));
  } catch (refusal) {
    forgetEvent(composer); // Words sent next are no second try of these files.
    write(text.value ? `${words}\n${text.value}` : words);
    sayError(refusal);
  }
});

element("chips").addEventListener("click", (event) => {
  if (!event.target.matches(".chip") || isPosting(composer)) return;
  forgetEvent(composer);
  send(event.target.textContent).catch(sayError);
});

element("log").addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const entry = Number(button.closest("[data-entry]").dataset.entry);
  try {
    openAnswered(await ask(button, "actions", { entry, ...actionOf(button) }), entry);
  } catch (refusal) {
    sayError(refusal);
  }
});

const actionOf = ({ dataset: { action, args, nonce } }) => ({ action, args: JSON.parse(args), nonce });

// -- forms -------------------------------------------------------------------------------------

function sentIn(form) {
  const { entry } = element("dialog-body").dataset;
  return { entry: entry ? Number(entry) : null, ...actionOf(form), values: Object.fromEntries(new FormData(form)) };
}

/** While it is being filled in. */
const toldOf = (form) => ({ person: talk.person.email, ...sentIn(form) });

/** `entry`: of the card whose button was pressed; null, where words are answered with a form. */
function openAnswered(answer, entry = null) {
  if (answer?.form) openForm(answer.form, entry);
}

function openForm(html, entry) {
  const body = element("dialog-body");
  body.innerHTML = html;
  body.dataset.entry = entry ?? "";
  element("dialog-error").textContent = "";
  if (!dialog.open) dialog.showModal();
  const first = body.querySelector("[aria-invalid]") ?? body.querySelector(".field :is(input, select, textarea)");
  const refused = body.querySelector(".form-error");
  // What is said of the whole form stands above what the first field would scroll to.
  (first ?? body.querySelector("button"))?.focus({ preventScroll: Boolean(refused) });
  refused?.scrollIntoView({ block: "nearest" });
}

element("dialog-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  tellNow(element("dialog-body").querySelector("form"), toldOf);
  element("dialog-body").replaceChildren();
  if ([document.body, text].includes(document.activeElement)) writeAgain();
});
dialog.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!isPosting(form)) forgetEvent(form); // Other values are another event.
  watch(event.target, toldOf);
});
dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const { entry, ...told } = sentIn(form);
  stopWatching(form);
  try {
    const answer = await ask(form, "forms", { entry, ...told });
    if (answer?.form) openForm(answer.form, entry);
    else if (answer) dialog.close();
  } catch (refusal) {
    element("dialog-error").textContent = refusal.message;
  }
});

// -- the first moment --------------------------------------------------------------------------

const first = firstPerson();
if (first) talkAs(first).catch(sayError);
