"""Office files in chat: looked through first, taken over at a press, one after the other.

A town starts with three files at once, and records name people and trainings: so they wait in this
order, and each is compared with what those before it have left.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cards.case_columns import unknown_columns_card
from cards.elements import Card
from cards.office_file import (
    can_change_something,
    file_gone_card,
    fits_into_chat,
    found_in_file_card,
    not_read_card,
    not_taken_over_card,
    really_retire_card,
    taken_over_card,
    too_many_files_card,
    unreadable_file_card,
)
from cards.trouble import out_of_date_card
from domain.errors import DomainError
from domain.import_report import ImportKind, ImportReport
from domain.people import Person
from domain.permissions import Act, is_allowed, require
from handlers.case_columns import UnknownColumns, is_known_collection, unknown_columns
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.import_problems import problem_rows
from handlers.imports import import_office_file, kinds_in
from handlers.reply import MadeFile, Nothing, Reply, SentFile, Show, Update, show
from storage.pending_files import PendingFile, drop_file, keep_file, pending_file
from storage.session import Database, Session

MOST_FILES = 10
"""At once; Slack sends no more with one message."""
_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt")

_ORDER = tuple(ImportKind)


class _ColumnsUnknown(Exception):
    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card


class _PressedBefore(Exception):
    """The file has been taken over, or is being taken over."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A kept file, and as what it is taken over: one workbook may hold several kinds."""

    kind: ImportKind
    key: str


