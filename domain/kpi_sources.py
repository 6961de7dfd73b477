"""What the KPIs are counted from, and who of everyone has completed what."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.acquisition import AcquisitionRules
from domain.catalogue import Catalogue
from domain.improvement_case import Adoption, PublishedCase
from domain.people import Person
from domain.training import (
    Attended,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    TrainingRecord,
)

_STATES = tuple(RecordState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the figures are counted from."""

    people: Sequence[Person]
    """In service, by the roster of the day on which it is counted."""
    attended: Iterable[Attended]
    """Each record once, with everyone who has it; gone through anew for each count."""
    qualifications: Mapping[int, tuple[QualificationHeld, ...]]
    """By person, as ``projects``; who has none may be absent."""
    projects: Mapping[int, tuple[ProjectRecord, ...]]
    catalogue: Catalogue
    cases: Sequence[PublishedCase] = ()
    adoptions: Sequence[Adoption] = ()


class PackedAttendance:
    """Records of everyone in a few numbers each: as values those of a prefecture take 25 MB."""

    def __init__(self) -> None:
        self._courses, self._days, self._states = array("q"), array("i"), array("b")
        self._ends, self._people = array("q"), array("q")

    def add(self, record: TrainingRecord, people: Iterable[int]) -> None:
        self._courses.append(record.course_id)
        self._days.append(record.completed_on.toordinal())
        self._states.append(_STATES.index(record.state))
        self._people.extend(people)
        self._ends.append(len(self._people))

    def __iter__(self) -> Iterator[Attended]:
        begin = 0
        records = zip(self._courses, self._days, self._states, self._ends, strict=True)
        for course_id, day, state, end in records:
            record = TrainingRecord(course_id, date.fromordinal(day), _STATES[state])
            yield Attended(record, self._people[begin:end])
            begin = end


class Completions:
    """Which courses each person has completed, so that it still counts.

    A bit for each course: sets of them take two kilobytes for each of sixteen thousand people.
    """

    def __init__(self, attended: Iterable[Attended], *, rules: AcquisitionRules) -> None:
        self._bit: dict[int, int] = {}
        self._of: dict[int, int] = {}
        found = self._of
        for record, people in attended:
            if rules.is_completed(record):
                bit = self.bits((record.course_id,))
                for person_id in people:
                    found[person_id] = found.get(person_id, 0) | bit

    def of(self, person_id: int) -> int:
        return self._of.get(person_id, 0)

    def bits(self, courses: Iterable[int]) -> int:
        """Of all of these together."""
        bits = 0
        for course_id in courses:
            bits |= self._bit.setdefault(course_id, 1 << len(self._bit))
        return bits

    def courses(self, bits: int) -> Iterator[int]:
        """Their ids."""
        return (course_id for course_id, bit in self._bit.items() if bits & bit)
