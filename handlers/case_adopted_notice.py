"""Who reported a case hears of every section that does the same."""

from collections.abc import Mapping
from datetime import datetime

from cards.case_spread import adopted_elsewhere_card
from cards.elements import Card
from domain.improvement_case import Adoption, PublishedCase
from domain.outbox import Notice
from handlers.command import Member
from handlers.occasion import Dropped, Occasion
from storage.case_adoptions import adoptions_of
from storage.outbox import enqueue
from storage.people import people_by_id
from storage.published_cases import published_case
from storage.session import Session

KIND = "case.adopted"
GONE = "case_gone"
"""The reason of what is not shown to them any more, or has been taken back."""


async def tell_author(
    session: Session,
    case: PublishedCase,
    adoption: Adoption,
    member: Member,
    *,
    nonce: str,
    at: datetime,
) -> None:
    """In the transaction of the adoption. Nothing to one who has put it in themself, or has left.

    ``nonce`` of the form: of each there is one adoption at most.
    """
    if case.author_id is None or case.author_id == member.person.id:
        return
    organization_id = member.organization.id
    if not await people_by_id(session, organization_id=organization_id, ids=[case.author_id]):
        return
    notice = Notice(
        KIND,
        case.author_id,
        dedupe_key=f"{KIND}:{case.id}:{nonce}",
        args={"case": str(case.id), "at": adoption.at.isoformat(), "by": str(adoption.staff_id)},
    )
    await enqueue(session, notice, organization_id=organization_id, at=at)


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Of what stands at this moment: it may have been corrected, or taken back."""
    number, case_id = occasion.organization_id, int(args["case"])
    case = await published_case(occasion.session, organization_id=number, case_id=case_id)
    if case is None or case.author_id != occasion.person.id:
        return Dropped(GONE)
    adoptions = await adoptions_of(occasion.session, [case_id], organization_id=number)
    for adoption in adoptions:
        is_it = str(adoption.staff_id) == args["by"]
        if is_it and adoption.at == datetime.fromisoformat(args["at"]):
            return adopted_elsewhere_card(case, adoption)
    return Dropped(GONE)
