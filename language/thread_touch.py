"""In what ways a later message may touch what an earlier sentence says, by name.

A way is what the message does, what the sentence is, and what the two have in common. What each way
tells of whether the sentence still stands is learned (``thread_risk``).
"""

from collections.abc import Iterator, Sequence

from language.thread_pairs import FAR, Pair
from language.thread_states import DOES, POLES, does_same, flips
from language.thread_sure import SURE

_TURNS = frozenset(
    {"corrects", "denies", "takes back", "changes", "after all", "of another", "sorry", "no"}
)
_WEIGHTY = ("act ", "settles", "takes back", "hinders", "no", "changes", "denies")
_UNSURE = frozenset({"corrects", "denies", "takes back", "no"})
_OVERLAPS = (0.2, 0.4, 0.6)


def touches(pairs: Sequence[Pair]) -> list[frozenset[str]]:
    """Of each pair of one sentence, in the order of the messages: the names of its ways."""
    found: list[frozenset[str]] = []
    said_again = -1
    for pair in reversed(pairs):
        names = {*_ways(pair)}
        is_later = said_again > pair.later.place
        if is_later:
            names |= {"said again", "clash, said again"} if "clash" in names else {"said again"}
        is_again = "again" in pair.figures and "clash" not in pair.figures
        if is_again and said_again < 0 and not pair.does & _UNSURE:
            said_again = pair.later.place
        found.append(frozenset(names))
    return found[::-1]


def _ways(pair: Pair) -> Iterator[str]:
    yield "bias"
    yield from (f"is {trait}" for trait in pair.is_)
    yield from (f"own {name}" for name in pair.own)
    yield from _in_common(pair)
    yield from _doing(pair)
    yield from _of_figures(pair)
    yield from _of_states(pair)
    yield from (f"sure: {name}" for name, holds in SURE.items() if holds(pair))
    if pair.item:
        yield pair.item
    if pair.answers:
        yield "answers"
    if "clash" in pair.figures:
        yield from (f"clash, own {name}" for name in pair.own)
        yield from (
            f"{name}, clash" for name in (pair.item, "answers" if pair.answers else "") if name
        )


def _in_common(pair: Pair) -> Iterator[str]:
    gap = pair.gap
    topic = "topic" if pair.topic else "common topic" if pair.shared else "no topic"
    where = "within" if gap == 0 else "next" if gap == 1 else "near" if pair.near else "later"
    yield from (topic, pair.who, f"{topic}, {pair.who}", "far" if gap > FAR else where)
    flags = {
        "much topic": pair.much,
        "same verb": pair.verb,
        "bare": pair.bare,
        "apart": pair.apart,
    }
    yield from (name for name, holds in flags.items() if holds)
    if pair.topic:
        nearest = "nearest" if pair.nearest else "not nearest"
        yield from (nearest, f"{nearest}, {pair.who}")
        yield from (f"topic, own {name}" for name in pair.own)
    if pair.near:
        yield from (f"near, own {name}" for name in pair.own)
    yield from (f"overlap {least}" for least in _OVERLAPS if pair.overlap >= least)


def _doing(pair: Pair) -> Iterator[str]:
    """What the message does, alone and with what it has in common with the sentence."""
    for name in pair.does:
        yield f"does {name}"
        if pair.topic:
            yield f"does {name}, topic"
            if pair.same:
                yield f"does {name}, topic, same"
        if pair.near:
            yield f"does {name}, near, {pair.who}"
        if pair.bare and pair.near:
            yield f"does {name}, bare"
        if pair.verb:
            yield f"does {name}, verb"
        if pair.topic or (pair.bare and pair.near):
            for trait in pair.is_:
                if not trait.startswith("act ") or name.startswith(_WEIGHTY):
                    yield f"does {name}, is {trait}"


def _of_figures(pair: Pair) -> Iterator[str]:
    topic = "topic" if pair.topic else "no topic"
    for kind in pair.figures:
        yield from (kind, f"{kind}, {pair.who}", f"{kind}, {topic}")
        if pair.apart:
            yield f"{kind}, apart"
        if pair.near:
            yield f"{kind}, near"
        for name in pair.does:
            yield f"{kind}, does {name}"
            if pair.same:
                yield f"{kind}, does {name}, same"
        yield from (f"{kind}, is {trait}" for trait in pair.is_)


def _of_states(pair: Pair) -> Iterator[str]:
    """「許可が必要です」 「許可は不要でした」; what works and is broken again."""
    saying, laters = pair.saying, pair.later.sayings
    if any(flips(each, saying, poles) for each in laters for poles in POLES):
        yield "flips"
        more = {"topic": pair.topic, "verb": pair.verb, "next": pair.next}
        yield from (f"flips, {name}" for name, holds in more.items() if holds)
    if any(does_same(e, saying) and flips(e, saying, DOES, is_sure=pair.same) for e in laters):
        yield from ("does otherwise", f"does otherwise, {pair.who}")
    if pair.kinds and pair.does & _TURNS:
        yield "one kind, a turn"
