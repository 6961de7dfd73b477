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
MIDDLE = -1_000
_NO_LIST_IS_SO_LONG = 1_000
LONGEST = 80
"""Characters of what is said within a conversation and says nothing else, normalised."""
_LONGEST_WRITTEN = 200
"""Characters before that: with a greeting, and blanks."""


def _any_of(words: str) -> str:
    """However often, the longest first and none given back (``*+``), so that time grows with the length only."""
    said = sorted(words.split(), key=len, reverse=True)
    return rf"(?:{'|'.join(said)}|[。、.! ])*+"


_ENDINGS = """
です でした だ で を に の が は かな かも ね よ な わ さ じゃ や やで やわ して する します お願い お願いします お願いいたします
おねがいします ください 下さい ちょうだい 頂戴 頼みます 選ぶ 選びます 希望 希望します
"""
_TAIL = _any_of(_ENDINGS)
_ASKS_ABOUT = r"詳し|くわし|詳細|内容|中身|概要|日程|について|知りた|教えて|おしえて|見せて|見たい|見る|開いて|何|なに|どんな|いつ|どこ|誰"
_ASKING = _any_of(
    f"""{_ENDINGS} 詳しく 詳しい 詳しいの くわしく くわしい 詳細 内容 中身 概要 日程 について 知りたい 知りたいです 教えて おしえて
    教えてほしい 見せて 見たい 見る 開いて 何 なに なんですか どんな 研修 講座 もの やつ こと って とは いつ どこ 誰 から か も \\?"""
)
_STOP = re.compile(
    r"(?:(?:やっぱり?|やはり|えっと|ごめん(?:なさい)?|すみません|すいません|もう)[、。 ]*)*"
    r"(?:や(?:め(?:る|ます|ました|とく|とき(?:ます)?|ておく|ておきます|た|たい|にする|て)|める)|止め(?:る|ます|ておきます|て)"
    r"|キャンセル(?:する|します|で|して)?|取り?(?:消し|やめ)(?:ます|る|て|で)?|中止(?:する|します|で)?|中断(?:する|します|で)?"
    r"|もう(?:いい|ええ|よい|結構|大丈夫|けっこう)(?:です|わ|よ|や)?|いい(?:や|わ)|結構です"
    r"|なし(?:で|にして)|なかったことに(?:して)?|忘れて|また(?:今度|あとで|後で)(?:に?する|に?します|で)?)"
    rf"{_TAIL}"
)
_STOPS_EVEN_ALONE = re.compile(
    r"やっぱ|もう(?:いい|ええ|結構)|なかったことに|^やめ(?:る|ます|と[くき]|てお[くき]|にする)"
)

