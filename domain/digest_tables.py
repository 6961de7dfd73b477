"""What a week's digest is counted from, for the tables and pictures beside its sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.digest import Period
from domain.digest_cases import CaseWeek
from domain.digest_groups import GroupStands
from domain.digest_issues import IssueWeek
from domain.digest_measures import DxMeasureLife
from domain.digest_weeks import WeekCount
from domain.issue import Issue
from domain.kpi import Reading
from domain.kpi_target import Standing


@dataclass(frozen=True, slots=True)
class MissedCount:
    """Messages that have not come, or may not have. Words as people read them; nobody is named."""

    place: str
    """The department, or the channel."""
    message: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTables:
    """What is only known of now. ``reading`` and ``history``, the ends of months, as they may be shown."""

    reading: Reading
    history: tuple[Reading, ...] = ()
    standings: tuple[Standing, ...] = ()
    missed: tuple[MissedCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTables:
    """As all stood at the end of the period. ``training`` is None of an older week."""

    period: Period
    issues: tuple[Issue, ...]
    """All that there were, by number."""
    week: IssueWeek
    weeks: tuple[WeekCount, ...]
    groups: tuple[GroupStands, ...]
    """As ranked."""
    measures: tuple[DxMeasureLife, ...]
    cases: CaseWeek
    owners: Mapping[int, str]
    """Names of those who deal with an issue or lead a measure, by their number of the roster."""
    training: TrainingTables | None = None

    def told_issues(self) -> Iterator[tuple[Issue, str]]:
        """Those that are open or were closed in the week, each with what happened to it."""
        moved = {each.issue.id: "、".join(each.how) for each in self.week.moved}
        new, closed, stalled = (
            {issue.id for issue in some}
            for some in (self.week.new, self.week.closed, self.week.stalled)
        )
        for issue in self.issues:
            said = (
                "新しい" if issue.id in new else "",
                "閉じた" if issue.id in closed else "",
                moved.get(issue.id, ""),
                "止まっている" if issue.id in stalled else "",
            )
            if issue.is_open or issue.id in closed:
                yield issue, "、".join(filter(None, said))
