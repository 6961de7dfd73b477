"""The sample city's 課題."""

from collections import Counter
from datetime import date, timedelta

import pytest

from domain.issue import TITLE_LENGTH, WORK_LENGTH, IssueState
from domain.issue_thread import Mark
from domain.personal_data import warnings_in
from domain.stalled import STALLED_AFTER
from samples.issues import SampleIssue, sample_issues

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def issues() -> tuple[SampleIssue, ...]:
    return sample_issues(TODAY)


def last_touched(issue: SampleIssue) -> date:
    return max([issue.raised_on, *(move.on for move in issue.moves)])


def state(issue: SampleIssue) -> IssueState:
    return next((move.state for move in reversed(issue.moves) if move.state), IssueState.RECEIVED)


def test_五つより多い部局が課題を挙げている(issues: tuple[SampleIssue, ...]) -> None:
    departments = Counter(issue.author.department for issue in issues)
    assert len(departments) >= 8
    assert max(departments.values()) < len(issues) / 3


def test_動きのある課題と止まっている課題と解決した課題がある(
    issues: tuple[SampleIssue, ...],
) -> None:
    states = Counter(map(state, issues))
    assert all(
        states[each] for each in (IssueState.RECEIVED, IssueState.AT_WORK, IssueState.SOLVED)
    )
    stalled = [
        issue
        for issue in issues
        if state(issue) is not IssueState.SOLVED and TODAY - last_touched(issue) >= STALLED_AFTER
    ]
    assert 3 <= len(stalled) < len(issues)


def test_話し合いと対応策がある(issues: tuple[SampleIssue, ...]) -> None:
    assert any(Mark.COUNTERMEASURE in said.marks for issue in issues for said in issue.talk)


def test_だれもまだ挙げていない日のことは起きていない(issues: tuple[SampleIssue, ...]) -> None:
    for issue in issues:
        days = [issue.raised_on, *(move.on for move in issue.moves)]
        assert days == sorted(days)
        assert all(issue.raised_on <= said.on <= TODAY for said in issue.talk)
    assert all(TODAY - issue.raised_on > timedelta(0) for issue in issues)


def test_決まった長さに収まり個人情報らしいものはない(issues: tuple[SampleIssue, ...]) -> None:
    for issue in issues:
        text = issue.text
        assert 0 < len(text.title) <= TITLE_LENGTH
        assert len(text.work) <= WORK_LENGTH
        written = (text.title, text.what, text.wish, *(said.text for said in issue.talk))
        assert warnings_in("\n".join(written)) == ()
