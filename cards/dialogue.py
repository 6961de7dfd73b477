"""A conversation that stands open: what is asked for, that it has ended, how to go on with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import Button, Buttons, ButtonStyle, Card, Element, note, paragraph

CHOOSE, RESUME, STOP = "dialogue.choose", "dialogue.resume", "dialogue.stop"
LONGEST_CARRIED = 100
"""Characters of a button's argument that fills a slot."""
WITH = "with."
"""Before the name of a slot in a button's arguments: an old card still says what it was about."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``about``: for a screen reader, where the label alone does not say it."""

    value: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a slot asks for. ``others``: ways to answer that are no choices, e.g. a form."""

    title: str
    sentence: str
    choices: tuple[Choice, ...] = ()
    others: tuple[Button, ...] = ()
    hint: str = ""


def draft_args(intent: str, filled: Mapping[str, str]) -> dict[str, str]:
    """What is longer stays with us: a platform's button holds 2,000 characters of all."""
    carried = {slot: value for slot, value in filled.items() if len(value) <= LONGEST_CARRIED}
    return {"intent": intent} | {WITH + slot: value for slot, value in carried.items()}


def question_card(
    question: Question,
    *,
    intent: str,
    slot: str,
    filled: Mapping[str, str],
    problem: str = "",
    readings: Sequence[Button] = (),
    nonce: str = "",
) -> Card:
    """``filled``: what is known already, by slot. ``problem``: why the last answer cannot be taken.

    ``readings``: what else the message may have wanted. ``nonce``: of the request.
    """
    args = draft_args(intent, filled)
    choices = tuple(
        Button(
            choice.label, CHOOSE, {**args, "slot": slot, "value": choice.value}, about=choice.about
        )
        for choice in question.choices
    )
    answers = (*choices, *question.others)
    elements: list[Element] = [
        *([paragraph(problem)] if problem else []),
        paragraph(question.sentence),
        *([Buttons(answers)] if answers else []),
        *(other_readings(readings) if readings else ()),
        *([note(question.hint)] if question.hint else []),
        Buttons((stop_button(args),)),
    ]
    summary = problem or question.sentence
    return Card(question.title, tuple(elements), summary=summary, nonce=nonce)


def other_readings(readings: Sequence[Button]) -> tuple[Element, ...]:
    return (note("別のご用件でしたら："), Buttons(tuple(readings)), KEPT_FOR_THE_OFFICE)


def which_part(
    parts: Sequence[tuple[str, str]], *, intent: str, filled: Mapping[str, str]
) -> Question:
    """「日付が違います」 is still to be said. ``parts``: slots, each with what it is called."""
    args = draft_args(intent, filled)
    change = (
        Button(called, CHOOSE, {**args, "slot": slot, "value": ""}, about=f"{called}を直す")
        for slot, called in parts
    )
    return Question(
        "どこを直しますか",
        "直すところを選ぶか、正しい内容を送ってください。まだ何も記録していません。",
        others=(*change, Button("このままでよい", RESUME, args)),
    )


def stop_button(args: Mapping[str, str]) -> Button:
    return Button("やめる", STOP, args)


def stopped_card(what: str, *, is_saved_by_yes: bool, rest: Sequence[Element] = ()) -> Card:
    """``what``: 「RPA入門の報告」. ``rest``: how to go on with another one."""
    kept = "何も記録していません。" if is_saved_by_yes else "何も変えていません。"
    sentence = f"「{what}」をやめました。{kept}"
    return Card("やめました", (paragraph(sentence), *rest), summary=sentence)


def not_open_card(what: str, *, rest: Sequence[Element] = ()) -> Card:
    """「やめる」 on an old card. ``what``: 「RPA入門の報告」."""
    sentence = f"「{what}」は、いま途中のものではありません。報告が済んでいるかは「受講状況」で確かめられます。"
    return Card(
        "途中のものではありません",
        (paragraph(sentence), Buttons((Button("受講状況", "training.status"),)), *rest),
        summary=sentence,
    )


