"""The published cases of one organization in memory: found by words, by tool, by training."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from domain.case_sight import may_see
from domain.improvement_case import PublishedCase, Visibility
from domain.people import Person
from domain.training import Course
from language.asked_query import asked_words
from language.case_search import case_document, case_index
from language.case_trainings import teaches
from language.search import Document, Index

LEAST = 0.15
"""What is below is not shown: it shares hardly a word with what was asked for."""
LESS_NEAR = 3
"""So many of what is not near."""

Fits = Callable[[PublishedCase], bool]


@dataclass(frozen=True, slots=True)
class FoundCases:
    """The best first."""

    cases: tuple[PublishedCase, ...] = ()
    are_near: bool = True
    """Whether they answer the question; what is not near is only the best of what there is."""


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
        self._limited: set[int] = set()
        """Those that not everybody may see."""
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
            if known is None or document_of(known) != document_of(case):
                self._unindexed[case_id] = None

    def index_some(self, count: int) -> None:
        for case_id in list(self._unindexed)[:count]:
            del self._unindexed[case_id]
            self._index.put(document_of(self._cases[case_id]))

    def search(self, text: str, person: Person, fits: Fits | None = None) -> FoundCases:
        """All that are near, and what has each word that is asked for; where none is, the few that come
        nearest.
        """
        near, others = self._index.ranked(text, least=LEAST, whole=asked_words(text))
        if found := tuple(self._shown(near, person, fits)):
            return FoundCases(found)
        less = tuple(islice(self._shown(others, person, fits), LESS_NEAR))
        return FoundCases(less, are_near=not less)

    def similar(
        self, text: str, person: Person, *, least: float, most: int
    ) -> tuple[PublishedCase, ...]:
        """Those that score ``least``, the first ``most``."""
        found, _ = self._index.ranked(text, least=least, near_from=least)
        return tuple(islice(self._shown(found, person), most))

    def _shown(
        self, ids: Iterable[int], person: Person, fits: Fits | None = None
    ) -> Iterator[PublishedCase]:
        """Most are for everybody: of thousands only the others are looked at one by one."""
        cases, limited = self._cases, self._limited
        seen = (cases[each] for each in ids if each not in limited or may_see(person, cases[each]))
        return seen if fits is None else filter(fits, seen)

    def newest(self, person: Person, fits: Fits | None) -> tuple[PublishedCase, ...]:
        """All that fit, the newest first."""
        return _newest(self._shown(self._cases, person, fits))

    def get(self, case_id: int, person: Person) -> PublishedCase | None:
        case = self._cases.get(case_id)
        return case if case and may_see(person, case) else None

    def tools(self, person: Person) -> frozenset[str]:
        """Of the cases that they may see, as written."""
        return frozenset(
            tool for tool, ids in self._with_tool.items() if next(self._shown(ids, person), None)
        )

    def of_course(self, course: Course, person: Person) -> CasesOfCourse:
        born = self._of_course.get(course.code, set())
        tools = (tool for tool in self._with_tool if teaches(course, [tool]))
        alike = {each for tool in tools for each in self._with_tool[tool]} - born
        return CasesOfCourse(
            _newest(self._shown(born, person)), _newest(self._shown(alike, person))
        )

    def _put_in(self, case: PublishedCase) -> None:
        self._cases[case.id] = case
        if case.text.visibility is not Visibility.OFFICE:
            self._limited.add(case.id)
        if case.text.course_code:
            self._of_course[case.text.course_code].add(case.id)
        for tool in case.text.tools:
            self._with_tool[tool].add(case.id)

    def _take_out(self, case: PublishedCase) -> None:
        self._limited.discard(case.id)
        self._of_course[case.text.course_code].discard(case.id)
        for tool in case.text.tools:
            self._with_tool[tool].discard(case.id)
            if not self._with_tool[tool]:
                del self._with_tool[tool]


def _newest(cases: Iterable[PublishedCase]) -> tuple[PublishedCase, ...]:
    return tuple(sorted(cases, key=lambda case: (case.published_at, case.id), reverse=True))


def document_of(case: PublishedCase) -> Document[int]:
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
