"""A request is spoken about until it is complete: one slot is asked for at a time.

Everything here writes the draft only, so that a turn which finds it changed by another one can be
taken again (``DialogueChanged``); what is asked for with ``on_yes`` is saved in a transaction that ends it.
"""

from collections.abc import Mapping
from dataclasses import replace

from cards.dialogue import (
    Choice,
    nothing_open_card,
    question_card,
    stopped_card,
    which_part,
)
from cards.elements import Button, paragraph
from cards.trouble import out_of_date_card
from domain.dialogue import WHICH_PART, Draft, Filled
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.last_answers import courses_in
from handlers.reply import Reply, Show, show
from handlers.request import NOTHING, Found, Request, Slot
from handlers.requests import request_of
from handlers.rest import (
    asking_of,
    put_aside,
    rest_cards,
    rest_of,
    values_of,
    waiting,
    with_rest,
)
from handlers.subject import require_about_themself
from handlers.talk import Talk, keep, talk_of
from storage.dialogues import end_draft


def starting(request: Request) -> Handler:
    """Answers a message that wants ``request``."""

    async def start(command: Command, member: Member, deps: Deps) -> Reply:
        return await begin(request, await talk_of(command, member, deps))

    return start


async def begin(request: Request, talk: Talk) -> Reply:
    """What the message says of it, and of the same one where it is open; the rest is asked for."""
    if request.start:
        return await _listed(
            await request.start(talk.command, talk.member, talk.deps), request, talk
        )
    if request.is_about_themself:
        await require_about_themself(Command(talk.command.text), talk.member, talk.deps)
    current, new = talk.current, Draft(request.intent.value, nonce=talk.deps.new_nonce())
    if request.goes_on and current and current.asked and current.intent == new.intent:
        draft, found = await read_into(request, current, talk)
        if found:
            return await go_on(request, draft, talk, found=found)
    draft, found = await read_into(request, new, talk)
    if known := talk.dialogue.kept(draft):
        draft = replace(known, filled={**known.filled, **draft.filled})
    return await go_on(request, draft, talk, found=found)


async def _listed(reply: Reply, request: Request, talk: Talk) -> Reply:
    """What lists several is a question: which of them."""
    codes, slot = courses_in(reply), request.slots[0].name
    if len(codes) < 2:
        return await with_rest(reply, await put_aside(talk))
    await _keep(Draft(request.intent.value, asked=slot, offered=codes), talk)
    return reply


def chosen(slot: Slot, value: str, draft: Draft) -> Draft:
    if not value:
        return draft.without_slot(slot.name)
    return draft.with_slot(slot.name, Filled(value))


async def save(request: Request, draft: Draft, talk: Talk) -> Reply:
    """What was asked for with 「報告する」; a slot that cannot be any more is asked for again."""
    if request.on_yes is None or not draft.nonce:
        return show(out_of_date_card())
    if lacking := await _lacking(request, draft, {}, talk):
        return await _ask(*lacking, talk)
    command = Command(args=values_of(draft), nonce=draft.nonce, place=talk.command.place)
    reply = await request.on_yes(command, talk.member, talk.deps)
    return await with_rest(reply, await talk_of(command, talk.member, talk.deps))


async def go_on_with(draft: Draft, talk: Talk) -> Show:
    """「続き」: the question that was asked, or the card that asks for 「報告する」."""
    request = request_of(draft.intent)
    if request is None:
        return show(nothing_open_card())
    is_part_asked = draft.asked == WHICH_PART
    return await ask_again(request, talk, replace(draft, asked="") if is_part_asked else draft)


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
    if draft.asked == WHICH_PART:
        return await ask_which_part(request, talk, draft, trouble=trouble, readings=readings)
    found: dict[str, Found] = {}
    if (slot := request.slot(draft.asked)) and draft.offered:
        asking = asking_of(draft, talk)
        asked = await slot.ask(asking, NOTHING)
        if draft.offered != tuple(choice.value for choice in asked.choices):
            labels = [(value, await slot.label(value, asking)) for value in draft.offered]
            found[slot.name] = Found(choices=tuple(Choice(*each) for each in labels))
    return await go_on(request, draft, talk, found=found, trouble=trouble, readings=readings)


