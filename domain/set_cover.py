"""The cheapest courses that together give a set of skills: a weighted set cover.

Solved exactly by branch and bound, which is quick at the size of one person's gap. Beyond
``NODE_LIMIT`` steps the best cover found so far stands, and ``is_exact`` says that it is not proven.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NODE_LIMIT = 20_000
"""Some 0.1 to 0.2 s, during which nobody else is answered."""

Cost = tuple[int, float]
"""(courses of unknown hours, hours): unknown hours are never preferred to known ones."""

_ROUNDING = 1e-9
"""The bound is a sum of quotients; it must not exceed the truth by their rounding."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A course with the prerequisites that it brings along, and what they give of what is wanted."""

    courses: frozenset[str]
    skills: frozenset[str]


class Cover:
    """``codes``: the courses chosen, the same for the same input in any order."""

    def __init__(
        self,
        bundles: Iterable[Bundle],
        *,
        hours: Mapping[str, float | None],
        gives: Mapping[str, frozenset[str]],
    ) -> None:
        """``hours`` and ``gives`` (what of the wanted skills) by course code."""
        self._hours = hours
        self._bundles = sorted(bundles, key=lambda b: (self._cost(b.courses), sorted(b.courses)))
        wanted = frozenset[str]().union(*(b.skills for b in self._bundles))
        self._giving = {s: [b for b in self._bundles if s in b.skills] for s in sorted(wanted)}
        self._share = self._least_share(gives)
        self._nodes = 0
        greedy = self._greedy(wanted)
        self._best: tuple[Cost, tuple[str, ...]] = (self._cost(greedy), tuple(sorted(greedy)))
        self._branch(wanted, frozenset())

    @property
    def codes(self) -> tuple[str, ...]:
        return self._best[1]

    @property
    def is_exact(self) -> bool:
        return self._nodes <= NODE_LIMIT

    def _least_share(self, gives: Mapping[str, frozenset[str]]) -> dict[str, float]:
        """For each skill the hours that it costs at least, a course's hours split among its skills."""
        share: dict[str, float] = {}
        for code in frozenset[str]().union(*(b.courses for b in self._bundles)):
            skills = gives[code] & self._giving.keys()
            for skill in skills:
                each = (self._hours[code] or 0.0) / len(skills)
                share[skill] = min(each, share.get(skill, each))
        return share

    def _greedy(self, skills: frozenset[str]) -> frozenset[str]:
        chosen: frozenset[str] = frozenset()
        while skills:
            useful = (b for b in self._bundles if not b.skills.isdisjoint(skills))
            best = min(useful, key=lambda b: self._price(b, skills, chosen))
            chosen |= best.courses
            skills -= best.skills
        return chosen

    def _price(
        self, bundle: Bundle, skills: frozenset[str], chosen: frozenset[str]
    ) -> tuple[float, float]:
        unknown, hours = self._cost(bundle.courses - chosen)
        gained = len(bundle.skills & skills)
        return unknown / gained, hours / gained

    def _branch(self, skills: frozenset[str], chosen: frozenset[str]) -> None:
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            return
        unknown, hours = self._cost(chosen)
        if not skills:
            self._best = min(self._best, ((unknown, hours), tuple(sorted(chosen))))
            return
        at_least = hours + sum(self._share[skill] for skill in skills) - _ROUNDING
        if (unknown, at_least) >= self._best[0]:
            return
        # Every cover has to contain one of the bundles that give the scarcest skill.
        scarcest = min(skills, key=lambda skill: (len(self._giving[skill]), skill))
        for bundle in self._giving[scarcest]:
            self._branch(skills - bundle.skills, chosen | bundle.courses)

    def _cost(self, codes: frozenset[str]) -> Cost:
        # Summed in one order, so that equal sets cost exactly the same.
        hours = [self._hours[code] for code in sorted(codes)]
        return sum(h is None for h in hours), sum(h for h in hours if h is not None)