def which_list_card(*, rest: Sequence[Element] = ()) -> Card:
    """「2番目の」, and no list that has one."""
    sentence = "どれのことかわかりませんでした。一覧を出し直すか、名前を送ってください。"
    buttons = Buttons((Button("次に受ける研修", "training.next"), Button("使い方", "help.show")))
    return Card("どれのことですか", (paragraph(sentence), buttons, *rest), summary=sentence)


def nothing_open_card() -> Card:
    """Stopped or gone on with, where nothing is open (any more)."""
    sentence = "途中のものはありません。ご用件を送ってください。"
    return Card(
        "途中のものはありません",
        (
            paragraph(sentence),
            Buttons((Button("次に受ける研修", "training.next"), Button("使い方", "help.show"))),
        ),
        summary=sentence,
    )


def resume_elements(what: str, args: Mapping[str, str]) -> tuple[Element, ...]:
    go_on = Button(f"続き：{what}", RESUME, args, style=ButtonStyle.PRIMARY)
    return (Buttons((go_on, stop_button(args))),)


def interrupted_card(what: str, args: Mapping[str, str]) -> Card:
    """After the answer to something else."""
    sentence = f"「{what}」が途中です。"
    return Card(
        "途中のものがあります", (paragraph(sentence), *resume_elements(what, args)), sentence
    )


def misread_card(readings: Sequence[Button], *, rest: Sequence[Element] = ()) -> Card:
    """「ちがう」."""
    if not readings:
        return Card(
            "失礼しました",
            (
                paragraph("もう一度、別の言い方でご用件を送ってください。"),
                *rest,
                Buttons((Button("使い方", "help.show"),)),
            ),
            summary="もう一度、別の言い方でご用件を送ってください。",
        )
    return Card(
        "読み違えました",
        (
            paragraph("失礼しました。どのご用件でしたか。"),
            Buttons((*readings, Button("どれでもない", "help.show"))),
            KEPT_FOR_THE_OFFICE,
            *rest,
        ),
        summary="どのご用件でしたか。",
    )


KEPT_FOR_THE_OFFICE = note(
    "読み取りを直すため、送った文（名前や番号を伏せたもの）と選んだご用件を事務局に残します。"
    "どなたのものかは残しません。"
)

_FILLED = {"course": "S-01"}
_ARGS = draft_args("complete_course", _FILLED)
_WHEN = Question(
    "いつ受けましたか",
    "「情報セキュリティ研修（年次）」を受けた日を選ぶか、「11月12日」のように送ってください。",
    (Choice("2026-11-20", "今日"), Choice("2026-11-19", "昨日")),
    others=(Button("日付を選ぶ", "completion.open", _FILLED, opens_form=True),),
)
_READINGS = (
    Button("受講状況を見たい", "intent.choose", {"intent": "training_status", "text": "状況"}),
    Button("研修を探したい", "intent.choose", {"intent": "find_course", "text": "状況"}),
)

EXAMPLES = {
    "足りないことを聞く": question_card(
        _WHEN, intent="complete_course", slot="day", filled=_FILLED
    ),
    "読み取れず聞き直す": question_card(
        _WHEN,
        intent="complete_course",
        slot="day",
        filled=_FILLED,
        problem="うまく読み取れませんでした。",
        readings=_READINGS,
    ),
    "どこを直すか聞く": question_card(
        which_part(
            (("course", "研修"), ("day", "受けた日")), intent="complete_course", filled=_FILLED
        ),
        intent="complete_course",
        slot="",
        filled=_FILLED,
        readings=_READINGS,
    ),
    "途中でやめた": stopped_card("情報セキュリティ研修（年次）の報告", is_saved_by_yes=True),
    "途中のものではない": not_open_card("情報セキュリティ研修（年次）の報告"),
    "どの一覧かわからない": which_list_card(),
    "途中のものがない": nothing_open_card(),
    "途中のものがある": interrupted_card("情報セキュリティ研修（年次）の報告", _ARGS),
    "ちがうと言われた": misread_card(_READINGS),
    "ちがうと言われて候補がない": misread_card(()),
}
