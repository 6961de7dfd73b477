"""Whose records somebody has been shown, for the audit log."""

from collections.abc import Iterable

from domain.permissions import Act
from handlers.command import Member
from handlers.deps import Deps
from storage.audit import record_audit


async def audit_looks(people_ids: Iterable[int], act: Act, member: Member, deps: Deps) -> None:
    """One entry for each person but the member."""
    others = [number for number in dict.fromkeys(people_ids) if number != member.person.id]
    if not others:
        return
    async with deps.database.begin() as session:
        for person_id in others:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=act.name,
                subject_id=person_id,
            )
