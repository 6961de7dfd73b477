"""課題: what a department has trouble with, how far it is, and how it becomes something else."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError
from domain.people import place_name

TITLE_LENGTH, TEXT_LENGTH, WORK_LENGTH, REMARK_LENGTH = 60, 2_000, 60, 500
"""Characters."""
MOST_SYSTEMS, SYSTEM_LENGTH = 10, 40
MOST_TIMES = 1_000_000
"""件 in a month; what is more is a slip."""


class IssueState(StrEnum):
    """How far the department's own work is; the stage of the policy's cycle stands beside it."""

    RECEIVED = "受付"
    AT_WORK = "対応中"
    SOLVED = "解決"
    WITHDRAWN = "取り下げ"


OPEN = frozenset({IssueState.RECEIVED, IssueState.AT_WORK})
_NEXT = {
    IssueState.RECEIVED: (IssueState.AT_WORK, IssueState.SOLVED, IssueState.WITHDRAWN),
    IssueState.AT_WORK: (IssueState.SOLVED, IssueState.RECEIVED, IssueState.WITHDRAWN),
    IssueState.SOLVED: (IssueState.AT_WORK, IssueState.WITHDRAWN),
    IssueState.WITHDRAWN: (IssueState.RECEIVED,),
}


class Affected(StrEnum):
    """Who is troubled by it."""

    CITIZENS = "市民"
    STAFF = "職員"
    BOTH = "市民と職員"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueText:
    """What a version says. Everything but the first two may be empty; None is 未記入, never 0."""

    title: str
    what: str
    """何が起きているか."""
    times: int | None = None
    """件 in a month."""
    hours: float | None = None
    """Spent on it in a month."""
    affected: Affected | None = None
    systems: tuple[str, ...] = ()
    work: str = ""
    """業務."""
    wish: str = ""
    """望む姿."""

    @property
    def said(self) -> str:
        """What it is compared by."""
        return "\n".join(filter(None, (self.what, self.wish)))


@dataclass(frozen=True, slots=True)
class Standing:
    """``stage``: of the DX推進サイクル, in the policy's words; empty where the policy has none."""

    state: IssueState
    stage: str = ""
    owner_id: int | None = None
    """Who deals with it."""


@dataclass(frozen=True, slots=True)
class RaisedAt:
    """Where it was raised: a channel, as the outbox reaches it, and the thread there."""

    platform: str
    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """``department`` and ``section`` as they were called when it was raised."""

    id: int
    number: int
    author_id: int
    department: str
    section: str
    text: IssueText
    standing: Standing
    version: int
    created_at: datetime
    touched_at: datetime
    """Of its newest version."""
    raised_at: RaisedAt | None = None
    """None where it was raised in private."""

    @property
    def name(self) -> str:
        """「課題#12」."""
        return f"課題#{self.number}"

    @property
    def called(self) -> str:
        """「課題#12「申請書を二度打ちしている」」."""
        return f"{self.name}「{self.text.title}」"

    @property
    def place(self) -> str:
        """「財務部 税務課」."""
        return place_name(self.department, self.section)

    @property
    def is_open(self) -> bool:
        return self.standing.state in OPEN


# -- what becomes of it --------------------------------------------------------------------------


class IssueGone(DomainError):
    def __init__(self) -> None:
        super().__init__("その課題が見つかりません。「課題一覧」と送って、番号を確かめてください。")


class IssueChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, name: str, *, by: str, what: str) -> None:
        super().__init__(
            f"{name}は、先に{by}が{what}を変えたため、まだ保存していません。"
            "新しい内容を確かめて、もう一度送ってください。"
        )


class NothingChanged(DomainError):
    def __init__(self) -> None:
        super().__init__("変わったところがありません。変えたい欄を直してから送ってください。")


class ImpossibleState(DomainError):
    def __init__(self, name: str, was: IssueState, asked: IssueState) -> None:
        ways = "・".join(f"「{each}」" for each in _NEXT[was])
        super().__init__(
            f"{name}は、いま「{was}」です。「{asked}」にはできません。{ways}から選んでください。"
        )


def states_after(state: IssueState) -> tuple[IssueState, ...]:
    """What it may become, the likeliest first."""
    return _NEXT[state]


def rewritten(issue: Issue, text: IssueText, *, stage: str, at: datetime) -> Issue:
    """A new version that says something else. Raises NothingChanged."""
    return _revised(issue, text=text, standing=replace(issue.standing, stage=stage), at=at)


def moved(issue: Issue, standing: Standing, *, at: datetime, has_remark: bool = False) -> Issue:
    """A new version that stands elsewhere; with a remark it may stand where it did.

    Raises NothingChanged, ImpossibleState.
    """
    was, asked = issue.standing.state, standing.state
    if asked is not was and asked not in _NEXT[was]:
        raise ImpossibleState(issue.name, was, asked)
    if has_remark and standing == issue.standing:
        return replace(issue, version=issue.version + 1, touched_at=at)
    return _revised(issue, text=issue.text, standing=standing, at=at)


def _revised(issue: Issue, *, text: IssueText, standing: Standing, at: datetime) -> Issue:
    if (text, standing) == (issue.text, issue.standing):
        raise NothingChanged
    return replace(issue, text=text, standing=standing, version=issue.version + 1, touched_at=at)
