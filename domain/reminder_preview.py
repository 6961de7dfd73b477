"""What the next week's messages would be: to whom, when, and why the others get none."""

from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.coming_turn import ComingTurn
from domain.office import Office
from domain.people import Person
from domain.reminder import NotTold, Reminder
from domain.section_reminder import SectionReminder


@dataclass(frozen=True, slots=True)
class Spared:
    """Who gets no message, and why."""

    person: Person
    why: NotTold


@dataclass(frozen=True, slots=True)
class ForPerson:
    person: Person
    turn: ComingTurn
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class ForManager:
    person: Person
    turn: ComingTurn
    reminder: SectionReminder


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """``turn`` is by the office's own time; ``following`` is the one after it."""

    office: Office
    turn: ComingTurn
    following: ComingTurn
    catalogue: Catalogue
    people: tuple[ForPerson, ...]
    managers: tuple[ForManager, ...]
    spared: tuple[Spared, ...]
    """Who get none for themselves."""
    spared_managers: tuple[Spared, ...]
    """Of those who lead somebody, who are told nothing of them."""
