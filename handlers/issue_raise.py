"""「課題を登録したい」: told, written into the form, kept as a draft, registered with the form."""

from collections.abc import Mapping
from enum import Enum, auto

from cards.issue_draft import begin_card, draft_gone_card, open_drafts_card
from cards.trouble import already_done_card, out_of_date_card, too_long_card
from domain.issue import RaisedAt
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import TITLE_TELLS, typed_into
from handlers.issue_draft import (
    At,
    at,
    card_of,
    draft_of,
    drafts_of,
    form_of,
    ids_of,
    keep,
    new_draft,
    open_drafts,
    own_issue,
    place_of,
    warnings_of,
)
from handlers.issue_form import FIELDS, read_issue, stages_of, values_of, values_of_parts
from handlers.issue_register import Registering, register
from handlers.reply import Nothing, OpenForm, RejectFields, Reply, Show, show
from language.issue_parts import parts_of, tells_issue
from language.issue_words import issue_told
from storage.inbox import is_noted
from storage.issue_drafts import (
    IssueDraft,
    drop_issue_draft,
    keep_issue_draft,
    keep_typed_issue_draft,
)

_LONGEST = 4_000


async def raise_issue(command: Command, member: Member, deps: Deps) -> Reply:
    """A message: the wish alone, or with what is to be registered, which becomes a draft to be corrected."""
    if tells_issue(command.text):
        draft = await _told(command.text, place_of(command), member, deps)
        return show(await card_of(draft, member, deps))
    return await _begin(member, deps)


async def raise_told(command: Command, member: Member, deps: Deps) -> Reply:
    """「課題：…」: whatever stands behind it."""
    draft = await _told(issue_told(command.text) or "", place_of(command), member, deps)
    return show(await card_of(draft, member, deps))


async def _begin(member: Member, deps: Deps) -> Reply:
    drafts = await open_drafts(member, deps)
    if drafts:
        return show(open_drafts_card(drafts, today=deps.clock().date()))
    return show(begin_card())


async def write(command: Command, member: Member, deps: Deps) -> Reply:
    """The form: of a draft, of an issue that is to be changed, of a message, or empty.

    Raises IssueGone, NotAllowed.
    """
    if here := at(command):
        return await _go_on(here, member, deps)
    issue_id = command.row("issue")
    if issue_id is not None:
        return await _change(issue_id, member, deps)
    text = command.args.get("text", "")
    if len(text) > _LONGEST:
        return show(too_long_card(length=len(text), limit=_LONGEST))
    if text.strip():
        draft = await _told(text, place_of(command), member, deps)
        return await _form(At(draft.key), draft.fields, member, deps)
    if not command.args.get("new") and (drafts := await open_drafts(member, deps)):
        return show(open_drafts_card(drafts, today=deps.clock().date()))
    here = At(deps.new_nonce())
    if place := place_of(command):
        await keep(new_draft(here, {}, deps, begun_at=place), member, deps)
    return await _form(here, {}, member, deps)


