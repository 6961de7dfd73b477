"""What the words of a sentence in other words are to one another: particles, order, what hangs on what.

Nothing here knows who does what to whom. Two words that could stand for one another have to keep their order,
and what stands on both sides of 「ので」 stays on its side.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations, pairwise

from domain.assertions import Assertion, Word

Standing = Callable[[Word, Assertion], tuple[Word, ...]]
"""The words of the second that the first is one of."""

_TOPIC = frozenset({"は", "が", "も", "の", "では", "にも", ""})
_TO = frozenset({"に", "へ", "には", "へは", "にも"})
_ROLES: Mapping[str, frozenset[str]] = {
    "が": _TOPIC,
    "は": _TOPIC | {"を"},
    "も": _TOPIC | {"を"},
    "を": frozenset({"を", "は", "も", ""}),
    "の": frozenset({"の", "を", "は", "が", "も", ""}),
    "と": frozenset({"と", "とは", ""}),
    "に": _TO,
    "へ": _TO,
    "には": _TO,
    "から": frozenset({"から", "からは"}),
    "からは": frozenset({"から", "からは"}),
    "より": frozenset({"より"}),
    "まで": frozenset({"まで"}),
    "で": frozenset({"で", "では", "でも"}),
    "では": frozenset({"で", "では", "でも", "は"}),
}
"""A particle, and those of which one has to stand behind the same word in the sentence before."""
_KINDS = {"は": "が", "も": "が", **dict.fromkeys(_TO, "に"), "では": "で", "でも": "で"} | {
    "からは": "から",
    "とは": "と",
}
"""Particles that make of a word what the other one does."""
_SPOKEN_OF = frozenset({"は", "も"})
_LINKS = re.compile(
    r"ので|のに|ために?|たら|なら|[えけげせてねべめれ]ば|[うくすつぬふむるぐぶいただ]と|[うくすつぬふむるぐぶいただ]から"
    r"|せいで|おかげで|ことで|[うくすつむるいただ]が|けれども?|けど|(?:[てし]|(?<=[ぁ-ゖ])で)(?=[^ぁ-ゖ])"
)
"""What ends one half of a sentence: cause, condition, contrast, what comes first."""

_ADNOMINAL = "るたいうくすつぬむぐぶだな"
"""Last letters of what is said of the next word: 受けた書類, 古い端末."""


def has_other_role(said: Assertion, own: Assertion, *, standing: Standing) -> bool:
    """Whether a particle makes of a word what it was not: 「業者に」 is no 「業者から」."""
    return any(
        not _may_be(word, found, said, own) for word in said.words if (found := standing(word, own))
    )


def _may_be(word: Word, found: Collection[Word], said: Assertion, own: Assertion) -> bool:
    return any(
        fits(word, other) and _is_clear_who(word, other, said=said, own=own) for other in found
    )


def fits(word: Word, other: Word) -> bool:
    wanted = _ROLES.get(word.particle)
    return wanted is None or other.particle in wanted


def _is_clear_who(word: Word, other: Word, *, said: Assertion, own: Assertion) -> bool:
    """「業者を断る」 is 「業者は断る」 only where somebody else does it."""
    if word.particle in _SPOKEN_OF and other.particle == "を":
        return _has_doer(said)
    return word.particle != "を" or other.particle not in _SPOKEN_OF or _has_doer(own)


def _has_doer(where: Assertion) -> bool:
    return any(each.particle == "が" for each in where.words)


def has_other_order(said: Assertion, own: Assertion, *, standing: Standing) -> bool:
    """Whether two words, two figures or two clauses have changed places."""
    pairs = tuple(_paired(said, own, standing))
    return (
        _crosses_links(said, own, pairs)
        or any(_have_changed(*one, *other) for one, other in combinations(pairs, 2))
        or _hangs_elsewhere(said, own, standing)
    )


def _paired(said: Assertion, own: Assertion, standing: Standing) -> Iterator[tuple[Word, Word]]:
    """Each word with the one that it was; of two that are the same word the first with the first."""
    seen: dict[str, int] = {}
    for word in said.words:
        if found := standing(word, own):
            number = seen.get(word.key, 0)
            seen[word.key] = number + 1
            yield word, sorted(found, key=lambda each: each.start)[min(number, len(found) - 1)]


def _have_changed(one: Word, was: Word, other: Word, other_was: Word) -> bool:
    """``one`` stands before ``other``."""
    if was.start == other_was.start:
        return False
    is_in_order = was.start < other_was.start
    if was.particle != other_was.particle and _are_crossed(one, was, other, other_was):
        return True
    if _kind(was) == _kind(other_was):
        return not is_in_order
    if not (fits(one, other_was) and fits(other, was)):
        return False
    keeps = _kind(one) == _kind(was) and _kind(other) == _kind(other_was)
    return not (keeps or is_in_order)


def _are_crossed(one: Word, was: Word, other: Word, other_was: Word) -> bool:
    if (one.particle, other.particle) == (other_was.particle, was.particle):
        return True
    is_other = _kind(was) != _kind(other_was)
    return is_other and (_kind(one), _kind(other)) == (_kind(other_was), _kind(was))


def _kind(word: Word) -> str:
    return _KINDS.get(word.particle, word.particle)


def _crosses_links(said: Assertion, own: Assertion, pairs: Collection[tuple[Word, Word]]) -> bool:
    """Whether something stands before what it stood behind, with a link or the end of a clause between."""
    ends = sorted(_ends_of_halves(own))
    order = [(word.start, was.start) for word, was in pairs]
    for number, figure in enumerate(said.figures):
        before = said.figures[:number].count(figure)
        were = [each.start for each in own.figures if each == figure]
        if were:
            order.append((figure.start, were[min(before, len(were) - 1)]))
    halves = [sum(end <= start for end in ends) for _, start in sorted(order)]
    return any(later < earlier for earlier, later in pairwise(halves))


def _ends_of_halves(own: Assertion) -> Iterator[int]:
    for match in _LINKS.finditer(own.text):
        yield match.end()
    for word in own.words:
        end = word.end + len(word.tail)
        if word.tail != word.particle and own.text[end : end + 1] in ("、", ","):
            yield end


def _hangs_elsewhere(said: Assertion, own: Assertion, standing: Standing) -> bool:
    """「A社のB社」 of 「A社の製品をB社が」: what hangs on the next word stood right before it; what ends the
    sentence ended it.
    """
    following = {(first.start, second.start) for first, second in pairwise(own.words)}
    for one, other in pairwise(said.words):
        ones, others = standing(one, own), standing(other, own)
        is_bound = other.start == one.end + len(one.tail) and _binds(one)
        if not is_bound or not ones or not others:
            continue
        if not any((a.start, b.start) in following for a in ones for b in others):
            return True
    return _ends_otherwise(said, own, standing)


def _binds(word: Word) -> bool:
    """「紙の」, 「紙と」, 「受けた」, 「古い」 before a word."""
    if word.tail in ("の", "と"):
        return True
    return word.tail != word.particle and word.tail.endswith(tuple(_ADNOMINAL))


def _ends_otherwise(said: Assertion, own: Assertion, standing: Standing) -> bool:
    if not said.words or not own.words:
        return False
    found = standing(said.words[-1], own)
    return bool(found) and own.words[-1].start not in {each.start for each in found}
