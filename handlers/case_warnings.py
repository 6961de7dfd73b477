"""What in a text should be looked at before others see it."""

import asyncio
from collections.abc import Collection, Iterator, Sequence

from domain.case_diff import fields_of
from domain.case_rows import CaseEntry
from domain.improvement_case import CaseText
from domain.office_table import RowProblem
from domain.personal_data import PersonalDataWarning, Warned, but_of_staff, warnings_in
from domain.row_reading import Placed
from handlers.command import Member
from handlers.deps import Deps
from storage.people import names_ever
from storage.session import Database

Found = tuple[Placed[CaseEntry], str, PersonalDataWarning]
"""A row, a column of it, and what is there."""


async def warnings_of(
    text: CaseText, member: Member, deps: Deps
) -> tuple[PersonalDataWarning, ...]:
    """Field by field."""
    said = "\n".join(value for _, value in fields_of(text))
    return await warnings_of_words(said, member, deps)


async def warnings_of_words(
    said: str, member: Member, deps: Deps
) -> tuple[PersonalDataWarning, ...]:
    """The staff of the roster are no residents: it is asked for only where something looks like a name,
    since a prefecture's is long.
    """
    found = warnings_in(said)
    if all(each.kind is not Warned.NAME for each in found):
        return found
    async with deps.database.read() as session:
        staff = await names_ever(session, organization_id=member.organization.id)
    known = frozenset(name for name, _ in staff)
    return await asyncio.to_thread(warnings_in, said, known=known)


async def warnings_of_rows(
    rows: Sequence[Placed[CaseEntry]], *, organization_id: int, database: Database
) -> tuple[RowProblem, ...]:
    """Of a file of cases, which are published by being taken over: what ``warnings_of`` finds in each,
    with its row and column.
    """
    found = await asyncio.to_thread(lambda: [*_in_rows(rows)])
    if any(each.kind is Warned.NAME for _, _, each in found):
        async with database.read() as session:
            staff = await names_ever(session, organization_id=organization_id)
        found = await asyncio.to_thread(_but_of_staff, found, [name for name, _ in staff])
    return tuple(dict.fromkeys(row.problem(column, _sentence(each)) for row, column, each in found))


def _in_rows(rows: Sequence[Placed[CaseEntry]]) -> Iterator[Found]:
    for row in rows:
        text = row.entry.text
        for column, value in (
            ("題名", text.title),
            ("課題", text.before),
            ("工夫", text.after),
            ("効果", text.effect.other),
            ("道具", "、".join(text.tools)),
            ("再利用の条件・注意", text.reuse),
        ):
            yield from ((row, column, each) for each in warnings_in(value))


def _but_of_staff(found: Sequence[Found], staff: Collection[str]) -> list[Found]:
    left = {id(each) for each in but_of_staff((each for _, _, each in found), known=staff)}
    return [one for one in found if id(one[2]) in left]


def _sentence(found: PersonalDataWarning) -> str:
    return (
        f"{found.kind.value}らしいもの「{found.words}」があります。取り込むと公開されます。"
        "個人情報や秘密なら、先にファイルから消してください（取り込んだあとは、その事例を取り下げてください）。"
    )
