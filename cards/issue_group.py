"""One confirmed group: its issues, what speaks for it, what is near to it, who changed it when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards import wording
from cards.countermeasure_told import countermeasures_told, tell_button
from cards.dx_measure import UNSAID
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    Text,
    note,
    paragraph,
)
from cards.example_groups import CHANGE, REVISIONS, SEEN
from cards.example_issues import NAMES
from cards.example_measures import MEASURE
from cards.example_values import TODAY
from cards.issue_belongs import group_button, measure_button
from cards.issue_groups import (
    GROUPS,
    departments,
    evidence_of,
    issue_line,
    issues_of,
    ways_to,
)
from domain.countermeasure import SeenCountermeasure
from domain.dx_measure import DxMeasure
from domain.issue import Issue
from domain.issue_group import ConfirmedGroup, GroupChange, GroupRevision, GroupSeen

AT_A_TIME = 8
"""Changes."""
_PROPOSED = 5
SOMEBODY = "ほかの方"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """``last``: its newest change, and the name of who made it. ``may_change``: of who looks."""

    seen: GroupSeen
    last: GroupChange | None = None
    last_by: str = ""
    beside: Sequence[ConfirmedGroup] = ()
    """Others that it touched: what was taken out of this one stands there."""
    measures: Sequence[DxMeasure] = ()
    """That came of it."""
    may_change: bool = False
    countermeasures: Sequence[SeenCountermeasure] = ()
    """Its own, and those of its issues."""


def group_card(shown: GroupShown, *, today: date, done: str = "", nonce: str = "") -> Card:
    """For one person. ``done``: what has just been done with it."""
    seen, group = shown.seen, shown.seen.group
    return Card(
        group.name,
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(Bold(group.label)),
            paragraph(f"{group.kind}・{departments(seen.issues)}"),
            *_last(shown, today=today),
            *evidence_of(seen.evidence),
            *issues_of(seen.issues),
            *ways_to(seen.issues),
            *countermeasures_told(shown.countermeasures),
            *_proposed(shown),
            *_measures(shown.measures),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=done or f"{group.called}（{departments(seen.issues)}）",
        nonce=nonce,
    )


def _last(shown: GroupShown, *, today: date) -> Iterator[Element]:
    if shown.last is not None:
        at = wording.exact_moment(shown.last.at, today=today)
        yield note(f"最後の変更：{at}　{_who(shown.last_by)}（{shown.last.kind}）")
    if shown.beside:
        named = "、".join(each.called for each in shown.beside)
        yield paragraph(f"いっしょに変わったまとまり：{named}")
        yield Buttons(tuple(map(group_button, shown.beside)))


def _who(name: str) -> str:
    return wording.people_name(name) if name else SOMEBODY


def _proposed(shown: GroupShown) -> Iterator[Element]:
    proposed = shown.seen.proposed
    if not proposed:
        return
    yield Heading("このまとまりに近い課題（候補）")
    for issue in proposed[:_PROPOSED]:
        yield paragraph(issue_line(issue))
        if shown.may_change:
            yield Buttons(tuple(_answers(shown.seen.group, issue)))
    if len(proposed) > _PROPOSED:
        yield note(f"ほかに{len(proposed) - _PROPOSED}件あります。")


def _measures(measures: Sequence[DxMeasure]) -> Iterator[Element]:
    if measures:
        yield Heading("このまとまりから始めた部局横断DX施策")
        for measure in measures:
            yield paragraph(f"{measure.called}（{measure.text.where or UNSAID}）")
        yield Buttons(tuple(measure_button(measure) for measure in measures))


def _answers(group: ConfirmedGroup, issue: Issue) -> Iterator[Button]:
    args = {"group": str(group.id), "version": str(group.version), "issue": str(issue.id)}
    yield Button("加える", "group.join", args, about=f"{issue.called}を{group.name}に加える")
    yield Button("違う", "group.part", args, about=f"{issue.called}は{group.name}とは違う")


def _ways_on(shown: GroupShown) -> Iterator[Button]:
    group = shown.seen.group
    args = {"group": str(group.id), "version": str(group.version)}

    def way(label: str, action: str, *, opens_form: bool = True) -> Button:
        about = f"{group.called}：{label}"
        return Button(label, action, args, about=about, opens_form=opens_form)

    yield tell_button({"group": str(group.id)}, about=group.called)
    if shown.may_change:
        yield way("部局横断DX施策にする", "measure.write")
        yield way("名前・種類を変える", "group.ask_rename")
        yield way("ほかのまとまりと合わせる", "group.ask_merge")
        yield way("課題を分ける", "group.ask_split")
        yield way("直前の変更を取り消す", "group.undo", opens_form=False)
        yield replace(
            way("まとまりを解く", "group.dissolve", opens_form=False), style=ButtonStyle.DANGER
        )
    yield Button(
        "これまでの変更",
        "group.history",
        {"group": str(group.id)},
        about=f"{group.called}のこれまでの変更",
    )
    yield GROUPS


def gone_card(group: ConfirmedGroup, *, done: str, nonce: str, may_change: bool) -> Card:
    """It does not stand any more; what was done can still be taken back."""
    args = {"group": str(group.id), "version": str(group.version)}
    undo = Button(
        "直前の変更を取り消す", "group.undo", args, about=f"{group.called}の直前の変更を取り消す"
    )
    line = done or f"{group.called}は、いまはありません。"
    return Card(
        group.name,
        (
            paragraph(line),
            note("課題はそのまま残っています。"),
            Buttons((*([undo] if may_change else []), GROUPS)),
        ),
        summary=line,
        nonce=nonce,
    )


def group_history_card(
    group: ConfirmedGroup,
    revisions: Sequence[GroupRevision],
    issue_numbers: Mapping[int, int],
    names: Mapping[int, str],
    *,
    page: int,
    today: date,
) -> Card:
    """The newest first, ``page`` from 0. ``issue_numbers`` and ``names`` by id."""
    ordered = [*zip(revisions, (None, *revisions), strict=False)][::-1]
    shown = ordered[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    elements: list[Element] = []
    for revision, before in shown:
        at = wording.exact_moment(revision.change.at, today=today)
        who = _who(names.get(revision.change.editor_id, ""))
        elements.append(
            paragraph(
                Bold(f"{at}　{who}　{revision.change.kind}"),
                Text(
                    "".join(f"\n{line}" for line in _differences(revision, before, issue_numbers))
                ),
            )
        )
    turns = [
        Button(label, "group.history", {"group": str(group.id), "page": str(to)})
        for label, to in (("前の変更を見る", page + 1), ("新しい変更に戻る", page - 1))
        if 0 <= to * AT_A_TIME < len(ordered)
    ]
    return Card(
        f"{group.name}のこれまでの変更",
        (
            paragraph(Bold(group.called)),
            *elements,
            Buttons((*turns, *([group_button(group)] if group.stands else [GROUPS]))),
        ),
        summary=f"{group.called}は{len(revisions)}回変わっています。",
    )


def _differences(
    revision: GroupRevision, before: GroupRevision | None, numbers: Mapping[int, int]
) -> Iterator[str]:
    was = before.group if before else None
    now = revision.group
    if was is not None and was.label != now.label:
        yield f"名前：「{was.label}」→「{now.label}」"
    if was is not None and was.kind is not now.kind:
        yield f"種類：{was.kind} → {now.kind}"
    had = set(was.issue_ids) if was else set()
    for sign, ids in (("＋", set(now.issue_ids) - had), ("－", had - set(now.issue_ids))):
        if ids:
            yield sign + "、".join(f"#{numbers[each]}" for each in sorted(ids) if each in numbers)


_SHOWN = GroupShown(seen=SEEN, last=CHANGE, last_by=NAMES[2], may_change=True)
EXAMPLES = {
    "まとまり": group_card(_SHOWN, today=TODAY),
    "まとまり（見るだけの人）": group_card(
        replace(_SHOWN, may_change=False, last=None, measures=(MEASURE,)),
        today=TODAY,
        done="まとまり3になりました。",
    ),
    "解いたまとまり": gone_card(
        SEEN.group, done="まとまり3を解きました。", nonce="n1", may_change=True
    ),
    "まとまりのこれまでの変更": group_history_card(
        SEEN.group, REVISIONS, {7: 7, 12: 12}, NAMES, page=0, today=TODAY
    ),
}
