"""Who has raised an issue, and who deals with it, hear of each new 対応策 once."""

from collections.abc import Mapping
from datetime import datetime

from cards.countermeasure import Target, told_notice_card
from cards.elements import Card
from domain.countermeasure import Countermeasure, CountermeasureGone
from domain.issue import Issue
from domain.outbox import Notice
from handlers.command import Member
from handlers.countermeasure import measure_of, target_of
from handlers.occasion import Dropped, Occasion
from storage.issues import issues_by_id
from storage.outbox import enqueue
from storage.people import people_by_id
from storage.session import Session

KIND = "countermeasure.told"
WITHDRAWN = "countermeasure_withdrawn"


async def tell_those_concerned(
    session: Session, measure: Countermeasure, of: Target, member: Member, *, at: datetime
) -> None:
    """In the transaction that puts it down. Nothing to who has told it, and to who has left."""
    number = member.organization.id
    issues = (
        (of,)
        if isinstance(of, Issue)
        else await issues_by_id(session, of.issue_ids, organization_id=number)
    )
    concerned = {each.author_id for each in issues} | {each.standing.owner_id for each in issues}
    others = concerned - {None, member.person.id, measure.author_id}
    here = await people_by_id(
        session, organization_id=number, ids=[each for each in others if each is not None]
    )
    for person in sorted(here, key=lambda each: each.id):
        notice = Notice(
            KIND,
            person.id,
            dedupe_key=f"{KIND}:{measure.id}:{person.id}",
            args={"countermeasure": str(measure.id)},
        )
        await enqueue(session, notice, organization_id=number, at=at)


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """As it stands at this moment; nothing of what its case does not let them read any more."""
    number, session = occasion.organization_id, occasion.session
    try:
        measure = await measure_of(
            session, int(args["countermeasure"]), occasion.person, organization_id=number
        )
    except CountermeasureGone:
        return Dropped(WITHDRAWN)
    if not measure.stands:
        return Dropped(WITHDRAWN)
    of = await target_of(session, measure.issue_id, measure.group_id, organization_id=number)
    return told_notice_card(measure, of)
