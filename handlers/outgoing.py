"""What the outbox sends, made at the moment of sending: whether it is still true, and the card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.elements import Card
from cards.renderers.one_message import in_one_message
from domain.business_calendar import BusinessCalendar, NeverOpen
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.outbox import NO_CHANNEL, NOTHING_NOTED, PAUSED, PERSON_LEFT, Claimed, Note
from domain.people import Person
from domain.posting import NOTHING_STANDS_THERE, Edit, Leave, Post, Wait, next_step
from domain.reminder import ON_LEAVE
from handlers import (
    case_adopted_notice,
    case_alike_notice,
    case_decision_notice,
    case_file_removal,
    case_publish,
    case_review_notice,
    case_selection_post,
    case_withdraw,
    completion_notice,
    countermeasure_notice,
    delivery_report,
    digest,
    digest_edition_post,
    digest_files,
    dx_measure_notice,
    exchange_ask,
    exchange_posts,
    forum_week,
    issue_moved_notice,
    issue_publish,
    reminder,
    section_reminder,
    stalled_notice,
    workspace_joined,
)
from handlers.occasion import (
    ChannelOccasion,
    Dropped,
    Filed,
    Moment,
    Noted,
    Postponed,
)
from handlers.outgoing_addressees import (
    ShownInPlace,
    ToChannel,
    ToPerson,
    ToPlace,
    WritePersonal,
)
from handlers.reply import MadeFile
from storage.outbox_postings import posting

_ANSWER = ToPlace(exchange_posts.write_answer, find=exchange_posts.thread_of, is_kept=False)

KINDS: Mapping[str, ToPerson | ToChannel | ToPlace] = {
    completion_notice.KIND: ToPerson(completion_notice.write, in_office_hours=False),
    case_decision_notice.KIND: ToPerson(case_decision_notice.write, in_office_hours=False),
    case_file_removal.KIND: ToPerson(case_file_removal.write, in_office_hours=False),
    case_withdraw.KIND: ToPerson(case_withdraw.write, in_office_hours=False),
    case_review_notice.WAITING: ToPerson(case_review_notice.write, in_office_hours=True),
    case_review_notice.WAITING_LONG: ToPerson(case_review_notice.write_long, in_office_hours=True),
    case_adopted_notice.KIND: ToPerson(case_adopted_notice.write, in_office_hours=True),
    case_alike_notice.KIND: ToPerson(case_alike_notice.write, in_office_hours=True),
    reminder.KIND: ToPerson(reminder.write, in_office_hours=True),
    section_reminder.KIND: ToPerson(section_reminder.write, in_office_hours=True),
    section_reminder.NUDGE: ToPerson(section_reminder.write_nudge, in_office_hours=True),
    section_reminder.THANKS: ToPerson(section_reminder.write_thanks, in_office_hours=True),
    forum_week.KIND: ToChannel(forum_week.write, in_office_hours=True),
    delivery_report.KIND: ToChannel(delivery_report.write, in_office_hours=True),
    digest.KIND: ToChannel(digest.write, in_office_hours=True),
    digest_files.KIND: ToPlace(digest_files.write, find=digest_files.thread_of, is_kept=False),
    case_publish.PUBLISHED: ToPlace(case_publish.write),
    case_publish.CHANGED: ToPlace(case_publish.write),
    case_selection_post.KIND: ToPlace(case_selection_post.write),
    case_selection_post.CHANGED: ToPlace(case_selection_post.write),
    issue_publish.POSTED: ToPlace(issue_publish.write),
    issue_publish.CHANGED: ToPlace(issue_publish.write),
    digest_edition_post.POSTED: ToPlace(digest_edition_post.write),
    digest_edition_post.CHANGED: ToPlace(digest_edition_post.write),
    exchange_ask.ASK: ToPerson(exchange_ask.write, in_office_hours=True),
    exchange_ask.AGAIN: ToPerson(exchange_ask.write_again, in_office_hours=True),
    exchange_posts.ANSWERED: _ANSWER,
    exchange_posts.ANSWER_CHANGED: _ANSWER,
    exchange_posts.SUMMARY: ToPlace(exchange_posts.write_summary, is_kept=False),
    exchange_posts.SUMMARY_CHANGED: ToPlace(exchange_posts.write_summary, is_kept=False),
    exchange_posts.UNANSWERED: ToChannel(exchange_posts.write_unanswered, in_office_hours=True),
    stalled_notice.CHIEF: ToPerson(stalled_notice.write, in_office_hours=True),
    stalled_notice.OFFICE: ToChannel(stalled_notice.write_for_office, in_office_hours=True),
    issue_moved_notice.OWNED: ToPerson(issue_moved_notice.write_owned, in_office_hours=True),
    issue_moved_notice.SOLVED: ToPerson(issue_moved_notice.write_solved, in_office_hours=True),
    dx_measure_notice.KIND: ToPerson(dx_measure_notice.write, in_office_hours=True),
    countermeasure_notice.KIND: ToPerson(countermeasure_notice.write, in_office_hours=True),
    workspace_joined.KIND: ToChannel(workspace_joined.write, in_office_hours=False, waits=True),
}

WEEKLY = frozenset(
    {
        digest.KIND,
        reminder.KIND,
        section_reminder.KIND,
        forum_week.KIND,
        delivery_report.KIND,
        exchange_ask.ASK,
        exchange_ask.AGAIN,
    }
)
"""A later week's is sent instead: of an old one, nobody has to decide anything."""

