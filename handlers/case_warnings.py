"""What in a case's text should be looked at before others see it."""

import asyncio
from collections.abc import Iterator, Sequence

from domain.case_diff import fields_of
from domain.improvement_case import CaseText
from domain.personal_data import PersonalDataWarning, warnings_in
from handlers.command import Member
from handlers.deps import Deps
from storage.people import names_ever


async def warnings_of(
    text: CaseText, member: Member, deps: Deps
) -> tuple[PersonalDataWarning, ...]:
    """Field by field; the staff of the roster are no residents."""
    async with deps.database.read() as session:
        staff = await names_ever(session, organization_id=member.organization.id)
    known = [name for name, _ in staff]
    return await asyncio.to_thread(lambda: tuple(_found(text, known)))


def _found(text: CaseText, known: Sequence[str]) -> Iterator[PersonalDataWarning]:
    for _, value in fields_of(text):
        yield from warnings_in(value, known=known)
