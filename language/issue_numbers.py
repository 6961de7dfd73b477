"""Numbers of issues as people write them: #12, 12番, １２号, No.12, 課題12, 番号は8, 十二番, 例の12."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from language.normalise import normalise
from language.numerals import KANA_NUMBERS, number, number_of
from language.other_numbers import (
    BEHIND_A_MARK,
    COUNTED,
    IN_A_RANGE,
    NAMED_BEFORE,
    NAMED_SOMEWHERE_BEFORE,
    NUMBERED,
    RANGE_BEFORE,
    is_service,
    is_telephoned,
)

_SURE_IN_KANA = 10
"""A smaller one may be anything: ごばん, にばん."""


def _in_kana(numbers: Iterable[str]) -> str:
    return "|".join(sorted(numbers, key=len, reverse=True))


_NUMBER = re.compile(
    rf"{number(5)}|(?:{_in_kana(words for words, n in KANA_NUMBERS.items() if n >= _SURE_IN_KANA)})(?= ?[番号ばのはを、]|って|$)"
    rf"|(?:(?<![ぁ-ん])|(?<=だい)|(?<=だいの))(?:{_in_kana(words for words, n in KANA_NUMBERS.items() if n < _SURE_IN_KANA)})(?=ばん)"
)
_ISSUE = r"(?:課 ?題|かだい|カダイ|イシュー|issue|案件|懸案|チケット|ticket|タスク|task)"
_NOT_SURE = r"、?(?:えーと|えっと|たしか|確か|たぶん|多分)?、?"
_LINK = rf"(?:の番号は|の番号でいうと|って|は|が|の|で|:|=|#|、| |で(?:いう|言う|いえ|言え)[とば]|{_NOT_SURE}){{0,2}}"
_MARKED = re.compile(
    r"(?:(?<![a-z0-9&])(?<!カラー)(?<!カラーコード) ?[#♯]|(?:issue|ticket|task) ?#|(?<![ァ-ヺー])(?:シャープ|ハッシュ)"
    r"|(?<![ぁ-ん])(?:しゃーぷ|いげた|はっしゅ)|井桁) ?$"
)
_ABBREVIATED = re.compile(
    r"(?:(?<![a-z0-9一-龠])no|(?<![ァ-ヺー])(?<!マイ)ナンバー|(?<![ぁ-んー])なんばー)[.:、 -]{0,2}$"
)
_NAMED = re.compile(
    rf"{_ISSUE}(?:管理|一覧|リスト|台帳|管理表|表)?[-_ ]?(?:番号|ばんごう|ナンバー|no\.?|id)?{_LINK}第?[(「『【《〈\[]?$"
    rf"|(?:(?<![一-龠ァ-ヺー])(?:番号|(?<![品理]の)管理番号|ばんごう|ナンバー)|(?<![a-z])id){_LINK} ?$"
)
_ANY_NUMBER_OF = re.compile(r"(?:整理|登録|通し)番号(?:は|の|:)? ?$")
"""Of an issue only if it says so behind: 登録番号12の課題."""

_THE_ISSUE = re.compile(
    r"の ?(?:件(?!数)|課題|案件|懸案|対応|状況|進捗|内容|詳細|期限|締切|担当|コメント|続き|やつ|話(?!題)|状態|方針|ステータス|施策|優先度|履歴|経過|その後|中身|こと(?!し)|ほう|もの)"
)
_DONE_WITH = re.compile(
    r"(?:を|は|に|って|、|について|に対して)? ?(?:完了|解決|クローズ|対応済|取り?下げ|閉じ|更新|保留|再開|差し?戻|追記|コメント|見せて|見たい|どう(?:な|です|や|し)|誰[がの]|まだ(?:です|終|か|$|[?]))"
)
_MANY = re.compile(r"の ?(?:課題|案件|懸案)が(?:残|あ|出|見つ|挙|登録)")
_CLAUSE_BEGINS = re.compile(r"(?:^|[、。,「(]|(?<![a-z]) )$")
_AS_KNOWN = re.compile(
    r"(?:(?:一覧|リスト|台帳|管理表|例|さっき|先ほど|前|前回|昨日|先日|先週|うち)の|(?:この|その|あの)|(?:出し|上げ|登録し|起票し|挙げ)た)$"
)
_WRITTEN = re.compile(
    r"(?:って|と)(?:書いて|書かれ|かいて|振って|付いて|ついて|なって|ある|出て|(?:いう|いった)?(?:番号|課題))"
)
_BRACKETED = re.compile(
    r"[」』】》〉\])>](?:(?:番|号)|(?:番|号)?の? ?(?:課題|案件|件(?!数)|対応|やつ))"
)
_HEAD_OF_LIST = re.compile(r"(?:^|[ 、。「(])(?P<number>\d{1,4})[・、,と]$")
_DENIED = re.compile(
    r"[番号]?(?:の(?:件|課題|やつ|ほう|方))?(?:じゃな[くい]|ではな[くい]|でなく|ちゃうて)"
)
_AS_NUMBER = re.compile(
    rf"番(?:(?:{_THE_ISSUE.pattern})(?<!課題)|の課題(?:の(?:期限|締切|担当|進捗|状況|内容|詳細|コメント|続き|件)|を(?:見|完|更|閉|直|消|編)|に(?:コメント|追記))"
    r"|を|、|。|は(?:完|終|対応|どう|今|進|解)|に(?:コメント|追記|対応)|って|です|で(?:す|お願)|まだ|について|どう|へ|が(?:完|終|解|片付|直)|も(?:完|終|解|見)|に(?:返|書|メモ|添付|担当)|$)"
)
"""What may follow 1番 where it is not 一番, the most, and 十八番 where it is nobody's best song."""
_ONE_AS_NUMBER = re.compile(r"番の(?:件|案件|やつ|進捗|詳細)")
_BEST = re.compile(
    r" ?の(?! ?(?:件|課題|対応|進捗|状況|続き|担当|期限|やつ|話|内容|詳細))|に(?:な|輝)|を(?:目指|めざ)|ワン|の実力"
)
"""No.1の自治体: the first of all; ナンバー2の副市長."""
_TELEPHONED_AS_ISSUE = re.compile(rf"[番号]{_THE_ISSUE.pattern}|番を|番は完")
_ORDINAL = re.compile(r"(?<![一-龠])第$")
_AFTER_ORDINAL = re.compile(r"号の(?:課題|件(?!数))|番(?:の(?:件|課題|案件)|を|は|、|です|$)")
_AFTER_KANA = re.compile(
    r"(?:番|ばん|号)(?:の(?:件|けん|課題|かだい|やつ|担当|期限|状況)|を|は|、|って|。|$| |どう|まだ|です|に(?:コメント|追記))"
)
_BEHIND_KNOWN = re.compile(rf" ?(?:$|[、。をは]|って|{_THE_ISSUE.pattern}|{_DONE_WITH.pattern})")
_OPENING = tuple("「『【《〈[(<")
_BEFORE_WRITTEN = tuple(" 、。,は「(をが")
_LAST_OF_THE_BEST = 2
_LOOKED_BACK = 40
"""Characters; more than any words before a number that tell what it is."""
_YEARS = range(1900, 2100)
_KANJI_BEHIND = re.compile(r"(?!番|号|案件|課題)[一-龠]")
"""課題一覧: no number."""