CHANGED_IN_PLACE = frozenset(
    kind for kind, to in KINDS.items() if isinstance(to, ToPlace) and to.is_kept
)
"""Not to be forgotten while they stand there."""

OUT_OF_HOURS = "out_of_hours"
"""The reason of what waits for an open day, and for the end of the quiet hours."""

ON_LEAVE_AGAIN = timedelta(days=1)
"""How often it is looked whether somebody is back."""
PAUSED_AGAIN = timedelta(hours=1)
"""How often it is looked whether the office goes on, should nobody say so."""
NEVER_OPEN_AGAIN = timedelta(days=1)
NO_CHANNEL_AGAIN = timedelta(hours=1)
EARLIER_AGAIN = timedelta(seconds=3)
"""How often it is looked whether an earlier change of the same message has arrived."""
EARLIER_ON_ITS_WAY = "earlier_on_its_way"


@dataclass(frozen=True, slots=True)
class Written:
    """``at``: what has come in after that moment is not in it."""

    to: Person | ChannelPlace
    card: Card
    at: datetime
    note: Note = NOTHING_NOTED
    instead_of: str | None = None
    """The platform's id of the message whose place it takes."""
    files: tuple[MadeFile, ...] = ()
    """It is these, as one message; of the card the summary is said beside them."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the messages of an organization that are written together have in common."""

    moment: Moment
    office: Office
    calendar: BusinessCalendar
    """The office's own days included."""


async def written(
    message: Claimed, person: Person | None, circumstances: Circumstances
) -> Written | Dropped | Postponed:
    """Whoever has left is told nothing any more; whoever is on leave, when they are back.

    ``person``: the one it is for, None where they have left or it is for a channel. Raises KeyError
    for a kind that this version does not know, or not for such an addressee.
    """
    kind = KINDS[message.kind]
    moment, office = circumstances.moment, circumstances.office
    if isinstance(kind, ToPlace):
        return await _in_place(message, kind, circumstances)
    if held := held_back(kind, office, circumstances.calendar, now=moment.now):
        return held
    match kind, message.staff_id, message.channel:
        case ToPerson(write), int(), None:
            return await _personal(message, write, person, moment)
        case ToChannel() as to, None, OfficeChannel() as channel:
            occasion = moment.for_channel(channel, note=message.note)
            return await _for_all(message, to, office.place(channel), occasion)
        case _:
            raise KeyError(message.kind)


