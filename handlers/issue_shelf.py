"""The issues of one organization in memory, and which of them are near to what somebody writes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.issue import Issue, IssueState
from language.issue_index import IssueIndex
from language.issue_text import IssueText as ComparedText


@dataclass(frozen=True, slots=True)
class NearIssue:
    """``is_likely``: the same problem rather than not."""

    issue: Issue
    is_likely: bool


class IssueShelf:
    """For one thread at a time. What is withdrawn is not shown beside others any more.

    What has come or changed is compared once it has been indexed.
    """

    def __init__(self) -> None:
        self._issues: dict[int, Issue] = {}
        self._index: IssueIndex[int] = IssueIndex()
        self._unindexed: dict[int, None] = {}

    def __len__(self) -> int:
        return len(self._issues)

    @property
    def is_indexed(self) -> bool:
        return not self._unindexed

    def change(self, issues: Iterable[Issue]) -> None:
        for issue in issues:
            known = self._issues.get(issue.id)
            self._issues[issue.id] = issue
            if issue.standing.state is IssueState.WITHDRAWN:
                self._unindexed.pop(issue.id, None)
                self._index.remove(issue.id)
            elif known is None or _said(known) != _said(issue) or _was_away(known):
                self._unindexed[issue.id] = None

    def index_some(self, count: int) -> None:
        for issue_id in [*self._unindexed][:count]:
            del self._unindexed[issue_id]
            self._index.put(_said(self._issues[issue_id]))

    def nearest(self, said: str, *, but: Collection[int] = (), most: int) -> tuple[NearIssue, ...]:
        """The nearest first."""
        near = self._index.nearest(said, but=but, most=most)
        return tuple(NearIssue(self._issues[each.key], each.is_likely) for each in near)


def _was_away(known: Issue) -> bool:
    return known.standing.state is IssueState.WITHDRAWN


def _said(issue: Issue) -> ComparedText[int]:
    return ComparedText(issue.id, issue.department, issue.text.said, issue.text.title)
