"""What is said within a conversation: stop, yes, no, 「2番目の」, 「さっきの」, 「続き」.

These are short and closed: a rule says them all, where a model would have to be taught what stands
before them. A message that says more than that is not one of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from language.normalise import normalise

Value = TypeVar("Value")

LAST = -1
MIDDLE = -2
_NO_LIST_IS_SO_LONG = 1_000

_TAIL = (
    r"(?:です|でした|だ|で|を|に|の|が|は|かな|かも|ね|よ|な|わ|さ|じゃ|や|やで|やわ|して|する|します|でお願い(?:します|いたします)?"
    r"|お願い(?:します|いたします)?|おねがいします|ください|下さい|ちょうだい|頼みます|選ぶ|選びます|希望(?:します)?)*"
    r"[。!、. ]*"
)
_STOP = re.compile(
    r"(?:(?:やっぱり?|やはり|えっと|ごめん(?:なさい)?|すみません|すいません|もう)[、。 ]*)*"
    r"(?:や(?:め(?:る|ます|ました|とく|とき(?:ます)?|ておく|ておきます|た|たい|にする|て)|める)|止め(?:る|ます|ておきます|て)"
    r"|キャンセル(?:する|します|で|して)?|取り?(?:消し|やめ)(?:ます|る|て|で)?|中止(?:する|します|で)?|中断(?:する|します|で)?"
    r"|もう(?:いい|ええ|よい|結構|大丈夫|けっこう)(?:です|わ|よ|や)?|いい(?:や|わ)|結構です"
    r"|なし(?:で|にして)|なかったことに(?:して)?|忘れて|また(?:今度|あとで|後で)(?:に?する|に?します|で)?)"
    rf"{_TAIL}"
)
_STOPS_EVEN_ALONE = re.compile(r"やっぱ|もう(?:いい|ええ|結構)|なかったことに")

_YES = re.compile(
    r"(?:はい|うん|ええ|ok(?:です)?|オッケー(?:です)?|おk|おけ|了解(?:です|しました)?|そう(?:です|だ|や)?|お願い(?:します|いたします)?|おねがいします|頼みます"
    r"|(?:それ|これ)で(?:お願い(?:します)?|報告(?:して|する|します)?|いい(?:です)?|ok(?:です)?)|合って(?:る|います|ます)"
    r"|報告(?:する|して|します|お願いします)|登録(?:する|して|します)|送って|送信|よろしく(?:お願いします)?|間違いない(?:です)?"
    r"|その通り(?:です)?|[、。! ]){1,3}(?:ください|下さい|ね|よ|。|!)*"
)
_WRONG = re.compile(
    r"(?:(?:いや|いえ|いいえ|ううん|あ|えっと|うーん|ごめん(?:なさい)?|すみません|すいません|ちょっと)[、。 ]*)*"
    r"(?:(?:それ|これ|そう)(?:は|も)?[、 ]*)?"
    r"(?:違う違う|ちがうちがう|違う|ちがう|違います|ちがいます|違った|ちがった|違いました|ちゃう|ちゃいます|違くて|違って|ちがくて|違うて|間違い"
    r"|間違って(?:る|ます|います)|(?:そう|それ)(?:じゃ|では|や)な(?:い|くて|く|か)(?:った)?|そうや(?:なくて|のうて)|いいえ|いや)"
    r"(?:です|んです|んや|んだ|けど|が|よ|ね|な|わ|って|って[ば]|ん|の)*[、。,.! ]*"
)
_RESUME = re.compile(
    rf"(?:さっき|先ほど|前)?の?(?:続き|つづき)(?:から|を)?(?:お願い|やる|やります|したい)?{_TAIL}"
)

_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}
_COUNTED = {"ひと": 1, "ふた": 2, "みっ": 3, "よっ": 4, "いつ": 5, "むっ": 6}
_ORDINAL = re.compile(
    r"(?P<number>\d{1,2}|[一二三四五六七八九十])(?:番目|ばんめ|個目|こめ|つ目|つめ|件目|行目|段目)"
    r"|(?P<counted>ひと|ふた|みっ|よっ|いつ|むっ)つ(?:目|め)"
)
_PLACED = re.compile(
    r"(?:(?P<first>一番上|いちばん上|いちばんうえ|最初|先頭|(?<![以路上])上)"
    r"|(?P<last>一番下|いちばん下|いちばんした|最後|末尾|(?<![以部地])下)|(?P<middle>真ん中|まんなか))"
    rf"(?=の|でお願い|を選|{_TAIL}$)"
)
_BARE_NUMBER = re.compile(rf"(?P<number>\d{{1,2}}|[一二三四五六七八九十])番?{_TAIL}")
_THAT = re.compile(
    r"さっきの|先ほどの|さきほどの|上記の|それ|これ(?!から|まで)|あれ(?!ば)|その(?:研修|講座|やつ|件|コース|動画)|この(?:研修|講座)|そっち"
)
_THING = r"(?:の?(?:やつ|もの|ほう|方|研修|講座|コース|件|分|動画|こと)|の)?"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of the list shown last. ``index``: from 0, LAST or MIDDLE; None for 「それ」."""

    index: int | None
    is_all: bool
    """The message says nothing else."""


