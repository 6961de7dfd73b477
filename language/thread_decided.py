"""Which sentences say what is going to be done, however they say it: 「紙の様式は触らない」, 「12月の回は私が二回分やります」.

``thread_acts`` knows a decision by its words. People mostly say it in passing: this looks at how the sentence ends, who
does it, and what was said before and after; what that tells is learned (``thread_training``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from language.thread_acts import Act
from language.thread_possible import is_possible
from language.thread_sentences import Saying

LIMIT = -1.15
"""Logarithm of the odds. Of hands that were left out of learning and say all that was decided, 53 of 100 sentences that are told are
decisions (56 above -0.5, 52 above -1.3) and another 25 facts; each step down tells more of the decisions.
"""
MAYBE = frozenset({Act.FACT, Act.REQUEST, Act.PROMISE, Act.REFUSED})
_ENDING = 5
"""Letters of the end of a sentence."""
_DAYS = frozenset({"日付", "曜日", "時刻", "時期"})
_LOOKS = {
    "by": r"(?:私|わたし|僕|うち|こちら|当方|自分|[一-龠]{1,4}(?:さん|課|係))(?:が|で|から|も)",
    "chief": r"市長|町長|課長|部長|係長|館長|校長|議長|事務長|院長|教育長|委員会|議運|財政|総務",
    "granted": r"決裁|了承|承認|協議済|合意|指示|採択|答弁|公告|許可|了解|話がつ|折り合",
    "settles": r"ことに(?:し|な|いた|決)|こととし|で(?:いき|行き|進め|お願い|頼)|に(?:し|決め|変え|改め|直し)",
    "done": r"(?:ました|た|だった)$",
    "does": r"ます[ねよ]?$",
    "does not": r"ません[ねよ]?$|ない$",
    "plain": r"[うくぐすつぬぶむる]$",
    "let us": r"(?:ましょう|よう|ろう|こう|そう|しよ|しましょ)[かねよ]?$",
    "so": r"[でに]$",
    "do it": r"ください$|てね?$|なさい$|頼む$|お願い(?:します)?$",
    "name": r"[一-龠ァ-ヶー]$|です$|だ$|ね$",
    "hearsay": r"そうです|とのこと|らしい",
    "wish": r"たい(?:です)?$",
    "arranges": r"押さえ|予約|手配|発注|注文|用意|組|取り|出し|回し|頼|渡|作り|直し|載せ|貼り|送り|配り",
}
_IS_SO = re.compile(r"(?:は|が)[^、。]*(?:です|でした)$")
"""「納期は2月10日です」 tells."""
_LOOK = {name: re.compile(words) for name, words in _LOOKS.items()}


def decided(
    sayings: Sequence[Saying], acts: Sequence[Act], weights: Mapping[str, float]
) -> frozenset[int]:
    """Places of the sentences; none without weights."""
    if not weights:
        return frozenset()
    return frozenset(
        each.at
        for each in sayings
        if acts[each.at] in MAYBE
        and not _IS_SO.search(each.standard)
        and not is_possible(each.standard)
        and sum(weights.get(name, 0.0) for name in signs_of(each, sayings, acts)) > LIMIT
    )


def signs_of(saying: Saying, sayings: Sequence[Saying], acts: Sequence[Act]) -> frozenset[str]:
    return frozenset(_signs(saying, sayings, acts))


def _signs(saying: Saying, sayings: Sequence[Saying], acts: Sequence[Act]) -> Iterator[str]:
    looks = sorted(_looks(saying))
    yield from ("bias", f"act {acts[saying.at].name.lower()}", *looks)
    yield from (f"{one}, {other}" for one, other in combinations(looks, 2))
    text = saying.standard
    yield from (f"…{text[-length:]}" for length in range(1, min(_ENDING, len(text)) + 1))
    for lead in saying.leads:
        yield from (f"lead {lead}", *(f"lead {lead}, {look}" for look in looks))
    for name in _around(saying, sayings, acts):
        yield from (name, *(f"{name}, {look}" for look in looks))


def _looks(saying: Saying) -> Iterator[str]:
    yield from (name for name, pattern in _LOOK.items() if pattern.search(saying.standard))
    if saying.figures:
        yield "figures"
    if any(figure.unit in _DAYS for figure in saying.figures):
        yield "when"
    if saying.asks:
        yield "asks"


def _around(saying: Saying, sayings: Sequence[Saying], acts: Sequence[Act]) -> Iterator[str]:
    """What the messages before and after it do."""
    for where, step, some in (
        ("after", -1, sayings[max(0, saying.at - 4) : saying.at]),
        ("before", 1, sayings[saying.at + 1 : saying.at + 6]),
    ):
        for each in some:
            if each.place == saying.place + step and acts[each.at] is not Act.ASIDE:
                who = "same" if each.speaker == saying.speaker else "other"
                yield f"{where} {acts[each.at].name.lower()}, {who}"
