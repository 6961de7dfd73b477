"""A line of the form of a 部局横断DX施策: a day, and what is to be reached by then in the words it was written in."""

import re
from collections.abc import Callable
from datetime import date

from language.as_written import as_written
from language.dates import DateFound, dates_in
from language.normalise import normalise

_EDGE = " 　\t:：;；、,，-－–—〜~～・→⇒/／|｜=＝"
_BULLET = re.compile(r"^[\s・•●○■□◆◇▪※*＊①-⑳-]+")
_DIGIT = "[0-9０-９]"
_BESIDE_DAY = re.compile(
    rf"(?:(?<={_DIGIT}[/／]{_DIGIT})|(?<=[/／]{_DIGIT}{_DIGIT}))(?:[:：;；]|[/／](?!{_DIGIT}))"
    rf"|(?<!{_DIGIT})[:：;；](?={_DIGIT}{{1,2}}[/／]{_DIGIT})"
)
"""What parts 「12/4：でんわ」, which is no time and no ratio in a line that begins or ends with its day."""
_JOINED = re.compile(r"[にで](?=[^ぁ-ゖ])")
"""「12/4に試行」; of 「12/4でんわ」 it is the beginning of the word."""
_PARTICLE = re.compile(r"までに|(?:まで|に|で)(?=[\s:：、)）]|$)")
_ABOUT = re.compile(r"\s*(?:ごろ|ころ|頃|あたり|辺り|前後|くらい|ぐらい|以降)")
"""「3月ごろ」: nobody has said a day."""
_OF = re.compile(r"\s*の(?!うち|間|あいだ|終わり|おわり|末)")
"""「来年の春」「来月の会議」: the day is one within the span, and not said."""
_OPENS, _CLOSES = ("(", "（"), (")", "）")


def milestone_said(
    line: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> tuple[date, str] | None:
    """The day, of several the first that is said and of a span its last, and the line without it, else
    as it was written. None where no day, only about when, or nothing but a day, is said.
    """
    line = _BULLET.sub("", line)
    parted = _BESIDE_DAY.sub(" ", line)
    days = dates_in(parted, today=today, is_national_holiday=is_national_holiday)
    place = _place(days[0], parted) if days else None
    if place is None:
        return None
    start, end = place
    if _is_vague(days[0], line[end:]):
        return None
    before, after = line[:start], _without_particle(line[end:])
    while before.endswith(_OPENS) and after.startswith(_CLOSES):
        before, after = before[:-1], after[1:]
    what = f"{before}{after}".strip(_EDGE)
    return (days[0].last, what) if what else None


def _is_vague(found: DateFound, after: str) -> bool:
    is_span = found.first != found.last
    return bool(_ABOUT.match(after) or (is_span and _OF.match(after)))


def _place(found: DateFound, line: str) -> tuple[int, int] | None:
    """Where ``line`` has it: what it writes alike behind it is something else."""
    at, written = len(line), ""
    for _ in range(1 + normalise(line).count(found.words, found.end)):
        written = as_written(found.words, line[:at])
        at = line.rfind(written, 0, at)
        if at < 0:
            return None
    return at, at + len(written)


def _without_particle(after: str) -> str:
    """What belongs to the day, not to the words behind it: 「までに試行」 → 「試行」."""
    if joined := _JOINED.match(after) or _OF.match(after):
        after = after[joined.end() :]
    after = after.strip(_EDGE)
    while particle := _PARTICLE.match(after):
        after = after[particle.end() :].strip(_EDGE)
    return after
