"""Who reviews is told what waits for them: once, and again when it has waited long."""

from collections.abc import Mapping
from datetime import datetime

from cards.case_review_notice import Asked, case_waiting_card, case_waiting_long_card
from cards.elements import Card
from domain.case_review import Reviewers, open_days_since
from domain.improvement_case import Case, CaseState, ReviewRoute
from domain.outbox import Notice
from handlers.command import Member
from handlers.deps import Deps
from handlers.occasion import Dropped, Occasion
from storage.case_reviewers import reviewers_of
from storage.case_rules import review_route
from storage.improvement_cases import case_by_id
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.people import people_ever
from storage.session import Session

WAITING = "case.waiting"
WAITING_LONG = "case.waiting_long"
DECIDED = "decided_otherwise"
"""The reason of what has been decided meanwhile."""


async def tell_reviewers(session: Session, case: Case, member: Member, deps: Deps) -> None:
    """In the transaction that has it wait: those who decide at its step, once for each version and
    step. Whoever calls sets ``deps.outbox_filled`` after that. Raises NotWaiting.
    """
    await tell_who_decide(session, case, organization_id=member.organization.id, at=deps.clock())


async def tell_who_decide(
    session: Session, case: Case, *, organization_id: int, at: datetime
) -> None:
    """Raises NotWaiting."""
    route = await review_route(session, organization_id=organization_id)
    reviewers = await reviewers_of(session, organization_id=organization_id)
    step = reviewers.step(case, route)
    for person in reviewers.who_decide(case, route):
        row = notice(WAITING, case, step, staff_id=person.id)
        await enqueue(session, row, organization_id=organization_id, at=at)


def notice(kind: str, case: Case, step: CaseState, *, staff_id: int) -> Notice:
    """Nobody is told twice of one version at one step."""
    args = {"case": str(case.id), "version": str(case.version), "step": step.value}
    key = f"{kind}:{case.id}:{case.version}:{step.name}:{staff_id}"
    return Notice(kind, staff_id, dedupe_key=key, args=args)


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of what was decided meanwhile, nor to who does not review it any more."""
    found = await _waiting(occasion, args)
    if isinstance(found, Dropped):
        return found
    case, reviewers, route = found
    if not reviewers.may_decide(occasion.person, case, route):
        return Dropped("reviewer_changed")
    return case_waiting_card(await _asked(occasion, case))


async def write_long(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """To who decides, and to the secretariat."""
    found = await _waiting(occasion, args)
    if isinstance(found, Dropped):
        return found
    case, reviewers, route = found
    if not reviewers.may_hear_of_long_wait(occasion.person, case, route):
        return Dropped("reviewer_changed")
    return case_waiting_long_card(
        await _asked(occasion, case),
        open_days=await _open_days(occasion, case),
        is_for_office=not reviewers.may_decide(occasion.person, case, route),
    )


async def _waiting(
    occasion: Occasion, args: Mapping[str, str]
) -> tuple[Case, Reviewers, ReviewRoute] | Dropped:
    """The case as it waits today, at the step of which the message tells."""
    session, number = occasion.session, occasion.organization_id
    case = await case_by_id(session, organization_id=number, case_id=int(args["case"]))
    if case is None:
        return Dropped("case_gone")
    if not case.state.is_waiting or str(case.version) != args["version"]:
        return Dropped("decided_otherwise")
    route = await review_route(session, organization_id=number)
    reviewers = await reviewers_of(session, organization_id=number)
    if reviewers.step(case, route).value != args["step"]:
        return Dropped("decided_otherwise")
    return case, reviewers, route


async def _asked(occasion: Occasion, case: Case) -> Asked:
    authors = await people_ever(
        occasion.session,
        organization_id=occasion.organization_id,
        ids=[case.author_id] if case.author_id else [],
    )
    return Asked(
        case,
        authors[0].name if authors else "",
        occasion.now,
        is_own=case.author_id == occasion.person.id,
    )


async def _open_days(occasion: Occasion, case: Case) -> int:
    office = await office_of(occasion.session, organization_id=occasion.organization_id)
    calendar = office.calendar(occasion.is_national_holiday)
    since = case.waiting_since or occasion.now
    return open_days_since(since, calendar, today=occasion.today)
