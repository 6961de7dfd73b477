"""「これはまとまりではない」: a candidate that somebody dismissed as a whole, till its issues are others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.errors import DomainError
from domain.issue import Issue

Members = tuple[int, ...]
"""Ids of issues in ascending order: what a candidate is known by, as it is computed anew each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """``label``: what it was called then. ``id``: 0 before it is kept."""

    id: int = 0
    members: Members
    label: str
    staff_id: int
    at: datetime


class DismissalGone(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "その見送りは、もう取り消されています。「課題のまとまり」と送って、確かめてください。"
        )


def members_of(issues: Iterable[Issue]) -> Members:
    return tuple(sorted(issue.id for issue in issues))
