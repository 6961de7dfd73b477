"""Weeks of the digest's picture: each counted as that week's own digest counts it."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cards.example_issues import ISSUE
from domain.digest import Period
from domain.digest_issues import IssueLife, issue_week
from domain.digest_weeks import WEEKS, week_counts
from domain.issue import IssueState
from domain.issue_history import IssueRevision
from domain.japan_time import JAPAN

月曜 = datetime(2026, 11, 16, 0, 0, tzinfo=JAPAN)
今週 = Period.of_week(月曜.date(), as_of=月曜 + timedelta(days=30))


def life(number: int, came: datetime, closed: datetime | None) -> IssueLife:
    issue = replace(ISSUE, id=number, number=number, created_at=came)
    revisions = [
        IssueRevision(1, 1, came, issue.text, replace(issue.standing, state=IssueState.RECEIVED))
    ]
    if closed:
        done = replace(issue.standing, state=IssueState.SOLVED)
        issue = replace(issue, standing=done)
        revisions.append(IssueRevision(2, 1, closed, issue.text, done))
    return IssueLife(issue, tuple(revisions))


AGES = st.tuples(st.integers(0, 80), st.none() | st.integers(0, 80))


@given(st.lists(AGES, max_size=12))
def test_図の週はその週のまとめと同じ数を言う(ages: list[tuple[int, int | None]]) -> None:
    last = 今週.until - timedelta(hours=1)
    lives = []
    for number, (old, after) in enumerate(ages, start=1):
        came = last - timedelta(days=old)
        closed = None if after is None else min(came + timedelta(days=after, minutes=1), last)
        lives.append(life(number, came, closed))
    weeks = week_counts(lives, 今週)
    assert len(weeks) == WEEKS
    assert weeks[-1].monday == 月曜.date()
    period = 今週
    for week in reversed(weeks):
        told = issue_week([each for each in lives if each.issue.created_at < period.until], period)
        assert week.monday == period.since.date()
        assert (week.opened, week.closed) == (len(told.new), _closed(lives, period))
        period = period.before()


def _closed(lives: list[IssueLife], period: Period) -> int:
    """Counted anew: those whose last state at the end of the week is a closed one, and was not before."""
    count = 0
    for each in lives:
        states = [(r.at, r.standing.state) for r in each.revisions]
        before = [state for at, state in states if at < period.since]
        until = [state for at, state in states if at < period.until]
        is_closed = bool(until) and until[-1] is IssueState.SOLVED
        was_closed = bool(before) and before[-1] is IssueState.SOLVED
        count += is_closed and not was_closed
    return count