async def ask_which_part(
    request: Request,
    talk: Talk,
    draft: Draft,
    *,
    trouble: str = "",
    readings: tuple[Button, ...] = (),
) -> Show:
    """「ちがう」, said to what is filled."""
    parts = [(s.name, s.called[0]) for s in request.slots if s.called and draft.value(s.name)]
    asked = replace(draft, asked=WHICH_PART, offered=tuple(name for name, _ in parts))
    await _keep(asked, talk)
    filled = values_of(draft)
    question = which_part(parts, intent=draft.intent, filled=filled)
    return show(
        question_card(
            question,
            intent=draft.intent,
            slot="",
            filled=filled,
            problem=trouble,
            readings=readings,
            nonce=draft.nonce,
        )
    )


async def stopped(draft: Draft, talk: Talk) -> Show:
    """Given up, and said so."""
    request = request_of(draft.intent)
    after = talk.dialogue.without(draft)
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
    text, found = talk.command.text, dict[str, Found]()
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
    found: Mapping[str, Found] | None = None,
    trouble: str = "",
    readings: tuple[Button, ...] = (),
) -> Show:
    """Asks for the first slot that is missing, or finishes.

    ``trouble``: why the message was no answer; ``readings``: what else it may have wanted.
    """
    if lacking := await _lacking(request, draft, found or {}, talk):
        return await _ask(*lacking, talk, trouble=trouble, readings=readings)
    return _with_trouble(await _finish(request, draft, talk), trouble)


async def _lacking(
    request: Request, draft: Draft, found: Mapping[str, Found], talk: Talk
) -> tuple[Slot, Draft, Found] | None:
    """The first slot that is not filled, or not with what can be; the draft without it."""
    for slot in request.slots:
        if not slot.is_needed(draft):
            continue
        said, value = found.get(slot.name, NOTHING), draft.value(slot.name)
        problem = await slot.problem(value, asking_of(draft, talk)) if value else said.problem
        if not value or problem:
            said = replace(said, problem=problem, refused=value)
            return slot, draft.without_slot(slot.name), said
    return None


async def _ask(
    slot: Slot,
    draft: Draft,
    said: Found,
    talk: Talk,
    *,
    trouble: str = "",
    readings: tuple[Button, ...] = (),
) -> Show:
    question = await slot.ask(asking_of(draft, talk), said)
    offered = tuple(choice.value for choice in question.choices)
    await _keep(replace(draft, asked=slot.name, offered=offered), talk)
    card = question_card(
        question,
        intent=draft.intent,
        slot=slot.name,
        filled=values_of(draft),
        problem=said.problem or trouble,
        readings=readings,
        nonce=draft.nonce,
    )
    return show(card)


async def _finish(request: Request, draft: Draft, talk: Talk) -> Show:
    """With ``on_yes``, the card that asks for it; else it is done, and what else is open waits."""
    draft = replace(draft, asked="", offered=(), nonce=draft.nonce or talk.deps.new_nonce())
    if request.on_yes:
        await _keep(draft, talk)
        return await request.finish(asking_of(draft, talk))
    after = waiting(talk.dialogue.without(draft))
    if not talk.dialogue.is_empty:
        await _keep(draft, talk)
    reply = await request.finish(asking_of(draft, talk))
    if not talk.dialogue.is_empty:
        await _end(draft, talk)
    return replace(reply, cards=(*reply.cards, *await rest_cards(after, talk)))


def _with_trouble(reply: Show, trouble: str) -> Show:
    if not trouble:
        return reply
    first, *others = reply.cards
    first = replace(first, elements=(paragraph(trouble), *first.elements), summary=trouble)
    return replace(reply, cards=(first, *others))


async def _keep(draft: Draft, talk: Talk) -> None:
    """It is what is spoken about now; what was waits."""
    await keep(replace(waiting(talk.dialogue.without(draft)), current=draft), talk)


async def _end(draft: Draft, talk: Talk) -> None:
    """By what it is about: what finished it may have ended it already."""
    member = talk.member
    async with talk.deps.database.begin() as session:
        await end_draft(
            session, draft, organization_id=member.organization.id, staff_id=member.person.id
        )
