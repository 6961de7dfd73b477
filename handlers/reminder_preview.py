"""What the weekly messages would say at their next turn. Reads only, and for all people at once.

Who is told what is decided as when they are sent: ``domain/reminder.py``, ``domain/section_reminder.py``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.catalogue import Catalogue
from domain.coming_turn import ComingTurn
from domain.iso_week import WEEK, weeks_before
from domain.people import Person
from domain.recommendation import Adviser, Recommendation
from domain.reminder import (
    MADE_ALREADY,
    ON_LEAVE,
    Decision,
    NotTold,
    news_since,
    reminder_for,
)
from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, OwnTime, ReminderPreference
from domain.reminder_preview import ForManager, ForPerson, ReminderPreview, Spared
from domain.requirements import Rulebook
from domain.section_reminder import Done, section_of, section_reminder
from domain.training import Achievements
from handlers import reminder
from handlers import section_reminder as to_managers
from handlers.next_turns import NextTurns, next_turns
from storage.achievements import achievements_of_all
from storage.catalogue import read_catalogue
from storage.people import staff_in_service
from storage.reminder_news import decisions_since, done_since
from storage.reminder_preferences import reminder_preferences
from storage.reminder_rows import reminded_at_of_all, whom_to_remind
from storage.session import Session

_NOTHING = Achievements()
Told = tuple[datetime | None, datetime | None]
"""When the last message was told, and when the first was made."""
_KINDS = (reminder.KIND, to_managers.KIND)


async def reminder_preview(
    session: Session,
    *,
    organization_id: int,
    rulebook: Rulebook,
    is_national_holiday: Callable[[date], bool],
    as_of: datetime,
    planned_from: datetime | None = None,
) -> ReminderPreview:
    """By what the roster and the records hold now. ``planned_from`` as for NextTurns.

    Raises NeverOpen.
    """
    turns = await next_turns(
        session,
        organization_id=organization_id,
        is_national_holiday=is_national_holiday,
        now=as_of,
        planned_from=planned_from,
    )
    everybody = await _everybody(session, _Turns(turns), rulebook, organization_id=organization_id)
    return everybody.preview()


async def _everybody(
    session: Session, turns: "_Turns", rulebook: Rulebook, *, organization_id: int
) -> "_Everybody":
    wishes = await reminder_preferences(session, organization_id=organization_id)
    asked = (AS_THE_OFFICE_HAS_IT, *wishes.values())
    coming = {kind: {turns.of(kind, wish) for wish in asked} for kind in _KINDS}
    catalogue = await read_catalogue(session, organization_id=organization_id)
    rows = {
        kind: await _rows(session, kind, coming[kind], organization_id=organization_id)
        for kind in _KINDS
    }
    since = min(at for kind in _KINDS for at in rows[kind].moments(coming[kind])) - WEEK
    return _Everybody(
        people=await staff_in_service(session, organization_id=organization_id),
        wishes=wishes,
        achievements=await achievements_of_all(session, organization_id=organization_id),
        decisions=await decisions_since(session, since, organization_id=organization_id),
        done=await done_since(session, since, organization_id=organization_id),
        rows=rows,
        turns=turns,
        advisers=_Advisers(rulebook, catalogue),
    )


async def _rows(
    session: Session, kind: str, turns: Iterable[ComingTurn], *, organization_id: int
) -> "_Rows":
    told, taken = {}, {}
    for week in sorted({turn.week for turn in turns}):
        before = weeks_before(week, count=reminder.WEEKS_LOOKED_BACK)
        told[week] = await reminded_at_of_all(
            session, kind, before, organization_id=organization_id
        )
        taken[week] = await reminded_at_of_all(
            session, kind, [week], organization_id=organization_id
        )
    reminded = await whom_to_remind(
        session, managers_only=kind == to_managers.KIND, organization_id=organization_id
    )
    return _Rows(reminded, told, taken)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The outbox's rows of one kind. ``told`` are those before each week, ``taken`` those of it."""

    reminded: frozenset[int]
    """For whom there is one when it is their time."""
    told: Mapping[str, Mapping[int, Told]]
    taken: Mapping[str, Mapping[int, Told]]

    def why_none(self, person: Person, turn: ComingTurn) -> NotTold | None:
        """Why no row is put down for somebody in service, or for one who leads others."""
        if person.id not in self.reminded:
            return NotTold(ON_LEAVE)
        return NotTold(MADE_ALREADY) if person.id in self.taken[turn.week] else None

    def since(self, person: Person, turn: ComingTurn) -> datetime:
        told, made = self.told[turn.week].get(person.id, (None, None))
        return news_since(told, made, now=turn.at)

    def moments(self, turns: Iterable[ComingTurn]) -> Iterator[datetime]:
        """From which on news is counted, but for a week."""
        yield from (turn.at for turn in turns)
        for each in self.told.values():
            yield from (at for pair in each.values() for at in pair if at)


