"""From what came in to the handler that answers it: plain dicts, nothing registered by import."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import assert_never

from cards.help import not_offered_card
from cards.office_file import not_read_card
from cards.trouble import out_of_date_card, too_long_card
from domain.dialogue import Place
from domain.errors import DomainError
from domain.office import ChannelPlace
from handlers import (
    completion,
    confirmation,
    consult,
    corrections,
    course,
    delivery_report,
    desk,
    dialogue,
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
from handlers.answers import hear_answer, hear_word, not_read
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.labels import handler_of_label
from handlers.reminder_wish import is_misled, wish_said
from handlers.reply import (
    Attached,
    Incoming,
    Pressed,
    Reply,
    Said,
    SentFile,
    Submitted,
    show,
)
from handlers.requests import REQUESTS
from handlers.rest import with_rest
from handlers.talk import Talk, talk_of, whose
from language.channel_words import channel_chosen
from language.dialogue_words import after_wrong
from language.intents import Intent
from language.reminder_words import asks_when
from language.understanding import BUTTONS, Understanding
from storage.dialogues import DialogueChanged

LONGEST_MESSAGE = 4_000
"""Characters. Nobody types more as a request; a pasted document is not one."""

TURNS_TRIED = 8
"""So often a message is answered anew because another one has gone on with the conversation meanwhile."""

INTENTS: Mapping[Intent, Handler] = {
    Intent.NEXT_TRAINING: recommendation.show_next_training,
    Intent.TRAINING_STATUS: training_status.show_training_status,
    Intent.STAGE_REQUIREMENTS: training_status.show_training_status,
    **{intent: dialogue.starting(request) for intent, request in REQUESTS.items()},
    Intent.EXPLAIN_TERM: term.explain_term,
    Intent.EXPLAIN_POLICY: policy.explain_policy,
    Intent.CONSULT: consult.show_consult,
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
    "completion.send": dialogue.saving(completion.send_report),
    "dialogue.choose": dialogue.choose,
    "dialogue.resume": dialogue.choose,
    "dialogue.stop": dialogue.stop,
    "correction.show": corrections.show_corrections,
    "correction.accept": corrections.accept,
    "correction.reject": corrections.reject,
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
    "reminder.choose_day": reminder_settings.ask_for_day,
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
    "reminder.until": reminder_settings.choose_day,
}


class TurnLost(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "同じときに届いたほかのメッセージと重なりました。少し待って、もう一度送ってください。"
        )


async def answer(incoming: Incoming, member: Member, deps: Deps) -> Reply:
    """Nothing has been written where DialogueChanged is raised: the first transaction raises it.

    Raises DomainError, and whatever fails.
    """
    for _ in range(TURNS_TRIED):
        with suppress(DialogueChanged):
            reply = await _route(incoming, member, deps)
            of = whose(Command(place=_place(incoming)), member)
            deps.last_answers.shown(reply, of, now=deps.clock())
            return reply
    raise TurnLost


async def _route(incoming: Incoming, member: Member, deps: Deps) -> Reply:
    body = incoming.body
    here = Command(nonce=incoming.nonce, place=_place(incoming))
    match body:
        case Said(text):
            said = replace(here, text=text, channel=_channel(incoming))
            return await _understand(said, member, deps)
        case Pressed("intent.choose", args):
            return await _chosen(replace(here, args=args), member, deps)
        case Pressed(action, args):
            return await _run(ACTIONS.get(action), replace(here, args=args), member, deps)
        case Submitted(action, values, args):
            command = replace(here, args=args, values=values)
            return await _run(FORMS.get(action), command, member, deps)
        case Attached(files, text):
            said = replace(here, text=text, channel=_channel(incoming))
            return await _attached(files, said, member, deps)
        case _:
            assert_never(body)


def _place(incoming: Incoming) -> Place:
    return Place.PRIVATE if incoming.conversation.is_private else Place.CHANNEL


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
    talk = await talk_of(command, member, deps)
    if reply := await hear_word(talk):
        return reply
    if rest := after_wrong(text):
        return await _meant(rest, talk)
    if rest is not None:
        return await corrections.misread(talk)
    if reply := await _by_rule(talk):
        _note(talk, None)
        return reply
    return await _by_model(talk)


async def _by_rule(talk: Talk) -> Reply | None:
    """What closed wordings say, before the model is asked."""
    command, member, deps = talk.command, talk.member, talk.deps
    if labelled := handler_of_label(command.text):
        reply = await labelled(Command(place=command.place), member, deps)
        return await with_rest(reply, talk)
    if asks_when(command.text):
        return await with_rest(await reminder_settings.tell_when(command, member, deps), talk)
    if wish := wish_said(talk):
        return await INTENTS[Intent.REMINDER_SETTINGS](replace(command, text=wish), member, deps)
    if channel := channel_chosen(command.text):
        return await office_channel.choose(channel, command, member, deps)
    return None


async def _by_model(talk: Talk) -> Reply:
    deps = talk.deps
    understood = deps.understander.understand(talk.command.text)
    if understood.is_empty:
        return helping.nothing_said()
    if reply := await hear_answer(talk, understood):
        return reply
    if understood.is_sure and not is_misled(understood, talk.command.text):
        _note(talk, understood)
        return await _act(understood.intent, talk)
    _note(talk, None)
    buttons = corrections.reading_buttons(
        _offered(understood), text=talk.command.text, instead_of=understood.intent
    )
    return await not_read(talk, buttons) or helping.which_one(buttons)


async def _meant(rest: str, talk: Talk) -> Reply:
    """「ちがう、受講状況が見たい」: answered anew, and put down where both were clear."""
    last = talk.last_answer
    reply = await _understand(replace(talk.command, text=rest), talk.member, talk.deps)
    meant = talk.last_answer.understood
    if meant:
        await corrections.put_down(last.text, last.understood, meant, talk.member, talk.deps)
    return reply


def _note(talk: Talk, understood: Understanding | None) -> None:
    """What 「ちがう」 would be about."""
    readings = _offered(understood, most=BUTTONS + 1) if understood else ()
    intent = understood.intent if understood else None
    now = talk.deps.clock()
    talk.deps.last_answers.read_as(talk.command.text, intent, readings, talk.whose, now=now)


def _offered(understood: Understanding, *, most: int = BUTTONS) -> tuple[Intent, ...]:
    """The likeliest readings that something answers."""
    readings = (intent for intent, _ in understood.ranked)
    return tuple(each for each in readings if each.is_offered and each in INTENTS)[:most]


async def _chosen(command: Command, member: Member, deps: Deps) -> Reply:
    """A reading pressed. One that was not the likeliest corrects it."""
    args = command.args
    try:
        meant = Intent(args.get("intent", ""))
        instead_of = Intent(args["instead_of"]) if "instead_of" in args else None
    except ValueError:
        return show(out_of_date_card())
    text = args.get("text", "")
    talk = await talk_of(replace(command, text=text, args={}), member, deps)
    try:
        reply = await _act(meant, talk)
    except DomainError:  # refused, and meant all the same
        await corrections.put_down(text, instead_of, meant, member, deps)
        raise
    await corrections.put_down(text, instead_of, meant, member, deps)
    return reply


async def _act(intent: Intent, talk: Talk) -> Reply:
    handler = INTENTS.get(intent)
    if handler is None:
        return show(not_offered_card(intent.caption))
    reply = await handler(talk.command, talk.member, talk.deps)
    return reply if intent in REQUESTS else await with_rest(reply, talk)
