"""Departments that do the same work hear of a case: looked for whenever it comes out, told once."""

from functools import partial

from domain.case_alike import MOST_DEPARTMENTS, Alike, Work, departments_alike, who_is_told
from domain.case_alike import TOLD as ROLES_TOLD
from domain.case_sight import may_see
from domain.improvement_case import PublishedCase, Visibility
from domain.organization import Organization
from domain.outbox import Notice
from domain.people import Person
from handlers.case_alike_notice import KIND
from handlers.case_work import SOURCES, Looking
from handlers.deps import Deps
from language.case_likeness import ALIKE, BACKGROUND, likeness
from language.case_search import case_document
from language.search import Document
from storage.case_adoptions import adoptions_of
from storage.case_told import departments_told, note_told
from storage.case_works import TOLD
from storage.improvement_cases import case_by_id
from storage.inbox import is_first
from storage.organizations import organization_by_id
from storage.outbox import enqueue
from storage.people import holders_of
from storage.published_cases import most_spread_cases, published_case
from storage.session import Session


async def tell_alike(deps: Deps, *, organization_id: int, case_id: int, version: int) -> int:
    """How many are going to be told. Safe to run twice, and in every replica.

    Nothing is marked where ``version`` is not what others see any more: whatever comes out then is
    looked at anew.
    """
    database = deps.database.within(organization_id)
    async with database.read() as session:
        organization = await organization_by_id(session, organization_id)
        case = await _as_of(session, case_id, version, organization_id=organization_id)
        told = await departments_told(session, organization_id=organization_id, case_id=case_id)
    if case is None:
        return 0
    found = await _alike(case, told, organization, deps)
    async with database.begin() as session:
        if await _as_of(session, case_id, version, organization_id=organization_id) is None:
            return 0
        if not await is_first(
            session,
            organization_id=organization_id,
            event_key=f"{TOLD}{case_id}:{version}",
            at=deps.clock(),
        ):
            return 0
        put = await _put(session, case, version, found, organization, deps)
    if put:
        deps.outbox_filled.set()
    return put


async def _as_of(
    session: Session, case_id: int, version: int, *, organization_id: int
) -> PublishedCase | None:
    """None where others see another version, or nothing."""
    known = await case_by_id(session, organization_id=organization_id, case_id=case_id)
    if known is None or known.published_version != version:
        return None
    return await published_case(session, organization_id=organization_id, case_id=case_id)


async def _alike(
    case: PublishedCase, told: frozenset[str], organization: Organization, deps: Deps
) -> tuple[Alike, ...]:
    """None of what its own department keeps to itself; of all its versions together not too many."""
    if case.text.visibility is Visibility.DEPARTMENT:
        return ()
    looking = Looking(case, organization, deps)
    works = [work for source in SOURCES for work in await source(looking)]
    async with deps.database.within(organization.id).read() as session:
        others = await most_spread_cases(session, organization_id=organization.id, limit=BACKGROUND)
        adopted = await adoptions_of(session, [case.id], organization_id=organization.id)
    near = await deps.advice.beside(partial(_likeness, case, others, works))
    alike = departments_alike(
        zip(works, near, strict=True),
        threshold=ALIKE,
        but={case.department, *told, *(each.department for each in adopted)},
    )
    return alike[: max(0, MOST_DEPARTMENTS - len(told))]


def _likeness(
    case: PublishedCase, others: tuple[PublishedCase, ...], works: list[Work]
) -> list[float]:
    """The same words are compared once: a training's name is many departments'."""
    texts = [*dict.fromkeys(work.text for work in works)]
    found = likeness(_document(case), [_document(each) for each in others], texts)
    known = dict(zip(texts, found, strict=True))
    return [known[work.text] for work in works]


def _document(case: PublishedCase) -> Document[int]:
    text = case.text
    return case_document(
        case.id,
        department="",
        title=text.title,
        before=text.before,
        after=text.after,
        tools=text.tools,
    )


async def _put(
    session: Session,
    case: PublishedCase,
    version: int,
    found: tuple[Alike, ...],
    organization: Organization,
    deps: Deps,
) -> int:
    """Told is who may see it at this moment: for the others it may come out another time."""
    put = 0
    held = [await holders_of(session, role, organization_id=organization.id) for role in ROLES_TOLD]
    people = {person.id: person for holders in held for person in holders}.values()
    for alike in found:
        for person in who_is_told(people, alike.department):
            if person.id == case.author_id or not may_see(person, case):
                continue
            notice = _notice(case, version, alike, person)
            put += await enqueue(session, notice, organization_id=organization.id, at=deps.clock())
            await note_told(
                session,
                alike.department,
                organization_id=organization.id,
                case_id=case.id,
                outbox_key=notice.dedupe_key,
                at=deps.clock(),
            )
    return put


def _notice(case: PublishedCase, version: int, alike: Alike, person: Person) -> Notice:
    return Notice(
        KIND,
        person.id,
        dedupe_key=f"{KIND}:{case.id}:{version}:{person.id}",
        args={"case": str(case.id), "kind": alike.work.kind.value, "ref": alike.work.ref},
    )
