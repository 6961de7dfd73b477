"""Files of a report: they come with a message, or are sent into the chat while a draft is open."""

from collections.abc import Sequence
from datetime import timedelta

from cards.case_draft import DETACHED, DETACHED_BEFORE, attached
from cards.case_report import draft_gone_card, not_attached_card
from cards.trouble import out_of_date_card
from domain.case_attachment import LARGEST_FILE, MOST_FILES, DraftEnded, TooLarge, require_room
from domain.errors import DomainError
from handlers.case_draft import at, card_of, draft_of, drafts_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, SentFile, Show, Update
from handlers.reply import show as shown
from storage.case_attachments import (
    NewAttachment,
    add_draft_attachment,
    draft_attachments,
    drop_draft_attachment,
)
from storage.case_drafts import CaseDraft, hold_case_draft
from storage.case_history import attachment_names

LONGEST_NAME = 120
"""Characters."""
JUST_NOW = timedelta(hours=1)
"""So long after it was touched a file without words is for the draft."""


async def attach(files: Sequence[SentFile], draft: CaseDraft, member: Member, deps: Deps) -> str:
    """What has been done, in one sentence.

    Raises DomainError for what cannot be had or kept: DraftEnded, where there is nothing to keep it with.
    """
    organization_id, person_id = member.organization.id, member.person.id
    taken: list[NewAttachment] = []
    for file in files[:MOST_FILES]:
        content = await file.read()
        if len(content) > LARGEST_FILE:
            raise TooLarge(file.name)
        taken.append(NewAttachment(_short(file.name), content))
    async with deps.database.begin() as session:
        held = await hold_case_draft(
            session, organization_id=organization_id, staff_id=person_id, key=draft.key
        )
        if held is None:
            raise DraftEnded
        there = await draft_attachments(
            session,
            organization_id=organization_id,
            staff_id=person_id,
            draft_key=draft.key,
        )
        of_case = await attachment_names(
            session, organization_id=organization_id, case_id=held.case_id or 0
        )
        require_room(there=len(there), of_case=len(of_case), more=len(files))
        for attachment in taken:
            add_draft_attachment(
                session,
                attachment,
                organization_id=organization_id,
                staff_id=person_id,
                draft_key=draft.key,
                at=deps.clock(),
            )
    return attached([each.name for each in taken])


def _short(name: str) -> str:
    """The ending tells what it is, and stays."""
    cleaned = " ".join(name.replace("/", "／").replace("\\", "＼").split()) or "ファイル"
    if len(cleaned) <= LONGEST_NAME:
        return cleaned
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 10:
        return cleaned[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


async def draft_just_now(member: Member, deps: Deps) -> CaseDraft | None:
    """The one touched last, where that was a short while ago."""
    drafts = await drafts_of(member, deps)
    is_now = bool(drafts) and deps.clock() - drafts[0].touched_at <= JUST_NOW
    return drafts[0] if is_now else None


async def attach_to_open_draft(
    files: Sequence[SentFile], member: Member, deps: Deps
) -> Reply | None:
    """Files without words, soon after a draft was written; None where there is none."""
    draft = await draft_just_now(member, deps)
    if draft is None:
        return None
    try:
        done = await attach(files, draft, member, deps)
    except DraftEnded as refusal:
        return Show((not_attached_card(refusal.sentence),), took_files=True)
    except DomainError as refusal:
        done = refusal.sentence
    return Show((await card_of(draft, member, deps, done=done),), took_files=True)


async def detach(command: Command, member: Member, deps: Deps) -> Reply:
    here, number = at(command), command.row("attachment")
    if here is None or number is None:
        return shown(out_of_date_card())
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return shown(draft_gone_card())
    async with deps.database.begin() as session:
        is_dropped = await drop_draft_attachment(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            draft_key=draft.key,
            attachment_id=number,
        )
    done = DETACHED if is_dropped else DETACHED_BEFORE
    return Update(await card_of(draft, member, deps, done=done))