_YES = re.compile(
    r"(?:はい|うん|ええ|ok(?:です)?|オッケー(?:です)?|おk|おけ|了解(?:です|しました)?|そう(?:です|だ|や)?|お願い(?:します|いたします)?|おねがいします|頼みます"
    r"|(?:それ|これ)で(?:お願い(?:します)?|報告(?:して|する|します)?|いい(?:です)?|ok(?:です)?)|合って(?:る|います|ます)"
    r"|報告(?:する|して|します|お願いします)|登録(?:する|して|します)|送って|送信|よろしく(?:お願いします)?|間違いない(?:です)?"
    r"|その通り(?:です)?|[、。! ]){1,3}(?:ください|下さい|ね|よ|。|!)*"
)
_WRONG = re.compile(
    r"(?:(?:いや|いえ|いいえ|ううん|あ|えっと|うーん|ごめん(?:なさい)?|すみません|すいません|ちょっと)[、。 ]*)*"
    r"(?:(?:それ|これ|そう)(?:は|も)?[、 ]*)?"
    r"(?:違う違う|ちがうちがう|ちゃうちゃう|違う|ちがう|違います|ちがいます|違った|ちがった|違いました|ちゃう|ちゃいます|違くて|違って|ちがくて|違うて|間違い"
    r"|間違って(?:る|ます|います)|(?:そう|それ)(?:じゃ|では|や)な(?:い|くて|く|か)(?:った)?|そうや(?:なくて|のうて)|いいえ|いや)"
    r"(?:です|んです|んや|んだ|けど|が|よ|ね|な|わ|って|って[ば]|ん|の)*[、。,.! ]*"
)
_RESUME = re.compile(
    rf"(?:さっき|先ほど|前)?の?(?:続き|つづき)(?:から|を)?(?:お願い|やる|やります|したい)?{_TAIL}"
)
_ANEW = re.compile(
    rf"(?:最初|はじめ|始め|一)から[、 ]?(?:やり直|やりなお|入れ直)?(?:す|したい|します|して)?{_TAIL}"
    rf"|(?:やり直|やりなお)(?:し|す|したい|します|して){_TAIL}"
)
_PARDON = re.compile(
    r"(?:(?:はい|え[えっ]?|は|ん|うん|へ)ー?\?|(?:何|なに|なん)(?:ですか|でしょう|やて|だって|って|の(?:こと|話))?(?:です)?か?\?*"
    r"|どう(?:いう|ゆう)(?:こと|意味)(?:です)?か?\?*|(?:意味が)?(?:わか|分か)(?:らない|りません|らん|らへん)(?:です)?|もう(?:一度|一回|いっかい)(?:言って|お願い|おねがい)?"
    r"|聞き?取れ(?:ない|ません)(?:でした)?|\?)(?:ください|します|。|!)*"
)
_IS_WRONG = r"(?:変え|直|なお|間違|まちが|違|ちが|訂正|変更|修正|誤)[^。]{0,10}"