async def save(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in: registered, or saved, at once. What was typed is kept before it is looked at;
    what may be about a resident is shown first.
    """
    here = at(command)
    if here is None or not command.nonce:
        return show(out_of_date_card())
    draft = new_draft(here, typed_into(FIELDS, command), deps, begun_at=place_of(command))
    if await _kept_until_sent_in(draft, command, member, deps) is _Kept.SENT_IN:
        return show(already_done_card())
    if here.issue_id is not None:
        await own_issue(here.issue_id, member, deps)
    read = read_issue(draft.fields, stages=stages_of(member, deps))
    if read.errors:
        form = await form_of(
            here, draft.fields, member, deps, nonce=command.nonce, errors=read.errors
        )
        return RejectFields(form)
    if await warnings_of(read.text, member, deps):
        return show(await card_of(draft, member, deps))
    wanted = Registering(draft.key, read, _once(command, member))
    return await _registered(wanted, here, draft, member, deps)


async def _registered(
    wanted: Registering, here: At, draft: IssueDraft, member: Member, deps: Deps
) -> Reply:
    done = await register(wanted, member, deps)
    if done.sentence:
        there = At(here.key, here.issue_id, done.newest_version or here.base_version)
        draft = await draft_of(here.key, member, deps) or draft
        form = await form_of(
            there,
            draft.fields,
            member,
            deps,
            nonce=deps.new_nonce(),
            errors={"": done.sentence},
        )
        return RejectFields(form)
    return Show(done.cards)


async def typed(command: Command, member: Member, deps: Deps) -> Reply:
    """While the form is open: kept, and the form again where other issues are like it now."""
    here, values = at(command), typed_into(FIELDS, command)
    if here is None or command.typed_at is None or not (values["title"] or values["what"]):
        return Nothing()
    draft = new_draft(here, values, deps, typed_at=command.typed_at)
    kept = await _kept_until_sent_in(draft, command, member, deps)
    return (
        await _with_similar(here, draft, command, member, deps) if kept is _Kept.KEPT else Nothing()
    )


class _Kept(Enum):
    KEPT = auto()
    LATER_WORDS = auto()
    """What was typed later is kept already."""
    SENT_IN = auto()
    """The form has been sent in, and done with: a draft of it would be begun anew."""


async def _kept_until_sent_in(
    draft: IssueDraft, command: Command, member: Member, deps: Deps
) -> _Kept:
    """As it is typed where the platform says when that was, or as it is sent in."""
    put = keep_issue_draft if draft.typed_at is None else keep_typed_issue_draft
    whose = {"organization_id": member.organization.id, "staff_id": member.person.id}
    async with deps.database.begin() as session:
        is_newest = await put(session, draft, **whose)
        # Asked after the draft has been written: whoever registers it either waits for that, or is done.
        if await is_noted(
            session, organization_id=member.organization.id, event_key=_once(command, member)
        ):
            if is_newest:
                await drop_issue_draft(session, **whose, key=draft.key, at=deps.clock())
            return _Kept.SENT_IN
    return _Kept.KEPT if is_newest else _Kept.LATER_WORDS


def _once(command: Command, member: Member) -> str:
    """Of the form, which is registered once."""
    return f"form:{member.person.id}:{command.nonce}"


async def _with_similar(
    here: At, draft: IssueDraft, command: Command, member: Member, deps: Deps
) -> Reply:
    read = read_issue(draft.fields, stages=())
    is_said = len(read.text.title) >= TITLE_TELLS
    similar = (
        await deps.issues.similar(member, read.text, deps, but=here.issue_id) if is_said else ()
    )
    if ids_of(similar) == command.args.get("similar", ""):
        return Nothing()
    form = await form_of(here, draft.fields, member, deps, nonce=command.nonce, similar=similar)
    return OpenForm(form)


async def _go_on(here: At, member: Member, deps: Deps) -> Reply:
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return show(draft_gone_card())
    if draft.issue_id is not None:
        await own_issue(draft.issue_id, member, deps)
    there = At(draft.key, draft.issue_id, draft.base_version)
    return await _form(there, draft.fields, member, deps)


async def _change(issue_id: int, member: Member, deps: Deps) -> Reply:
    """A change that was begun from the same version is gone on with."""
    issue = await own_issue(issue_id, member, deps)
    begun = [
        draft
        for draft in await drafts_of(member, deps)
        if (draft.issue_id, draft.base_version) == (issue.id, issue.version)
    ]
    if begun:
        return await _go_on(At(begun[0].key), member, deps)
    here = At(deps.new_nonce(), issue.id, issue.version)
    return await _form(here, values_of(issue), member, deps)


async def _told(text: str, place: RaisedAt | None, member: Member, deps: Deps) -> IssueDraft:
    """Pulled apart and kept: closed at once, it is there all the same."""
    values = values_of_parts(parts_of(text))
    draft = new_draft(At(deps.new_nonce()), values, deps, begun_at=place)
    await keep(draft, member, deps)
    return draft


async def _form(here: At, values: Mapping[str, str], member: Member, deps: Deps) -> Reply:
    return OpenForm(await form_of(here, values, member, deps, nonce=deps.new_nonce()))
