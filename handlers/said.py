"""What a message in words wants: a word of the conversation, an answer, a correction, a request."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cards.help import not_offered_card
from cards.trouble import out_of_date_card, too_long_card
from domain.errors import DomainError
from domain.permissions import Act
from handlers import (
    case_channels,
    case_files,
    case_report,
    case_search,
    consult,
    corrections,
    countermeasure,
    countermeasure_said,
    digest,
    digest_edition,
    digest_edition_read,
    dx_measure,
    issue,
    issue_alike,
    issue_group_map,
    issue_groups,
    issue_list,
    issue_raise,
    issue_said,
    kpi,
    kpi_report,
    office_channel,
    policy,
    recommendation,
    reminder_settings,
    section_behind,
    section_words,
    term,
    training_status,
)
from handlers import help as helping
from handlers.answers import hear_answer, hear_word, misread, not_read
from handlers.case_told import is_told_when_asked, reports_case
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.dialogue import starting
from handlers.labels import handler_of_label
from handlers.naming import asks_who_is_behind
from handlers.reminder_wish import is_misled, wish_said
from handlers.reply import Reply, show
from handlers.requests import REQUESTS
from handlers.rest import put_aside, with_rest
from handlers.subject import LONGEST_READ, asks_of_somebody, people_called
from handlers.talk import Talk, talk_of
from language.case_amounts import asks_for_saving
from language.case_file_words import CaseFileAsked, case_file_asked
from language.channel_words import cases_shown_here, channel_chosen
from language.countermeasure_words import countermeasure_asked_for, countermeasure_told
from language.dialogue_words import after_wrong
from language.digest_words import asks_for_digest, asks_for_edition, asks_for_editions
from language.intents import Intent
from language.issue_group_words import (
    asks_for_group_map,
    asks_for_groups,
    asks_for_measures,
    group_asked_for,
    measure_asked_for,
)
from language.issue_state_words import state_wished
from language.issue_words import issue_asked_for, issue_told
from language.kpi_words import how_many_asked, report_asked
from language.normalise import normalise
from language.nudge_words import nudged_in_words
from language.reminder_words import asks_when
from language.taken_words import reports_nothing
from language.understanding import BUTTONS, Understanding

LONGEST_MESSAGE = 4_000
"""Characters. Nobody types more as a request; a pasted document is not one."""

INTENTS: Mapping[Intent, Handler] = {
    Intent.NEXT_TRAINING: recommendation.show_next_training,
    Intent.TRAINING_STATUS: training_status.show_training_status,
    Intent.STAGE_REQUIREMENTS: training_status.show_training_status,
    **{intent: starting(request) for intent, request in REQUESTS.items()},
    Intent.REPORT_CASE: case_report.report,
    Intent.EXPLAIN_TERM: term.explain_term,
    Intent.EXPLAIN_POLICY: policy.explain_policy,
    Intent.CONSULT: consult.show_consult,
    Intent.FIND_CASES: case_search.find_cases,
    Intent.RAISE_ISSUE: issue_raise.raise_issue,
    Intent.LIST_ISSUES: issue_list.list_issues,
    Intent.UPDATE_ISSUE: issue_said.update,
    Intent.SIMILAR_ISSUES: issue_alike.similar_issues,
    Intent.DIGEST: digest.show_digest,
    Intent.KPI: kpi.show_kpis,
    Intent.PROFILE: helping.show_profile,
    Intent.HELP: helping.show_help,
    Intent.SMALL_TALK: helping.small_talk,
    Intent.NONE: helping.out_of_scope,
}


async def understand(command: Command, member: Member, deps: Deps) -> Reply:
    """The short words of a conversation first, then closed wordings, then the model."""
    text = command.text
    if len(text) > LONGEST_MESSAGE:
        return show(too_long_card(length=len(text), limit=LONGEST_MESSAGE))
    talk = await talk_of(command, member, deps)
    if reply := await hear_word(talk):
        return reply
    if rest := after_wrong(text):
        return await _meant(rest, talk)
    return await misread(talk) if rest is not None else await _read(talk)


async def _meant(rest: str, talk: Talk) -> Reply:
    """「ちがう、受講状況が見たい」: answered anew."""
    anew = replace(talk, command=replace(talk.command, text=rest), corrects=True)
    reply = await hear_word(anew) or await _read(anew)
    meant = talk.deps.last_answers.of(talk.whose, now=talk.deps.clock()).understood
    return await corrections.meant_after_all(reply, meant, talk)


async def _read(talk: Talk) -> Reply:
    if countermeasure_told(talk.command.text) is not None:
        return await countermeasure_said.tell_in_words(talk)
    return await _by_rule(talk) or await _by_model(talk)


async def _by_rule(talk: Talk) -> Reply | None:
    """What closed wordings say, before the model is asked."""
    text = talk.command.text
    if labelled := handler_of_label(text):
        bare = Command(place=talk.command.place, last=talk.command.last)
        return await _instead(labelled, replace(talk, command=bare))
    if worded := _of_wording(text):
        return await _instead(worded, talk)
    if asks_when(text):
        return await _instead(reminder_settings.tell_when, talk)
    if wish := wish_said(talk):
        command = replace(talk.command, text=wish)
        return await INTENTS[Intent.REMINDER_SETTINGS](command, talk.member, talk.deps)
    if state_wished(text):
        return await issue_said.update(talk.command, talk.member, talk.deps)
    if channel := channel_chosen(text):
        return await _instead(partial(office_channel.choose, channel), talk)
    if who := nudged_in_words(text):
        return await _nudged(who, talk)
    if about_cases := _about_cases(talk):
        return await _instead(about_cases, talk)
    if await asks_of_somebody(text, talk.member, talk.deps):
        return await _instead(INTENTS[Intent.TRAINING_STATUS], talk)
    return None


async def _nudged(who: str, talk: Talk) -> Reply | None:
    """None where nobody is called so: 「皆さんに声をかけて」."""
    people = await people_called(who, Act.PUSH_TRAINING, talk.member, talk.deps)
    if not people:
        return None
    return await _instead(partial(section_words.nudge_called, people), talk)


def _about_cases(talk: Talk) -> Handler | None:
    if (is_shown := cases_shown_here(talk.command.text)) is not None:
        return partial(case_channels.choose, is_shown)
    if file := _case_file(talk):
        return partial(case_files.give_asked, file)
    if reports_case(talk.command.text):
        return case_report.report_told
    asks = asks_for_saving(normalise(talk.command.text)[-LONGEST_READ:])
    return case_search.find_cases if asks else None


def _case_file(talk: Talk) -> CaseFileAsked | None:
    deps = talk.deps
    return case_file_asked(
        talk.command.text,
        today=deps.clock().date(),
        is_national_holiday=deps.is_national_holiday,
    )


def _of_wording(text: str) -> Handler | None:
    """「だれが遅れている？」「課題：…」「#12」."""
    if asks_who_is_behind(normalise(text)[-LONGEST_READ:]):
        return section_behind.show_behind
    if issue_told(text) is not None:
        return issue_raise.raise_told
    if asks_for_digest(text):
        return digest.show_digest
    if asks_for_edition(text):
        return digest_edition.show_edition
    if asks_for_editions(text):
        return digest_edition_read.show_editions
    return _of_forum(text)


