"""What a person was told last, for 「ちがう」 and 「2番目の」: kept in this process, never written down.

Who is answered by another process next, or after a restart, says it once more: that costs a sentence,
where keeping what everybody writes would cost their trust.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from cards.case_report import asks_for_case
from cards.elements import Button, Buttons, Card
from domain.dialogue import SILENCE, Place
from handlers.reply import Reply, Show, Update
from language.intents import Intent

MOST_KEPT = 4_000
"""At most about 7 MB, measured."""
MOST_CASE_BUTTONS = 16
"""Of one answer: the rest can only be pressed, or pointed at."""
MOST_WEEK_BUTTONS = 24
"""The same of the weeks' digests: 「まとめの履歴」 has three for each of eight weeks."""
_CASE_NAME = re.compile(r"事例\d+")
TEXT_KEPT = 300
"""Characters of a message: what is asked stands at its end."""


@dataclass(frozen=True, slots=True)
class ShownButton:
    """With the nonce of its card: typed, it is pressed on that card, or shown once more (``typed_buttons``)."""

    button: Button
    nonce: str

    @property
    def case_name(self) -> str:
        """「事例12」; empty where it names none."""
        named = _CASE_NAME.search(f"{self.button.about} {self.button.label}")
        return named[0] if named else ""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """``readings``: the likeliest first, ``understood`` among them; none where nothing had to be read."""

    text: str = ""
    understood: Intent | None = None
    readings: tuple[Intent, ...] = ()
    courses: tuple[str, ...] = ()
    """The codes of those shown last, in order."""
    several: tuple[str, ...] = ()
    """The same of the last that was a list: 「3番目」 goes on being of it while each is looked at."""
    is_of_reminders: bool = False
    """Their weekly message's settings were shown last: 「元に戻して」 is about them."""
    awaits_case: bool = False
    """They were asked to tell of an improvement: what they tell now is one."""

    case_buttons: tuple[ShownButton, ...] = ()
    """Of the cards of the very answer before, while they were about improvement cases: what is typed is about them."""
    cases: tuple[ShownButton, ...] = ()
    """One of each case on these cards, in order: what looks at it."""
    several_cases: tuple[ShownButton, ...] = ()
    """The same of the last that was a list."""
    week_buttons: tuple[ShownButton, ...] = ()
    """Of the cards of the very answer before, those that are about one week's digest: what is typed is about them."""
    shown_in: str = ""
    """Where all that stands: what is said anywhere else is not about it."""


NOTHING_YET = LastAnswer()

Whose = tuple[int, int, Place]
"""The organization, the person, and where they speak."""