_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}
_COUNTED = {"ひと": 1, "ふた": 2, "みっ": 3, "よっ": 4, "いつ": 5, "むっ": 6}
_ORDINAL = re.compile(
    r"(?P<from_end>(?:下|後ろ|うしろ|最後|終わり|おわり|末尾)から(?:の|、| )?)?"
    r"(?:(?P<number>\d{1,2}|[一二三四五六七八九十])(?:番目|ばんめ|個目|こめ|つ目|つめ|件目|行目|段目)"
    r"|(?P<counted>ひと|ふた|みっ|よっ|いつ|むっ)つ(?:目|め))"
)
_PLACED = re.compile(
    r"(?:(?P<first>[一1]番上|いちばん上|いちばんうえ|最初|先頭|(?<![以路上])上)"
    r"|(?P<last>[一1]番下|いちばん下|いちばんした|最後|末尾|(?<![以部地])下)|(?P<middle>真ん中|まんなか))"
    rf"(?=の|でお願い|を選|{_TAIL}$)"
)
_BARE_NUMBER = re.compile(rf"(?P<number>\d{{1,2}}|[一二三四五六七八九十])番?{_TAIL}")
_THAT = re.compile(
    r"(?P<earlier>さっきの|先ほどの|さきほどの)|上記の|それ|これ(?!から|まで)|あれ(?!ば)|その(?:研修|講座|やつ|件|コース|動画)|この(?:研修|講座)|そっち"
)
_THING = r"(?:の?(?:やつ|もの|ほう|方|研修|講座|コース|件|分|動画|こと|報告)|の)?"
_LEAD = re.compile(r"(?:じゃあ?|では|なら|えっと|はい|上から|やっぱり?|[、。 ])*+")
_ALONE = re.compile(rf"(?:から)?{_THING}{_TAIL}")
_ABOUT = re.compile(rf"{_THING}{_ASKING}")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of the list shown last. ``index``: from 0, from the end LAST, LAST - 1 …, or MIDDLE;
    None for 「それ」.
    """

    index: int | None
    is_all: bool = False
    """The message says nothing else."""
    asks_about: bool = False
    """「2番目を詳しく」: it asks what that is, and says nothing else."""
    is_earlier: bool = False
    """「さっきの」: not what is spoken about now."""


def says_stop(text: str) -> bool:
    return _says(_STOP, text)


def says_stop_of_itself(text: str) -> bool:
    """「やっぱりやめる」 means a conversation also where none is open; 「キャンセル」 may mean a seat."""
    return says_stop(text) and _STOPS_EVEN_ALONE.search(normalise(text)) is not None


def says_yes(text: str) -> bool:
    return _says(_YES, text)


def says_pardon(text: str) -> bool:
    """「はい？」「どういうこと？」: the question was not understood."""
    return _says(_PARDON, text)


def says_resume(text: str) -> bool:
    return _says(_RESUME, text)


def says_anew(text: str) -> bool:
    """「最初から」."""
    return _says(_ANEW, text)


def names_part(text: str, called: Sequence[str]) -> bool:
    """「日付が違います」「日付を変える」, or the part alone. ``called``: what the part may be called."""
    names = "|".join(sorted(map(re.escape, called), key=len, reverse=True))
    part = re.compile(rf"(?:{names})(?:[をがはも]|だけ)?(?:{_IS_WRONG})?{_TAIL}")
    return bool(called) and _says(part, text)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    if len(text) > _LONGEST_WRITTEN:
        return False
    heard = normalise(text)
    return len(heard) <= LONGEST and pattern.fullmatch(heard) is not None


def after_wrong(text: str) -> str | None:
    """What follows 「ちがう」「そうじゃなくて」, "" where nothing does; None where neither is said."""
    heard, end = normalise(text), 0
    while (said := _WRONG.match(heard, end)) and _is_said_alone(said):
        end = said.end()
    return heard[end:].strip() if end else None


def _is_said_alone(said: re.Match[str]) -> bool:
    """「違うのを見たい」 denies nothing."""
    is_last = not said.string[said.end() :].strip()
    return is_last or said[0].endswith(("、", "。", ",", ".", "!", " ", "て"))


def reference_in(text: str) -> Reference | None:
    """「2番目のやつ」「下から2番目」「それを詳しく」. None where nothing is pointed at."""
    heard = normalise(text)
    for pattern in (_ORDINAL, _PLACED, _THAT):
        if said := pattern.search(heard):
            return _reference(heard, said)
    if len(heard) <= LONGEST and (said := _BARE_NUMBER.fullmatch(heard)):
        return Reference(_index(said), is_all=True)
    return None


def _reference(heard: str, said: re.Match[str]) -> Reference:
    before, after = heard[: said.start()], heard[said.end() :]
    is_short = len(heard) <= LONGEST and _LEAD.fullmatch(before) is not None
    is_all = is_short and _ALONE.fullmatch(after) is not None
    return Reference(
        _index(said),
        is_all=is_all,
        asks_about=is_short
        and not is_all
        and _ABOUT.fullmatch(after) is not None
        and re.search(_ASKS_ABOUT, after) is not None,
        is_earlier=bool(said.groupdict().get("earlier")),
    )


def referred(reference: Reference, listed: Sequence[Value]) -> Value | None:
    """What is meant; None where the list has no such, or 「それ」 may be several."""
    match reference.index:
        case None:
            return listed[0] if len(listed) == 1 else None
        case index if index == MIDDLE:
            return listed[len(listed) // 2] if len(listed) % 2 else None
        case index:
            return listed[index] if -len(listed) <= index < len(listed) else None


def _index(said: re.Match[str]) -> int | None:
    found = said.groupdict()
    if place := _counted(found.get("number"), found.get("counted")):
        return -place if found.get("from_end") else place - 1
    if found.get("first"):
        return 0
    if found.get("last"):
        return LAST
    return MIDDLE if found.get("middle") else None


def _counted(number: str | None, counted: str | None) -> int:
    """From 1; 0 where no number is said."""
    if counted:
        return _COUNTED[counted]
    if number is None:
        return 0
    return _NUMBERS.get(number) or int(number) or _NO_LIST_IS_SO_LONG
