"""The sample city's 課題: what they say, whose they are, what has become of them, and the talk about them."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.issue import IssueState, IssueText
from domain.issue_thread import Mark
from samples.issue_entries import IssueEntry, Post, issues
from samples.staff import Employee, staff


@dataclass(frozen=True, slots=True)
class SampleMove:
    """What of ``state``, ``stage`` and ``owner`` is None stays as it was."""

    on: date
    by: Employee
    state: IssueState | None
    stage: int | None
    owner: Employee | None
    remark: str


@dataclass(frozen=True, slots=True)
class SampleRemark:
    """Said in the thread."""

    on: date
    at: time
    by: Employee
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SampleIssue:
    """``stage``: which of the policy's cycle it was raised in, from 1."""

    text: IssueText
    author: Employee
    raised_on: date
    stage: int
    moves: tuple[SampleMove, ...]
    talk: tuple[SampleRemark, ...]


def sample_issues(today: date) -> tuple[SampleIssue, ...]:
    """The oldest first. The same date gives the same."""
    people = staff(today)
    return tuple(_issue(entry, people, today) for entry in issues())


def _issue(entry: IssueEntry, people: tuple[Employee, ...], today: date) -> SampleIssue:
    return SampleIssue(
        IssueText(
            title=entry.title,
            what=entry.what,
            times=entry.times,
            hours=entry.hours,
            affected=entry.affected,
            systems=entry.systems,
            work=entry.work,
            wish=entry.wish,
        ),
        _holder(entry.post, people),
        today - timedelta(days=entry.days_ago),
        entry.stage,
        tuple(
            SampleMove(
                today - timedelta(days=each.days_ago),
                _holder(each.post, people),
                each.state,
                each.stage,
                _holder(each.owner, people) if each.owner else None,
                each.remark,
            )
            for each in entry.moves
        ),
        tuple(
            SampleRemark(
                today - timedelta(days=each.days_ago),
                each.at,
                _holder(each.post, people),
                each.text,
                each.marks,
            )
            for each in entry.talk
        ),
    )


def _holder(post: Post, people: tuple[Employee, ...]) -> Employee:
    """Who stands first there. StopIteration of a post that nobody has."""
    return next(
        person for person in people if (person.department, person.section, person.title) == post
    )
