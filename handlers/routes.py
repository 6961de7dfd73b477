"""From what came in to the handler that answers it: plain dicts, nothing registered by import."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import assert_never

from cards.case_which import press_to_do_card, press_to_open_card
from cards.elements import Card
from cards.office_file import not_read_card
from cards.trouble import out_of_date_card
from domain.dialogue import Place
from domain.errors import DomainError
from domain.office import ChannelPlace
from handlers import (
    case_attaching,
    case_routes,
    completion,
    confirmation,
    consult,
    corrections,
    countermeasure_said,
    course,
    delivery_report,
    desk,
    dialogue_buttons,
    digest_routes,
    export_records,
    file_for_what,
    forum_routes,
    home,
    kpi,
    kpi_report,
    not_reached,
    office_files,
    policy,
    recommendation,
    reminder_settings,
    section_words,
    training_status,
)
from handlers import help as helping
from handlers.case_said import case_button_said
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.digest_said import week_button_said
from handlers.issue_heard import is_of_issue
from handlers.last_answers import ShownButton
from handlers.reply import (
    Attached,
    Body,
    Incoming,
    Nothing,
    OpenForm,
    Overheard,
    Pressed,
    Reacted,
    Reply,
    Said,
    SentFile,
    Show,
    Submitted,
    Typed,
    Update,
    show,
)
from handlers.requests import REQUESTS
from handlers.rest import put_aside
from handlers.said import choose_reading, understand
from handlers.talk import talk_of, whose
from handlers.typed_buttons import is_by_button_alone
from language.intents import Intent
from storage.dialogues import DialogueChanged

TURNS_TRIED = 8
"""So often a message is answered anew because another one has gone on with the conversation meanwhile."""

ACTIONS: Mapping[str, Handler] = {
    "training.next": recommendation.show_next_training,
    "training.all": recommendation.show_all_trainings,
    "training.plan": recommendation.show_plan,
    "training.status": training_status.show_training_status,
    "course.show": course.show_course,
    "course.search": course.search_courses,
    "completion.send": dialogue_buttons.confirming(REQUESTS[Intent.COMPLETE_COURSE]),
    "countermeasure.tell_said": countermeasure_said.press_yes,
    "issue.move_said": dialogue_buttons.confirming(REQUESTS[Intent.UPDATE_ISSUE]),
    "dialogue.choose": dialogue_buttons.choose,
    "dialogue.resume": dialogue_buttons.choose,
    "dialogue.stop": dialogue_buttons.stop,
    "correction.show": corrections.show_corrections,
    "correction.accept": corrections.accept,
    "correction.reject": corrections.reject,
    "completion.open": completion.ask_for_completion_day,
    "completion.confirm": confirmation.confirm,
    "completion.send_back": confirmation.send_back,
    "import.look_through": file_for_what.take_for_import,
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
    **digest_routes.ACTIONS,
    "delivery.show": delivery_report.show_deliveries,
    "delivery.not_reached": not_reached.show_not_reached,
    **case_routes.ACTIONS,
    **forum_routes.ACTIONS,
    "kpi.show": kpi.show_figures,
    "kpi.targets": kpi.show_targets,
    "kpi.months": kpi.show_months,
    "kpi.report": kpi_report.give_report,
    "home.show": home.show_home,
    "profile.show": helping.show_profile,
    "help.show": helping.show_help,
}

IN_CONVERSATION = frozenset(
    {
        "dialogue.choose",
        "dialogue.resume",
        "dialogue.stop",
        "completion.send",
        "completion.open",
        "issue.move_said",
    }
)
"""After any other button, 「はい」 is not about what was asked before."""
BESIDE = frozenset({"home.show", "course.search"})
"""Not in the conversation: nothing new is shown there."""

FORMS: Mapping[str, Handler] = {
    "completion.report": completion.report,
    **case_routes.FORMS,
    **forum_routes.FORMS,
    **digest_routes.FORMS,
    "reminder.own_time": reminder_settings.choose_time,
    "reminder.until": reminder_settings.choose_day,
}

TYPED: Mapping[str, Handler] = {**case_routes.TYPED, **forum_routes.TYPED}
"""By the form's action, while it is open."""


class TurnLost(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "同じときに届いたほかのメッセージと重なりました。少し待って、もう一度送ってください。"
        )


