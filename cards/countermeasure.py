"""One 対応策: what is done, by whom, what it saves, who does the same; its versions; the notice of a new one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards import wording
from cards.case_history import SIGNS, difference_paragraphs
from cards.case_words import month
from cards.countermeasure_told import show_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Facts,
    Heading,
    Table,
    note,
    paragraph,
)
from cards.example_countermeasures import ADOPTED, COUNTERMEASURE, HISTORY
from cards.example_groups import SEEN
from cards.example_issues import ISSUE, NAMES
from cards.example_values import TODAY
from cards.issue import show_button as show_issue_button
from cards.issue_belongs import group_button
from domain.case_effect import UNKNOWN, monthly_words
from domain.countermeasure import (
    Countermeasure,
    CountermeasureHistory,
    SameDone,
    fields_of,
    hours_saved,
)
from domain.issue import Issue
from domain.issue_group import ConfirmedGroup

ADOPTED_SHOWN, VERSIONS_AT_A_TIME = 10, 3
Target = Issue | ConfirmedGroup
"""What a 対応策 is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureShown:
    """``author``: a name of the roster. Of who looks: ``may_change``; ``may_adopt``, a section that has not
    said so; ``own``: what one of their sections has said, and who;
    ``may_correct`` that; ``may_report``, as an
    improvement case.
    """

    measure: Countermeasure
    of: Target
    author: str = ""
    case_name: str = ""
    """Of the improvement case that it was made of."""
    adopted: Sequence[SameDone] = ()
    may_change: bool = False
    may_adopt: bool = True
    own: SameDone | None = None
    own_by: str = ""
    may_correct: bool = False
    may_report: bool = False


def countermeasure_card(
    shown: CountermeasureShown, *, today: date, done: str = "", nonce: str = ""
) -> Card:
    """For one person. ``done``: what has just been done with it."""
    measure = shown.measure
    return Card(
        measure.name,
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(Bold(shown.of.called)),
            *([] if measure.stands else [paragraph("この対応策は取り下げられています。")]),
            Heading("していること"),
            paragraph(measure.text.what),
            Facts(tuple(_facts(shown, today=today))),
            *_adopted(shown),
            *_own(shown),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=done or f"{measure.name}（{measure.text.place}）",
        nonce=nonce,
    )


def _facts(shown: CountermeasureShown, *, today: date) -> Iterator[tuple[str, str]]:
    measure = shown.measure
    for label, value in fields_of(measure.text)[1:]:
        yield label, value or UNKNOWN
    if shown.author:
        yield "登録した人", wording.people_name(shown.author)
    yield "登録した日", wording.day(measure.created_at.date(), today=today)
    if shown.case_name:
        yield "もとの改善事例", shown.case_name


def _adopted(shown: CountermeasureShown) -> Iterator[Element]:
    if not shown.adopted:
        return
    rows = tuple(
        (each.place, f"{month(each.since)}から", monthly_words(each.hours), each.remark or "なし")
        for each in shown.adopted[:ADOPTED_SHOWN]
    )
    yield Heading("採用した部署")
    yield Table(("部署", "いつから", "減った時間", "ひとこと"), rows)
    if left := len(shown.adopted) - len(rows):
        yield note(f"ほかに{left}か所あります。")
    saved = hours_saved(shown.measure, shown.adopted)
    if saved is not None:
        yield note(f"あわせて{monthly_words(saved)}減っています（書かれた分だけの合計です）。")


def _own(shown: CountermeasureShown) -> Iterator[Element]:
    """What one of their sections has said already."""
    if shown.own is None:
        return
    told = f"{shown.own.place}は、採用したと登録ずみです。"
    if not shown.may_correct:
        by = wording.people_name(shown.own_by) if shown.own_by else "登録した方"
        told += f"直すときは、{by}か事務局に頼んでください。"
    yield note(told)


