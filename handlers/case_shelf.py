"""The published cases of one organization in memory: found by words, by tool, by training."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.improvement_case import PublishedCase, may_see
from domain.people import Person
from language.case_search import case_document
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


class CaseShelf:
    """For one thread at a time. Nobody is shown, or has counted, what they may not see."""

    def __init__(self) -> None:
        self._cases: dict[int, PublishedCase] = {}
        self._index: Index[int] = Index()
        self._with_course: defaultdict[str, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._cases)

    def change(self, cases: Mapping[int, PublishedCase | None]) -> None:
        """None of what is not published any more."""
        for case_id, case in cases.items():
            known = self._cases.get(case_id)
            if known is not None:
                self._with_course[known.text.course_code].discard(case_id)
            if case is None:
                self._cases.pop(case_id, None)
                self._index.remove(case_id)
                continue
            self._cases[case_id] = case
            self._with_course[case.text.course_code].add(case_id)
            document = _document(case)
            if known is None or _document(known) != document:
                self._index.put(document)

    def get(self, case_id: int, person: Person) -> PublishedCase | None:
        case = self._cases.get(case_id)
        return case if case and may_see(person, case) else None

    def search(self, text: str, person: Person, fits: Fits) -> tuple[FoundCase, ...]:
        """The best first: all that are near; where none is, the few that come nearest."""
        found: list[FoundCase] = []
        for hit in self._index.ranked(text):
            is_over = found and found[0].is_near and not hit.is_near
            if is_over or hit.score < LEAST or (not hit.is_near and len(found) == LESS_NEAR):
                break
            case = self._cases[hit.key]
            if may_see(person, case) and fits(case):
                found.append(FoundCase(case, is_near=hit.is_near))
        return tuple(found)

    def newest(self, person: Person, fits: Fits) -> tuple[PublishedCase, ...]:
        """All that fit, the newest first."""
        seen = [case for case in self._cases.values() if fits(case) and may_see(person, case)]
        return tuple(sorted(seen, key=lambda case: (case.published_at, case.id), reverse=True))


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
