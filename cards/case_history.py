"""「これまでの経過」: each version with what it changed, and what reviewers said to it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import assert_never

from cards import example_values, wording
from cards.case_review_notice import EXAMPLE_CASE
from cards.case_withdraw import restore_button, withdraw_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Paragraph,
    Quote,
    note,
    paragraph,
)
from domain.case_attachment import FileRemoval
from domain.case_diff import Change, FieldDifference, Line, differences
from domain.case_history import CaseDecision, CaseHistory, Revision
from domain.case_publish import Withdrawal
from domain.improvement_case import Case, CaseChanged, CaseState, CaseText, Decision

AT_A_TIME = 3
"""Versions: each may have changed every text."""
HISTORY = "これまでの経過"
SIGNS = f"「{Change.REMOVED.strip()}」が前の内容、「{Change.ADDED.strip()}」が新しい内容です。"


def case_history_card(
    history: CaseHistory,
    *,
    page: int,
    can_edit: bool,
    today: date,
    nonce: str = "",
) -> Card:
    """The newest first, ``page`` from 1. ``can_edit``: they may write the next version."""
    case, newest_first = history.case, list(reversed(history.revisions))
    shown = newest_first[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    elements: list[Element] = [paragraph(Bold(case.called))]
    elements.append(paragraph(f"いまの状態：{case.state}（第{case.version}版）"))
    if case.state is CaseState.WITHDRAWN:
        elements += _why_withdrawn(history.withdrawal, history, today=today)
    for revision in shown:
        elements += _version(revision, history, today=today)
    elements.append(note(SIGNS))
    elements.append(Buttons(tuple(_ways_on(history, page=page, can_edit=can_edit))))
    elements.append(Buttons((_withdraw_or_restore(case),)))
    summary = f"{case.name}の経過です。いまの状態は「{case.state}」です。"
    return Card("改善事例のこれまでの経過", tuple(elements), summary=summary, nonce=nonce)


def case_changed_card(first: CaseChanged) -> Card:
    """To who comes too late: with the way to what it says now."""
    return Card(
        "できませんでした",
        (
            paragraph(first.sentence),
            Buttons((_now_button(first.case_id), history_button(first.case_id))),
        ),
        summary=first.sentence,
    )


def edit_button(case_id: int, *, label: str = "内容を直す") -> Button:
    return Button(label, "case.write", {"case": str(case_id)}, opens_form=True)


def history_button(case_id: int) -> Button:
    return Button(HISTORY, "case.history", {"case": str(case_id)})


def difference_paragraphs(changed: Sequence[FieldDifference]) -> Iterator[Paragraph]:
    """What stays, goes and comes are texts of their own: where they are shortened, each is seen."""
    for each in changed:
        runs = ("\n" + "\n".join(run) for run in _readable(each.lines))
        yield paragraph(Bold(each.label), *runs)


def said(decision: CaseDecision, history: CaseHistory, *, today: date) -> Iterator[Element]:
    """Who said what to a version, and why."""
    when = wording.exact_moment(decision.at, today=today)
    who, what = history.name_of(decision.reviewer_id), _SAID[decision.decision]
    yield paragraph(f"{when}　{who}が{what}。")
    if decision.reason:
        yield Quote(decision.reason, f"{who}の言葉")


_SAID = {
    Decision.APPROVED: "承認しました",
    Decision.SENT_BACK: "差し戻しました",
    Decision.SUGGESTED: "修正を提案しました",
}


def _why_withdrawn(
    withdrawal: Withdrawal | None, history: CaseHistory, *, today: date
) -> Iterator[Element]:
    if withdrawal is None:
        return
    when = wording.exact_moment(withdrawal.at, today=today)
    who = history.name_of(withdrawal.staff_id)
    yield paragraph(f"{when}　{who}が取り下げました。")
    yield Quote(withdrawal.reason, f"{who}の言葉")


def _withdraw_or_restore(case: Case) -> Button:
    is_withdrawn = case.state is CaseState.WITHDRAWN
    return restore_button(case) if is_withdrawn else withdraw_button(case)


def _version(revision: Revision, history: CaseHistory, *, today: date) -> Iterator[Element]:
    when = wording.exact_moment(revision.at, today=today)
    yield Heading(f"第{revision.version}版　{when}")
    who = history.name_of(revision.editor_id)
    before = history.text_before(revision.version)
    if before is None:
        yield paragraph(f"{who}が報告しました。")
    else:
        changed = differences(before, revision.text)
        yield paragraph(f"{who}が直しました。" + ("" if changed else "内容は同じです。"))
        yield from difference_paragraphs(changed)
    for done in history.happened_to(revision.version):
        match done:
            case CaseDecision():
                yield from said(done, history, today=today)
                yield from _suggestion(done, revision, history)
            case FileRemoval():
                yield _removed(done, history, today=today)
            case _:
                assert_never(done)


def _removed(removal: FileRemoval, history: CaseHistory, *, today: date) -> Paragraph:
    when = wording.exact_moment(removal.at, today=today)
    return paragraph(
        f"{when}　{history.name_of(removal.staff_id)}が{removal.called}をひとつ外しました。"
    )


def _suggestion(
    decision: CaseDecision, revision: Revision, history: CaseHistory
) -> Iterator[Element]:
    """Nothing where the next version says just that: it stands there."""
    is_taken = decision.suggestion == history.text_after(revision.version)
    if decision.suggestion and not is_taken:
        yield paragraph(Bold("提案の内容"))
        yield from difference_paragraphs(differences(revision.text, decision.suggestion))


def _ways_on(history: CaseHistory, *, page: int, can_edit: bool) -> Iterator[Button]:
    args = {"case": str(history.case.id)}
    if page * AT_A_TIME < len(history.revisions):
        yield Button("前の版を見る", "case.history", args | {"page": str(page + 1)})
    if page > 1:
        yield Button("新しい版に戻る", "case.history", args | {"page": str(page - 1)})
    if can_edit:
        yield edit_button(history.case.id)
    yield _now_button(history.case.id)


def _now_button(case_id: int) -> Button:
    return Button("いまの内容", "case.review", {"case": str(case_id)})


def _readable(lines: Sequence[Line]) -> Iterator[list[str]]:
    """Run by run. Long passages that stay are told by their number; their ends stay beside what changes."""
    sentences = (line for line in lines if line.text.strip())
    runs = [(change, [*run]) for change, run in groupby(sentences, key=lambda line: line.change)]
    for place, (change, run) in enumerate(runs):
        texts = [f"{change.value}{' '.join(line.text.split())}" for line in run]
        if change is not Change.SAME or len(texts) <= 2:
            yield texts
            continue
        first, last = place > 0, place < len(runs) - 1
        hidden = len(texts) - first - last
        middle = f"{Change.SAME.value}…（変わらない文 {hidden}つ）…"
        yield [*texts[: int(first)], middle, *(texts[-1:] if last else [])]


_LATER = CaseText(
    title="申請書の転記をRPAで自動化",
    before="紙の申請書を、毎月20時間かけて台帳に転記していた。",
    after="RPAで読み取り、台帳に書き込むようにした。読み取れないものだけ職員が入力する。",
    tools=("RPA",),
)
EXAMPLE_SENT_BACK = CaseDecision(
    id=1,
    case_id=12,
    version=1,
    reviewer_id=2,
    step=CaseState.LEADER_REVIEW,
    decision=Decision.SENT_BACK,
    reason="読み取れないときはどうしていますか。書き足してください。",
    at=example_values.NOW,
)
_HISTORY = CaseHistory(
    EXAMPLE_CASE,
    (
        Revision(1, 1, example_values.NOW, EXAMPLE_CASE.text),
        Revision(2, 1, example_values.NOW + timedelta(hours=3), _LATER),
    ),
    (EXAMPLE_SENT_BACK,),
    {1: "市川　遥", 2: "森田　翔"},
    (
        FileRemoval(
            id=1, version=2, staff_id=2, ending="xlsx", at=example_values.NOW + timedelta(hours=5)
        ),
    ),
)

EXAMPLES = {
    "改善事例の経過": case_history_card(
        _HISTORY, page=1, can_edit=True, today=example_values.TODAY
    ),
    "先に変わっていた改善事例": case_changed_card(
        CaseChanged(EXAMPLE_CASE, by="市川　遥さん", what="内容を直した")
    ),
}
