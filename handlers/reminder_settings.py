"""「お知らせの設定」: day and time, silence for a while or for good; by button, by form and by words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import assert_never

from cards import wording
from cards.elements import Form
from cards.next_reminder import next_sentence
from cards.reminder_questions import snooze_form
from cards.reminder_settings import (
    AS_THE_OFFICE,
    own_time_form,
    reminder_settings_card,
    what_changed,
)
from domain.dialogue import Draft
from domain.errors import DomainError
from domain.office import Office
from domain.office_dates import time_of
from domain.office_values import Unreadable
from domain.reminder_preference import (
    AS_THE_OFFICE_HAS_IT,
    ReminderPreference,
    own_time,
    time_of_office,
)
from domain.weekly_schedule import Weekday
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.next_reminder import next_reminder
from handlers.reply import OpenForm, RejectFields, Reply, Show, show
from handlers.subject import require_about_themself
from language.intents import Intent
from language.last_days import LONGEST, end_of_next_week
from language.reminder_phrases import says_wish
from language.reminder_words import (
    AsTheOffice,
    ImpossibleTime,
    Resume,
    SendAt,
    SnoozeUntil,
    Stop,
    weekday_to_send,
    wish_in,
)
from storage.dialogues import end_draft
from storage.organization_office import office_of
from storage.reminder_preferences import keep_reminder_preference, reminder_preference

LONGEST_TIME = 20
"""Characters that are read; what is longer is no time."""

Change = Callable[[ReminderPreference, Office], ReminderPreference]


async def show_settings(_command: Command, member: Member, deps: Deps) -> Show:
    return await _shown(member, deps)


async def tell_when(_command: Command, member: Member, deps: Deps) -> Show:
    """「次のお知らせはいつ？」"""
    return await _shown(member, deps, is_asked_when=True)


async def change_by_words(command: Command, member: Member, deps: Deps) -> Show:
    """Of what ``reminder_refusal`` has nothing against. What no closed wording says changes nothing.

    Raises OnlyTheirOwn; DomainError of what cannot be.
    """
    await require_about_themself(command, member, deps)
    if not says_wish(command.text):
        return await show_settings(command, member, deps)
    match wish_in(
        command.text,
        today=deps.clock().date(),
        is_national_holiday=deps.is_national_holiday,
    ):
        case None:
            return await show_settings(command, member, deps)
        case SnoozeUntil(last):
            return await _change(_silence_until(last), member, deps)
        case SendAt(weekday, at):
            return await _change(_send_at(weekday, at), member, deps)
        case AsTheOffice(is_all):
            return await _change(_as_in_the_beginning if is_all else _as_the_office, member, deps)
        case Stop():
            return await stop(command, member, deps)
        case Resume():
            return await resume(command, member, deps)
        case ImpossibleTime(sentence=sentence):
            raise DomainError(sentence)
        case other:
            assert_never(other)


async def snooze(_command: Command, member: Member, deps: Deps) -> Show:
    """「来週まで止める」, as of the day on which it is pressed."""
    last = end_of_next_week(deps.clock().date())
    return await _change(_silence_until(last), member, deps)


async def stop(_command: Command, member: Member, deps: Deps) -> Show:
    return await _change(lambda kept, _: replace(kept, opted_out=True), member, deps)


async def resume(_command: Command, member: Member, deps: Deps) -> Show:
    return await _change(_speak_again, member, deps)


async def ask_for_time(command: Command, member: Member, deps: Deps) -> Reply:
    """The form, with their own time, or with ``args`` of what could not be taken."""
    preference, office = await _kept(member, deps)
    own = preference.own_time
    form = own_time_form(
        weekday=command.args.get("weekday", own.weekday.value if own else AS_THE_OFFICE),
        at=command.args.get("at", wording.clock_time(own.at) if own else ""),
        office_time=str(time_of_office(office)),
    )
    return OpenForm(form)


async def choose_time(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. What cannot be comes back as it was filled in."""
    weekday, at = command.values.get("weekday", ""), command.values.get("at", "").strip()
    if weekday == AS_THE_OFFICE:
        return await _change(_as_the_office, member, deps)
    try:
        chosen = _send_at(weekday_to_send(weekday), time_of(at[:LONGEST_TIME]))
        return await _change(chosen, member, deps)
    except (DomainError, Unreadable) as refusal:
        _, office = await _kept(member, deps)
        form = own_time_form(
            weekday=weekday,
            at=at,
            office_time=str(time_of_office(office)),
            errors={"at" if at else "weekday": refusal.sentence},
        )
    return RejectFields(form)


