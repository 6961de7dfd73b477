"""What the weekly messages would say at their next turn. Reads only, and for all people at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from domain.business_calendar import BusinessCalendar
from domain.catalogue import Catalogue
from domain.coming_turn import ComingTurn, coming_turn
from domain.iso_week import WEEK, weeks_before
from domain.office import Office
from domain.people import Attendance, Person
from domain.permissions import Act, is_allowed
from domain.recommendation import Adviser, Recommendation
from domain.reminder import Reminder, in_spite_of, reminder_of, required_only
from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, ReminderPreference
from domain.reminder_preview import (
    ForManager,
    ForPerson,
    ReminderPreview,
    Spared,
    SparedFor,
    spared_for,
)
from domain.requirements import Rulebook
from domain.section_reminder import Behind, Finished, SectionReminder
from domain.training import Achievements
from domain.weekly_schedule import WeeklySchedule
from handlers import reminder, section_reminder
from storage.achievements import achievements_of_all
from storage.catalogue import read_catalogue
from storage.organization_office import office_of
from storage.people import staff_in_service
from storage.reminder_preferences import reminder_preferences
from storage.reminders_of_all import (
    DecidedAt,
    Done,
    Told,
    decisions_of_all,
    done_of_all,
    reminded_at_of_all,
)
from storage.session import Session

_NOTHING = Achievements()
Message = TypeVar("Message", ForPerson, ForManager)


async def reminder_preview(
    session: Session,
    *,
    organization_id: int,
    rulebook: Rulebook,
    is_national_holiday: Callable[[date], bool],
    as_of: datetime,
) -> ReminderPreview:
    """By what the roster and the records hold now. Raises NeverOpen."""
    office = await office_of(session, organization_id=organization_id)
    wishes = await reminder_preferences(session, organization_id=organization_id)
    turns = _Turns(office, BusinessCalendar(is_national_holiday, office.own_days), as_of)
    coming = {turns.of(wish) for wish in (AS_THE_OFFICE_HAS_IT, *wishes.values())}
    catalogue = await read_catalogue(session, organization_id=organization_id)
    everybody = _Everybody(
        people=await staff_in_service(session, organization_id=organization_id),
        wishes=wishes,
        achievements=await achievements_of_all(session, organization_id=organization_id),
        news=await _news(session, coming, organization_id=organization_id),
        turns=turns,
        advisers=_Advisers(rulebook, catalogue),
    )
    return everybody.preview()


async def _news(session: Session, turns: set[ComingTurn], *, organization_id: int) -> "_News":
    whose = {"organization_id": organization_id}
    weeks = sorted({turn.week for turn in turns})
    told, taken = {}, {}
    for kind in (reminder.KIND, section_reminder.KIND):
        for week in weeks:
            before = weeks_before(week, count=reminder.WEEKS_LOOKED_BACK)
            told[kind, week] = await reminded_at_of_all(session, kind, before, **whose)
            taken[kind, week] = await reminded_at_of_all(session, kind, [week], **whose)
    moments = [at for each in told.values() for pair in each.values() for at in pair if at]
    earliest = min([*moments, *(turn.at for turn in turns)]) - WEEK
    return _News(
        told=told,
        taken=taken,
        decisions=await decisions_of_all(session, earliest, **whose),
        done=await done_of_all(session, earliest, **whose),
    )


@dataclass(frozen=True, slots=True)
class _News:
    """``told`` and ``taken`` by kind and week: the messages before that week, and those of it."""

    told: Mapping[tuple[str, str], Mapping[int, Told]]
    taken: Mapping[tuple[str, str], Mapping[int, Told]]
    decisions: Mapping[int, Sequence[DecidedAt]]
    done: Mapping[int, Sequence[Done]]

    def since(self, kind: str, turn: ComingTurn, person: Person) -> datetime:
        told, made = self.told[kind, turn.week].get(person.id, (None, None))
        return reminder.news_since(told, made, now=turn.at)

    def has_taken(self, kind: str, turn: ComingTurn, person: Person) -> bool:
        return person.id in self.taken[kind, turn.week]

    def finished_by(self, person: Person, *, since: datetime) -> tuple[str, ...]:
        return tuple(
            each.course_name
            for each in self.done.get(person.id, ())
            if each.completed_on > since.date()
            or (each.decided_at is not None and each.decided_at > since)
        )


@dataclass(frozen=True, slots=True)
class _Turns:
    office: Office
    calendar: BusinessCalendar
    as_of: datetime
    _known: dict[WeeklySchedule, ComingTurn] = field(default_factory=dict)

    def of(self, wish: ReminderPreference) -> ComingTurn:
        schedule = wish.schedule(self.office)
        if schedule not in self._known:
            self._known[schedule] = coming_turn(
                schedule, self.office, self.calendar, as_of=self.as_of
            )
        return self._known[schedule]


@dataclass(frozen=True, slots=True)
class _Advisers:
    rulebook: Rulebook
    catalogue: Catalogue
    _known: dict[datetime, Adviser] = field(default_factory=dict)

    def at(self, now: datetime) -> Adviser:
        if now not in self._known:
            self._known[now] = Adviser(rulebook=self.rulebook, catalogue=self.catalogue, now=now)
        return self._known[now]


@dataclass(frozen=True, slots=True)
class _Everybody:
    people: Sequence[Person]
    wishes: Mapping[int, ReminderPreference]
    achievements: Mapping[int, Achievements]
    news: _News
    turns: _Turns
    advisers: _Advisers

    def preview(self) -> ReminderPreview:
        people, spared = _told_and_spared(self._for_person(each) for each in self.people)
        managers, spared_managers = _told_and_spared(
            self._for_manager(each, led) for each, led in self._managers()
        )
        return ReminderPreview(
            office=self.turns.office,
            turn=self.turns.of(AS_THE_OFFICE_HAS_IT),
            catalogue=self.advisers.catalogue,
            people=people,
            managers=managers,
            spared=spared,
            spared_managers=spared_managers,
        )

    def _for_person(self, person: Person) -> ForPerson | SparedFor:
        """As ``handlers/reminder.py`` decides when the message is written."""
        wish = self._wish(person)
        turn = self.turns.of(wish)
        if spared := self._without_row(reminder.KIND, turn, person):
            return spared
        since = self.news.since(reminder.KIND, turn, person)
        decided = self.news.decisions.get(person.id, ())
        whole = reminder_of(
            self._recommendation(person, turn),
            decided=[each.decision for each in decided if each.at > since],
            since=since,
            now=turn.at,
        )
        silence = wish.silence(today=turn.at.date())
        kept = in_spite_of(silence, whole)
        if silence and kept.is_empty and not whole.is_empty:
            return spared_for(silence)
        return SparedFor(Spared.NOTHING_NEW) if whole.is_empty else ForPerson(person, turn, kept)

    def _for_manager(self, manager: Person, led: Sequence[Person]) -> ForManager | SparedFor:
        """As ``handlers/section_reminder.py``."""
        turn = self.turns.of(self._wish(manager))
        if spared := self._without_row(section_reminder.KIND, turn, manager):
            return spared
        since = self.news.since(section_reminder.KIND, turn, manager)
        found = SectionReminder(
            behind=tuple(
                Behind(person, late.overdue, late.due)
                for person, late in ((each, self._late(each, turn)) for each in led)
                if not late.is_empty
            ),
            finished=tuple(
                Finished(person, courses)
                for person in led
                if (courses := self.news.finished_by(person, since=since))
            ),
        )
        if found.is_empty:
            return SparedFor(Spared.NOTHING_NEW)
        return ForManager(manager, turn, found)

    def _without_row(self, kind: str, turn: ComingTurn, person: Person) -> SparedFor | None:
        """Who gets no row in the outbox, or has it already."""
        if person.attendance.is_on_leave:
            return SparedFor(Spared.ON_LEAVE)
        if self.news.has_taken(kind, turn, person):
            return SparedFor(Spared.TOLD_ALREADY)
        return None

    def _managers(self) -> Iterator[tuple[Person, Sequence[Person]]]:
        """Whom somebody at work names, and those of them whose training they may see."""
        led = defaultdict(list)
        for person in self.people:
            if person.attendance is Attendance.ACTIVE and person.manager_number:
                led[person.manager_number].append(person)
        for manager in self.people:
            people = led.get(manager.employee_number, [])
            if people:
                yield (
                    manager,
                    [p for p in people if is_allowed(Act.SEE_TRAINING, actor=manager, subject=p)],
                )

    def _late(self, person: Person, turn: ComingTurn) -> Reminder:
        recommendation = self._recommendation(person, turn)
        return required_only(reminder_of(recommendation, decided=(), since=turn.at, now=turn.at))

    def _recommendation(self, person: Person, turn: ComingTurn) -> Recommendation:
        achievements = self.achievements.get(person.id, _NOTHING)
        return self.advisers.at(turn.at).recommend(person, achievements)

    def _wish(self, person: Person) -> ReminderPreference:
        return self.wishes.get(person.id, AS_THE_OFFICE_HAS_IT)


def _told_and_spared(
    found: Iterable[Message | SparedFor],
) -> tuple[tuple[Message, ...], Mapping[SparedFor, int]]:
    told: list[Message] = []
    spared: Counter[SparedFor] = Counter()
    for each in found:
        if isinstance(each, SparedFor):
            spared[each] += 1
        else:
            told.append(each)
    return tuple(told), spared
