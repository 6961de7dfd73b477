"""「同じ課題ですか？」: what people said of two issues; of a pair one answer stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError


class LinkKind(StrEnum):
    SAME = "同じ"
    RELATED = "関係あり"
    """One flow of work runs through both."""
    DIFFERENT = "違う"


@dataclass(frozen=True, slots=True)
class IssueLink:
    """``low`` and ``high``: the issues' ids, in that order, whichever was asked about first."""

    id: int
    low: int
    high: int
    kind: LinkKind
    staff_id: int
    at: datetime

    def other(self, issue_id: int) -> int:
        return self.high if issue_id == self.low else self.low


class LinkToItself(DomainError):
    def __init__(self) -> None:
        super().__init__("同じ番号どうしは比べられません。別の課題を選んでください。")


def pair_of(one: int, other: int) -> tuple[int, int]:
    """(low, high). Raises LinkToItself."""
    if one == other:
        raise LinkToItself
    return (one, other) if one < other else (other, one)


def said_of(issue_id: int, links: Iterable[IssueLink]) -> Mapping[int, IssueLink]:
    """What stands between that issue and others, by the other's id."""
    return {link.other(issue_id): link for link in links if issue_id in (link.low, link.high)}
