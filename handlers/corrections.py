"""「ちがう」: the other readings are offered, and which one was meant is put down for the secretariat.

What is put down says nothing of who has said it: no person, no time of day, names and numbers masked.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from cards.corrections import corrections_card, decided
from cards.dialogue import KEPT_FOR_THE_OFFICE, misread_card
from cards.elements import Button, Card
from domain.correction import Review
from domain.errors import NotFound
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.last_answers import TEXT_KEPT, LastAnswer
from handlers.masking import masked, tokens_that_may_be_numbers
from handlers.reply import Reply, Show, Update, show
from handlers.rest import rest_of
from handlers.talk import Talk
from language.intents import Intent
from storage.audit import record_audit
from storage.corrections import (
    corrections,
    count_corrections,
    put_down_correction,
    review_correction,
)
from storage.people import employee_numbers_among

SHOWN = 6
TEXT_CARRIED = TEXT_KEPT
"""Of the message, to travel with the buttons, for the reading that is chosen."""


def reading_buttons(
    readings: Sequence[Intent], *, text: str, instead_of: Intent | None
) -> tuple[Button, ...]:
    """Pressing one answers the same message again. ``instead_of``: what it was taken for."""
    said = {"text": text[-TEXT_CARRIED:]} | ({"instead_of": instead_of.value} if instead_of else {})
    return tuple(
        Button(each.caption, "intent.choose", {"intent": each.value, **said}) for each in readings
    )


def other_readings(last: LastAnswer) -> tuple[Button, ...]:
    """What else the last message may have wanted; none where it was not read, but followed."""
    others = tuple(each for each in last.readings if each is not last.understood)
    return reading_buttons(others, text=last.text, instead_of=last.understood)


async def misread(readings: Sequence[Button], talk: Talk) -> Reply:
    return show(misread_card(readings, rest=await rest_of(talk.dialogue, talk)))


async def meant_after_all(reply: Reply, meant: Intent | None, talk: Talk) -> Reply:
    """「ちがう、受講状況が見たい」, answered: put down where both were clear, and that is said."""
    last = talk.command.last
    if meant is None or not isinstance(reply, Show):
        return reply
    if not await put_down(last.text, last.understood, meant, talk.member, talk.deps):
        return reply
    *others, answer = reply.cards
    told = replace(answer, elements=(*answer.elements, KEPT_FOR_THE_OFFICE))
    return replace(reply, cards=(*others, told))


async def put_down(
    text: str, understood: Intent | None, meant: Intent, member: Member, deps: Deps
) -> bool:
    """Nothing where it was meant as it was understood, or nothing had to be understood."""
    if understood is None or understood is meant or not text.strip():
        return False
    organization_id = member.organization.id
    names = await deps.names.to_mask(deps.database, member.organization)
    async with deps.database.read() as session:
        numbers = await employee_numbers_among(
            session, tokens_that_may_be_numbers(text), organization_id=organization_id
        )
    kept = await asyncio.to_thread(masked, text, names, employee_numbers=numbers)
    async with deps.database.begin() as session:
        await put_down_correction(
            session,
            organization_id=organization_id,
            text=kept,
            understood=understood.value,
            meant=meant.value,
            day=deps.clock().date(),
        )
    return True


async def show_corrections(_command: Command, member: Member, deps: Deps) -> Reply:
    """「読み違いの記録」."""
    require(Act.REVIEW_CORRECTIONS, actor=member.person, subject=member.person)
    return show(await _card(member, deps))


async def accept(command: Command, member: Member, deps: Deps) -> Reply:
    return await _review(command, member, deps, review=Review.ACCEPTED)


async def reject(command: Command, member: Member, deps: Deps) -> Reply:
    return await _review(command, member, deps, review=Review.REJECTED)


async def _review(command: Command, member: Member, deps: Deps, *, review: Review) -> Reply:
    """Two officers may press at once: the first decides, the other sees what is left."""
    require(Act.REVIEW_CORRECTIONS, actor=member.person, subject=member.person)
    number = command.row("correction")
    if number is None or not command.nonce:
        raise NotFound("その記録が見つかりません。「読み違いの記録」を開き直してください。")
    async with deps.database.begin() as session:
        is_decided = await is_first_press(
            command, member, session, deps
        ) and await review_correction(
            session,
            organization_id=member.organization.id,
            correction_id=number,
            review=review,
        )
        if is_decided:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=f"CORRECTION_{review.name}",
                detail=f"correction {number}",
            )
    done = decided(review) if is_decided else "その記録は、すでに処理されています。"
    return Update(await _card(member, deps, done=done))


async def _card(member: Member, deps: Deps, *, done: str = "") -> Card:
    whose = {"organization_id": member.organization.id}
    async with deps.database.read() as session:
        waiting = await corrections(session, **whose, review=Review.WAITING, limit=SHOWN)
        left = await count_corrections(session, **whose, review=Review.WAITING)
        accepted = await count_corrections(session, **whose, review=Review.ACCEPTED)
    return corrections_card(
        waiting,
        captions={intent.value: intent.caption for intent in Intent},
        more=left - len(waiting),
        accepted=accepted,
        today=deps.clock().date(),
        nonce=deps.new_nonce(),
        done=done,
    )
