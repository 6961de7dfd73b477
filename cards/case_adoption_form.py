"""「うちでもやった」: the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards import example_values
from cards.case_form import NUMBERS
from cards.case_spread import EXAMPLE_CASE
from cards.case_words import month
from cards.elements import (
    Bold,
    ChoiceField,
    Element,
    Field,
    Form,
    Option,
    TextField,
    note,
    paragraph,
)
from domain.case_spread import REMARK_LENGTH, Place, months_until
from domain.improvement_case import PublishedCase

OTHER_PLACE, KEEP, REMOVE = "other", "keep", "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionTyped:
    """What stands in the form, as typed."""

    place: str = ""
    section: str = ""
    since: str = ""
    hours: str = ""
    remark: str = ""
    keep: str = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionQuestion:
    """``places``: choices by their values. ``any_place``: any section may be written.

    ``correcting``: of which choice the registration is being corrected, else empty.
    """

    case: PublishedCase
    places: Mapping[str, Place]
    any_place: bool
    today: date
    nonce: str
    correcting: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def adoption_form(question: AdoptionQuestion, typed: AdoptionTyped) -> Form:
    case, correcting = question.case, question.correcting
    intro: list[Element] = [paragraph(Bold(case.called))]
    if not correcting:
        intro.append(note("始めたことを登録します。報告した人に届き、横展開として数えます。"))
    return Form(
        title="うちでもやった",
        action="case.adopt",
        intro=tuple(intro),
        fields=(*_place_fields(question, typed), *_what_fields(question, typed)),
        submit="直す" if correcting else "登録する",
        args={"case": str(case.id)} | ({"correcting": correcting} if correcting else {}),
        errors=question.errors,
        nonce=question.nonce,
    )


def _place_fields(question: AdoptionQuestion, typed: AdoptionTyped) -> Sequence[Field]:
    options = [Option(value, place.name) for value, place in question.places.items()]
    if question.any_place:
        options.append(Option(OTHER_PLACE, "ほかの課・所属（下に書く）"))
    chosen = typed.place or options[0].value
    place = ChoiceField("place", "始めた課・所属", tuple(options), value=chosen)
    if not question.any_place:
        return (place,)
    written = TextField(
        "section",
        "ほかの課・所属の名前",
        value=typed.section,
        required=False,
        hint="職員名簿にある名前で書いてください。例：収納課",
    )
    return (place, written)


def _what_fields(question: AdoptionQuestion, typed: AdoptionTyped) -> Sequence[Field]:
    months = tuple(Option(day.isoformat(), month(day)) for day in months_until(question.today))
    since = ChoiceField("since", "始めた月", months, value=typed.since or months[0].value)
    hours = TextField(
        "hours",
        "1か月に減った時間",
        value=typed.hours,
        required=False,
        hint="例：10、30分。まだわからないときは、空けたままにしてください。",
    )
    remark = TextField(
        "remark",
        "ひとこと（変えたところ、気をつけたこと）",
        value=typed.remark,
        required=False,
        multiline=True,
        hint=f"{REMARK_LENGTH}文字までで書いてください。",
    )
    return (since, hours, remark, *([_keep_field(typed)] if question.correcting else []))


def _keep_field(typed: AdoptionTyped) -> ChoiceField:
    options = (Option(KEEP, "登録を残す"), Option(REMOVE, "登録を取り消す"))
    return ChoiceField("keep", "この登録", options, value=typed.keep)


_QUESTION = AdoptionQuestion(
    case=EXAMPLE_CASE,
    places={"p1": Place("税務部", "市民税課"), "p2": Place("税務部", "収納課")},
    any_place=False,
    today=example_values.TODAY,
    nonce="example-nonce",
)
_OFFICE_QUESTION = AdoptionQuestion(
    case=EXAMPLE_CASE,
    places={"p1": Place("デジタル推進部", "情報政策課")},
    any_place=True,
    today=example_values.TODAY,
    nonce="example-nonce",
    correcting="p1",
    errors={"hours": NUMBERS["hours"]},
)

EXAMPLES = {
    "うちでもやった": adoption_form(_QUESTION, AdoptionTyped()),
    "うちでもやった（事務局が直す）": adoption_form(
        _OFFICE_QUESTION,
        AdoptionTyped(place=OTHER_PLACE, section="収納課", hours="たくさん", remark="様式が同じ。"),
    ),
}