async def ask_for_day(_command: Command, _member: Member, deps: Deps) -> Reply:
    """The form for the last day without messages."""
    today = deps.clock().date()
    return OpenForm(_day_form(end_of_next_week(today), today=today))


async def choose_day(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in: the day with its year is before their eyes, however far away it is."""
    today, said = deps.clock().date(), command.values.get("until", "")
    try:
        last = date.fromisoformat(said)
    except ValueError:
        last = None
    if last and today <= last <= today + LONGEST:
        return await _change(_silence_until(last), member, deps)
    refusal = "今日から1年以内の日を選んでください。"
    return RejectFields(_day_form(last or end_of_next_week(today), today=today, error=refusal))


def _day_form(value: date, *, today: date, error: str = "") -> Form:
    return snooze_form(value=value, earliest=today, latest=today + LONGEST, error=error)


async def _kept(member: Member, deps: Deps) -> tuple[ReminderPreference, Office]:
    async with deps.database.read() as session:
        office = await office_of(session, organization_id=member.organization.id)
        preference = await reminder_preference(
            session, organization_id=member.organization.id, staff_id=member.person.id
        )
    return preference, office


async def _shown(member: Member, deps: Deps, *, is_asked_when: bool = False) -> Show:
    async with deps.database.read() as session:
        preference = await reminder_preference(
            session, organization_id=member.organization.id, staff_id=member.person.id
        )
        prospect = await next_reminder(session, preference, preference, member, deps)
    following, today = await prospect.found(member, deps), deps.clock().date()
    card = reminder_settings_card(
        preference,
        following,
        office_time=str(time_of_office(prospect.turns.office)),
        today=today,
        done=next_sentence(following, today=today) if is_asked_when else "",
    )
    return show(card)


async def _change(change: Change, member: Member, deps: Deps) -> Show:
    """What has been changed is said with its day, so that a slip is seen."""
    whose = {"organization_id": member.organization.id, "staff_id": member.person.id}
    async with deps.database.begin() as session:
        office = await office_of(session, organization_id=member.organization.id)
        before = await reminder_preference(session, **whose)
        after = change(before, office)
        prospect = await next_reminder(session, before, after, member, deps)
        await keep_reminder_preference(session, after, **whose, at=deps.clock())
        await end_draft(session, Draft(Intent.REMINDER_SETTINGS.value), **whose)
    following = await prospect.found(member, deps)
    today, office_time = deps.clock().date(), str(time_of_office(office))
    done = what_changed(before, after, following, office_time=office_time, today=today)
    card = reminder_settings_card(after, following, office_time=office_time, today=today, done=done)
    return show(card)


def _silence_until(last: date) -> Change:
    return lambda kept, _: replace(kept, snoozed_until=last, opted_out=False)


def _speak_again(kept: ReminderPreference, _office: Office) -> ReminderPreference:
    return replace(kept, snoozed_until=None, opted_out=False)


def _as_the_office(kept: ReminderPreference, _office: Office) -> ReminderPreference:
    """Who says when wants to hear."""
    return replace(kept, own_time=None, opted_out=False)


def _as_in_the_beginning(_kept: ReminderPreference, _office: Office) -> ReminderPreference:
    return AS_THE_OFFICE_HAS_IT


def _send_at(weekday: Weekday | None, at: time | None) -> Change:
    """What is not said stays as it is. Who says when wants to hear. Raises QuietTime."""

    def changed(kept: ReminderPreference, office: Office) -> ReminderPreference:
        now = kept.own_time or time_of_office(office)
        return replace(
            kept, own_time=own_time(weekday or now.weekday, at or now.at, office), opted_out=False
        )

    return changed