def held_back(
    kind: ToPerson | ToChannel | ToPlace,
    office: Office,
    calendar: BusinessCalendar,
    *,
    now: datetime,
) -> Postponed | None:
    """Whoever says when something will go asks here too."""
    if office.paused_at:
        return Postponed(now + PAUSED_AGAIN, PAUSED)
    if not kind.in_office_hours:
        return None
    try:
        until = office.may_tell_from(now, calendar)
    except NeverOpen:
        return Postponed(now + NEVER_OPEN_AGAIN, "never_open")
    return Postponed(until, OUT_OF_HOURS) if until > now else None


def held_for(person: Person, *, now: datetime) -> Postponed | None:
    return Postponed(now + ON_LEAVE_AGAIN, ON_LEAVE) if person.attendance.is_on_leave else None


async def _personal(
    message: Claimed, write: WritePersonal, person: Person | None, moment: Moment
) -> Written | Dropped | Postponed:
    if person is None:
        return Dropped(PERSON_LEFT)
    if away := held_for(person, now=moment.now):
        return away
    match await write(moment.for_person(person), message.args):
        case Dropped() as dropped:
            return dropped
        case Noted(card, note):
            return Written(person, in_one_message(card), moment.now, note)
        case Card() as card:
            return Written(person, in_one_message(card), moment.now)


async def _for_all(
    message: Claimed,
    to: ToChannel,
    place: ChannelPlace | None,
    occasion: ChannelOccasion,
) -> Written | Dropped | Postponed:
    """The office has none any more: it does not want to be told there."""
    if place is None and to.waits:
        return Postponed(occasion.now + NO_CHANNEL_AGAIN, NO_CHANNEL)
    if place is None:
        return Dropped(NO_CHANNEL)
    shown = await to.write(occasion, message.args)
    if isinstance(shown, Dropped | Postponed):
        return shown
    card, note = _with_note(shown)
    return Written(place, in_one_message(card), occasion.now, note)


async def _in_place(
    message: Claimed, kind: ToPlace, circumstances: Circumstances
) -> Written | Dropped | Postponed:
    """Raises KeyError where it is not for a channel."""
    moment, channel = circumstances.moment, message.channel
    if channel is None:
        raise KeyError(message.kind)
    chain = await posting(
        moment.session,
        organization_id=moment.organization_id,
        key=message.edits or message.dedupe_key,
    )
    step = next_step(message.id, chain)
    if isinstance(step, Leave):
        return Dropped(step.reason, needs_care=step.needs_care)
    if isinstance(step, Wait):
        return Postponed(moment.now + EARLIER_AGAIN, EARLIER_ON_ITS_WAY)
    if isinstance(step, Post) and (
        held := held_back(kind, circumstances.office, circumstances.calendar, now=moment.now)
    ):
        return held
    place = await kind.find(moment, message.args)
    if place is None:
        return Postponed(moment.now + EARLIER_AGAIN, EARLIER_ON_ITS_WAY)
    if isinstance(place, Dropped):
        return place
    shown = await kind.write(moment.for_channel(channel, note=message.note), message.args)
    return _put(shown, step, place, at=moment.now)


def _put(
    shown: ShownInPlace, step: Post | Edit, place: ChannelPlace, *, at: datetime
) -> Written | Dropped | Postponed:
    if isinstance(shown, Dropped | Postponed):
        return shown
    if isinstance(shown, Filed):
        return Written(place, shown.card, at, files=shown.files)
    card, note = _with_note(shown)
    card = in_one_message(card)
    if isinstance(step, Edit):
        return Written(place, card, at, note, instead_of=step.message_id)
    if note.withheld:
        return Dropped(note.withheld if step.is_first else NOTHING_STANDS_THERE)
    return Written(place, card, at, note)


def _with_note(shown: Card | Noted) -> tuple[Card, Note]:
    return (shown.card, shown.note) if isinstance(shown, Noted) else (shown, NOTHING_NOTED)
