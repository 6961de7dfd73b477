"""A sentence of a フォーラム版, and what is not told any more of those that there are."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from unicodedata import normalize

from domain.digest import Cite, CiteKind, Spoken
from domain.family_names import FAMILY_NAMES
from domain.personal_data import warnings_in


@dataclass(frozen=True, slots=True)
class Line:
    """``made``: what the digest said in its place, empty where the secretariat has added it."""

    text: str
    cites: tuple[Cite, ...] = ()
    made: str = ""
    words: str = ""
    """Of somebody, as ``Sentence.words``, that may be taken back or put right."""
    said: tuple[Spoken, ...] = ()
    """The messages that ``words`` are taken from; none of a 対応策."""

    @property
    def is_edited(self) -> bool:
        return self.text != self.made

    @property
    def deletion(self) -> str:
        """By which it is known again once the secretariat has deleted it: of its words nothing is kept.
        ``mark_of`` what the digest said, and, where it rests on something, of that with it.
        """
        names = "".join(f"\n{cite.name}" for cite in sorted(self.cites))
        return mark_of(self.made) + (mark_of(self.made + names) if names else "")


def with_words(line: Line) -> Line:
    """As ``Line.words`` was not kept yet of cases and answers, and can be told from what the digest said."""
    if line.words or line.said or len(line.cites) != 1:
        return line
    (cite,), made = line.cites, line.made
    if cite.kind is CiteKind.CASE and _TOLD_OF_CASE.fullmatch(made):
        return replace(line, words=f"{cite.name}：{made}")
    if made.startswith(_IN_TROUBLE) and made.count(_BEHIND_TITLE) == 1:
        return replace(line, words=cite.name + made[made.index(_BEHIND_TITLE) + 1 :])
    return line


_TOLD_OF_CASE = re.compile(r".+（[^（）]+）(?:を、.+でも始めました(?:、.+の削減)?。)?")
_IN_TROUBLE, _BEHIND_TITLE = "困っている：", "」（"


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


_ANSWER = re.compile(r"(?P<name>(?:#|施策)\d+)（.*?）「(?P<said>.+)」")
_OF_CASE = re.compile(
    r"(?P<name>事例\d+)：(?P<said>.+?)(?:（[^（）]*）(?:を、.+でも始めました.*)?)?"
)
_TELLING = 6
_ONE_WORD = re.compile(r"[ァ-ヶー・]+|[0-9A-Za-zＡ-Ｚａ-ｚ０-９]+")


def mark_of(sentence: str) -> str:
    """By which it is known again, and not read."""
    return sha256(sentence.encode()).hexdigest()[:_MARK]


def mark_in(deletion: str) -> str:
    """Of the sentence alone, whatever it rested on."""
    return deletion[:_MARK]


def with_cites_in(deletion: str) -> str:
    """Of the sentence and all that it rested on; empty where that was nothing."""
    return deletion[_MARK:]


_MARK = 16


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Since the digest was made: what is not told any more, and words that nobody says any more."""

    cites: frozenset[Cite] = frozenset()
    words: frozenset[str] = frozenset()
    said: frozenset[Spoken] = frozenset()
    """Messages that were deleted, or have become others."""
    spared: frozenset[str] = frozenset()
    """Words that somebody else says still: who quotes them may mean those."""
    told_of: frozenset[tuple[str, str]] = frozenset()
    """Words of a message, each with the name of what it was said of (``Cite.name``)."""
    _quotations: frozenset[str] = field(init=False, repr=False, compare=False)
    _short: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    """Quotations that may be of anything, each with the name of what it was said of."""
    _whole: frozenset[str] = field(init=False, repr=False, compare=False)
    _answers: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    """The same of words as they are: all that is looked for in what the digest itself has said."""

    def __post_init__(self) -> None:
        asked = {
            each: names_asked_for(each, {n for w, n in self.told_of if w == each})
            for each in self.words
        }
        left = [each for each in self.words if bare(each) not in self.spared]
        answers = {each for each in self.words if asked[each] and bare(each) == each}
        whole = self.words - self.spared - answers
        of_answers = {(f"「{w}」", n) for w in answers - self.spared for n in asked[w]}
        for name, found in (
            (
                "_quotations",
                {f"「{w}」" for w in (*whole, *(bare(w) for w in left if not asked[w]))},
            ),
            ("_short", {(f"「{bare(w)}」", n) for w in left for n in asked[w]}),
            ("_whole", {f"「{each}」" for each in whole}),
            ("_answers", of_answers),
        ):
            object.__setattr__(self, name, frozenset(found))

    def are_quoted_in(self, text: str, cites: Collection[Cite] = ()) -> bool:
        """``text``: one sentence; ``cites``: what it rests on. What is short only where its issue, measure or
        case is named or cited.
        """
        if "「" not in text:
            return False
        return any(each in text for each in self._quotations) or _is_about(self._short, text, cites)

    def quoting(self, remark: str) -> tuple[str, ...]:
        """Its sentences that do."""
        return tuple(each.strip() for each in sentences_of(remark) if self.are_quoted_in(each))

    def left_of(self, remark: str) -> str:
        """Without these."""
        if not self.quoting(remark):
            return remark
        return "".join(
            each for each in sentences_of(remark) if not self.are_quoted_in(each)
        ).strip()

    def _is_quoting(self, line: Line) -> bool:
        """In the digest's own sentence a name may be what is in 「」: of what it quotes it has the words."""
        if line.is_edited:
            return self.are_quoted_in(line.text, line.cites)
        return any(each in line.text for each in self._whole) or _is_about(
            self._answers, line.text, line.cites
        )

    def keeps(self, line: Line) -> Line | None:
        """Without what is gone of what it rests on; None where that was all, or its words are gone."""
        if not self.said.isdisjoint(line.said):
            return None
        if line.words in self.words or self._is_quoting(line):
            return None
        left = tuple(cite for cite in line.cites if cite not in self.cites)
        if line.cites and not left:
            return None
        return replace(line, cites=left)

    @property
    def of_words(self) -> "TakenBack":
        """Words and messages alone: what a draft cites is looked at when it is shown."""
        return TakenBack(words=self.words, said=self.said, spared=self.spared, told_of=self.told_of)


