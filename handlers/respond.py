"""From what came in to the answer: noted once, whose it is, and never an exception."""

from dataclasses import replace

from cards.case_history import case_changed_card
from cards.trouble import failed_card, refused_card
from domain.account import AccountKind
from domain.errors import DomainError
from domain.improvement_case import CaseChanged
from domain.organization import Organization
from domain.people import Person
from handlers.access import ask_to_be_let_in
from handlers.arrivals import DoneMeanwhile
from handlers.command import Member
from handlers.deps import Deps
from handlers.faults import note_fault
from handlers.issue_heard import hear
from handlers.reply import Actor, Incoming, Nothing, Overheard, Pressed, Reacted, Reply, show
from handlers.routes import answer
from handlers.whole_incoming import whole_incoming


class UnknownOrganization(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "この自治体の設定が見つかりません。システム管理者に「kakehashi doctor」の実行を依頼してください。"
        )


async def respond(incoming: Incoming, deps: Deps) -> Reply:
    """The answer to one thing that a person did. Never raises: a refusal and a fault are cards."""
    try:
        return await _answer(whole_incoming(incoming), deps)
    except DoneMeanwhile:
        return Nothing()
    except CaseChanged as first:
        return show(case_changed_card(first))
    except DomainError as refusal:
        return show(refused_card(refusal.sentence))
    except Exception as fault:  # noqa: BLE001 - the last guard: whatever failed, the person gets an answer
        return show(failed_card(note_fault(fault, event=incoming.event_id)))


async def _answer(incoming: Incoming, deps: Deps) -> Reply:
    arrival = await deps.arrivals.note(
        organization_key=incoming.organization,
        event_key=f"event:{incoming.actor.platform}:{incoming.event_id}",
    )
    if arrival.organization is None:
        raise UnknownOrganization
    if not arrival.is_new:
        return Nothing()
    guarded = replace(deps, database=deps.arrivals.guarded(arrival, arrival.organization))
    reply = await _reply(incoming, arrival.organization, guarded)
    deps.arrivals.answered(arrival, arrival.organization)
    return reply


async def _reply(incoming: Incoming, organization: Organization, deps: Deps) -> Reply:
    person = await _staff(incoming.actor, organization, deps)
    if isinstance(incoming.body, Overheard | Reacted):
        await hear(incoming, person, organization, deps)
        return Nothing()
    if person is None:
        is_asking = incoming.body != Pressed("home.show")
        return await ask_to_be_let_in(incoming.actor, organization, deps, is_asking=is_asking)
    return await answer(incoming, Member(person, organization), deps)


async def _staff(actor: Actor, organization: Organization, deps: Deps) -> Person | None:
    """Guests and people of other organizations are not staff, whatever address they have."""
    if actor.kind is not AccountKind.MEMBER or actor.email is None:
        return None
    return await deps.people.person(organization, email=actor.email)