def says_stop(text: str) -> bool:
    return _STOP.fullmatch(normalise(text)) is not None


def says_stop_of_itself(text: str) -> bool:
    """「やっぱりやめる」 means a conversation also where none is open; 「キャンセル」 may mean a seat."""
    return says_stop(text) and _STOPS_EVEN_ALONE.search(normalise(text)) is not None


def says_yes(text: str) -> bool:
    return _YES.fullmatch(normalise(text)) is not None


def says_resume(text: str) -> bool:
    return _RESUME.fullmatch(normalise(text)) is not None


def after_wrong(text: str) -> str | None:
    """What follows 「ちがう」「そうじゃなくて」, "" where nothing does; None where neither is said."""
    heard = normalise(text)
    said = _WRONG.match(heard)
    if said is None:
        return None
    rest = heard[said.end() :].strip()
    return rest if not rest or said[0].endswith(("、", "。", ",", ".", "!", " ", "て")) else None


def reference_in(text: str) -> Reference | None:
    """「2番目のやつ」「一番上」「それ」. None where nothing is pointed at."""
    heard = normalise(text)
    for pattern in (_ORDINAL, _PLACED, _THAT):
        if said := pattern.search(heard):
            return Reference(_index(said), _is_all(heard, said))
    if said := _BARE_NUMBER.fullmatch(heard):
        return Reference(_index(said), True)
    return None


def referred(reference: Reference, listed: Sequence[Value]) -> Value | None:
    """What is meant; None where the list has no such, or 「それ」 may be several."""
    match reference.index:
        case None:
            return listed[0] if len(listed) == 1 else None
        case index if index == MIDDLE:
            return listed[len(listed) // 2] if len(listed) % 2 else None
        case index if index == LAST:
            return listed[-1] if listed else None
        case index:
            return listed[index] if index < len(listed) else None


def _index(said: re.Match[str]) -> int | None:
    found = said.groupdict()
    if number := found.get("number"):
        return (_NUMBERS.get(number) or int(number) or _NO_LIST_IS_SO_LONG) - 1
    if counted := found.get("counted"):
        return _COUNTED[counted] - 1
    if found.get("first"):
        return 0
    if found.get("last"):
        return LAST
    return MIDDLE if found.get("middle") else None


def _is_all(heard: str, said: re.Match[str]) -> bool:
    before, after = heard[: said.start()], heard[said.end() :]
    is_lead = re.fullmatch(r"(?:じゃあ?|では|なら|えっと|はい|上から|やっぱり?|[、。 ])*", before)
    return bool(is_lead and re.fullmatch(rf"(?:から)?{_THING}{_TAIL}", after))
