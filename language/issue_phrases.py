"""What a group of issues is about, in the issues' own words: the nouns that tell it from the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from heapq import heapify, heappop, heappush
from math import log

from language.dictionary_pages import hand_back
from language.search_terms import says_much
from language.words import Word, words_of

LONGEST_PHRASE = 16
"""Characters."""
MOST_CENTRAL = 1.06
"""The cosine of two directions, something for every phrase, and what is lost in single precision."""
_REMEMBERED = 4_096
"""Texts whose phrases are asked for again while issues are grouped."""
_AT_ONCE = 250
"""Texts after which the dictionary's pages are handed back."""
_JOINED = frozenset({"名詞", "接頭辞", "接尾辞"})
_ENDS = frozenset({"名詞", "接尾辞"})
_NUMBER_OR_MARK = re.compile(
    r"[0-9０-９〇一二三四五六七八九十百千万年月日時分円件枚人回か所割%％.,:/：／ー-]+"
)
_OF_ANY_WORK = """
まま たび 度 とき 時 ところ それぞれ ひとつ 一つ 毎日 毎月 毎年 毎回 毎朝 毎週 年々 今年 昨年 来年 近年 昨今 今
現在 全部 全員 個人 時間
"""
_BREAKS = frozenset(_OF_ANY_WORK.split())
"""As written or normalised: they end a phrase instead of being in it."""
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")


@lru_cache(_REMEMBERED)
def phrases_of(text: str) -> tuple[str, ...]:
    """Compound nouns as they stand in it, in order, each once: 「住民異動届」「転記作業」."""
    found: dict[str, None] = {}
    run: list[Word] = []
    for word in [*words_of(text), None]:
        if word is not None and word.part_of_speech in _JOINED and not _breaks(word):
            run.append(word)
            continue
        for phrase in _phrases(run, text):
            found[phrase] = None
        run = []
    return tuple(found)


def counted_phrases(groups: Iterable[Sequence[str]]) -> list[Counter[str]]:
    """Of each group of texts, in how many of them each phrase stands."""
    having: list[Counter[str]] = []
    looked_through = 0
    for texts in groups:
        counted: Counter[str] = Counter()
        for text in texts:
            counted.update(phrases_of(text))
            looked_through += 1
            if looked_through % _AT_ONCE == 0:
                hand_back()
        having.append(counted)
    return having


def telling_phrases(
    having: Sequence[Mapping[str, int]], *, central: Callable[[int, str], float], most: int
) -> list[tuple[str, ...]]:
    """Of each group the phrases that tell it from the other groups, the most telling first. ``having``: in how
    many of its texts each stands.

    Class TF-IDF (Grootendorst 2022): how many of the group's texts have it, by in how few groups it
    stands, and ``central``: how far (0 to ``MOST_CENTRAL``) the phrase says what the group of that number says,
    which is slow and asked only of those that may come first.
    """
    groups_with: dict[str, int] = defaultdict(int)
    for counted in having:
        for phrase in counted:
            groups_with[phrase] += 1
    return [
        _best(
            {
                phrase: times**2 * log(1 + len(having) / groups_with[phrase])
                for phrase, times in counted.items()
            },
            central=partial(central, number),
            most=most,
        )
        for number, counted in enumerate(having)
    ]


def sentences_of(text: str) -> tuple[str, ...]:
    """As they stand in it, without the blanks around."""
    return tuple(part for each in _SENTENCE_END.split(text) if (part := each.strip()))


def _best(
    telling: Mapping[str, float], *, central: Callable[[str], float], most: int
) -> tuple[str, ...]:
    """Of equals the longer; none that holds another, or is held by it."""
    # At first with the most that each may come to: only those in front are looked at closely.
    waiting = [(-tells * MOST_CENTRAL, False, -len(p), p) for p, tells in telling.items()]
    heapify(waiting)
    chosen: list[str] = []
    while waiting and len(chosen) < most:
        _, is_known, shortness, phrase = heappop(waiting)
        if not is_known:
            heappush(waiting, (-telling[phrase] * central(phrase), True, shortness, phrase))
        elif not any(phrase in other or other in phrase for other in chosen):
            chosen.append(phrase)
    return tuple(chosen)


def _breaks(word: Word) -> bool:
    return word.surface in _BREAKS or word.normalised_form in _BREAKS


def _phrases(run: list[Word], text: str) -> Iterable[str]:
    while run and run[-1].part_of_speech not in _ENDS:
        run.pop()
    phrase = "".join(word.surface for word in run)
    if (
        2 <= len(phrase) <= LONGEST_PHRASE
        and phrase in text
        and any(says_much(word) for word in run)
        and not _NUMBER_OR_MARK.fullmatch(phrase)
    ):
        yield phrase
