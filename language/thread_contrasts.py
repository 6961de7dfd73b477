"""Two figures of which a message says that the second holds: 「40件ではなく52件」「320件→260件」「38%は去年でした」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.thread_amounts import Figure
from language.thread_sentences import Heading, Saying

_NOT_BUT = re.compile(
    r"(?:分|ぶん)?(?:で|じゃ|や|とか)は?な(?:く|くて|い方|くって)(?:、|,|て、?)?.{0,12}"
)
_ARROW = re.compile(r"\s*(?:→|⇒|->|=>)\s*")
_SAID_WRONG = re.compile(
    r"(?:くらい|ほど|程度)?[」』]?(?:(?:から|まで|で)?(?:の)?(?:予定|つもり|見込み|はず|計画|案)(?:でした|だった|です)(?:が|けど)|(?:から|まで|開始)?と(?:は)?(?:書|言|お?伝|申|入力|ご?連絡|ご?報告|お?答|聞|記|し(?:て|ま)|なって)|(?:というの)?[はも][^、。]{0,8}?(?:間違|誤|ミス|違|うそ|嘘|古|去年|昨年|前回|前年)|の(?:間違|誤)|(?:で|と)は(?:言|書)|だと(?:言|書|思)).{0,30}",
)
_FROM = re.compile(r"(?:から|より|を|だったのが|だったものが|が)(?:、)?.{0,10}")
_TURNED = re.compile(
    r"(?:に|へ|まで|と)(?:、)?(?:変|訂正|修正|増|減|下が|上が|延|引き|値|なり|なっ|縮|更新|差し替|改め|繰)"
)
_WRONG = re.compile(r"[×✕✖xX誤][:： ]*$")
_OF_ANOTHER = re.compile(
    r"(?:というの)?は(?:、)?(?:去年|昨年|前年|前回|前の|先月|古い|旧|.{0,16}の(?:[一-龠]{1,4}|データ|とき)|.{0,12}(?:ぶん|分|込み|こみ|なし|込))(?:のもの|の数字)?(?:でした|です|だった|で、|で$|だ$)"
)
_CANNOT_BE = re.compile(
    r"(?:だと|は|が)、?[^。、]{0,16}(?:重な|都合が|使えな|使えま|埋ま|困|無理|だめ|ダメ|満室|休館|間に合いま|間に合わな|ふさが|取れま|取れな)"
)
_BECAUSE = re.compile(r"(?:だと|は|が)、?[^。]{0,24}(?:ので|ため|から|て)、?(?:.{0,10}の?)?")
_TIMES = frozenset({"時間", "分", "秒"})
_JUST_SAID = re.compile("先ほど|さっき|先程|訂正")
_WAS_OTHER = re.compile(r"(?:というの)?は[^、。]{1,14}(?:でした|だった)$")
_IS_DONE = re.compile(
    r"(?:た|です|だ|でした)$|(?:に|と)(?:変更|訂正|修正)(?:し|いたし|です|で|$)|します$|ます$"
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Of a saying: ``new`` is a figure of it or of one beside it in the message."""

    old: Figure
    new: Figure
    new_at: int
    """The place of the saying that has it."""
    cut: tuple[int, int]
    """What to leave out so that the saying no longer tells the old one; empty where all of it does."""


def contrasts_in(saying: Saying, beside: Sequence[Saying]) -> Iterator[Contrast]:
    """``beside``: the other sayings of its message."""
    for old, new in zip(saying.figures, saying.figures[1:], strict=False):
        is_of_kind = old.unit == new.unit or {old.unit, new.unit} <= _TIMES
        if is_of_kind and not old.is_same(new) and (cut := _cut(saying, old, new)):
            yield Contrast(old, new, saying.at, cut)
    for old in saying.figures:
        is_own = "sorry" in saying.leads or _JUST_SAID.search(saying.folded[: old.start])
        is_of_another = (
            _OF_ANOTHER.match(saying.folded, old.end)
            or (is_own and _WAS_OTHER.match(saying.folded, old.end))
        ) or (_CANNOT_BE.match(saying.folded, old.end) and len(saying.figures) == 1)
        if is_of_another:
            found = _beside(old, beside)
            if found is not None:
                yield Contrast(old, found[1], found[0], (0, len(saying.folded)))


def _beside(old: Figure, beside: Sequence[Saying]) -> tuple[int, Figure] | None:
    return next(
        (
            (other.at, figure)
            for other in beside
            for figure in other.figures
            if figure.unit == old.unit and not figure.is_same(old)
        ),
        None,
    )


def _cut(saying: Saying, old: Figure, new: Figure) -> tuple[int, int] | None:
    text = saying.folded
    between, behind = text[old.end : new.start], text[new.end :]
    # What tells how often stands before the number: 「月40件ではなく月52件」.
    if _ARROW.fullmatch(between) or _NOT_BUT.fullmatch(between):
        return old.start, _before_number(text, old, new)
    if wrong := _WRONG.search(text[: old.start]):
        return wrong.start(), _after_mark(text, old.end, new.start)
    if _SAID_WRONG.fullmatch(between):
        return _start_of_clause(text, old), _after_comma(text, old.end, new.start)
    if _CANNOT_BE.match(between) and _BECAUSE.fullmatch(between):
        return old.start, _after_comma(text, old.end, new.start) if "、" in between else new.start
    is_change = saying.heading is Heading.CORRECTED or _IS_DONE.search(text)
    if is_change and _FROM.fullmatch(between) and _TURNED.match(behind):
        return old.start, _after_particle(text, old.end, new.start)
    return None


def _before_number(text: str, old: Figure, new: Figure) -> int:
    found = re.compile(r".*?な(?:くて|くって|く|い方)(?:、|,)?|.*?(?:→|⇒|->|=>)\s*").match(
        text, old.end, new.start
    )
    return found.end() if found else new.start


def _after_mark(text: str, start: int, end: int) -> int:
    return end if not text[start:end].strip(" ,、→○◯正:：") else start


def _after_comma(text: str, start: int, end: int) -> int:
    comma = text.rfind("、", start, end)
    return comma + 1 if comma >= 0 else end


def _start_of_clause(text: str, old: Figure) -> int:
    """The subject stays: 「所得証明は8千件と書きましたが、…5千件でした」."""
    comma = text.rfind("、", 0, old.start) + 1
    topic = max(text.rfind(particle, comma, old.start) for particle in "はがも")
    return topic + 1 if topic >= 0 else comma


def _after_particle(text: str, start: int, end: int) -> int:
    found = re.compile(r"(?:から|より|を|だったのが|だったものが|が)、?").match(text, start, end)
    return found.end() if found else end