@dataclass(frozen=True)
class _Number:
    text: str
    words: str
    start: int
    end: int

    @cached_property
    def value(self) -> int:
        return KANA_NUMBERS[self.words] if self.words in KANA_NUMBERS else number_of(self.words)

    @cached_property
    def before(self) -> str:
        return self.text[max(0, self.start - _LOOKED_BACK) : self.start]

    @cached_property
    def behind(self) -> str:
        return self.text[self.end :].lstrip()

    @property
    def is_in_kana(self) -> bool:
        return self.words in KANA_NUMBERS


def issue_number_in(text: str) -> int | None:
    """The first issue number that the text says to be one (#12, 課題12, 番号は8), else the first 12番
    or 12号; None where there is none (3階, 12人, 2番目, 119番, 7番窓口, 国道2号).

    What a message to Kakehashi is about, so one and for certain, also in kanji and kana. Every number that a
    フォーラム版 names, of measures and cases as well, is read by ``domain.quoted_words.numbers_named_in``.
    """
    normalised = normalise(text)
    every = (
        _Number(normalised, found[0], found.start(), found.end())
        for found in _NUMBER.finditer(normalised)
    )
    numbers = [each for each in every if _may_be_one(each)]
    for each in numbers:
        if _is_called_one(each):
            return each.value
    for each in numbers:
        if _is_like_one(each):
            head = _HEAD_OF_LIST.search(each.before)
            return int(head["number"]) if head else each.value
    return None


