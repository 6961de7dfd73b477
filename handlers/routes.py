"""From what came in to the handler that answers it: plain dicts, nothing registered by import."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from cards.help import not_offered_card
from cards.office_file import not_read_card
from cards.trouble import failed_card, out_of_date_card, refused_card, too_long_card
from domain.account import AccountKind
from domain.errors import DomainError
from domain.office import ChannelPlace
from domain.organization import Organization
from domain.people import Person
from handlers import (
    completion,
    confirmation,
    consult,
    course,
    course_search,
    delivery_report,
    desk,
    export_records,
    home,
    not_reached,
    office_channel,
    office_files,
    policy,
    recommendation,
    reminder_settings,
    section_words,
    term,
    training_status,
)
from handlers import help as helping
from handlers.access import ask_to_be_let_in
from handlers.arrivals import DoneMeanwhile
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.faults import note_fault
from handlers.labels import handler_of_label
from handlers.reply import (
    Actor,
    Attached,
    Incoming,
    Nothing,
    Pressed,
    Reply,
    Said,
    SentFile,
    Submitted,
    show,
)
from language.channel_words import channel_chosen
from language.intents import Intent
from language.reminder_words import says_wish
from language.understanding import BUTTONS, Understanding

LONGEST_MESSAGE = 4_000
"""Characters. Nobody types more as a request; a pasted document is not one."""

INTENTS: Mapping[Intent, Handler] = {
    Intent.NEXT_TRAINING: recommendation.show_next_training,
    Intent.TRAINING_STATUS: training_status.show_training_status,
    Intent.STAGE_REQUIREMENTS: training_status.show_training_status,
    Intent.COURSE_DETAIL: course.find_course_by_name,
    Intent.FIND_COURSE: course_search.find_courses,
    Intent.COMPLETE_COURSE: completion.choose_completed,
    Intent.EXPLAIN_TERM: term.explain_term,
    Intent.EXPLAIN_POLICY: policy.explain_policy,
    Intent.CONSULT: consult.show_consult,
    Intent.REMINDER_SETTINGS: reminder_settings.change_by_words,
    Intent.PROFILE: helping.show_profile,
    Intent.HELP: helping.show_help,
    Intent.SMALL_TALK: helping.small_talk,
    Intent.NONE: helping.out_of_scope,
}

ACTIONS: Mapping[str, Handler] = {
    "training.next": recommendation.show_next_training,
    "training.all": recommendation.show_all_trainings,
    "training.plan": recommendation.show_plan,
    "training.status": training_status.show_training_status,
    "course.show": course.show_course,
    "course.search": course.search_courses,
    "completion.open": completion.ask_for_completion_day,
    "completion.confirm": confirmation.confirm,
    "completion.send_back": confirmation.send_back,
    "policy.show": policy.show_policy,
    "consult.show": consult.show_consult,
    "desk.show": desk.show_desk,
    "access.close": desk.close_request,
    "import.take_over": office_files.take_over,
    "import.ask_to_retire": office_files.ask_to_retire,
    "import.leave": office_files.leave,
    "records.export": export_records.give_records,
    "reminder.settings": reminder_settings.show_settings,
    "reminder.snooze": reminder_settings.snooze,
    "reminder.change": reminder_settings.ask_for_time,
    "reminder.stop": reminder_settings.stop,
    "reminder.resume": reminder_settings.resume,
    "reminder.nudge": section_words.nudge,
    "reminder.thank": section_words.thank,
    "delivery.show": delivery_report.show_deliveries,
    "delivery.not_reached": not_reached.show_not_reached,
    "home.show": home.show_home,
    "profile.show": helping.show_profile,
    "help.show": helping.show_help,
}

FORMS: Mapping[str, Handler] = {
    "completion.report": completion.report,
    "reminder.own_time": reminder_settings.choose_time,
}


class UnknownOrganization(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "この自治体の設定が見つかりません。システム管理者に「kakehashi doctor」の実行を依頼してください。"
        )


async def respond(incoming: Incoming, deps: Deps) -> Reply:
    """The answer to one thing that a person did. Never raises: a refusal and a fault are cards."""
    try:
        return await _answer(incoming, deps)
    except DoneMeanwhile:
        return Nothing()
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
    if person is None:
        is_asking = incoming.body != Pressed("home.show")
        return await ask_to_be_let_in(incoming.actor, organization, deps, is_asking=is_asking)
    return await _route(incoming, Member(person, organization), deps)


async def _staff(actor: Actor, organization: Organization, deps: Deps) -> Person | None:
    """Guests and people of other organizations are not staff, whatever address they have."""
    if actor.kind is not AccountKind.MEMBER or actor.email is None:
        return None
    return await deps.people.person(organization, email=actor.email)


async def _route(incoming: Incoming, member: Member, deps: Deps) -> Reply:
    body, nonce, channel = incoming.body, incoming.nonce, _channel(incoming)
    match body:
        case Said(text):
            return await _understand(Command(text, channel=channel), member, deps)
        case Pressed("intent.choose", args):
            return await _chosen(args, member, deps)
        case Pressed(action, args):
            return await _run(ACTIONS.get(action), Command(args=args, nonce=nonce), member, deps)
        case Submitted(action, values, args):
            command = Command(args=args, values=values, nonce=nonce)
            return await _run(FORMS.get(action), command, member, deps)
        case Attached(files, text):
            return await _attached(files, Command(text, channel=channel), member, deps)
        case _:
            assert_never(body)


def _channel(incoming: Incoming) -> ChannelPlace | None:
    channel = incoming.conversation.channel
    return ChannelPlace(incoming.actor.platform, channel) if channel else None


async def _run(handler: Handler | None, command: Command, member: Member, deps: Deps) -> Reply:
    """A button or form that no handler knows is an old one."""
    return await handler(command, member, deps) if handler else show(out_of_date_card())


async def _attached(
    files: Sequence[SentFile], command: Command, member: Member, deps: Deps
) -> Reply:
    """A picture beside a question, or a file of who may not take it over, does not keep the words
    from being answered; what the office writes beside a table is about that table.
    """
    if office_files.is_for_us(files, member.person):
        return await office_files.look_through(files, member, deps)
    if not command.text.strip():
        return show(not_read_card())
    return office_files.without_reading(await _understand(command, member, deps))


async def _understand(command: Command, member: Member, deps: Deps) -> Reply:
    text = command.text
    if len(text) > LONGEST_MESSAGE:
        return show(too_long_card(length=len(text), limit=LONGEST_MESSAGE))
    if labelled := handler_of_label(text):
        return await labelled(Command(), member, deps)
    if says_wish(text):
        return await reminder_settings.change_by_words(command, member, deps)
    if channel := channel_chosen(text):
        return await office_channel.choose(channel, command, member, deps)
    understood = deps.understander.understand(text, today=deps.clock().date())
    if understood.is_empty:
        return helping.nothing_said()
    if understood.is_sure:
        return await _act(understood.intent, text, member, deps)
    return helping.which_one(_offered(understood), text=text)


def _offered(understood: Understanding) -> tuple[Intent, ...]:
    """The likeliest readings that something answers."""
    readings = (intent for intent, _ in understood.ranked)
    return tuple(each for each in readings if each.is_offered and each in INTENTS)[:BUTTONS]


async def _chosen(args: Mapping[str, str], member: Member, deps: Deps) -> Reply:
    try:
        intent = Intent(args.get("intent", ""))
    except ValueError:
        return show(out_of_date_card())
    return await _act(intent, args.get("text", ""), member, deps)


async def _act(intent: Intent, text: str, member: Member, deps: Deps) -> Reply:
    handler = INTENTS.get(intent)
    if handler is None:
        return show(not_offered_card(intent.caption))
    return await handler(Command(text=text), member, deps)
