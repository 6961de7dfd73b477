"""What a search for improvement cases says besides its theme: whose, with what, how much saved, when.

「税務課の」「RPAを使った」「月10時間以上」「コスト削減の」「令和7年度の」「今年の」. Only what is said in so many words narrows
the search down; everything else stays part of the theme.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from domain.improvement_case import PublishedCase
from domain.japan_time import JAPAN
from domain.people import Post
from language.asked_query import LONGEST, asked_query
from language.case_amounts import Amount, Kind, amounts_in, kinds_in, saved
from language.case_years import Period, period_in
from language.consult_words import place_named
from language.normalise import normalise

PLACE, TOOL, EFFECT, YEAR = "部署", "道具", "効果", "時期"

_OF_PLACE = r"(?= ?(?:の(?!ため|為)|で(?!き)|が|は|内|、|$|改善|事例|取り?組)| )"
_NOT_OF_PLACE = r"以外"
_OWN = re.compile(
    r"(?:うち|内|自分|私|わたし|当|自)(?:たち|達)?の?(?P<kind>課|所属|係|部署|部|局)(?=の|で|が|は|、|$|内|改善|事例)"
)
_TOOL = re.compile(
    r"(?P<tool>[ァ-ヺーa-z0-9+#.一-龠々・-]{2,30}(?: [a-z0-9+#.-]{1,20})*)(?:など)?(?:の機能)?"
    r"(?:を(?:使[っいう用]|つか[っいう]|活用|利用|用い|導入)(?:して|した|しての|て|た|い|った|う)?(?:いる|る)?|による|を使用した)"
)


@dataclass(frozen=True, slots=True)
class CaseWish:
    """What is looked for; what is None or empty is not said."""

    theme: str
    """Normalised; empty where nothing but the filters is said."""
    place: str = ""
    is_elsewhere: bool = False
    """Anywhere but in ``place``."""
    tool: str = ""
    """What is said of the ``tools`` that are known, as the cases have it."""
    amounts: tuple[Amount, ...] = ()
    period: Period | None = None
    tools: frozenset[str] = frozenset()
    theme_of_kinds: str = ""
    """What is looked for where ``amounts`` are kinds alone and are left out: 「コスト削減の事例」."""

    @property
    def filters(self) -> dict[str, str]:
        """What narrows it down, by kind, in words."""
        elsewhere = "以外" if self.is_elsewhere else ""
        said = {
            PLACE: f"{self.place}{elsewhere}" if self.place else "",
            TOOL: self.tool,
            EFFECT: "・".join(amount.words for amount in self.amounts),
            YEAR: self.period.words if self.period else "",
        }
        return {kind: words for kind, words in said.items() if words}

    def without(self, kinds: Collection[str]) -> "CaseWish":
        """Not narrowed down by these. Of their words only 「コスト削減」 alone is a theme again."""
        left = self
        if PLACE in kinds:
            left = replace(left, place="", is_elsewhere=False)
        if TOOL in kinds:
            left = replace(left, tool="", tools=frozenset())
        if EFFECT in kinds:
            theme = left.theme or left.theme_of_kinds
            left = replace(left, theme=theme, amounts=(), theme_of_kinds="")
        if YEAR in kinds:
            left = replace(left, period=None)
        return left

    def fits(self, case: PublishedCase) -> bool:
        return (
            self._is_of_place(case)
            and (not self.tool or any(_key(tool) in self.tools for tool in case.text.tools))
            and all(amount.is_reached(case.text.effect) for amount in self.amounts)
            and (self.period is None or self.period.has(_day(case)))
        )

    @property
    def largest_first(self) -> Kind | None:
        """Of what most is looked for: the first that is said, with a number or without."""
        return next((amount.kind for amount in self.amounts), None)

    def in_order(self, newest_first: Sequence[PublishedCase]) -> tuple[PublishedCase, ...]:
        """Those that fit: the ``largest_first``, the newest of equals before the others."""
        kind = self.largest_first
        if kind is None:
            return tuple(newest_first)
        return tuple(sorted(newest_first, key=lambda case: -(saved(case.text.effect, kind) or 0)))

    def _is_of_place(self, case: PublishedCase) -> bool:
        if not self.place:
            return True
        is_there = _key(self.place) in (_key(case.department), _key(case.section))
        return is_there is not self.is_elsewhere


def wish_of(
    text: str,
    *,
    places: Collection[str],
    tools: Collection[str],
    own: Post,
    today: date,
    is_national_holiday: Callable[[date], bool],
) -> CaseWish:
    """``places``: of the roster; ``tools``: of the cases that who asks may see; ``own``: their post."""
    heard = normalise(text)
    period = period_in(heard, today=today, is_national_holiday=is_national_holiday)
    heard = _without(heard, period.said if period else "")
    amounts = tuple(amounts_in(heard))
    heard = _without_all(heard, amounts)
    place, is_elsewhere, said = _place(heard, places, own)
    heard = _without(heard, said)
    tool, known, said = _tool(heard, tools)
    heard = _without(heard, said)
    theme, kinds = _theme(heard), tuple(kinds_in(heard))
    is_alone = not amounts and bool(kinds) and not _theme(_without_all(heard, kinds))
    return CaseWish(
        theme="" if is_alone else theme,
        place=place,
        is_elsewhere=is_elsewhere,
        tool=tool,
        amounts=kinds if is_alone else amounts,
        period=period,
        tools=known,
        theme_of_kinds=theme if is_alone and kinds[0].is_named else "",
    )


def names_tool(text: str) -> bool:
    """Whether it says with what something is done."""
    return _TOOL.search(normalise(text)) is not None


def _place(heard: str, places: Collection[str], own: Post) -> tuple[str, bool, str]:
    """(its name, whether anywhere but there, the words that say so)."""
    if mine := _OWN.search(heard):
        is_section = mine["kind"] in "課所属係"
        return (own.section if is_section else own.department), False, mine[0]
    name = place_named(heard, places)
    if not name:
        return "", False, ""
    said = re.escape(normalise(name))
    if elsewhere := re.search(f"{said} ?{_NOT_OF_PLACE}", heard):
        return name, True, elsewhere[0]
    found = re.search(f"{said}{_OF_PLACE}", heard)
    return (name, False, found[0]) if found else ("", False, "")


def _tool(heard: str, tools: Collection[str]) -> tuple[str, frozenset[str], str]:
    """(its name, the known ones that it may be, the words that say so)."""
    for found in _TOOL.finditer(heard):
        for said in _endings(found["tool"]):
            wanted = _key(said)
            known = {_key(tool) for tool in tools}
            fitting = frozenset(tool for tool in known if wanted in tool)
            if fitting:
                words = heard[heard.index(said, found.start()) : found.end()]
                return _as_written(said, tools), fitting, words
    return "", frozenset(), ""


def _as_written(said: str, tools: Collection[str]) -> str:
    """「RPA」 where ``said`` is 「rpa」, and 「Forms」 of 「Microsoft Forms」."""
    shortest_first = sorted(tools, key=lambda tool: (len(tool), tool))
    for tool in shortest_first:
        if _key(tool) == _key(said):
            return tool
    for tool in shortest_first:
        if (at := tool.lower().find(said)) >= 0:
            return tool[at : at + len(said)]
    return said


def _endings(run: str) -> Iterator[str]:
    """「転記作業rpa」 may be any of its ends, the longest first; one in Latin letters is not torn."""
    yield run
    for at in range(1, len(run) - 1):
        if not (run[at - 1].isascii() and run[at].isascii()):
            yield run[at:]


def _without(heard: str, said: str) -> str:
    return heard.replace(said, "、", 1) if said else heard


def _without_all(heard: str, amounts: Collection[Amount]) -> str:
    for amount in amounts:
        heard = _without(heard, amount.said)
    return heard


def _theme(heard: str) -> str:
    """Nothing where only looking is said; else the whole, which says more than its telling words."""
    left = heard.strip("、。の ")
    is_said = len(left) > LONGEST or bool(asked_query(left))
    return left if is_said else ""


@lru_cache(maxsize=5_000)
def _key(name: str) -> str:
    return normalise(name).replace(" ", "")


def _day(case: PublishedCase) -> date:
    return case.published_at.astimezone(JAPAN).date()
