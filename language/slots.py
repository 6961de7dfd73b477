"""What a message carries besides its intent (CONTRACT.md, slots), each in one place of its own.

The handlers take the same pieces: ``CourseNames`` for a training, ``meant_day`` and ``days_said`` for a
day, ``asked_terms``, ``place_named``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from language.as_written import as_written
from language.asked_query import asked_query
from language.asked_terms import asked_terms
from language.consult_words import place_named
from language.gazetteer import CourseNames
from language.intents import Intent
from language.issue_numbers import issue_number_in
from language.meant_day import days_said, meant_day
from language.named_courses import course_words

_OF_COURSES = frozenset(
    {
        Intent.NEXT_TRAINING,
        Intent.TRAINING_STATUS,
        Intent.FIND_COURSE,
        Intent.COURSE_DETAIL,
        Intent.ENROLL,
        Intent.CANCEL_ENROLLMENT,
        Intent.COMPLETE_COURSE,
        Intent.STAGE_REQUIREMENTS,
        Intent.REMINDER_SETTINGS,
        Intent.ANNOUNCE,
    }
)
_LOOKING = frozenset(
    {
        Intent.FIND_COURSE,
        Intent.FIND_CASES,
        Intent.LIST_ISSUES,
        Intent.SIMILAR_ISSUES,
        Intent.EXPLAIN_POLICY,
        Intent.CONSULT,
    }
)


@dataclass(frozen=True, slots=True)
class SlotReader:
    """Reads with the names of one municipality."""

    courses: CourseNames
    places: Collection[str]
    """Departments and sections."""
    is_national_holiday: Callable[[date], bool]

    def slots(self, text: str, *, intent: Intent, today: date | None) -> Mapping[str, str | int]:
        """Only what the text carries: words as it writes them, ``issue`` a number, ``date`` ISO.

        Without ``today`` there is no ``date``. Any text will do; nothing is raised.
        """
        words = {
            "course": self._course(text, intent) if intent in _OF_COURSES else "",
            "term": next(iter(asked_terms(text)), "") if intent is Intent.EXPLAIN_TERM else "",
            "department": place_named(text, self.places),
            "query": self._query(text, intent, today) if intent in _LOOKING else "",
        }
        number = issue_number_in(text)
        if number is not None or words["query"] == words["course"]:
            words["query"] = ""
        found: dict[str, str | int] = {
            name: as_written(said, text) for name, said in words.items() if said
        }
        if number is not None:
            found["issue"] = number
        if today and (day := self._day(text, intent, today)):
            found["date"] = day.isoformat()
        return found

    def _course(self, text: str, intent: Intent) -> str:
        return course_words(text, self.courses, is_theme=intent is Intent.FIND_COURSE)

    def _day(self, text: str, intent: Intent, today: date) -> date | None:
        return meant_day(
            text, intent=intent, today=today, is_national_holiday=self.is_national_holiday
        )

    def _query(self, text: str, intent: Intent, today: date | None) -> str:
        """Days and places are asked for by their own slots."""
        days = days_said(
            text,
            intent=intent,
            today=today or _ANY_DAY,
            is_national_holiday=self.is_national_holiday,
        )
        place = place_named(text, self.places)
        return asked_query(text, left_out=[day.words for day in days] + ([place] if place else []))


_ANY_DAY = date(2026, 4, 1)
