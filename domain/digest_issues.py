"""What became of the issues in a week: new, moved, stalled, closed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.digest import (
    Cite,
    CiteKind,
    DigestPart,
    NextStep,
    Paragraph,
    Part,
    Period,
    Sentence,
    Step,
    than_before,
)
from domain.issue import OPEN, Issue, IssueState
from domain.issue_board import departments_of
from domain.issue_history import IssueRevision
from domain.stalled import STALLED_AFTER, days_untouched, is_stalled

SHOWN = 5
"""Issues that are named in one paragraph; the Excel file has all."""


@dataclass(frozen=True, slots=True)
class IssueLife:
    """``issue`` as it stood at the end; ``revisions`` in their order, none later than that."""

    issue: Issue
    revisions: tuple[IssueRevision, ...]

    def state_before(self, period: Period) -> IssueState | None:
        """None where it did not exist yet."""
        earlier = [each for each in self.revisions if each.at < period.since]
        return earlier[-1].standing.state if earlier else None


@dataclass(frozen=True, slots=True)
class Moved:
    """``how``: 「受付→対応中」「段階：解決策検討」「担当が決まりました」, at least one."""

    issue: Issue
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWeek:
    """Each by number. What is new, or closed, is not among those that moved."""

    new: tuple[Issue, ...]
    moved: tuple[Moved, ...]
    closed: tuple[Issue, ...]
    stalled: tuple[Issue, ...]
    """The longest untouched first."""
    open: int
    """At the end."""
    open_before: int
    """At the beginning."""
    new_before: int
    closed_before: int
    """In the week before."""

    @property
    def has_news(self) -> bool:
        return bool(self.new or self.moved or self.closed)


def issue_week(lives: Sequence[IssueLife], period: Period) -> IssueWeek:
    """Of all issues that there were at the end of the period."""
    before = period.before()
    new = [each.issue for each in lives if period.holds(each.issue.created_at)]
    closed = [each.issue for each in lives if is_closed_in(each, period)]
    told = {issue.id for issue in (*new, *closed)}
    rest = (each for each in lives if each.issue.id not in told)
    moved = [Moved(each.issue, how) for each in rest if (how := tuple(_moves(each, period)))]
    stalled = [each.issue for each in lives if is_stalled(each.issue, now=period.until)]
    return IssueWeek(
        new=tuple(new),
        moved=tuple(moved),
        closed=tuple(closed),
        stalled=tuple(sorted(stalled, key=lambda issue: (issue.touched_at, issue.number))),
        open=sum(1 for each in lives if each.issue.is_open),
        open_before=sum(1 for each in lives if each.state_before(period) in OPEN),
        new_before=sum(1 for each in lives if before.holds(each.issue.created_at)),
        closed_before=sum(1 for each in lives if is_closed_in(each, before)),
    )


def is_closed_in(life: IssueLife, period: Period) -> bool:
    """It was open at the beginning, or came after that, and was not open at the end."""
    until = [each for each in life.revisions if each.at < period.until]
    if not until or until[-1].standing.state in OPEN:
        return False
    was = life.state_before(period)
    return was in OPEN or (was is None and period.holds(life.issue.created_at))


def _moves(life: IssueLife, period: Period) -> Iterator[str]:
    """From what stood at the beginning to what stands at the end."""
    earlier = [each for each in life.revisions if each.at < period.since]
    if not earlier or earlier[-1] is life.revisions[-1]:
        return
    was, now = earlier[-1].standing, life.revisions[-1].standing
    if was.state is not now.state:
        yield f"{was.state}→{now.state}"
    if was.stage != now.stage:
        yield f"段階は「{now.stage}」" if now.stage else "段階の記入がなくなりました"
    if was.owner_id != now.owner_id:
        yield _owner_words(was.owner_id, now.owner_id)
    if earlier[-1].text != life.revisions[-1].text:
        yield "内容が直されました"
    if any(each.remark for each in life.revisions[len(earlier) :]):
        yield "ひとことが加わりました"
    elif (earlier[-1].text, was) == (life.revisions[-1].text, now):
        yield "いったん変わり、元に戻りました"


def _owner_words(was: int | None, now: int | None) -> str:
    if now is None:
        return "担当がいなくなりました"
    return "担当が決まりました" if was is None else "担当が替わりました"


def issues_part(
    week: IssueWeek, period: Period, *, besides: Sequence[Paragraph] = ()
) -> DigestPart:
    """``besides``: what else is told of them, behind what has moved."""
    paragraphs = (
        Paragraph("新しい課題", tuple(_new(week))),
        Paragraph("動いた課題", tuple(_moved(week))),
        *besides,
        Paragraph("止まっている課題", tuple(_stalled(week, period))),
        Paragraph("閉じた課題", tuple(_closed(week))),
    )
    return DigestPart(Part.ISSUES, tuple(each for each in paragraphs if each.sentences))


def cites_of(issues: Iterable[Issue]) -> tuple[Cite, ...]:
    return tuple(Cite(CiteKind.ISSUE, issue.number) for issue in issues)


def _new(week: IssueWeek) -> Iterator[Sentence]:
    if not week.new:
        return
    count, departments = len(week.new), len(departments_of(week.new))
    yield Sentence(
        text=f"新しい課題は{count:,}件（{departments}部局）で、{than_before(count, week.new_before)}です。"
        f"開いている課題は{week.open:,}件です（週のはじめは{week.open_before:,}件）。",
        cites=cites_of(week.new),
        weight=3.0,
    )
    for issue in week.new[:SHOWN]:
        yield Sentence(text=f"{issue.text.title}（{issue.place}）", cites=cites_of([issue]))
    yield from _more(week.new)


def _moved(week: IssueWeek) -> Iterator[Sentence]:
    if week.moved:
        issues = [each.issue for each in week.moved]
        besides = "ほかに" if week.new or week.closed else ""
        text = f"{besides}{len(issues):,}件の課題が動きました。"
        yield Sentence(text=text, cites=cites_of(issues), weight=1.7)
    for each in week.moved[:SHOWN]:
        yield Sentence(
            text=f"{each.issue.text.title}（{each.issue.place}）：{'、'.join(each.how)}",
            cites=cites_of([each.issue]),
        )
    yield from _more([each.issue for each in week.moved])


def _stalled(week: IssueWeek, period: Period) -> Iterator[Sentence]:
    if not week.stalled:
        return
    yield Sentence(
        text=f"{STALLED_AFTER.days}日以上動きのない課題が{len(week.stalled):,}件あります。",
        cites=cites_of(week.stalled),
        next_step=NextStep(Step.OPEN_STALLED),
        weight=2.0,
        for_office=True,
    )
    for issue in week.stalled[:SHOWN]:
        days = days_untouched(issue, now=period.until)
        yield Sentence(
            text=f"{issue.text.title}（{issue.place}）：{days}日動きがありません。",
            cites=cites_of([issue]),
            next_step=NextStep(Step.OPEN_ISSUE, (issue.id,)),
            for_office=True,
        )
    yield from _more(week.stalled, for_office=True)


def _closed(week: IssueWeek) -> Iterator[Sentence]:
    if not week.closed:
        return
    solved = [each for each in week.closed if each.standing.state is IssueState.SOLVED]
    withdrawn = len(week.closed) - len(solved)
    more = f"、取り下げは{withdrawn:,}件" if withdrawn else ""
    yield Sentence(
        text=f"解決した課題は{len(solved):,}件{more}です"
        f"（閉じた課題は{than_before(len(week.closed), week.closed_before)}）。",
        cites=cites_of(week.closed),
        weight=2.5,
    )
    for issue in solved[:SHOWN]:
        yield Sentence(text=f"{issue.text.title}（{issue.place}）：解決", cites=cites_of([issue]))
    yield from _more(solved)


def _more(issues: Sequence[Issue], *, for_office: bool = False) -> Iterator[Sentence]:
    if len(issues) > SHOWN:
        rest = issues[SHOWN:]
        yield Sentence(
            text=f"ほかに{len(rest):,}件あります。", cites=cites_of(rest), for_office=for_office
        )
