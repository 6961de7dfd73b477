"""「届かなかった人」: whom the messages that the delivery report counts have not reached."""

from collections.abc import Sequence
from datetime import datetime

from cards.not_reached import SHOWN, not_reached_card
from domain.iso_week import WEEK
from domain.not_reached import NotReached
from domain.outbox import OutboxEntry
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.looked_at import audit_looks
from handlers.reply import Reply, show
from storage.outbox_entries import Which, not_reached
from storage.people import people_ever
from storage.session import Session

LOOKED_BACK = WEEK


async def show_not_reached(command: Command, member: Member, deps: Deps) -> Reply:
    """One page, of what the report was about; without a report, of the last week."""
    require(Act.SEE_DELIVERIES, actor=member.person, subject=member.person)
    now, whose = deps.clock(), {"organization_id": member.organization.id}
    since, page = _since(command) or now - LOOKED_BACK, Which(before=command.row("before"))
    async with deps.database.read() as session:
        entries = await not_reached(session, **whose, since=since, limit=SHOWN + 1, which=page)
        shown = entries[:SHOWN]
        found = await _with_names(session, shown, **whose)
    ids = (entry.staff_id for entry in shown if entry.staff_id is not None)
    await audit_looks(ids, Act.SEE_DELIVERIES, member, deps)
    return show(
        not_reached_card(
            found,
            since=since,
            today=now.date(),
            next_before=shown[-1].id if len(entries) > SHOWN else None,
        )
    )


async def _with_names(
    session: Session, entries: Sequence[OutboxEntry], *, organization_id: int
) -> list[NotReached]:
    """Those who have left are named too: what was for them is what the office asks about."""
    ids = {entry.staff_id for entry in entries if entry.staff_id is not None}
    people = await people_ever(session, organization_id=organization_id, ids=ids)
    by_id = {person.id: person for person in people}
    return [
        NotReached(entry.kind, entry.channel or by_id[entry.staff_id or 0], entry.reason)
        for entry in entries
    ]


def _since(command: Command) -> datetime | None:
    """None for what no button of ours says."""
    try:
        since = datetime.fromisoformat(command.args.get("since", ""))
    except ValueError:
        return None
    return since if since.tzinfo else None