@dataclass(frozen=True, slots=True)
class _AtHand:
    """The file that waits first, and those behind it."""

    one: _Waiting
    file: PendingFile
    rest: tuple[_Waiting, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    cards: tuple[Card, ...] = ()
    files: tuple[MadeFile, ...] = ()


def is_for_us(files: Sequence[SentFile], person: Person) -> bool:
    """Whether there is a table among ``files``, and the person may take it over."""
    may = is_allowed(Act.IMPORT_OFFICE_FILE, actor=person, subject=person)
    return may and any(file.name.lower().endswith(_TABLES) for file in files)


async def look_through(files: Sequence[SentFile], member: Member, deps: Deps) -> Reply:
    """Nothing is changed: the report, with the button that takes the file over."""
    if len(files) > MOST_FILES:
        return show(too_many_files_card(MOST_FILES))
    waiting: list[_Waiting] = []
    refused: list[Card] = []
    for file in files:
        try:
            waiting += await _kept(file, member, deps)
        except _ColumnsUnknown as unknown:
            refused.append(unknown.card)
        except DomainError as refusal:
            refused.append(unreadable_file_card(file_name=file.name, sentence=refusal.sentence))
    waiting.sort(key=lambda one: _ORDER.index(one.kind))
    shown = await _next(waiting, member, deps)
    return Show((*refused, *shown.cards), files=shown.files)


def without_reading(reply: Reply) -> Reply:
    """The answer to the words alone, and that the files have not been read, where they have not."""
    if not isinstance(reply, Show) or reply.took_files:
        return reply
    return replace(reply, cards=(*reply.cards, not_read_card()))


async def take_over(command: Command, member: Member, deps: Deps) -> Reply:
    """The file is gone with the transaction of the import: whoever is killed behind it has left what
    a second press finds done.
    """
    at_hand = await _at_hand(command, member, deps)
    if not isinstance(at_hand, _AtHand):
        return at_hand
    one, file = at_hand.one, at_hand.file
    retires = command.args.get("retire") == "yes"
    dropping = replace(deps, database=_dropping(one, member, deps))
    try:
        report = await _imported(one, file, member, dropping, dry_run=False, retire_missing=retires)
    except _PressedBefore:
        return Nothing()
    done = taken_over_card(report, file_name=file.name)
    return await _and_the_next(done, at_hand, member, deps)


async def ask_to_retire(command: Command, member: Member, deps: Deps) -> Reply:
    at_hand = await _at_hand(command, member, deps)
    if not isinstance(at_hand, _AtHand):
        return at_hand
    report = await _imported(at_hand.one, at_hand.file, member, deps, dry_run=True)
    queue = _queue((at_hand.one, *at_hand.rest))
    return Update(really_retire_card(report, file_name=at_hand.file.name, queue=queue))


async def leave(command: Command, member: Member, deps: Deps) -> Reply:
    at_hand = await _at_hand(command, member, deps)
    if not isinstance(at_hand, _AtHand):
        return at_hand
    if not await _drop(at_hand.one, member, deps):
        return Nothing()
    left = not_taken_over_card(file_name=at_hand.file.name)
    return await _and_the_next(left, at_hand, member, deps)


def _dropping(one: _Waiting, member: Member, deps: Deps) -> Database:
    """Two presses at once, or Teams sending one twice, are one import and one report of it.

    ``begin`` raises _PressedBefore.
    """

    async def drop(session: Session) -> None:
        if not await drop_file(session, organization_id=member.organization.id, key=one.key):
            raise _PressedBefore

    return deps.database.beginning_with(drop)


async def _at_hand(command: Command, member: Member, deps: Deps) -> _AtHand | Reply:
    """What a button speaks of. Where that is gone, what to do, and what waits behind it: the answer
    that showed it may have been cut off.
    """
    waiting = _waiting(command)
    if not waiting:
        return show(out_of_date_card())
    one, *rest = waiting
    file = await _pending(one, member, deps)
    if file:
        return _AtHand(one, file, tuple(rest))
    shown = await _next(rest, member, deps)
    return Show((file_gone_card(), *shown.cards), files=shown.files)


async def _and_the_next(done: Card, at_hand: _AtHand, member: Member, deps: Deps) -> Reply:
    shown = await _next(at_hand.rest, member, deps)
    return Update(done, then=shown.cards, files=shown.files)


async def _kept(file: SentFile, member: Member, deps: Deps) -> list[_Waiting]:
    """Raises DomainError for a file that cannot be read."""
    content = await file.read()
    kinds, unknown = await _kinds(content, file.name, member, deps)
    waiting = [_Waiting(kind, deps.new_nonce()) for kind in kinds]
    async with deps.database.begin() as session:
        for one in waiting:
            keep_file(
                session,
                PendingFile(file.name, content),
                organization_id=member.organization.id,
                staff_id=member.person.id,
                key=one.key,
                at=deps.clock(),
            )
    if unknown:
        raise _ColumnsUnknown(
            unknown_columns_card(file_name=file.name, missing=unknown.missing, key=waiting[0].key)
        )
    return waiting


async def _kinds(
    content: bytes, name: str, member: Member, deps: Deps
) -> tuple[tuple[ImportKind, ...], UnknownColumns | None]:
    """Where it is a collection of cases whose columns are not known yet, what is to be asked.

    Raises DomainError for a file that cannot be read.
    """
    try:
        return await asyncio.to_thread(kinds_in, content, filename=name), None
    except DomainError:
        if await is_known_collection(content, filename=name, member=member, deps=deps):
            return (ImportKind.CASES,), None
        unknown = await unknown_columns(content, filename=name, member=member)
        if unknown is None or not unknown.missing or not unknown.headings:
            raise
        return (ImportKind.CASES,), unknown


async def go_on_with_cases(key: str, member: Member, deps: Deps) -> Reply:
    """Its columns are known now."""
    shown = await _next([_Waiting(ImportKind.CASES, key)], member, deps)
    return Show(shown.cards or (file_gone_card(),), files=shown.files)


async def _next(waiting: Sequence[_Waiting], member: Member, deps: Deps) -> _Shown:
    """The reports up to the first that waits for a press: what changes nothing needs none."""
    shown = _Shown()
    for place, one in enumerate(waiting):
        file = await _pending(one, member, deps)
        if file is None:
            continue
        report = await _imported(one, file, member, deps, dry_run=True)
        shown = await _and(shown, report, file.name, queue=_queue(waiting[place:]))
        if can_change_something(report):
            break
        await _drop(one, member, deps)
    return shown


async def _and(shown: _Shown, report: ImportReport, file_name: str, *, queue: str) -> _Shown:
    card = found_in_file_card(report, file_name=file_name, queue=queue)
    # A long list takes seconds to write.
    rows = () if fits_into_chat(report) else (await asyncio.to_thread(problem_rows, report),)
    return _Shown((*shown.cards, card), (*shown.files, *rows))


async def _imported(
    one: _Waiting,
    file: PendingFile,
    member: Member,
    deps: Deps,
    *,
    dry_run: bool,
    retire_missing: bool = False,
) -> ImportReport:
    act = Act.IMPORT_CASES if one.kind is ImportKind.CASES else Act.IMPORT_OFFICE_FILE
    require(act, actor=member.person, subject=member.person)
    return await import_office_file(
        one.kind,
        file.content,
        filename=file.name,
        organization_id=member.organization.id,
        policy=deps.advice.rulebook(member.organization).policy,
        database=deps.database,
        clock=deps.clock,
        dry_run=dry_run,
        retire_missing=retire_missing,
        actor_id=member.person.id,
    )


async def _pending(one: _Waiting, member: Member, deps: Deps) -> PendingFile | None:
    async with deps.database.read() as session:
        return await pending_file(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=one.key,
        )


async def _drop(one: _Waiting, member: Member, deps: Deps) -> bool:
    async with deps.database.begin() as session:
        return await drop_file(session, organization_id=member.organization.id, key=one.key)


def _queue(waiting: Sequence[_Waiting]) -> str:
    """What a button carries: ``ROSTER:key,RECORDS:key``."""
    return ",".join(f"{one.kind.name}:{one.key}" for one in waiting)


def _waiting(command: Command) -> list[_Waiting]:
    """Empty for what no button of ours carries."""
    return list(_parsed(command.args.get("queue", "")))


def _parsed(queue: str) -> Iterator[_Waiting]:
    for part in queue.split(","):
        name, _, key = part.partition(":")
        if name in ImportKind.__members__ and key:
            yield _Waiting(ImportKind[name], key)
