// A form that watches what is typed: the server keeps it, and may show something beside it.

import { tell } from "./posting.js";

const PAUSE = 600;
/** By form: a pause that is going on, and whether the server is being told. */
const pauses = new WeakMap();
const telling = new WeakSet();

/** `told(form)` gives what is posted of it. A choice between two watched fields is kept too. */
export function watch(field, told) {
  const { form } = field;
  if (!form?.querySelector("[data-watched]")) return;
  stopWatching(form);
  pauses.set(form, setTimeout(() => tellOf(form, told), PAUSE));
}

export function stopWatching(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
}

/** Before the dialog goes away: what was typed last is told at once. */
export function tellNow(form, told) {
  if (!form?.querySelector("[data-watched]") || !pauses.has(form)) return;
  stopWatching(form);
  tellOf(form, told);
}

async function tellOf(form, told) {
  if (telling.has(form)) {
    pauses.set(form, setTimeout(() => tellOf(form, told), PAUSE));
    return;
  }
  pauses.delete(form);
  telling.add(form);
  try {
    const answer = await tell("typed", told(form));
    if (answer.form && form.isConnected) putIntro(form, answer.form);
  } catch {
    // Typing on tells it again; sending the form says what is wrong.
  } finally {
    telling.delete(form);
  }
}

/** Only what stands above the fields: they may hold more by now. */
function putIntro(form, html) {
  const drawn = document.createElement("template");
  drawn.innerHTML = html;
  const fresh = drawn.content.firstElementChild;
  const intro = fresh.querySelector(".form-intro");
  form.querySelector(".form-intro").replaceChildren(...intro.childNodes);
  form.dataset.args = fresh.dataset.args;
}
