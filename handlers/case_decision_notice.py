"""Who reported a case, or has written for them, is told what a reviewer has decided: once for each decision."""

from collections.abc import Mapping

from cards.case_decision import case_decision_card
from cards.elements import Card
from domain.case_review import who_hears
from domain.improvement_case import CaseState
from domain.outbox import Notice
from handlers.case_under_review import author_has_left, history_of
from handlers.occasion import Dropped, Occasion
from storage.case_history import decision_by_id
from storage.improvement_cases import case_by_id, revision

KIND = "case.decided"


def notice(decision_id: int, *, staff_id: int) -> Notice:
    """``staff_id``: ``who_hears``."""
    return Notice(
        KIND,
        staff_id,
        dedupe_key=f"{KIND}:{decision_id}",
        args={"decision": str(decision_id)},
    )


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of a case that is theirs no more, nor of one that was withdrawn meanwhile."""
    session, number = occasion.session, occasion.organization_id
    decision = await decision_by_id(
        session, organization_id=number, decision_id=int(args["decision"])
    )
    if decision is None:
        return Dropped("case_gone")
    case = await case_by_id(session, organization_id=number, case_id=decision.case_id)
    text = await revision(
        session, organization_id=number, case_id=decision.case_id, version=decision.version
    )
    if case is None or text is None:
        return Dropped("case_gone")
    has_left = await author_has_left(session, case, organization_id=number)
    if who_hears(case, author_has_left=has_left) != occasion.person.id:
        return Dropped("case_gone")
    if case.state is CaseState.WITHDRAWN:
        return Dropped("decided_otherwise")
    history = await history_of(session, case, organization_id=number)
    reviewer = history.name_of(decision.reviewer_id)
    return case_decision_card(case, decision, text=text, reviewer=reviewer)
