"""A table from the office while it writes a report: asked for what, and kept until it is said."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from cards.case_report import draft_gone_card, not_attached_card
from cards.elements import Card
from cards.file_for_what import file_for_what_card
from cards.office_file import file_gone_card, not_read_card, unreadable_file_card
from domain.case_attachment import DraftEnded
from domain.errors import DomainError
from handlers.case_attaching import attach, draft_just_now
from handlers.case_draft import at, card_of, draft_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import title_of
from handlers.office_files import MOST_FILES, is_for_us, look_through
from handlers.reply import Nothing, Reply, SentFile, Show, Update, show
from storage.pending_files import PendingFile, drop_file, keep_file, pending_file
from storage.session import Session


class _PressedBefore(Exception):
    """The files are the draft's already, or are being taken over."""


@dataclass(frozen=True, slots=True)
class _Kept:
    key: str
    file: PendingFile

    @property
    def sent(self) -> SentFile:
        return SentFile(self.file.name, _reading(self.file.content))


def _reading(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def read() -> bytes:
        return content

    return read


async def ask_for_what(files: Sequence[SentFile], member: Member, deps: Deps) -> Reply | None:
    """None where nothing is being written just now: then they are to be taken over."""
    draft = await draft_just_now(member, deps)
    if draft is None or len(files) > MOST_FILES:
        return None
    kept: list[_Kept] = []
    refused: list[Card] = []
    for sent in files:
        try:
            file = PendingFile(sent.name, await sent.read())
        except DomainError as refusal:
            refused.append(unreadable_file_card(file_name=sent.name, sentence=refusal.sentence))
        else:
            kept.append(_Kept(deps.new_nonce(), file))
    if not kept:
        return Show(tuple(refused))
    await _keep(kept, member, deps)
    card = file_for_what_card(
        [each.file.name for each in kept],
        title=title_of(draft),
        draft_key=draft.key,
        file_keys=[each.key for each in kept],
        nonce=deps.new_nonce(),
    )
    return Show((*refused, card), took_files=True)


async def attach_to_draft(command: Command, member: Member, deps: Deps) -> Reply:
    """「下書きに添付」. What cannot be attached stays to be taken over."""
    here, kept = at(command), await _kept(command, member, deps)
    draft = await draft_of(here.key, member, deps) if here else None
    if draft is None:
        return show(draft_gone_card())
    if not kept:
        return show(file_gone_card())

    async def drop(session: Session) -> None:
        await _drop(kept, session, member)

    dropping = replace(deps, database=deps.database.beginning_with(drop))
    try:
        done = await attach([each.sent for each in kept], draft, member, dropping)
    except _PressedBefore:
        return Nothing()
    except DraftEnded as refusal:
        return show(not_attached_card(refusal.sentence))
    except DomainError as refusal:
        return show(await card_of(draft, member, deps, done=refusal.sentence))
    return Update(await card_of(draft, member, deps, done=done))


async def take_for_import(command: Command, member: Member, deps: Deps) -> Reply:
    """「取り込む」: looked through as if it had been sent in now."""
    kept = await _kept(command, member, deps)
    if not kept:
        return show(file_gone_card())
    files = [each.sent for each in kept]
    if not is_for_us(files, member.person):
        return show(not_read_card())
    reply = await look_through(files, member, deps)
    try:
        async with deps.database.begin() as session:
            await _drop(kept, session, member)
    except _PressedBefore:
        return Nothing()
    if not isinstance(reply, Show) or not reply.cards:
        return reply
    first, *others = reply.cards
    return Update(first, then=tuple(others), files=reply.files)


async def _keep(kept: Sequence[_Kept], member: Member, deps: Deps) -> None:
    async with deps.database.begin() as session:
        for each in kept:
            keep_file(
                session,
                each.file,
                organization_id=member.organization.id,
                staff_id=member.person.id,
                key=each.key,
                at=deps.clock(),
            )


async def _kept(command: Command, member: Member, deps: Deps) -> list[_Kept]:
    """Those that a button speaks of and that are still there."""
    keys = [key for key in command.args.get("files", "").split(",") if key][:MOST_FILES]
    async with deps.database.read() as session:
        found = [
            (
                key,
                await pending_file(
                    session,
                    organization_id=member.organization.id,
                    staff_id=member.person.id,
                    key=key,
                ),
            )
            for key in keys
        ]
    return [_Kept(key, file) for key, file in found if file is not None]


async def _drop(kept: Sequence[_Kept], session: Session, member: Member) -> None:
    """Of two presses one has them. Raises _PressedBefore."""
    for each in kept:
        if not await drop_file(session, organization_id=member.organization.id, key=each.key):
            raise _PressedBefore
