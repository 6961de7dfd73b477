"""What has become of a case: its versions, what reviewers said to them, and who was first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from domain.case_attachment import FileRemoval
from domain.case_publish import Withdrawal
from domain.improvement_case import Case, CaseChanged, CaseState, CaseText, Decision

_PAST = {
    Decision.APPROVED: "承認した",
    Decision.SENT_BACK: "差し戻した",
    Decision.SUGGESTED: "修正を提案した",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """``editor_id`` is None of what came in with a file."""

    version: int
    editor_id: int | None
    at: datetime
    text: CaseText


class AfterApproval(Enum):
    """What has become of an approved version by now."""

    NEXT_STEP = auto()
    """The secretariat looks at it."""
    PUBLISHED = auto()
    OVERTAKEN = auto()
    """By a newer version, or a withdrawal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecision:
    """``suggestion``: the whole text as it should be."""

    id: int
    case_id: int
    version: int
    reviewer_id: int
    step: CaseState
    decision: Decision
    reason: str = ""
    suggestion: CaseText | None = None
    at: datetime

    def may_be_taken(self, case: Case) -> bool:
        """Whether the case still waits for its author to take this suggestion over."""
        is_last_word = case.version == self.version and case.state is CaseState.SENT_BACK
        return self.decision is Decision.SUGGESTED and is_last_word

    def after_approval(self, case: Case) -> AfterApproval:
        if case.version == self.version and case.state is CaseState.OFFICE_REVIEW:
            return AfterApproval.NEXT_STEP
        is_seen = case.published_version == self.version
        return AfterApproval.PUBLISHED if is_seen else AfterApproval.OVERTAKEN


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """``names`` of all who are in it, by their number. ``withdrawal``: the last one."""

    case: Case
    revisions: Sequence[Revision]
    decisions: Sequence[CaseDecision]
    names: Mapping[int, str]
    removals: Sequence[FileRemoval] = ()
    withdrawal: Withdrawal | None = None

    def name_of(self, staff_id: int | None) -> str:
        name = self.names.get(staff_id, "") if staff_id is not None else ""
        return f"{name}さん" if name else "ほかの方"

    def happened_to(self, version: int) -> list[CaseDecision | FileRemoval]:
        """What was decided on that version and taken off it, in the order in which it happened."""
        every: tuple[CaseDecision | FileRemoval, ...] = (*self.decisions, *self.removals)
        return sorted((each for each in every if each.version == version), key=lambda each: each.at)

    def text_before(self, version: int) -> CaseText | None:
        """Of the version before that one; None of the first."""
        return next((r.text for r in self.revisions if r.version == version - 1), None)

    def text_after(self, version: int) -> CaseText | None:
        """Of the version after that one; None of the newest."""
        return next((r.text for r in self.revisions if r.version == version + 1), None)

    def first_one(self, *, version: int) -> CaseChanged:
        """To who has read ``version`` and comes too late: whoever has changed the case since."""
        case = self.case
        if case.version != version and self.revisions:
            newest = self.revisions[-1]
            return CaseChanged(case, by=self.name_of(newest.editor_id), what="内容を直した")
        if case.state is CaseState.WITHDRAWN:
            by = self.name_of(self.withdrawal.staff_id if self.withdrawal else None)
            return CaseChanged(case, by=by, what="取り下げた")
        if not self.decisions:
            return CaseChanged(case, by="ほかの方", what=f"「{case.state}」に変えた")
        last = self.decisions[-1]
        return CaseChanged(case, by=self.name_of(last.reviewer_id), what=_PAST[last.decision])
