"""「改善事例を報告したい」: told, written into the form, kept as a draft, shown before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cards.case_draft import reported_before
from cards.case_report import (
    begin_card,
    draft_gone_card,
    open_drafts_card,
    too_many_drafts_card,
)
from cards.trouble import out_of_date_card, too_long_card
from domain.case_publish import is_withdrawn_since
from domain.errors import DomainError
from domain.improvement_case import MOST_DRAFTS, Case
from handlers.case_attaching import attach
from handlers.case_draft import (
    At,
    at,
    card_of,
    draft_of,
    drafts_of,
    form_of,
    is_shown,
    keep,
    name_of,
    new_draft,
    open_drafts,
    own_case,
    values_at,
)
from handlers.case_form import FIELDS, catalogue_of, read_case, values_of_parts
from handlers.case_under_review import history_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import TITLE_TELLS, typed_into
from handlers.reply import Nothing, OpenForm, RejectFields, Reply, SentFile, Show, show
from language.case_parts import parts_of, tells_case
from storage.case_drafts import CaseDraft, keep_typed_draft

_WISH_LENGTH = 4_000


async def report(command: Command, member: Member, deps: Deps) -> Reply:
    """A message: the wish alone, or with what is to be reported, which becomes a draft to be corrected."""
    if tells_case(command.text):
        return await report_told(command, member, deps)
    drafts = await open_drafts(member, deps)
    if drafts:
        return show(open_drafts_card(drafts, today=deps.clock().date()))
    return show(begin_card())


async def report_told(command: Command, member: Member, deps: Deps) -> Reply:
    """What is known to tell of an improvement, in whatever words."""
    if full := await _no_room(member, deps):
        return full
    draft = await _told(command.text, member, deps)
    done = await _attached(command.files, draft, member, deps)
    return Show((await card_of(draft, member, deps, done=done),), took_files=True)


async def write(command: Command, member: Member, deps: Deps) -> Reply:
    """The form: of a draft, of a case that is to be changed, of a message, or empty.

    Raises CaseGone, NotTheirs.
    """
    if here := at(command):
        return await _go_on(here, member, deps)
    case_id = command.row("case")
    if case_id is not None:
        return await _change(case_id, member, deps)
    if command.args.get("text", "").strip() or command.files:
        return await _from_message(command, member, deps)
    drafts = [] if command.args.get("new") else [*await open_drafts(member, deps)]
    if drafts:
        return show(open_drafts_card(drafts, today=deps.clock().date()))
    return await _no_room(member, deps) or await _form(At(deps.new_nonce()), {}, member, deps)


async def _no_room(member: Member, deps: Deps) -> Reply | None:
    """What there is to do before something new is begun; None where there is nothing."""
    drafts = await open_drafts(member, deps)
    if len(drafts) < MOST_DRAFTS:
        return None
    return show(too_many_drafts_card(drafts, today=deps.clock().date()))


async def save(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. What was typed is kept before it is looked at."""
    here = at(command)
    if here is None or not command.nonce:
        return show(out_of_date_card())
    draft = new_draft(here, typed_into(FIELDS, command), deps)
    await keep(draft, member, deps)
    done = ""
    if became := await _became(here, member, deps):
        here, done = became, reported_before(await name_of(became.case_id, member, deps))
        draft = replace(draft, case_id=here.case_id, base_version=here.base_version)
    elif here.case_id is not None:
        case = await own_case(here.case_id, member, deps)
        if is_withdrawn_since(case, here.base_state):
            return await _withdrawn_meanwhile(draft, here, case, command, member, deps)
    adviser = await catalogue_of(member, deps)
    read = read_case(draft.fields, courses=adviser.catalogue.by_code)
    if read.errors:
        form = await form_of(
            here, draft.fields, member, deps, nonce=command.nonce, errors=read.errors
        )
        return RejectFields(form)
    return show(await card_of(draft, member, deps, done=done))


async def _became(here: At, member: Member, deps: Deps) -> At | None:
    """Reported from elsewhere while the form stood open: what was typed is a change of that case."""
    kept = await draft_of(here.key, member, deps) if here.case_id is None else None
    if kept is None or kept.case_id is None:
        return None
    return replace(here, case_id=kept.case_id, base_version=kept.base_version)


