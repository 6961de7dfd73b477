"""Earlier sentences of a discussion, each with the later messages that may speak of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from language.thread_acts import Act
from language.thread_correcting import CORRECTING
from language.thread_figures import how_they_stand, may_be_one
from language.thread_items import names_item
from language.thread_sentences import Saying
from language.thread_signs import Later, later_of, traits_of
from language.thread_states import COMMON
from language.thread_view import View

NEAR, FAR = 3, 12
"""Messages."""
_RARE = 0.34
"""Of the messages: a noun of more of them is no topic of its own."""
_KINDS = re.compile(
    r"担当|会場|場所|原因|理由|対象|業者|宛先|メール|アドレス|期限|締切|締め切り|日程|時間|開始|名前|名称|愛称|講師|部屋|方法|目標|総額|見積|費用|人数|台数|件数|枚数|予算|工期|納期|単価|料金|定員"
)
_TWO_LETTERS = re.compile(r"(?=([一-龠ァ-ヶーa-z]{2}))")
_DENIES = frozenset({"no", "denies", "of another", "corrects"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    saying: Saying
    is_: frozenset[str]
    """What kind of sentence it is (``thread_signs``)."""
    own: frozenset[str]
    """What its own message does up to it."""
    later: Later
    shared: frozenset[str]
    """Nouns of both."""
    rare: frozenset[str]
    """Of those: what is not named all through the discussion."""
    much: bool
    figures: frozenset[str]
    apart: bool
    nearest: bool
    """It is the last before the message that speaks of what both name."""
    answers: bool
    """The message answers a question that was asked after the sentence."""
    overlap: float
    """Share of its letters, by twos, that stand in the message."""
    beside_works: bool
    """Something beside it works again."""
    item: str = ""
    """Of an item of a list: which one the message names."""
    denied: bool = False
    """Somebody else has said no between the two."""

    @property
    def does(self) -> frozenset[str]:
        return self.later.does

    @property
    def gap(self) -> int:
        return self.later.place - self.saying.place

    @property
    def same(self) -> bool:
        return self.later.speaker == self.saying.message.speaker

    @property
    def who(self) -> str:
        return "same" if self.same else "other"

    @property
    def topic(self) -> bool:
        return bool(self.rare)

    @property
    def near(self) -> bool:
        return self.gap <= NEAR

    @property
    def next(self) -> bool:
        return self.gap == 1

    @property
    def bare(self) -> bool:
        """Whether the message names next to nothing."""
        return len(self.later.nouns) <= 1

    @property
    def verb(self) -> bool:
        return bool(self.saying.verbs & self.later.verbs)

    @property
    def kinds(self) -> set[str]:
        """What can be only one, and both speak of: the place, the cause."""
        return set(_KINDS.findall(self.saying.folded)) & set(_KINDS.findall(self.later.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """A sentence, with what is the same of it for every later message."""

    saying: Saying
    nouns: frozenset[str]
    twos: frozenset[str]
    does: frozenset[str]
    beside_works: bool


class Pairs:
    """Of one discussion."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.traits = [traits_of(view, each) for each in view.sayings]
        found = (later_of(view, sayings) for _, sayings in sorted(view.by_place.items()))
        self.laters = [each for each in found if each is not None]
        having = Counter(noun for each in self.laters for noun in each.nouns)
        most = max(NEAR, len(self.laters) * _RARE)
        self.common = frozenset(noun for noun, count in having.items() if count > most)
        self.telling = [e for e in view.sayings if view.act(e) not in (Act.QUESTION, Act.ASIDE)]

    def of(self, saying: Saying, *, whole: Saying | None = None) -> list[Pair]:
        """With each later message that may speak of it, and with the rest of its own.

        ``whole``: the sentence of which ``saying`` is one item.
        """
        found: list[Pair] = []
        is_denied = False
        about = self._about(saying)
        for later in self._after(saying):
            shared = about.nouns & later.nouns
            figures = how_they_stand(self.view, saying, later, self.telling)
            if shared - self.common or figures or later.place - saying.place <= NEAR:
                item = "" if whole is None else _item(whole, saying, later)
                pair = self._pair(about, later, shared, figures)
                found.append(replace(pair, item=item, denied=is_denied))
            is_denied |= _denies(saying, later)
        return found

    def _pair(
        self, about: _About, later: Later, shared: frozenset[str], figures: frozenset[str]
    ) -> Pair:
        saying, rare = about.saying, shared - self.common
        return Pair(
            saying=saying,
            is_=self.traits[saying.at],
            own=about.does,
            later=later,
            shared=shared,
            rare=rare,
            much=len(rare) >= 2 or (bool(rare) and len(shared) * 2 > len(about.nouns)),
            figures=figures,
            apart=all(self.view.are_apart(each, saying) for each in later.sayings),
            nearest=bool(rare) and self._is_nearest(saying, later, rare),
            answers=self._answers(saying, later),
            overlap=sum(two in later.text for two in about.twos) / (len(about.twos) or 1),
            beside_works=about.beside_works,
        )

    def _about(self, saying: Saying) -> _About:
        return _About(
            saying=saying,
            nouns=self.view.topic(saying) - COMMON - CORRECTING,
            twos=frozenset(_TWO_LETTERS.findall(saying.folded)),
            does=self._own(saying),
            beside_works=self._is_beside_works(saying),
        )

    def _after(self, saying: Saying) -> Iterator[Later]:
        rest = [each for each in self.view.by_place[saying.place] if each.at > saying.at]
        own = later_of(self.view, rest) if rest else None
        if own is not None:
            yield own
        yield from (each for each in self.laters if each.place > saying.place)

    def _own(self, saying: Saying) -> frozenset[str]:
        before = [e for e in self.view.by_place[saying.place] if e.at <= saying.at]
        own = later_of(self.view, before)
        does = own.does if own else ()
        return frozenset(name for name in does if not name.startswith("act "))

    def _is_nearest(self, saying: Saying, later: Later, rare: frozenset[str]) -> bool:
        return not any(
            saying.at < each.at and each.place < later.place and each.nouns & rare
            for each in self.telling
        )

    def _answers(self, saying: Saying, later: Later) -> bool:
        asked = self.view.by_place.get(later.place - 1, [])
        return (
            later.place - saying.place > 1
            and not later.does & {"corrects", "sorry"}
            and any(self.view.act(each) is Act.QUESTION for each in asked)
            and asked[-1].message.speaker != later.speaker
        )

    def _is_beside_works(self, saying: Saying) -> bool:
        return any("works" in self.traits[each.at] for each in self.view.beside(saying))


def _item(whole: Saying, item: Saying, later: Later) -> str:
    is_named = names_item(whole, item.figures[0], later.text)
    return "no item" if is_named is None else "this item" if is_named else "another item"


def _denies(saying: Saying, later: Later) -> bool:
    is_other = later.speaker != saying.message.speaker
    return later.place > saying.place and is_other and bool(later.does & _DENIES)


def are_at_odds(each: Saying, saying: Saying) -> bool:
    """Whether they count another of one kind: told together, one would look as if it still stood."""
    return each.place != saying.place and any(
        may_be_one(old, new) for old in each.figures for new in saying.figures
    )