def _ways_on(shown: CountermeasureShown) -> Iterator[Button]:
    measure, args = shown.measure, {"countermeasure": str(shown.measure.id)}

    def way(label: str, action: str, *, opens_form: bool = False) -> Button:
        return Button(label, action, args, about=f"{measure.name}：{label}", opens_form=opens_form)

    if measure.stands and shown.own and shown.may_correct:
        yield way("うちの採用を直す", "countermeasure.ask_adopt", opens_form=True)
    if measure.stands and shown.may_adopt:
        adopt = way("うちでも採用", "countermeasure.ask_adopt", opens_form=True)
        style = ButtonStyle.DEFAULT if shown.own else ButtonStyle.PRIMARY
        yield replace(adopt, args=args | {"new": "yes"}, style=style)
    if measure.stands and shown.may_change:
        yield way("対応策を直す", "countermeasure.write", opens_form=True)
        yield way("対応策を取り下げる", "countermeasure.withdraw")
    if not measure.stands and shown.may_change:
        yield way("取り下げを戻す", "countermeasure.restore")
    if measure.stands and shown.may_report:
        yield way("改善事例として報告する", "countermeasure.report", opens_form=True)
    yield way("対応策の経過", "countermeasure.history")
    yield target_button(shown.of)


def target_button(of: Target) -> Button:
    return show_issue_button(of) if isinstance(of, Issue) else group_button(of)


def told_notice_card(measure: Countermeasure, of: Target) -> Card:
    """To who has raised the issue, or deals with it."""
    line = f"{of.called}に、{measure.text.place}から対応策が届きました。"
    return Card(
        "対応策が届きました",
        (
            paragraph(line),
            Heading("していること"),
            paragraph(measure.text.what),
            note("同じことを始めたら、「うちでも採用」で知らせてください。"),
            Buttons((show_button(measure), target_button(of))),
        ),
        summary=line,
    )


def countermeasure_history_card(history: CountermeasureHistory, *, page: int, today: date) -> Card:
    """The newest version first, ``page`` from 0."""
    measure = history.measure
    newest_first = [*reversed(history.revisions)]
    first = page * VERSIONS_AT_A_TIME
    elements: list[Element] = []
    for revision in newest_first[first : first + VERSIONS_AT_A_TIME]:
        at = wording.exact_moment(revision.at, today=today)
        elements.append(Heading(f"第{revision.version}版　{at}"))
        did = _did(history, revision.version)
        elements.append(paragraph(f"{history.name_of(revision.editor_id)}が{did}。"))
        elements += difference_paragraphs(history.changes(revision.version))
    turns = [
        Button(
            label, "countermeasure.history", {"countermeasure": str(measure.id), "page": str(to)}
        )
        for label, to in (("前の版を見る", page + 1), ("新しい版に戻る", page - 1))
        if 0 <= to * VERSIONS_AT_A_TIME < len(newest_first)
    ]
    return Card(
        f"{measure.name}のこれまでの経過",
        (note(SIGNS), *elements, Buttons((*turns, show_button(measure)))),
        summary=f"{measure.name}は第{measure.version}版です。",
    )


def _did(history: CountermeasureHistory, version: int) -> str:
    stands = {each.version: each.stands for each in history.revisions}
    if version == 1:
        return "登録しました"
    if stands[version] != stands.get(version - 1, True):
        return "取り下げを戻しました" if stands[version] else "取り下げました"
    return "直しました"


_SHOWN = CountermeasureShown(
    measure=COUNTERMEASURE,
    of=ISSUE,
    author=NAMES[2],
    adopted=(ADOPTED,),
    may_change=True,
    may_report=True,
)
_WITHDRAWN = CountermeasureShown(
    measure=replace(COUNTERMEASURE, issue_id=None, group_id=3, case_id=12, stands=False),
    of=SEEN.group,
    case_name="事例12",
    may_change=True,
)
EXAMPLES = {
    "対応策": countermeasure_card(_SHOWN, today=TODAY),
    "うちでも採用した対応策": countermeasure_card(
        replace(_SHOWN, may_change=False, may_report=False, own=ADOPTED, may_correct=True),
        today=TODAY,
        done=f"{ADOPTED.place}で採用したと登録しました。",
    ),
    "うちのほかの人が採用した対応策": countermeasure_card(
        replace(
            _SHOWN,
            may_change=False,
            may_report=False,
            own=ADOPTED,
            own_by=NAMES[2],
            may_adopt=False,
        ),
        today=TODAY,
    ),
    "取り下げられた対応策": countermeasure_card(
        _WITHDRAWN, today=TODAY, done="対応策3を取り下げました。"
    ),
    "対応策の経過": countermeasure_history_card(HISTORY, page=0, today=TODAY),
    "対応策が届いた": told_notice_card(COUNTERMEASURE, ISSUE),
}
