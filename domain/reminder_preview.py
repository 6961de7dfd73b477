"""What the next week's messages would be: to whom, when, and why the others get none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.catalogue import Catalogue
from domain.coming_turn import ComingTurn
from domain.office import Office
from domain.people import Person
from domain.reminder import Reminder, Silence
from domain.section_reminder import SectionReminder


class Spared(StrEnum):
    NOTHING_NEW = "今週は知らせることがない"
    ON_LEAVE = "休職・育休"
    SNOOZED = "止めている"
    OPTED_OUT = "送らないでほしい"
    TOLD_ALREADY = "その週のお知らせはもう作ってある"


@dataclass(frozen=True, slots=True)
class SparedFor:
    """``until``: the last day of a snooze."""

    reason: Spared
    until: date | None = None


def spared_for(silence: Silence) -> SparedFor:
    if silence.until is None:
        return SparedFor(Spared.OPTED_OUT)
    return SparedFor(Spared.SNOOZED, silence.until)


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
    """``turn`` is by the office's own time."""

    office: Office
    turn: ComingTurn
    catalogue: Catalogue
    people: tuple[ForPerson, ...]
    managers: tuple[ForManager, ...]
    spared: Mapping[SparedFor, int]
    """How many get none for themselves."""
    spared_managers: Mapping[SparedFor, int]
    """How many of those who lead somebody are told nothing of them."""
