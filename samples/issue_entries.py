"""What ``samples/data/issues.yaml`` holds, checked when it is read."""

from datetime import time
from functools import cache

from domain.issue import Affected, IssueState
from domain.issue_thread import Mark
from domain.values import Frozen
from samples.contents import read

Post = tuple[str, str, str]
"""Department, section, title."""


class MoveEntry(Frozen):
    """Of an issue: what is said changes. ``stage`` counts the policy's cycle from 1."""

    days_ago: int
    post: Post
    state: IssueState | None = None
    stage: int | None = None
    owner: Post | None = None
    remark: str = ""


class TalkEntry(Frozen):
    """Said in the thread of an issue."""

    days_ago: int
    at: time = time(10)
    post: Post
    text: str
    marks: tuple[Mark, ...] = ()


class IssueEntry(Frozen):
    """A 課題. ``post`` is whose it is."""

    title: str
    post: Post
    days_ago: int
    what: str
    times: int | None = None
    hours: float | None = None
    affected: Affected | None = None
    systems: tuple[str, ...] = ()
    work: str = ""
    wish: str = ""
    stage: int = 1
    moves: tuple[MoveEntry, ...] = ()
    talk: tuple[TalkEntry, ...] = ()


@cache
def issues() -> tuple[IssueEntry, ...]:
    """The oldest first: in that order they have their numbers."""
    entries = (IssueEntry.model_validate(entry) for entry in read("issues")["issues"])  # type: ignore[index] # a mapping
    return tuple(sorted(entries, key=lambda entry: -entry.days_ago))
