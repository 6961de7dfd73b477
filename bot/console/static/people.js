// The list of people: search, arrow keys, and the address of someone who is not in the roster.

import { isComposing } from "./composing.js";
import { say } from "./posting.js";

const element = (id) => document.getElementById(id);
const options = [...document.querySelectorAll("[role=option]")];
const search = element("people-search");
const folded = (words) => words.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Someone to talk as: { email, name, description }. */
function personOf({ dataset: { email, name, description } }) {
  return { email, name, description };
}

function filterPeople() {
  const wanted = folded(search.value);
  for (const option of options) {
    const { name, department, description } = option.dataset;
    option.hidden = !folded(name + department + description).includes(wanted);
  }
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = !group.querySelector("[role=option]:not([hidden])");
  }
  element("people-none").hidden = options.some((option) => !option.hidden);
  point(null);
}

function point(option) {
  document.querySelector(".person-pointed")?.classList.remove("person-pointed");
  search.setAttribute("aria-activedescendant", option?.id ?? "");
  option?.classList.add("person-pointed");
  option?.scrollIntoView({ block: "nearest" });
}

function movePointer(step) {
  const shown = options.filter((option) => !option.hidden);
  const at = shown.findIndex((option) => option.classList.contains("person-pointed"));
  point(shown[Math.max(0, Math.min(shown.length - 1, at + step))] ?? null);
}

/** `chosen(person)` returns a promise; what it is refused with stands beside the address. */
export function watchPeople(chosen) {
  search.addEventListener("input", filterPeople);
  search.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) movePointer(steps[event.key]);
    else if (event.key === "Enter") document.querySelector(".person-pointed")?.click();
    else return;
    event.preventDefault();
  });
  element("people-list").addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) chosen(personOf(option)).catch((refusal) => say(refusal.message, true));
  });
  element("people-toggle").addEventListener("click", ({ currentTarget: toggle }) => {
    const opens = toggle.getAttribute("aria-expanded") === "false";
    toggle.setAttribute("aria-expanded", String(opens));
    if (opens) search.focus();
  });
  element("guest").addEventListener("submit", async (event) => {
    event.preventDefault();
    const email = element("guest-email").value.trim();
    const error = element("guest-error");
    error.textContent = "";
    try {
      await chosen({ email, name: email, description: "名簿にない人" });
    } catch (refusal) {
      error.textContent = refusal.message;
      element("guest-email").focus();
    }
  });
}

/** Marks who is talking, and folds the list away where the screen is narrow. */
export function markPerson(person) {
  element("people-now").textContent = `${person.name}（${person.description}）`;
  element("people-toggle").setAttribute("aria-expanded", "false");
  for (const option of options) {
    option.setAttribute("aria-selected", String(option.dataset.email === person.email));
  }
}

/** The one who talked before the page was loaded again, or else the first of the list. */
export function firstPerson() {
  const remembered = JSON.parse(sessionStorage.getItem("person") ?? "null");
  return remembered ?? (options.length ? personOf(options[0]) : null);
}
