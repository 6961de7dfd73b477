"""課題一覧: which issues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.issue import OPEN, Issue, IssueState
from domain.people import Post
from domain.stalled import stalled_before

TOPIC_LENGTH = 40
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFilter:
    """All that are open, of everybody, where nothing is said. Empty words narrow nothing down."""

    department: str = ""
    section: str = ""
    state: IssueState | None = None
    """None: those that are open."""
    is_any_state: bool = False
    stage: str = ""
    is_stalled: bool = False
    topic: str = ""
    """Words, each of which an issue has somewhere."""

    @property
    def topic_words(self) -> tuple[str, ...]:
        return tuple(self.topic.split())

    @property
    def states(self) -> frozenset[IssueState]:
        if self.state is not None:
            return frozenset({self.state})
        return frozenset(IssueState) if self.is_any_state else OPEN

    def touched_before(self, now: datetime) -> datetime | None:
        return stalled_before(now) if self.is_stalled else None


def of_their_own(post: Post) -> IssueFilter:
    """「うちの課の」: of who heads a department, as most DX統括リーダー do, the whole of it."""
    if post.section == post.department:
        return IssueFilter(department=post.department)
    return IssueFilter(section=post.section)


def departments_of(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Each once, as they come."""
    return tuple(dict.fromkeys(issue.department for issue in issues))
