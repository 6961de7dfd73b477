"""Where a published case is shown to many at once, and who may take it back."""

from dataclasses import dataclass
from datetime import datetime

from domain.case_review import may_follow
from domain.errors import DomainError, NotAllowed
from domain.improvement_case import Case, CaseState, Visibility
from domain.people import Person

SHOWN_IN_FORUM = frozenset({Visibility.OFFICE, Visibility.FORUM})
SHOWN_ELSEWHERE = frozenset({Visibility.OFFICE})
"""周知: a channel that the whole office may read."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``staff_id``: who has withdrawn it."""

    id: int
    case_id: int
    staff_id: int
    reason: str
    at: datetime


class NotTheirsToWithdraw(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "事例の取り下げは、報告した人・その部局のDX推進リーダー・事務局だけが行えます。"
        )


class NoReasonToWithdraw(DomainError):
    def __init__(self) -> None:
        super().__init__("取り下げる理由を書いてください。報告した人に伝わり、履歴に残ります。")


class AlreadyWithdrawn(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}は、すでに取り下げられています。")


class NotWithdrawn(DomainError):
    def __init__(self, name: str, state: CaseState) -> None:
        super().__init__(
            f"{name}は取り下げられていません（いまは「{state}」）。戻す必要はありません。"
        )


def is_withdrawn_since(case: Case, base_state: CaseState | None) -> bool:
    """Whether who changes it has not seen that it is withdrawn. ``base_state``: in which they saw it."""
    return case.state is CaseState.WITHDRAWN and base_state is not CaseState.WITHDRAWN


def require_to_withdraw(person: Person, case: Case) -> None:
    """Raises NotTheirsToWithdraw, AlreadyWithdrawn."""
    if not may_follow(person, case):
        raise NotTheirsToWithdraw
    if case.state is CaseState.WITHDRAWN:
        raise AlreadyWithdrawn(case.name)


def require_to_restore(person: Person, case: Case) -> None:
    """Raises NotTheirsToWithdraw, NotWithdrawn."""
    if not may_follow(person, case):
        raise NotTheirsToWithdraw
    if case.state is not CaseState.WITHDRAWN:
        raise NotWithdrawn(case.name, case.state)
