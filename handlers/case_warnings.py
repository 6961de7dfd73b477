"""What in a case's text should be looked at before others see it."""

import asyncio
from collections.abc import Collection

from domain.case_diff import fields_of
from domain.improvement_case import CaseText
from domain.personal_data import PersonalDataWarning, Warned, warnings_in
from handlers.command import Member
from handlers.deps import Deps
from storage.people import names_ever


async def warnings_of(
    text: CaseText, member: Member, deps: Deps
) -> tuple[PersonalDataWarning, ...]:
    """Field by field. The staff of the roster are no residents: it is asked for only where something
    looks like a name, since a prefecture's is long.
    """
    found = _found(text, ())
    if all(each.kind is not Warned.NAME for each in found):
        return found
    async with deps.database.read() as session:
        staff = await names_ever(session, organization_id=member.organization.id)
    return await asyncio.to_thread(_found, text, frozenset(name for name, _ in staff))


def _found(text: CaseText, known: Collection[str]) -> tuple[PersonalDataWarning, ...]:
    said = "\n".join(value for _, value in fields_of(text))
    return warnings_in(said, known=known)