async def answer(incoming: Incoming, member: Member, deps: Deps) -> Reply:
    """Nothing has been written where DialogueChanged is raised: the first transaction raises it.

    Raises DomainError, and whatever fails.
    """
    here = Command(
        nonce=incoming.nonce,
        place=Place.PRIVATE if incoming.conversation.is_private else Place.CHANNEL,
        channel=_channel(incoming),
        thread=incoming.conversation.thread,
    )
    if isinstance(incoming.body, Said | Attached) and await is_of_issue(here, member, deps):
        return Nothing()
    of, where = whose(here, member), _where(incoming)
    is_beside = _is_beside(incoming.body)
    if not is_beside:
        last = deps.last_answers.new_turn(of, now=deps.clock(), where=where)
        here = replace(here, last=last)
    for _ in range(TURNS_TRIED):
        with suppress(DialogueChanged):
            reply = await _route(incoming, here, member, deps)
            if not is_beside:
                deps.last_answers.shown(reply, of, now=deps.clock(), where=where, last=here.last)
            return reply
    raise TurnLost


def _where(incoming: Incoming) -> str:
    """Alone with the bot there is one conversation a platform, whatever it is called: of a shortcut or the Home tab it
    is the person that is known.
    """
    conversation = incoming.conversation
    return f"{incoming.actor.platform}:{'' if conversation.is_private else conversation.id}"


def _is_beside(body: Body) -> bool:
    """Nothing is said with it."""
    return isinstance(body, Typed) or (isinstance(body, Pressed) and body.action in BESIDE)


async def _route(incoming: Incoming, here: Command, member: Member, deps: Deps) -> Reply:
    body = incoming.body
    match body:
        case Said(text):
            meant = case_button_said(text, here.last) or week_button_said(text, here.last)
            if meant:
                return await _pressed_in_words(meant, incoming, here, member, deps)
            said = replace(here, text=text)
            return await understand(said, member, deps)
        case Pressed("intent.choose", args):
            return await choose_reading(replace(here, args=args), member, deps)
        case Pressed(action, args, files):
            if action not in IN_CONVERSATION | BESIDE:
                await put_aside(await talk_of(here, member, deps))
            command = replace(here, args=args, files=files)
            return await _run(ACTIONS.get(action), command, member, deps)
        case Submitted(action, values, args):
            command = replace(here, args=args, values=values)
            return await _run(FORMS.get(action), command, member, deps)
        case Typed(action, values, args, at):
            command = replace(here, args=args, values=values, typed_at=at)
            return await _typed(TYPED.get(action), command, member, deps)
        case Attached(files, text):
            said = replace(here, text=text, files=files)
            return await _attached(files, said, member, deps)
        case Overheard() | Reacted():
            return Nothing()  # Heard by who calls: it need not be somebody of the roster.
        case _:
            assert_never(body)


async def _pressed_in_words(
    meant: ShownButton | Card, incoming: Incoming, here: Command, member: Member, deps: Deps
) -> Reply:
    """No card is there to be changed: what would take its place is said."""
    if isinstance(meant, Card):
        return show(meant)
    if is_by_button_alone(meant.button.action):
        return show(press_to_do_card(meant.button, nonce=meant.nonce))
    body = Pressed(meant.button.action, meant.button.args)
    pressed = replace(incoming, body=body, nonce=meant.nonce)
    reply = await _route(pressed, replace(here, nonce=meant.nonce), member, deps)
    if isinstance(reply, OpenForm):
        return replace(reply, button=press_to_open_card(meant.button, nonce=meant.nonce))
    if not isinstance(reply, Update):
        return reply
    return Show((reply.card, *reply.then), changed=reply.changed, files=reply.files)


def _channel(incoming: Incoming) -> ChannelPlace | None:
    channel = incoming.conversation.channel
    return ChannelPlace(incoming.actor.platform, channel) if channel else None


async def _run(handler: Handler | None, command: Command, member: Member, deps: Deps) -> Reply:
    """A button or form that no handler knows is an old one."""
    return await handler(command, member, deps) if handler else show(out_of_date_card())


async def _typed(handler: Handler | None, command: Command, member: Member, deps: Deps) -> Reply:
    """Of a form that nobody watches there is nothing to say."""
    return await handler(command, member, deps) if handler else Nothing()


async def _attached(
    files: Sequence[SentFile], command: Command, member: Member, deps: Deps
) -> Reply:
    """A picture beside a question, or a file of who may not take it over, does not keep the words
    from being answered; what the office writes beside a table is about that table.
    """
    if office_files.is_for_us(files, member.person):
        asked = await file_for_what.ask_for_what(files, member, deps)
        return asked or await office_files.look_through(files, member, deps)
    if not command.text.strip():
        for_draft = await case_attaching.attach_to_open_draft(files, member, deps)
        return for_draft or show(not_read_card())
    return office_files.without_reading(await understand(command, member, deps))