def _is_about(short: Collection[tuple[str, str]], text: str, cites: Collection[Cite]) -> bool:
    about = {name for quoted, name in short if quoted in text}
    return not about.isdisjoint({*names_in(text), *(cite.name for cite in cites)})


def names_in(text: str) -> Iterator[str]:
    """As ``Cite.name``, however they are typed: 「課題12」「#3、4」「施策の3番」「課題No.3」「7番の事例」."""
    typed = "".join(normalize("NFKC", text).lower().split())
    for found in (*_NAMED.finditer(typed), *_NAMED_BEHIND.finditer(typed)):
        kind = found["kind"] or _ISSUE
        for marked, number in _NUMBER.findall(found["numbers"]):
            yield f"{'#' if kind == _ISSUE else kind}{int(number)}"
            if marked:
                yield f"#{int(number)}"


_ISSUE = CiteKind.ISSUE.value
_KIND = f"(?P<kind>{'|'.join(CiteKind)})"
_NUMBER = re.compile(r"(#?)(\d+)")
_AND = r"(?:[、,・/&~〜とやか-]|から|及び|および|または|又は)"
_NUMBERS = rf"(?P<numbers>\d{{1,9}}[番号]?(?:{_AND}#?第?\d{{1,9}}[番号]?)*)"
_CALLED = r"の?(?:番号|ナンバー|no)[.:はがの]?|の(?=第?[\d、,・と#]+[番号])"
_NAMED = re.compile(rf"(?:{_KIND}(?:{_CALLED})?[(「]?|(?=[#♯]))[#♯]?第?{_NUMBERS}")
_NAMED_BEHIND = re.compile(rf"{_NUMBERS}(?:の|(?<=[番号])){_KIND}")


def sentences_of(text: str) -> Iterator[str]:
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


def words_of(message: int, lines: Iterable[Line]) -> frozenset[str]:
    """Each wording of that message that a line quotes, as it is quoted: it may have been edited since."""
    return frozenset(line.words for line in lines if _is_of(message, line)) - {""}


def gone_with(
    message: int, wordings: Collection[str], lines: Collection[Line], *, about: Collection[str]
) -> TakenBack:
    """Once that message is deleted: what is made of it among ``lines``, and its ``wordings`` wherever the
    secretariat has quoted them. What others of these have said as well stays. ``about``: names of what it was
    said of.
    """
    others = {line.words for line in lines if line.said and not _is_of(message, line)}
    others |= {bare(line.words) for line in lines if bare(line.words) != line.words}
    said = {each for line in lines for each in line.said if each.message == message}
    names = {*about, *(c.name for line in lines if _is_of(message, line) for c in line.cites)}
    words = frozenset(wordings) - {"", *others}
    told_of = frozenset((each, name) for each in words for name in names)
    return TakenBack(words=words, said=frozenset(said), told_of=told_of)


def _is_of(message: int, line: Line) -> bool:
    return any(each.message == message for each in line.said)
