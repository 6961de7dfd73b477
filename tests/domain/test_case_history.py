"""What has become of a decision by the time that its author reads of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case_attachment import FileRemoval
from domain.case_history import AfterApproval, CaseDecision, CaseHistory
from domain.improvement_case import Case, CaseState, Decision, withdrawn
from tests.domain.test_case_review import CASE, NOW

SAID = CaseDecision(
    id=1,
    case_id=1,
    version=1,
    reviewer_id=2,
    step=CaseState.LEADER_REVIEW,
    decision=Decision.APPROVED,
    at=NOW,
)
PUBLISHED = replace(CASE, state=CaseState.PUBLISHED, published_version=1)
NEWER = replace(CASE, version=2)


@pytest.mark.parametrize(
    ("case", "after"),
    [
        (replace(CASE, state=CaseState.OFFICE_REVIEW), AfterApproval.NEXT_STEP),
        (PUBLISHED, AfterApproval.PUBLISHED),
        (replace(NEWER, published_version=1), AfterApproval.PUBLISHED),
        (replace(NEWER, state=CaseState.OFFICE_REVIEW), AfterApproval.OVERTAKEN),
        (replace(CASE, state=CaseState.SENT_BACK), AfterApproval.OVERTAKEN),
        (withdrawn(PUBLISHED), AfterApproval.OVERTAKEN),
    ],
)
def test_承認のあとどうなったかは読むときの事例による(case: Case, after: AfterApproval) -> None:
    assert SAID.after_approval(case) is after


def test_修正提案を取り入れられるのは差し戻されたその版の間だけ() -> None:
    back = replace(CASE, state=CaseState.SENT_BACK)
    suggestion = replace(SAID, decision=Decision.SUGGESTED, suggestion=CASE.text)
    assert suggestion.may_be_taken(back)
    assert not suggestion.may_be_taken(CASE)
    assert not suggestion.may_be_taken(replace(back, version=2))
    assert not replace(suggestion, decision=Decision.SENT_BACK).may_be_taken(back)


def test_その版にしたことは_した順に並ぶ() -> None:
    def removed(number: int, *, version: int = 1, hours: int) -> FileRemoval:
        at = NOW + timedelta(hours=hours)
        return FileRemoval(id=number, version=version, staff_id=3, ending="pdf", at=at)

    later = replace(SAID, id=2, at=NOW + timedelta(hours=2))
    first, last = removed(1, hours=1), removed(2, hours=3)
    other = removed(3, version=2, hours=1)
    history = CaseHistory(CASE, (), (SAID, later), {}, (first, last, other))
    assert history.happened_to(1) == [SAID, first, later, last]
    assert history.happened_to(2) == [other]