async def _withdrawn_meanwhile(
    draft: CaseDraft, here: At, case: Case, command: Command, member: Member, deps: Deps
) -> Reply:
    """What was typed stands in the form again: sent in once more it is meant for the withdrawn case."""
    async with deps.database.read() as session:
        history = await history_of(session, case, organization_id=member.organization.id)
    sentence = history.first_one(version=case.version).sentence
    renewed = replace(here, base_state=case.state)
    await keep(replace(draft, base_state=case.state), member, deps)
    form = await form_of(
        renewed, draft.fields, member, deps, nonce=command.nonce, errors={"": sentence}
    )
    return RejectFields(form)


async def typed(command: Command, member: Member, deps: Deps) -> Reply:
    """While the form is open: kept, and the form again where other cases are like its title now."""
    here, values = at(command), typed_into(FIELDS, command)
    if here is None or command.typed_at is None or not any(values.values()):
        return Nothing()
    draft = new_draft(here, values, deps, typed_at=command.typed_at)
    async with deps.database.begin() as session:
        is_newest = await keep_typed_draft(
            session, draft, organization_id=member.organization.id, staff_id=member.person.id
        )
    if not is_newest:
        return Nothing()
    return await _with_similar(here, draft, command, member, deps)


async def _with_similar(
    here: At, draft: CaseDraft, command: Command, member: Member, deps: Deps
) -> Reply:
    title = draft.fields["title"].strip()
    if len(title) >= TITLE_TELLS:
        found = await deps.cases.similar(member, f"{title}\n{draft.fields['before']}", deps)
        similar = tuple(each for each in found if each.id != here.case_id)
    else:
        similar = ()
    if is_shown(similar, command):
        return Nothing()
    form = await form_of(here, draft.fields, member, deps, nonce=command.nonce, similar=similar)
    return OpenForm(form)


async def _go_on(here: At, member: Member, deps: Deps) -> Reply:
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return show(draft_gone_card())
    if draft.case_id is not None:
        await own_case(draft.case_id, member, deps)
    there = At(draft.key, draft.case_id, draft.base_version, draft.base_state)
    return await _form(there, draft.fields, member, deps)


async def _change(case_id: int, member: Member, deps: Deps) -> Reply:
    """A change that was begun from the same version is gone on with."""
    case = await own_case(case_id, member, deps)
    begun = [
        draft
        for draft in await drafts_of(member, deps)
        if (draft.case_id, draft.base_version) == (case.id, case.version)
    ]
    if begun:
        return await _go_on(At(begun[0].key), member, deps)
    if full := await _no_room(member, deps):
        return full
    here = At(deps.new_nonce(), case.id, case.version, case.state)
    return await _form(here, await values_at(here, member, deps) or {}, member, deps)


async def _from_message(command: Command, member: Member, deps: Deps) -> Reply:
    """Words behind a command, or a message of anybody: kept first, then shown in the form."""
    text = command.args.get("text", "")
    if len(text) > _WISH_LENGTH:
        return show(too_long_card(length=len(text), limit=_WISH_LENGTH))
    if full := await _no_room(member, deps):
        return full
    draft = await _told(text, member, deps)
    await _attached(command.files, draft, member, deps)
    return await _form(At(draft.key), draft.fields, member, deps)


async def _told(text: str, member: Member, deps: Deps) -> CaseDraft:
    """Pulled apart and kept: closed at once, it is there all the same."""
    values = values_of_parts(parts_of(text))
    draft = new_draft(At(deps.new_nonce()), values, deps)
    await keep(draft, member, deps)
    return draft


async def _attached(files: Sequence[SentFile], draft: CaseDraft, member: Member, deps: Deps) -> str:
    """What became of the files, for the card; a file that cannot be had does not keep the words back."""
    if not files:
        return ""
    try:
        return await attach(files, draft, member, deps)
    except DomainError as refusal:
        return refusal.sentence


async def _form(here: At, values: Mapping[str, str], member: Member, deps: Deps) -> Reply:
    return OpenForm(await form_of(here, values, member, deps, nonce=deps.new_nonce()))