def _may_be_one(each: _Number) -> bool:
    return not (
        each.value == 0
        or IN_A_RANGE.match(each.behind)
        or RANGE_BEFORE.search(each.before)
        or _DENIED.match(each.behind)
    )


def _is_called_one(each: _Number) -> bool:
    """By what stands before it."""
    if (
        not each.words.isdecimal()
        and len(each.words) == 1
        and _KANJI_BEHIND.match(each.text, each.end)
    ):
        return False
    is_abbreviated = _ABBREVIATED.search(each.before) is not None
    if is_abbreviated and _is_best(each):
        return False
    if is_abbreviated or _MARKED.search(each.before):
        return not BEHIND_A_MARK.match(each.text, each.end) and not _is_service(each)
    if _ANY_NUMBER_OF.search(each.before):
        return _THE_ISSUE.match(each.behind) is not None
    return _NAMED.search(each.before) is not None and not COUNTED.match(each.text, each.end)


def _is_best(each: _Number) -> bool:
    """No.1の自治体: of the first and the second it may be the best that is spoken of."""
    if each.value == 1 and each.before.endswith("ー"):
        return True
    return each.value <= _LAST_OF_THE_BEST and _BEST.match(each.behind) is not None


def _is_service(each: _Number) -> bool:
    return is_service(each.value, each.text) and not _THE_ISSUE.match(each.behind.lstrip("番号"))


def _is_like_one(each: _Number) -> bool:
    """By what stands behind it."""
    if NAMED_SOMEWHERE_BEFORE.search(each.before) or _is_service(each):
        return False
    if not (_is_numbered(each) or _is_written(each) or _is_bare(each)):
        return False
    if each.value == 1 and each.behind.startswith(("番", "ばん")):
        is_most = each.words == "一" and not _ONE_AS_NUMBER.match(each.behind)
        return not is_most and _AS_NUMBER.match(each.behind) is not None
    if each.words == "十八" and each.behind.startswith("番"):
        return _AS_NUMBER.match(each.behind) is not None
    return not is_telephoned(each.value) or _TELEPHONED_AS_ISSUE.match(each.behind) is not None


def _is_numbered(each: _Number) -> bool:
    """12番, 第12号の課題."""
    if each.before.endswith("第"):
        return bool(_ORDINAL.search(each.before) and _AFTER_ORDINAL.match(each.behind))
    if each.before.endswith(NAMED_BEFORE) or not NUMBERED.match(each.text, each.end):
        return False
    return not each.is_in_kana or _AFTER_KANA.match(each.behind) is not None


def _is_written(each: _Number) -> bool:
    """12と書いてあるやつ, 「12」の課題."""
    if each.before.endswith(_OPENING) and _BRACKETED.match(each.behind):
        return True
    begins = each.before == "" or each.before.endswith(_BEFORE_WRITTEN)
    return begins and each.words.isdecimal() and _WRITTEN.match(each.behind) is not None


def _is_bare(each: _Number) -> bool:
    """12の件, 例の12, 12を完了に; a year is none."""
    if not each.words.isdecimal():
        is_number = len(each.words) > 1 and not each.is_in_kana
        begins = is_number and _CLAUSE_BEGINS.search(each.before)
        return bool(begins) and _THE_ISSUE.match(each.behind) is not None
    if each.value in _YEARS or _MANY.match(each.behind):
        return False
    if _AS_KNOWN.search(each.before):
        return _BEHIND_KNOWN.match(each.text, each.end) is not None
    is_meant = _THE_ISSUE.match(each.behind) or _DONE_WITH.match(each.behind)
    return is_meant is not None and _CLAUSE_BEGINS.search(each.before) is not None
