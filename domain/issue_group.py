"""まとまり: issues that somebody confirmed to be one problem or one flow of work, and how it changes.

What is computed anew does not undo it (docs/decisions/0033).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.chief import led_by
from domain.errors import DomainError, NotAllowed
from domain.issue import Issue
from domain.people import Duty, Person

LABEL_LENGTH = 60
"""Characters."""
LEAST_ISSUES, MOST_ISSUES = 2, 100


class GroupKind(StrEnum):
    COMMON = "共通する課題"
    """The same problem in two departments or more."""
    SPANNING = "跨る課題"
    """One flow of work through two departments or more."""


class ChangeKind(StrEnum):
    CONFIRM = "確認"
    MERGE = "統合"
    SPLIT = "分割"
    RENAME = "名前の変更"
    JOIN = "課題の追加"
    DISSOLVE = "解散"
    UNDO = "取り消し"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedGroup:
    """``issue_ids`` in the order of their numbers; none where it does not stand any more."""

    id: int
    number: int
    label: str
    kind: GroupKind
    issue_ids: tuple[int, ...]
    version: int = 1
    stands: bool = True

    @property
    def name(self) -> str:
        """「まとまり3」."""
        return f"まとまり{self.number}"

    @property
    def called(self) -> str:
        """「まとまり3「申請の二度打ち」」."""
        return f"{self.name}「{self.label}」"


@dataclass(frozen=True, slots=True)
class GroupChange:
    """May have changed several groups at once: two that became one."""

    id: int
    kind: ChangeKind
    editor_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class GroupRevision:
    """What a group was from then on."""

    change: GroupChange
    group: ConfirmedGroup


@dataclass(frozen=True, slots=True)
class Step:
    """What one change did to one group; ``before`` is None where it made it."""

    before: ConfirmedGroup | None
    after: ConfirmedGroup


# -- what people read ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that the issues have in common, and sentences as they stand in them, with their numbers."""

    terms: tuple[str, ...] = ()
    sentences: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Computed; nobody has confirmed it."""

    label: str
    kind: GroupKind
    issues: tuple[Issue, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """``proposed``: issues near to it, which nobody has said to belong to it or not."""

    group: ConfirmedGroup
    issues: tuple[Issue, ...]
    evidence: Evidence
    proposed: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """All of an organization: confirmed ones by number, candidates of most departments first."""

    confirmed: tuple[GroupSeen, ...] = ()
    candidates: tuple[Candidate, ...] = ()


# -- refusals --------------------------------------------------------------------------------------


class GroupGone(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "そのまとまりは、いまはありません。「課題のまとまり」と送って、確かめてください。"
        )


class GroupChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, group: ConfirmedGroup, *, by: str, what: ChangeKind) -> None:
        super().__init__(
            f"{group.name}は、先に{by}が変えた（{what}）ため、まだ保存していません。"
            "いまの内容を確かめて、もう一度送ってください。"
        )


class AlreadyGrouped(DomainError):
    def __init__(self, groups: Iterable[ConfirmedGroup]) -> None:
        named = "、".join(group.called for group in groups)
        super().__init__(
            f"ほかのまとまりに入っている課題があります（{named}）。"
            "「課題のまとまり」を開き直し、合わせるときは「ほかのまとまりと合わせる」を選んでください。"
        )


class TooFewIssues(DomainError):
    def __init__(self) -> None:
        super().__init__(
            f"まとまりには課題が{LEAST_ISSUES}件以上いります。"
            "まとまりをなくすときは「まとまりを解く」を選んでください。"
        )


class TooManyIssues(DomainError):
    def __init__(self) -> None:
        super().__init__(
            f"ひとつのまとまりに入れられる課題は{MOST_ISSUES}件までです。分けてください。"
        )


class NotOfTheGroup(DomainError):
    def __init__(self, numbers: Iterable[int]) -> None:
        named = "、".join(f"#{number}" for number in numbers)
        super().__init__(
            f"このまとまりにない課題です：{named}。まとまりにある番号を書いてください。"
        )


class NothingToUndo(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}の直前の変更は、いっしょに変わったまとまりがその後また変わったため、取り消せません。"
            "いまの内容から直してください。"
        )


class GroupUnchanged(DomainError):
    def __init__(self) -> None:
        super().__init__("変わったところがありません。変えたい欄を直してから送ってください。")


def may_change(person: Person) -> bool:
    """DX統括リーダー of any department, for groups run across them, and the secretariat."""
    return bool(led_by(person)) or Duty.SECRETARIAT in person.duties


def require_change(person: Person) -> None:
    """Raises NotAllowed, with the sentence for the person."""
    if not may_change(person):
        raise NotAllowed(
            "課題のまとまりを変えられるのは、DX統括リーダーと事務局です。"
            "気づいたことは、部局のDX統括リーダーに伝えてください。"
        )


# -- changes ---------------------------------------------------------------------------------------


def confirmed(label: str, kind: GroupKind, issue_ids: Sequence[int]) -> ConfirmedGroup:
    """Not numbered yet. Raises TooFewIssues, TooManyIssues."""
    group = ConfirmedGroup(id=0, number=0, label=label, kind=kind, issue_ids=tuple(issue_ids))
    return _sized(group)


def renamed(group: ConfirmedGroup, label: str, kind: GroupKind) -> ConfirmedGroup:
    """Raises GroupUnchanged."""
    if (label, kind) == (group.label, group.kind):
        raise GroupUnchanged
    return replace(group, label=label, kind=kind, version=group.version + 1)


def joined(group: ConfirmedGroup, issue_id: int) -> ConfirmedGroup:
    """Raises GroupUnchanged, TooManyIssues."""
    if issue_id in group.issue_ids:
        raise GroupUnchanged
    ids = tuple(sorted((*group.issue_ids, issue_id)))
    return _sized(replace(group, issue_ids=ids, version=group.version + 1))


def merged(group: ConfirmedGroup, other: ConfirmedGroup) -> tuple[ConfirmedGroup, ConfirmedGroup]:
    """``group`` with all that ``other`` had, which does not stand any more.

    Raises GroupUnchanged, TooManyIssues.
    """
    if group.id == other.id:
        raise GroupUnchanged
    ids = tuple(sorted({*group.issue_ids, *other.issue_ids}))
    return _sized(replace(group, issue_ids=ids, version=group.version + 1)), dissolved(other)


def split(group: ConfirmedGroup, out: Collection[int], label: str) -> tuple[ConfirmedGroup, ...]:
    """What stays, and a group of what is taken out; a single issue is none. Raises TooFewIssues."""
    stays = tuple(each for each in group.issue_ids if each not in out)
    leaves = tuple(each for each in group.issue_ids if each in out)
    if not leaves:
        raise GroupUnchanged
    rest = _sized(replace(group, issue_ids=stays, version=group.version + 1))
    if len(leaves) < LEAST_ISSUES:
        return (rest,)
    return rest, confirmed(label, group.kind, leaves)


def dissolved(group: ConfirmedGroup) -> ConfirmedGroup:
    return replace(group, issue_ids=(), stands=False, version=group.version + 1)


def undone(steps: Sequence[Step], now: Mapping[int, ConfirmedGroup]) -> tuple[ConfirmedGroup, ...]:
    """All groups that the change touched as they were before. ``now``: as they are, by id.

    Raises NothingToUndo where one of them has changed since.
    """
    for step in steps:
        if now[step.after.id].version != step.after.version:
            raise NothingToUndo(step.after.name)
    return tuple(
        replace(step.before, version=step.after.version + 1)
        if step.before is not None
        else dissolved(step.after)
        for step in steps
    )


def require_apart(after: Iterable[ConfirmedGroup], standing: Iterable[ConfirmedGroup]) -> None:
    """No issue is in two groups. Raises AlreadyGrouped."""
    changed = {group.id: group for group in after}
    taken = {issue for group in changed.values() for issue in group.issue_ids}
    others = [group for group in standing if group.id not in changed]
    if clash := [group for group in others if not taken.isdisjoint(group.issue_ids)]:
        raise AlreadyGrouped(clash)


def parted(revisions: Iterable[GroupRevision]) -> frozenset[tuple[int, int]]:
    """(group, issue) of what was split off and has not come back. ``revisions`` in their order."""
    had: dict[int, frozenset[int]] = {}
    apart: set[tuple[int, int]] = set()
    for revision in revisions:
        group, ids = revision.group.id, frozenset(revision.group.issue_ids)
        if revision.change.kind is ChangeKind.SPLIT:
            apart |= {(group, issue) for issue in had.get(group, frozenset()) - ids}
        apart -= {(group, issue) for issue in ids}
        had[group] = ids
    return frozenset(apart)


def _sized(group: ConfirmedGroup) -> ConfirmedGroup:
    if len(group.issue_ids) < LEAST_ISSUES:
        raise TooFewIssues
    if len(group.issue_ids) > MOST_ISSUES:
        raise TooManyIssues
    return group
