"""The published cases of one organization in memory: found by words, by tool, by training."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from domain.improvement_case import PublishedCase, may_see
from domain.people import Person
from domain.training import Course
from language.case_search import case_document, case_index
from language.case_trainings import teaches
from language.search import Document, Index

LEAST = 0.15
"""What is below is not shown: it shares hardly a word with what was asked for."""
LESS_NEAR = 3
"""So many of what is not near."""

Fits = Callable[[PublishedCase], bool]


@dataclass(frozen=True, slots=True)
class FoundCase:
    case: PublishedCase
    is_near: bool = True
    """Whether it answers the question; what is not near is only the best of what there is."""


@dataclass(frozen=True, slots=True)
class CasesOfCourse:
    """Born of a training, and done with what it teaches; the newest first."""

    born: tuple[PublishedCase, ...] = ()
    alike: tuple[PublishedCase, ...] = ()


class CaseShelf:
    """For one thread at a time. Nobody is shown, or has counted, what they may not see.

    What has come or changed is searched once it has been indexed.
    """

    def __init__(self) -> None:
        self._cases: dict[int, PublishedCase] = {}
        self._index: Index[int] = case_index()
        self._unindexed: dict[int, None] = {}
        self._of_course: defaultdict[str, set[int]] = defaultdict(set)
        self._with_tool: defaultdict[str, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._cases)

    @property
    def is_indexed(self) -> bool:
        return not self._unindexed

    def change(self, cases: Mapping[int, PublishedCase | None]) -> None:
        """None of what is not published any more."""
        for case_id, case in cases.items():
            known = self._cases.get(case_id)
            if known is not None:
                self._take_out(known)
            if case is None:
                self._cases.pop(case_id, None)
                self._unindexed.pop(case_id, None)
                self._index.remove(case_id)
                continue
            self._put_in(case)
            if known is None or _document(known) != _document(case):
                self._unindexed[case_id] = None

    def index_some(self, count: int) -> None:
        for case_id in list(self._unindexed)[:count]:
            del self._unindexed[case_id]
            self._index.put(_document(self._cases[case_id]))

    def search(self, text: str, person: Person, fits: Fits | None) -> tuple[FoundCase, ...]:
        """The best first: all that are near; where none is, the few that come nearest."""
        near, others = self._index.ranked(text, least=LEAST)
        found = [case for key in near if (case := self._seen_by(person, key, fits))]
        if found:
            return tuple(map(FoundCase, found))
        less = (case for key in others if (case := self._seen_by(person, key, fits)))
        return tuple(FoundCase(case, is_near=False) for case in islice(less, LESS_NEAR))

    def _seen_by(self, person: Person, case_id: int, fits: Fits | None) -> PublishedCase | None:
        case = self._cases[case_id]
        is_shown = (fits is None or fits(case)) and may_see(person, case)
        return case if is_shown else None

    def newest(self, person: Person, fits: Fits | None) -> tuple[PublishedCase, ...]:
        """All that fit, the newest first."""
        seen = (self._seen_by(person, case_id, fits) for case_id in self._cases)
        return _newest(case for case in seen if case)

    def get(self, case_id: int, person: Person) -> PublishedCase | None:
        case = self._cases.get(case_id)
        return case if case and may_see(person, case) else None

    def tools(self, person: Person) -> frozenset[str]:
        """Of the cases that they may see, as written."""
        return frozenset(
            tool
            for tool, ids in self._with_tool.items()
            if any(may_see(person, self._cases[each]) for each in ids)
        )

    def of_course(self, course: Course, person: Person) -> CasesOfCourse:
        born = self._of_course.get(course.code, set())
        tools = (tool for tool in self._with_tool if teaches(course, [tool]))
        alike = {each for tool in tools for each in self._with_tool[tool]} - born
        return CasesOfCourse(self._seen(born, person), self._seen(alike, person))

    def _seen(self, ids: Iterable[int], person: Person) -> tuple[PublishedCase, ...]:
        return _newest(c for c in map(self._cases.__getitem__, ids) if may_see(person, c))

    def _put_in(self, case: PublishedCase) -> None:
        self._cases[case.id] = case
        if case.text.course_code:
            self._of_course[case.text.course_code].add(case.id)
        for tool in case.text.tools:
            self._with_tool[tool].add(case.id)

    def _take_out(self, case: PublishedCase) -> None:
        self._of_course[case.text.course_code].discard(case.id)
        for tool in case.text.tools:
            self._with_tool[tool].discard(case.id)
            if not self._with_tool[tool]:
                del self._with_tool[tool]


def _newest(cases: Iterable[PublishedCase]) -> tuple[PublishedCase, ...]:
    return tuple(sorted(cases, key=lambda case: (case.published_at, case.id), reverse=True))


def _document(case: PublishedCase) -> Document[int]:
    text = case.text
    return case_document(
        case.id,
        department=f"{case.department}\n{case.section}",
        title=text.title,
        before=text.before,
        after=text.after,
        effect="\n".join(filter(None, [text.effect.other, text.reuse])),
        tools=text.tools,
    )
