// What the page posts: one event each, however often it is tried, and what came of it.

/** Not crypto.randomUUID: it is missing where the page is opened over http by another name. */
function newEventId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Refusal extends Error {
  /** `settled`: the server has decided, so that another try is a new event. */
  constructor(sentence, settled) {
    super(sentence);
    this.settled = settled;
  }
}

/** A form goes as it is, with its files; everything else as JSON. */
function written(body) {
  if (body instanceof FormData) return { body };
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** `body` with more in it, be it a form or an object. */
export function withMore(body, more) {
  if (!(body instanceof FormData)) return { ...more, ...body };
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return body;
}

export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, { method: "POST", ...written(body) });
  } catch {
    throw new Refusal("送れませんでした。通信を確かめて、もう一度お試しください。", false);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const sentence = answer.error ?? "うまく処理できませんでした。少し待って、もう一度お試しください。";
  throw new Refusal(sentence, response.status < 500);
}

/** What is typed while a form is open: quietly, and never twice. */
export const tell = (path, body) => post(path, withMore(body, { event_id: newEventId() }));

const posting = new WeakSet();

export const isPosting = (origin) => posting.has(origin);

/** What `origin` posts next is another event. */
export function forgetEvent(origin) {
  delete origin.dataset.event;
}

/**
 * Posts what `origin` (a button, a form) stands for; while that lasts, `origin` does nothing.
 * A try that got no answer keeps its event id, so that the next one is the same event.
 */
export async function postOnce(origin, path, body) {
  if (posting.has(origin)) return null;
  posting.add(origin);
  const busy = origin.matches("button") ? [origin] : origin.querySelectorAll("[type=submit]");
  busy.forEach((button) => button.setAttribute("aria-disabled", "true"));
  const wait = setTimeout(() => say("確認しています…"), 300);
  origin.dataset.event ??= newEventId();
  try {
    const answer = await post(path, withMore(body, { event_id: origin.dataset.event }));
    forgetEvent(origin);
    say(answer.status ?? "");
    return answer;
  } catch (refusal) {
    if (refusal.settled !== false) forgetEvent(origin);
    say("");
    throw refusal;
  } finally {
    clearTimeout(wait);
    posting.delete(origin);
    busy.forEach((button) => button.removeAttribute("aria-disabled"));
  }
}

export function say(sentence, isError = false) {
  const status = document.getElementById("status");
  status.textContent = sentence;
  status.classList.toggle("status-error", isError);
}