class LastAnswers:
    """One instance a process, for all its organizations. Who has spoken last stands last."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Whose, tuple[datetime, LastAnswer]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def of(self, whose: Whose, *, now: datetime) -> LastAnswer:
        """An empty one where nobody has said anything for ``SILENCE``."""
        at, answer = self._answers.get(whose, (now, NOTHING_YET))
        return answer if now - at <= SILENCE else NOTHING_YET

    def new_turn(self, whose: Whose, *, now: datetime, where: str = "") -> LastAnswer:
        """What was answered until now, in this conversation. From here on 「ちがう」 is about what follows. Buttons are
        of one turn: whatever is answered now, also a refusal, they are not what was shown last any more.
        """
        before = self.of(whose, now=now)
        if before.shown_in != where:
            before = NOTHING_YET
        self._keep(
            LastAnswer(
                courses=before.courses,
                several=before.several,
                several_cases=before.several_cases,
                shown_in=where,
            ),
            whose,
            now,
        )
        return before

    def read_as(
        self,
        text: str,
        understood: Intent,
        readings: tuple[Intent, ...],
        whose: Whose,
        *,
        now: datetime,
    ) -> None:
        """A message is being answered, as what."""
        before = self.of(whose, now=now)
        said = text[-TEXT_KEPT:]
        read = replace(before, text=said, understood=understood, readings=readings)
        self._keep(read, whose, now)

    def shown(
        self,
        reply: Reply,
        whose: Whose,
        *,
        now: datetime,
        where: str = "",
        last: LastAnswer = NOTHING_YET,
    ) -> None:
        """What a reply lists can be pointed at. ``where``: the platform and the conversation. ``last``: what was
        shown before it, which stays in front of who is shown no card, but a form.
        """
        before, courses = self.of(whose, now=now), courses_in(reply)
        shown = replace(
            before,
            courses=courses or before.courses,
            several=courses if len(courses) > 1 else before.several,
            is_of_reminders=_is_of_reminders(reply),
            awaits_case=any(asks_for_case(card) for card in _cards(reply)[:1]),
        )
        shown = _with_buttons(shown, reply, last, are_courses=bool(courses))
        of_weeks = _of_weeks(reply) if _cards(reply) else before.week_buttons or last.week_buttons
        shown = replace(shown, week_buttons=of_weeks, shown_in=where)
        if shown != before:
            self._keep(shown, whose, now)

    def _keep(self, answer: LastAnswer, whose: Whose, now: datetime) -> None:
        self._answers[whose] = (now, answer)
        self._answers.move_to_end(whose)
        while len(self._answers) > MOST_KEPT or self._is_over(now):
            self._answers.popitem(last=False)

    def _is_over(self, now: datetime) -> bool:
        """Of the one that was kept first."""
        at, _ = next(iter(self._answers.values()))
        return now - at > SILENCE


def courses_in(reply: Reply) -> tuple[str, ...]:
    """The codes of the trainings that its buttons are about, in order."""
    return tuple(dict.fromkeys(code for card in _cards(reply) for code in _courses_of(card)))


def _with_buttons(
    answer: LastAnswer, reply: Reply, last: LastAnswer, *, are_courses: bool
) -> LastAnswer:
    """After a question, or a list of something else, nothing is said of the cases before it any more."""
    if not _cards(reply):
        cases, buttons = answer.cases or last.cases, answer.case_buttons or last.case_buttons
        return replace(answer, cases=cases, case_buttons=buttons)
    every = _shown_buttons(reply)
    if not every:
        return answer
    found = tuple(each for each in every if each.button.action.startswith("case."))
    cases = _one_of_each(found)
    is_list = len(cases) > 1 and not are_courses
    return replace(
        answer,
        case_buttons=found[:MOST_CASE_BUTTONS],
        cases=cases,
        several_cases=cases if is_list else answer.several_cases if found else (),
    )


def _shown_buttons(reply: Reply) -> list[ShownButton]:
    return [ShownButton(b, card.nonce) for card in _cards(reply) for b in _buttons(card)]


def _of_weeks(reply: Reply) -> tuple[ShownButton, ...]:
    found = (each for each in _shown_buttons(reply) if _is_of_week(each.button))
    return tuple(found)[:MOST_WEEK_BUTTONS]


def _is_of_week(button: Button) -> bool:
    """「前の週のまとめ」 is none: typed, it says itself which week is meant."""
    is_named = button.action == "digest.show"
    return button.action.startswith("digest.") and bool(button.args) and not is_named


def _one_of_each(buttons: Iterable[ShownButton]) -> tuple[ShownButton, ...]:
    """By case, in order: the one that shows it, where there is one."""
    found: dict[str, ShownButton] = {}
    for each in buttons:
        row = each.button.args.get("case", "")
        if row and (row not in found or each.button.action == "case.show"):
            found[row] = each
    return tuple(found.values())


def _is_of_reminders(reply: Reply) -> bool:
    return any(
        b.action == "reminder.change" or b.args.get("intent") == Intent.REMINDER_SETTINGS
        for card in _cards(reply)[:1]
        for b in _buttons(card)
        if b.action != "intent.choose"
    )


def _cards(reply: Reply) -> tuple[Card, ...]:
    match reply:
        case Show(cards):
            return cards
        case Update(card, then):
            return (card, *then)
        case _:
            return ()


def _buttons(card: Card) -> Iterator[Button]:
    return (b for e in card.elements if isinstance(e, Buttons) for b in e.buttons)


def _courses_of(card: Card) -> list[str]:
    buttons = _buttons(card)
    named = (
        b.args.get("value", "") if b.args.get("slot") == "course" else b.args.get("course", "")
        for b in buttons
    )
    return [code for code in named if code]
