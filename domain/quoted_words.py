"""What is read in the words of a フォーラム版: what of them is quoted, whether it tells whose it is, and what they name."""

import re
from collections.abc import Collection, Iterator
from unicodedata import normalize

from domain.digest import Cite, CiteKind
from domain.family_names import FAMILY_NAMES
from domain.personal_data import warnings_in


def bare(words: str) -> str:
    """What somebody would quote of ``Line.words``: of 「事例7：題名（課）」 the title, of 「#12（課）「答え」」 the
    answer; what a message says has no name before it.
    """
    if found := _ANSWER.fullmatch(words):
        return found["said"]
    return found["said"] if (found := _OF_CASE.fullmatch(words)) else words


def name_before(words: str) -> str:
    """Of what ``bare`` leaves out the issue, measure or case: 「事例7」; empty of what a message says."""
    found = _ANSWER.fullmatch(words) or _OF_CASE.fullmatch(words)
    return found["name"] if found else ""


def is_telling(said: str, *, is_title: bool = True) -> bool:
    """Nobody says just this of something else: not 「はい」「予算」, nor as a title 「マイナンバーカード」. In kanji alone
    there is no telling one word from several: as many as ``_TELLING`` are several. What may name somebody tells,
    however short: 「さとう」「クリス」.
    """
    is_long = len(said) >= _TELLING and not _ONE_WORD.fullmatch(said)
    if is_long or said in FAMILY_NAMES or said.startswith(_FAMILIES) or warnings_in(said):
        return True
    return _may_be_a_name_in_kana(said) and not (is_title and len(said) >= _TELLING)


def _may_be_a_name_in_kana(said: str) -> bool:
    letters = "".join(normalize("NFKC", said).split()).strip(_AROUND)
    return _KANA.fullmatch(letters) is not None and not is_an_answer(said)


_KANA = re.compile(r"[ぁ-ゖァ-ヺゝゞヽヾー・]+")
_FAMILIES = tuple(name for name in FAMILY_NAMES if len(name) > 1)
"""南 is in 南館."""


def is_an_answer(said: str) -> bool:
    """「はい。」「了解しました」「まだです」: what anybody says of anything, and that names nobody. A closed list: what
    else is short may be somebody's name.
    """
    return _SAYS_YES_OR_NO.fullmatch(normalize("NFKC", said).strip(_AROUND).lower()) is not None


_AROUND = " 。、.,!?…ー~〜"
_SAYS_YES_OR_NO = re.compile(
    r"(?:はい|いいえ|うん|ううん|ええ|ok|ng|yes|no|なるほど|確かに|たしかに|すみません|ありがとう(?:ございます|ございました)?"
    r"|(?:そう|同じ|同様|同感|同意|賛成|反対|了解|承知|可能|不可|不可能|無理|不要|必要|未定|不明|済み?|完了|まだ|なし|無し|あり|有り|ない)"
    r"(?:です|でした|しました|いたしました|します|いたします)?(?:ね|よね)?"
    r"|(?:わかり|分かり|でき|出来|あり|使え|使い|し|困り|お願いし|お願いいたし|助かり)(?:ます|ません|ました|ませんでした)(?:ね|よね)?)"
)


def names_asked_for(words: str, about: Collection[str]) -> frozenset[str]:
    """Of ``Line.words``: the names of which one has to be named or cited beside them, where anybody may say the
    same of something else; none where they are somebody's wherever they stand. ``about``: names of what they were
    said of.
    """
    said, name = bare(words), name_before(words)
    if said == words:
        return frozenset(about if is_an_answer(words) else ())
    is_known = is_telling(said, is_title=name.startswith(CiteKind.CASE))
    return frozenset(() if is_known else {name})


_ANSWER = re.compile(
    rf"(?P<name>(?:{CiteKind.ISSUE.sign}|{CiteKind.MEASURE.sign})\d+)（.*?）「(?P<said>.+)」"
)
_OF_CASE = re.compile(
    rf"(?P<name>{CiteKind.CASE.sign}\d+)：(?P<said>.+?)(?:（[^（）]*）(?:を、.+でも始めました.*)?)?"
)
_TELLING = 6
_ONE_WORD = re.compile(r"[ァ-ヶー・]+|[0-9A-Za-zＡ-Ｚａ-ｚ０-９]+")


def numbers_named_in(text: str) -> Iterator[str]:
    """All of them, as ``Cite.name``, however they are typed: 「課題12」「#3、4」「施策の3番」「課題No.3」「7番の事例」.

    Of a text that many read, where a name too many only hides one sentence, and a name too few shows what was taken
    back. Which one issue a message to Kakehashi is about is read by ``language.issue_numbers``, and for certain.
    """
    typed = "".join(normalize("NFKC", text).lower().split())
    for found in (*_NAMED.finditer(typed), *_NAMED_BEHIND.finditer(typed)):
        kind = CiteKind(found["kind"] or CiteKind.ISSUE)
        for marked, number in _NUMBER.findall(found["numbers"]):
            yield Cite(kind, int(number)).name
            if marked:
                yield Cite(CiteKind.ISSUE, int(number)).name


_KIND = f"(?P<kind>{'|'.join(CiteKind)})"
_NUMBER = re.compile(r"(#?)(\d+)")
_AND = r"(?:[、,・/&~〜とやか-]|から|及び|および|または|又は)"
_NUMBERS = rf"(?P<numbers>\d{{1,9}}[番号]?(?:{_AND}#?第?\d{{1,9}}[番号]?)*)"
_CALLED = r"の?(?:番号|ナンバー|no)[.:はがの]?|の(?=第?[\d、,・と#]+[番号])"
_NAMED = re.compile(rf"(?:{_KIND}(?:{_CALLED})?[(「]?|(?=[#♯]))[#♯]?第?{_NUMBERS}")
_NAMED_BEHIND = re.compile(rf"{_NUMBERS}(?:の|(?<=[番号])){_KIND}")


def sentences_with_breaks(text: str) -> Iterator[str]:
    """All of it, piece by piece, none of them empty, each with the line breaks behind it. A quotation of several
    sentences is of one.
    """
    begins, depth = 0, 0
    for at, letter in enumerate(text):
        depth = 0 if letter == "\n" else depth + (letter == "「") - (letter == "」" and depth > 0)
        is_end = letter == "\n" or (depth == 0 and letter in _ENDS)
        if is_end and text[at + 1 : at + 2] not in _GO_ON:
            yield text[begins : at + 1]
            begins = at + 1
    if begins < len(text):
        yield text[begins:]


_ENDS = "。！？"
_GO_ON = frozenset({*_ENDS, "\n"})
