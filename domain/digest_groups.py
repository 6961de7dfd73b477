"""Cross-department issues of a week: ranked, each sentence with the issues that it stands in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.digest import (
    Cite,
    CiteKind,
    DigestPart,
    NextStep,
    Paragraph,
    Part,
    Period,
    Quote,
    Sentence,
    Spoken,
    Step,
)
from domain.digest_issues import cites_of
from domain.dx_measure import DxMeasure
from domain.fiscal_year import fiscal_year
from domain.issue import Issue
from domain.issue_board import departments_of
from domain.issue_group import ConfirmedGroup, Evidence, GroupKind
from domain.issue_thread import Mark
from domain.japan_time import JAPAN

SHOWN = 5
"""Groups; the Excel file has all."""
MOMENTUM = timedelta(weeks=4)
"""So far back what happened counts as momentum."""
_MONTH = timedelta(days=30)
_OLDEST = 12.0
"""Months; what is older weighs no more."""
_SENTENCES, _MARKED = 2, 2
_LONGEST = 100
"""Characters of what somebody wrote."""
_CUT_FIGURE = re.compile(r"[0-9０-９.,．，]+$")
_IN_BRACKETS = str.maketrans({"「": "『", "」": "』"})


class Label(StrEnum):
    """What stands before a message in a sentence: 「決定：「…」」."""

    DECIDED = "決定"
    ANSWER = "対応策"
    CONCLUDED = "話し合いで決まったとみられること"
    LEFT_OPEN = "話し合いに残っているとみられる問い"


_MARKED_BY_PEOPLE = frozenset({Label.DECIDED, Label.ANSWER})
"""Somebody has said of the message, or of the 対応策, that it is one. The others are read out of a thread, where a
later turn may have been missed: they say of which day they are, and claim no more.
"""

NOT_DECIDED = "「決定」の印が付いた発言も、施策もまだありません。"
"""What is known: whether something was decided elsewhere is not."""
_TO_PROPOSE = 3
"""Departments from which on a measure is proposed."""


@dataclass(frozen=True, slots=True)
class MarkedMessage:
    """A message of an issue's thread with one of its marks; ``at``: since when it has it."""

    mark: Mark
    text: str
    at: datetime
    said: Spoken


