"""A request is spoken about until it is complete: one slot is asked for at a time.

A message that answers is read into the draft; one that wants something else is answered first, and
what was open can be gone on with. Everything here writes the draft only, so that a turn which finds
it changed by another one can be taken again (``DialogueChanged``).
"""

from collections.abc import Mapping
from dataclasses import replace

from cards.dialogue import (
    WITH,
    Choice,
    nothing_open_card,
    question_card,
    stopped_card,
)
from cards.elements import Button
from cards.trouble import out_of_date_card
from domain.dialogue import Draft, Filled
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.last_answers import courses_in
from handlers.reply import Reply, Show, Update, show
from handlers.request import NOTHING, Found, Request, Slot
from handlers.requests import request_of
from handlers.rest import asking_of, is_resumed, rest_cards, rest_of, values_of, with_rest
from handlers.subject import require_about_themself
from handlers.talk import Talk, keep, talk_of
from storage.dialogues import end_draft

LONGEST_VALUE = 100
"""Characters of a button's argument that is to fill a slot."""


def starting(request: Request) -> Handler:
    """Answers a message that wants ``request``."""

    async def start(command: Command, member: Member, deps: Deps) -> Reply:
        talk = await talk_of(command, member, deps)
        if request.start:
            return await _listed(await request.start(command, member, deps), request, talk)
        current = talk.current
        if request.goes_on and current and current.asked and current.intent == request.intent:
            draft, found = await read_into(request, current, talk)
            if found:
                return await go_on(request, draft, talk, instead_of=current, found=found)
        draft, found = await read_into(request, Draft(request.intent.value), talk)
        if current and current.agrees_with(draft):
            draft = replace(current, filled={**current.filled, **draft.filled})
        return await go_on(request, draft, talk, found=found)

    return start


async def _listed(reply: Reply, request: Request, talk: Talk) -> Reply:
    """What lists several is a question: which of them."""
    codes, slot = courses_in(reply), request.slots[0].name
    if len(codes) < 2:
        return await with_rest(reply, talk)
    await _keep(Draft(request.intent.value, asked=slot, offered=codes), talk, None)
    return reply


async def choose(command: Command, member: Member, deps: Deps) -> Reply:
    """A choice pressed, or 「続き」: the button carries all that was known when its card was shown."""
    request = request_of(command.args.get("intent", ""))
    if request is None:
        return show(out_of_date_card())
    talk = await talk_of(command, member, deps)
    shown = _draft_of(command.args, request, talk)
    waiting, slot = _waiting(shown, talk), request.slot(command.args.get("slot", ""))
    if slot is None and waiting:
        return pressed(await ask_again(request, talk, waiting))
    value = Filled(command.args.get("value", "")[:LONGEST_VALUE])
    draft = shown.with_slot(slot.name, value) if slot else shown
    return pressed(await go_on(request, draft, talk, instead_of=waiting))


def _waiting(draft: Draft, talk: Talk) -> Draft | None:
    """What is kept of it, with the choices that were shown."""
    open_ones = (talk.current, *talk.dialogue.aside)
    return next((each for each in open_ones if each and each.agrees_with(draft)), None)


async def stop(command: Command, member: Member, deps: Deps) -> Reply:
    """「やめる」 pressed."""
    request = request_of(command.args.get("intent", ""))
    if request is None:
        return show(out_of_date_card())
    talk = await talk_of(command, member, deps)
    return pressed(await stopped(_draft_of(command.args, request, talk), talk))


def saving(handler: Handler) -> Handler:
    """``handler`` saves what a card has asked for; then what else is open can be gone on with."""

    async def save(command: Command, member: Member, deps: Deps) -> Reply:
        reply = await handler(command, member, deps)
        return pressed(await with_rest(reply, await talk_of(command, member, deps)))

    return save


async def ask_again(
    request: Request,
    talk: Talk,
    draft: Draft,
    *,
    trouble: str = "",
    readings: tuple[Button, ...] = (),
) -> Show:
    """The same question with the same choices. ``trouble``: why the message was no answer;
    ``readings``: what else it may have wanted.
    """
    found: dict[str, Found] = {}
    if (slot := request.slot(draft.asked)) and draft.offered:
        asking = asking_of(draft, talk)
        asked = await slot.ask(asking, NOTHING)
        if draft.offered != tuple(choice.value for choice in asked.choices):
            labels = [(value, await slot.label(value, asking)) for value in draft.offered]
            found[slot.name] = Found(choices=tuple(Choice(*each) for each in labels))
    return await go_on(
        request, draft, talk, instead_of=draft, found=found, trouble=trouble, readings=readings
    )


