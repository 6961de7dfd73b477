"""What was saved, as a text tells it: 「月20時間かかっていたが…2時間になった」 is 18 hours a month."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.case_numbers import Amount, Per, plain, times_in, yen_in

_LESS = re.compile(
    r"^(?:の時間)?(?:ほど|くらい|ぐらい|程度|分|も|の|を|が|は|,|、|以上)*"
    r"(?:の?(?:時間|作業|残業|コスト|経費)?(?:削減|短縮|節約|節減|軽減|減少|減)|減[っらり]|短く|浮[いきく]|なくな|なくす|安く|カット|生み出)"
)
_NOW = re.compile(
    r"^(?:ほど|くらい|ぐらい|程度)?(?:に(?!かかって)|で(?:済|終|でき|完了|処理)|まで(?:短縮|減|削減))"
)
_BEFORE_NUMBER = re.compile(r"(?:削減|短縮|節約|減少|節減)(?:時間|額|効果)?(?:は|:|：|が)?[約]?$")
_LONGEST_BEFORE = 10
"""Letters that ``_BEFORE_NUMBER`` looks back."""
_WAITING = re.compile(r"待ち|待た|待つ|滞在時間")
_OF_WORK = frozenset({Per.MONTH, Per.YEAR})
"""Nobody says how long is waited in a month."""
_SENTENCE = re.compile(r"[^。！!？?\n]+")


@dataclass(frozen=True, slots=True)
class Savings:
    hours: float | None = None
    """In a month."""
    cost: int | None = None
    """In a year, in yen."""
    waiting: float | None = None
    """Minutes that a citizen waits less."""

    @property
    def is_read(self) -> bool:
        return (self.hours, self.cost, self.waiting) != (None, None, None)


def savings_in(text: str, *, is_effect: bool = False) -> Savings:
    """``is_effect``: of a part that says nothing but what was saved."""
    read = plain(text)
    waiting, working = _told_apart(list(times_in(read)), read)
    yen = tuple(yen_in(read))
    hours = _saved(
        working, read, unsaid=Per.MONTH if is_effect else Per.UNSAID, is_effect=is_effect
    )
    cost = _saved(yen, read, unsaid=Per.YEAR if is_effect else Per.UNSAID, is_effect=is_effect)
    return Savings(
        hours=None if hours is None else round(hours / 60, 4),
        cost=None if cost is None else round(cost * 12),
        waiting=_waited(waiting, read, is_effect=is_effect),
    )


def _told_apart(amounts: Sequence[Amount], text: str) -> tuple[list[Amount], list[Amount]]:
    """Of waiting and of working: in a sentence that speaks of both, by where waiting comes up."""
    waiting, working = list[Amount](), list[Amount]()
    starts = [each.start for each in amounts]
    for sentence in _SENTENCE.finditer(text):
        here = amounts[bisect_left(starts, sentence.start()) : bisect_left(starts, sentence.end())]
        for each, is_waited in zip(here, _are_waited(here, sentence, text), strict=True):
            (waiting if is_waited else working).append(each)
    return waiting, working


def _are_waited(amounts: Sequence[Amount], sentence: re.Match[str], text: str) -> Iterator[bool]:
    """「毎月12時間が3時間になり、待ち時間も5分短くなった」: what was told to its end before waiting
    came up is of work, and so is what is said for a month. 「15分かかったが、待ち時間は5分になった」 is not.
    """
    speaks = _WAITING.search(sentence[0])
    if speaks is None:
        yield from (False for _ in amounts)
        return
    before = sentence[0][: speaks.start()]
    clause = sentence.start() + 1 + max(before.rfind("、"), before.rfind(","))
    earlier = [each for each in amounts if each.end <= clause]
    is_told = any(_is_now(each, text) or _is_said_saved(each, text) for each in earlier)
    of_work = len(earlier) if is_told and len(earlier) < len(amounts) else 0
    for at, each in enumerate(amounts):
        yield at >= of_work and (at < len(earlier) or each.per not in _OF_WORK)


def _saved(amounts: Sequence[Amount], text: str, *, unsaid: Per, is_effect: bool) -> float | None:
    """A month: what is said to be saved, else what it was less what it is now."""
    for amount in amounts:
        if _is_said_saved(amount, text) and not _is_now(amount, text):
            return amount.monthly(unsaid=unsaid)
    before, now = _before_and_now(amounts, text)
    if before and now:
        per = next((a.per for a in (before, now) if a.per is not Per.UNSAID), unsaid)
        was, is_now = before.monthly(unsaid=per), now.monthly(unsaid=per)
        if was is not None and is_now is not None and was > is_now:
            return was - is_now
        return None
    return amounts[0].monthly(unsaid=unsaid) if is_effect and len(amounts) == 1 else None


def _waited(amounts: Sequence[Amount], text: str, *, is_effect: bool) -> float | None:
    before, now = _before_and_now(amounts, text)
    if before and now and before.value > now.value:
        return before.value - now.value
    for amount in amounts:
        if _is_said_saved(amount, text):
            return amount.value
    return amounts[0].value if is_effect and len(amounts) == 1 else None


def _before_and_now(amounts: Sequence[Amount], text: str) -> tuple[Amount | None, Amount | None]:
    """The first amount, and a later one that it has become."""
    now = next((each for each in amounts[1:] if _is_now(each, text)), None)
    return (amounts[0] if now else None), now


def _is_said_saved(amount: Amount, text: str) -> bool:
    before = text[max(0, amount.start - _LONGEST_BEFORE) : amount.start]
    return bool(_LESS.match(text[amount.end :]) or _BEFORE_NUMBER.search(before))


def _is_now(amount: Amount, text: str) -> bool:
    """「2時間に短縮」, not 「2時間の短縮」."""
    return bool(_NOW.match(text[amount.end :]))