@dataclass(frozen=True, slots=True)
class Marked:
    """A message that was marked as 決定 or 対応策, as it stands in the thread of an issue, a 対応策 that
    was registered, or a sentence of the thread's summary; ``at``: since when. ``said``: the messages that it
    is taken from, none of a 対応策.
    """

    text: str
    cite: Cite
    at: datetime
    said: tuple[Spoken, ...] = ()
    is_of_a_case: bool = False
    """Of a 対応策 that says what an improvement case says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStands:
    """``group`` is None of a candidate. ``issues``: all of it that there were at the end, by number."""

    label: str
    kind: GroupKind
    issues: tuple[Issue, ...]
    evidence: Evidence
    group: ConfirmedGroup | None = None
    decided: tuple[Marked, ...] = ()
    """The newest first."""
    answers: tuple[Marked, ...] = ()
    """対応策, the newest first."""
    measures: tuple[DxMeasure, ...] = ()
    concluded: tuple[Marked, ...] = ()
    """What the discussions of the period decided in their words, the newest first."""
    left_open: tuple[Marked, ...] = ()
    """What they asked and did not answer."""

    @property
    def departments(self) -> tuple[str, ...]:
        return departments_of(self.issues)

    @property
    def open(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.is_open)

    def touched(self, *, since: datetime) -> int:
        """Issues that were raised or changed after then."""
        return sum(1 for issue in self.issues if issue.touched_at >= since)

    def months(self, *, now: datetime) -> float:
        """Since the oldest that is still open was raised."""
        oldest = min((issue.created_at for issue in self.open), default=now)
        return (now - oldest) / _MONTH

    def score(self, *, now: datetime) -> float:
        """部局の数 × 動き × 古さ: departments, 1 + issues of the last four weeks, 1 + months (12 at most)."""
        momentum = 1 + self.touched(since=now - MOMENTUM)
        age = 1 + min(self.months(now=now), _OLDEST)
        return len(self.departments) * momentum * age


def ranked(groups: Iterable[GroupStands], *, now: datetime) -> tuple[GroupStands, ...]:
    """Those of two departments or more with something open; the first by score, then as they come."""
    across = (each for each in groups if len(each.departments) > 1 and each.open)
    return tuple(sorted(across, key=lambda each: -each.score(now=now)))


def groups_part(
    groups: Sequence[GroupStands],
    period: Period,
    *,
    today: date,
    changed: Sequence[ConfirmedGroup] = (),
) -> DigestPart:
    """``groups`` as ranked; ``changed``: those that people confirmed or changed in the period."""
    paragraphs = [
        Paragraph(
            f"{at}. {each.label or each.kind}",
            tuple(_sentences(each, period, today=today, is_first=at == 1)),
        )
        for at, each in enumerate(groups[:SHOWN], 1)
    ]
    if changed:
        paragraphs.append(Paragraph("まとまりの動き", (_changed(changed),)))
    if rest := groups[SHOWN:]:
        issues = [issue for each in rest for issue in each.issues]
        text = f"このほかに、部局にまたがるまとまりが{len(rest):,}件あります。"
        more = Sentence(text=text, cites=cites_of(issues))
        paragraphs.append(Paragraph("", (more,)))
    return DigestPart(Part.GROUPS, tuple(paragraphs))


def _changed(groups: Sequence[ConfirmedGroup]) -> Sentence:
    numbers = dict.fromkeys(group.number for group in groups)
    return Sentence(
        text=f"この週に確かめた・変えたまとまりは{len(numbers):,}件です。",
        cites=tuple(Cite(CiteKind.GROUP, number) for number in numbers),
        weight=1.9,
    )


def _sentences(
    group: GroupStands, period: Period, *, today: date, is_first: bool
) -> Iterator[Sentence]:
    new = [issue for issue in group.issues if period.holds(issue.created_at)]
    more = f"このうち{len(new):,}件は、この週の新しい課題です。" if new else ""
    itself = (Cite(CiteKind.GROUP, group.group.number),) if group.group else ()
    yield Sentence(
        text=f"{group.kind}（{_standing(group)}）：{_named(group.departments)}の"
        f"{len(group.issues):,}件、うち開いているものは{len(group.open):,}件です。{more}",
        cites=(*itself, *cites_of(group.issues)),
        weight=4.0 if is_first or new else 0.0,
        name=f"「{group.label}」" if group.label else "",
    )
    by_number = {issue.number: issue for issue in group.issues}
    for text, cites in group.evidence.sentences[:_SENTENCES]:
        known = [by_number[each] for each in cites if each in by_number]
        if known:
            stands_in = tuple(issue.text.said for issue in known)
            yield _quoting(text, cites_of(known), stands_in=stands_in)
    for label, marks in (
        (Label.DECIDED, group.decided),
        (Label.CONCLUDED, group.concluded),
        (Label.LEFT_OPEN, group.left_open),
        (Label.ANSWER, group.answers),
    ):
        for mark in marks[:_MARKED]:
            lead = f"{_headed(label, mark, today)}："
            told = _quoting(mark.text, (mark.cite,), lead=lead, stands_in=(mark.text,))
            told = replace(told, words=as_quoted(mark.text), said=mark.said)
            # What nobody marked, and an improvement case, leave no house: docs/decisions/0041.
            leaves = label in _MARKED_BY_PEOPLE and not mark.is_of_a_case
            yield told if leaves else replace(told, quote=None)
    if not (group.decided or group.concluded or group.measures):
        yield Sentence(text=NOT_DECIDED, cites=cites_of(group.open))
    yield _next(group, today=today)


def _headed(label: Label, mark: Marked, today: date) -> str:
    if label in _MARKED_BY_PEOPLE:
        return label
    day = mark.at.astimezone(JAPAN).date()
    year = "" if fiscal_year(day) == fiscal_year(today) else f"{day.year}年"
    return f"{label}（{year}{day.month}月{day.day}日）"


def _quoting(
    text: str, cites: tuple[Cite, ...], *, stands_in: tuple[str, ...], lead: str = ""
) -> Sentence:
    quote = Quote(" ".join(text.split()), lead, stands_in)
    return Sentence(text=f"{lead}「{as_quoted(text)}」", cites=cites, quote=quote)


def _standing(group: GroupStands) -> str:
    return group.group.name if group.group else "候補"


def _next(group: GroupStands, *, today: date) -> Sentence:
    """What to do next, with its reason."""
    count = len(group.departments)
    cites = cites_of(group.open)
    if group.measures:
        under_way = [each for each in group.measures if each.text.is_under_way]
        if not under_way:
            return _next_after_end(group.measures[-1], group.open)
        return _next_of_measure(under_way[-1], today=today)
    if group.group is None:
        return Sentence(
            text=f"次の一歩：{count}部局で{_alike(group.kind)}。まとまりとして確かめてください。",
            cites=cites,
            next_step=NextStep(Step.CONFIRM_GROUP, tuple(issue.id for issue in group.issues)),
            for_office=True,
        )
    reason = f"{count}部局で{_alike(group.kind)}"
    if count < _TO_PROPOSE and not group.answers:
        text = f"次の一歩：{reason}。ほかの部局の対応策を、話し合いで尋ねてください。"
        step = NextStep(Step.OPEN_ISSUE, (group.open[0].id,))
    else:
        text = f"次の一歩：{reason}。施策化の提案へ進めます。"
        step = NextStep(Step.BEGIN_MEASURE, (group.group.id, group.group.version))
    return Sentence(text=text, cites=cites, next_step=step, for_office=True)


def _next_of_measure(measure: DxMeasure, *, today: date) -> Sentence:
    milestone = measure.text.next_milestone(today=today)
    told = (
        f"次の節目は{milestone.day.month}月{milestone.day.day}日「{milestone.what}」です。"
        if milestone
        else "これからの節目がありません。日付を決めてください。"
    )
    return Sentence(
        text=f"次の一歩：{measure.called}で取り組んでいます。{told}",
        cites=(Cite(CiteKind.MEASURE, measure.number),),
        next_step=NextStep(Step.OPEN_MEASURE, (measure.id,)),
    )


def _next_after_end(measure: DxMeasure, still_open: Sequence[Issue]) -> Sentence:
    """Issues of its group are open, or the group would not be told."""
    state = measure.text.state
    text = f"次の一歩：{measure.called}は{state}になりましたが、課題が残っています。解決かどうか確かめてください。"
    return Sentence(
        text=text,
        cites=(Cite(CiteKind.MEASURE, measure.number), *cites_of(still_open)),
        next_step=NextStep(Step.OPEN_ISSUE, (still_open[0].id,)),
    )


def _alike(kind: GroupKind) -> str:
    return "同じ課題" if kind is GroupKind.COMMON else "一つの流れの課題"


def _named(departments: Sequence[str]) -> str:
    shown, rest = departments[:_NAMED], len(departments) - _NAMED
    return "・".join(shown) + (f"ほか{rest}部局" if rest > 0 else "")


_NAMED = 6


def as_quoted(text: str) -> str:
    """In one line, with no figure cut in two, and inside one pair of 「」."""
    line = " ".join(text.split()).translate(_IN_BRACKETS)
    return line if len(line) <= _LONGEST else f"{_CUT_FIGURE.sub('', line[:_LONGEST])}…"