async def stopped(draft: Draft, talk: Talk) -> Show:
    """Given up, and said so."""
    request = request_of(draft.intent)
    after = talk.dialogue.without(draft)
    if after != talk.dialogue:
        await keep(after, talk)
    if request is None:
        return show(nothing_open_card())
    what = await request.describe(asking_of(draft, talk))
    rest = await rest_of(after, talk)
    return show(stopped_card(what, is_saved_by_yes=request.on_yes is not None, rest=rest))


async def read_into(
    request: Request, draft: Draft, talk: Talk
) -> tuple[Draft, Mapping[str, Found]]:
    """The draft with what the message says of its slots, and what it says of each."""
    text = talk.command.text
    if request.is_about_themself:
        await require_about_themself(Command(text), talk.member, talk.deps)
    found: dict[str, Found] = {}
    for slot in request.slots:
        if not slot.is_needed(draft):
            continue
        said = await slot.read(text, asking_of(draft, talk))
        if said != NOTHING:
            found[slot.name] = said
        if said.filled:
            draft = draft.with_slot(slot.name, said.filled)
        elif said.choices:
            draft = draft.without_slot(slot.name)
    return draft, found


async def go_on(
    request: Request,
    draft: Draft,
    talk: Talk,
    *,
    instead_of: Draft | None = None,
    found: Mapping[str, Found] | None = None,
    trouble: str = "",
    readings: tuple[Button, ...] = (),
) -> Show:
    """Asks for the first slot that is missing, or finishes.

    ``instead_of``: what ``draft`` has been until now. ``trouble``: why the message was no answer;
    ``readings``: what else it may have wanted.
    """
    for slot in request.slots:
        if not slot.is_needed(draft):
            continue
        said = (found or {}).get(slot.name, NOTHING)
        problem = await _problem(slot, draft, said, talk)
        if draft.value(slot.name) and not problem:
            continue
        said = replace(said, problem=problem, refused=draft.value(slot.name))
        draft = draft.without_slot(slot.name)
        return await _ask(slot, draft, said, talk, instead_of, trouble=trouble, readings=readings)
    return await _finish(request, draft, talk, instead_of)


async def _problem(slot: Slot, draft: Draft, said: Found, talk: Talk) -> str:
    value = draft.value(slot.name)
    return await slot.problem(value, asking_of(draft, talk)) if value else said.problem


async def _ask(
    slot: Slot,
    draft: Draft,
    said: Found,
    talk: Talk,
    instead_of: Draft | None,
    *,
    trouble: str,
    readings: tuple[Button, ...],
) -> Show:
    question = await slot.ask(asking_of(draft, talk), said)
    offered = tuple(choice.value for choice in question.choices)
    asked = replace(draft, asked=slot.name, offered=offered, nonce="")
    await _keep(asked, talk, instead_of)
    card = question_card(
        question,
        intent=draft.intent,
        slot=slot.name,
        filled=values_of(draft),
        problem=said.problem or trouble,
        readings=readings,
    )
    return show(card)


async def _finish(request: Request, draft: Draft, talk: Talk, instead_of: Draft | None) -> Show:
    if request.on_yes:
        draft = replace(draft, asked="", offered=(), nonce=talk.deps.new_nonce())
        await _keep(draft, talk, instead_of)
        return await request.finish(asking_of(draft, talk))
    reply = await request.finish(asking_of(draft, talk))
    before = talk.dialogue.without(instead_of) if instead_of else talk.dialogue
    after = before.without(draft)
    if after != talk.dialogue:
        await _end(draft if instead_of is None else instead_of, talk)
    return replace(reply, cards=(*reply.cards, *await rest_cards(after, talk)))


async def _keep(draft: Draft, talk: Talk, instead_of: Draft | None) -> None:
    """A look that is not worth going on with does not wait."""
    before = talk.dialogue.without(instead_of) if instead_of else talk.dialogue
    current = before.current
    if current and not is_resumed(current):
        before = before.without(current)
    await keep(before.interrupted_by(draft), talk)


async def _end(draft: Draft, talk: Talk) -> None:
    """By what it is about: what finished it may have ended it already."""
    member = talk.member
    async with talk.deps.database.begin() as session:
        await end_draft(
            session, draft, organization_id=member.organization.id, staff_id=member.person.id
        )


def pressed(reply: Reply) -> Reply:
    """The card whose button was pressed becomes the answer: nobody presses it a second time."""
    if not isinstance(reply, Show):
        return reply
    first, *others = reply.cards
    return Update(first, tuple(others), changed=reply.changed, files=reply.files)


def _draft_of(args: Mapping[str, str], request: Request, talk: Talk) -> Draft:
    """What the card was about, with the words that its values came from where they are known."""
    shown = {
        slot.name: Filled(args[WITH + slot.name][:LONGEST_VALUE])
        for slot in request.slots
        if WITH + slot.name in args
    }
    draft = Draft(request.intent.value, shown)
    if known := _waiting(draft, talk):
        return replace(draft, filled={k: known.filled.get(k, v) for k, v in shown.items()})
    return draft