@dataclass(frozen=True, slots=True)
class _Turns:
    next: NextTurns
    _known: dict[tuple[str, OwnTime | None], ComingTurn] = field(default_factory=dict)

    def of(self, kind: str, wish: ReminderPreference) -> ComingTurn:
        asked = kind, wish.own_time
        if asked not in self._known:
            self._known[asked] = self.next.of(*asked)
        return self._known[asked]


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
    decisions: Mapping[int, Sequence[Decision]]
    done: Mapping[int, Sequence[Done]]
    rows: Mapping[str, _Rows]
    """By the message's kind."""
    turns: _Turns
    advisers: _Advisers

    def preview(self) -> ReminderPreview:
        people = [self._for_person(each) for each in self.people]
        managers = [self._for_manager(each, section) for each, section in self._sections()]
        turn = self.turns.of(reminder.KIND, AS_THE_OFFICE_HAS_IT)
        return ReminderPreview(
            office=self.turns.next.office,
            turn=turn,
            following=self.turns.next.of(reminder.KIND, after_week=turn.week),
            catalogue=self.advisers.catalogue,
            people=tuple(each for each in people if isinstance(each, ForPerson)),
            managers=tuple(each for each in managers if isinstance(each, ForManager)),
            spared=tuple(each for each in people if isinstance(each, Spared)),
            spared_managers=tuple(each for each in managers if isinstance(each, Spared)),
        )

    def _for_person(self, person: Person) -> ForPerson | Spared:
        wish, rows = self._wish(person), self.rows[reminder.KIND]
        turn = self.turns.of(reminder.KIND, wish)
        if why := rows.why_none(person, turn):
            return Spared(person, why)
        found = reminder_for(
            self._recommendation(person, turn),
            decided=self.decisions.get(person.id, ()),
            since=rows.since(person, turn),
            silence=wish.silence(today=turn.at.date()),
            now=turn.at,
        )
        if isinstance(found, NotTold):
            return Spared(person, found)
        return ForPerson(person, turn, found)

    def _for_manager(self, manager: Person, section: Sequence[Person]) -> ForManager | Spared:
        wish = self._wish(manager)
        turn = self.turns.of(to_managers.KIND, wish)
        rows = self.rows[to_managers.KIND]
        if why := rows.why_none(manager, turn):
            return Spared(manager, why)
        found = section_reminder(
            (self._recommendation(person, turn) for person in section),
            self.done,
            since=rows.since(manager, turn),
            silence=wish.silence(today=turn.at.date()),
            now=turn.at,
        )
        if isinstance(found, NotTold):
            return Spared(manager, found)
        return ForManager(manager, turn, found)

    def _sections(self) -> Iterator[tuple[Person, Sequence[Person]]]:
        """Of those who lead somebody at work."""
        naming = defaultdict[str | None, list[Person]](list)
        for person in self.people:
            naming[person.manager_number].append(person)
        for manager in self.people:
            if section := section_of(manager, naming.get(manager.employee_number, ())):
                yield manager, section

    def _recommendation(self, person: Person, turn: ComingTurn) -> Recommendation:
        achievements = self.achievements.get(person.id, _NOTHING)
        return self.advisers.at(turn.at).recommend(person, achievements)

    def _wish(self, person: Person) -> ReminderPreference:
        return self.wishes.get(person.id, AS_THE_OFFICE_HAS_IT)