def _of_forum(text: str) -> Handler | None:
    """「#12」「まとまり3」「対応策3」."""
    if countermeasure_asked_for(text) is not None:
        return countermeasure.show_numbered
    if group_asked_for(text) is not None:
        return issue_groups.show_numbered
    if measure_asked_for(text) is not None:
        return dx_measure.show_numbered
    if asks_for_measures(text):
        return dx_measure.show_measures
    if asks_for_group_map(text):
        return issue_group_map.show_map
    if asks_for_groups(text):
        return issue_groups.show_groups
    if figures := _of_figures(text):
        return figures
    return issue.show_numbered if issue_asked_for(text) is not None else None


def _of_figures(text: str) -> Handler | None:
    if report_asked(text):
        return kpi_report.give_report
    return kpi.show_kpis if how_many_asked(text) else None


async def _by_model(talk: Talk) -> Reply:
    deps = talk.deps
    understood = deps.understander.understand(talk.command.text)
    if understood.is_empty:
        return helping.nothing_said()
    if reply := await hear_answer(talk, understood):
        return reply
    if is_told_when_asked(talk, understood):
        return await _instead(case_report.report_told, talk)
    if understood.is_sure and not _is_misled(understood, talk.command.text):
        _note(talk, understood)
        return await _act(understood.intent, talk)
    buttons = corrections.reading_buttons(
        _offered(understood), text=talk.command.text, instead_of=understood.intent
    )
    if reply := await not_read(talk, buttons):
        return reply
    return await with_rest(helping.which_one(buttons), await put_aside(talk))


def _is_misled(understood: Understanding, text: str) -> bool:
    """「昨日は欠席しました」 has the words of a report, and is none."""
    is_report = understood.intent is Intent.COMPLETE_COURSE
    return is_misled(understood, text) or (is_report and reports_nothing(text))


async def _instead(handler: Handler, talk: Talk) -> Reply:
    """Something else than what is open: that waits, and can be gone on with after the answer."""
    talk = await put_aside(talk)
    reply = await handler(talk.command, talk.member, talk.deps)
    if talk.dialogue.is_empty:
        return reply
    return await with_rest(reply, await talk_of(talk.command, talk.member, talk.deps))


def _note(talk: Talk, understood: Understanding) -> None:
    """What 「ちがう」 would be about."""
    readings, now = _offered(understood, most=BUTTONS + 1), talk.deps.clock()
    talk.deps.last_answers.read_as(
        talk.command.text, understood.intent, readings, talk.whose, now=now
    )


def _offered(understood: Understanding, *, most: int = BUTTONS) -> tuple[Intent, ...]:
    """The likeliest readings that something answers."""
    readings = (intent for intent, _ in understood.ranked)
    return tuple(each for each in readings if each.is_offered and each in INTENTS)[:most]


async def choose_reading(command: Command, member: Member, deps: Deps) -> Reply:
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
    if intent in REQUESTS:
        return await INTENTS[intent](talk.command, talk.member, talk.deps)
    return await _instead(INTENTS.get(intent) or partial(_not_offered, intent), talk)


async def _not_offered(intent: Intent, _command: Command, _member: Member, _deps: Deps) -> Reply:
    return show(not_offered_card(intent.caption))
