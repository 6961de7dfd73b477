"""What somebody tells of a trouble, pulled apart into the fields of an issue, to be corrected.

By labels where there are some (「望む姿：…」), else by sentences. Words are moved, never made, and a number
stands only where it is said how often.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.issue import TITLE_LENGTH, Affected
from language.case_tools import tools_named
from language.issue_amounts import hours_said, times_said

LEAST = 8
"""Characters beside the wish to raise something that are something to pull apart."""
_SHORT, _SHORTEST = 40, 6
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class IssueParts:
    """None and "" where nothing is said of it."""

    title: str = ""
    what: str = ""
    times: int | None = None
    """In a month."""
    hours: float | None = None
    """In a month."""
    affected: Affected | None = None
    systems: tuple[str, ...] = ()
    work: str = ""
    wish: str = ""


_RAISE = r"(?:登録|挙げ|上げ|あげ|出し|提起|提出|追加|起票|共有|入れ|加え|載せ|報告|相談)"
_WISH_TO_RAISE = re.compile(
    rf"(?:(?:という|といった|との|の)?(?:件|こと|の)?(?:を|が|は|なので|ので)?、?)?"
    rf"(?:新しい)?(?:課題|イシュー|issue)(?:として|の|を|に|へ|で)*{_RAISE}[^。！!？?\n]*[。！!？?]*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"^(?:新しい|新規の?)?(?:課題|かだい)(?:の?{_RAISE})?[ \u3000]*[:：][ \u3000]*"
    rf"|^(?:新しい)?課題(?:として|の|を|に)*{_RAISE}(?:したい|ます|させて|て|る)[^。！!？?\n:：]*[。！!？?:：\n]+"
)
_LABELS = {
    "title": r"題名|タイトル|件名|課題名",
    "what": r"何が起きているか|困っていること|困りごと|現状|内容|問題点?|課題|状況|背景",
    "often": r"頻度|件数|時間|かかる時間|頻度・時間|回数",
    "affected": r"影響|対象|影響を受ける人",
    "systems": r"関係するシステム|システム|道具|使っているもの",
    "work": r"業務|業務名|事務",
    "wish": r"望む姿|あるべき姿|要望|希望|こうしたい|理想",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\n。\s]))[■●・◆○◎【\[\(（<＜]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:[】\]\)）>＞][ \u3000]*[:：]?|[ \u3000]*[:：])[ \u3000]*"
)
_SENTENCE = re.compile(r"[^。！!？?\n]*[。！!？?\n]+|[^。！!？?\n]+")
_IS_WISH = re.compile(
    r"(?:たい|ほしい|欲しい|べき|できないか|ないでしょうか|理想|望ましい|ありがたい|助かる|助かります|できれば)"
    r"(?:です|と思(?:う|います|っています)|ところ|のですが|んですが|んだけど|ね|な|か)*[。！!？?]*$"
)
_CITIZENS = re.compile(
    r"市民(?![課部局税])|住民(?!記録|基本|票|税|情報)|町民|村民|来庁|来客|窓口で(?:お)?待|利用者|申請者|保護者|事業者|お客"
)
_STAFF = re.compile(
    r"職員|担当者|課員|係員|担当が|残業|時間外|手作業|手入力|転記|打ち直|二度打ち|二重入力|確認作業"
)
_SYSTEM = re.compile(r"[一-龠ァ-ヶーA-Za-z]{2,14}(?:システム|台帳)")
_TITLE_END = re.compile(
    r"(?:てい(?:る|て|ます)|(?:で|が)?困って(?:い(?:る|ます))?)?(?:ので|ため|のに|のですが|ですが|ますが|けれど|けど|が)?[、。！!？?\n]"
)
_LEADING = re.compile(
    r"^(?:実は|最近|現在|いま|今|うちの?課?では?|当課では?|毎[日月年週]、?|、|\s)+"
)


def without_wish(text: str) -> str:
    """Without 「課題：」 in front and 「を課題として登録したいです。」 behind."""
    text = unicodedata.normalize("NFC", text).strip()
    return _WISH_TO_RAISE.sub("", _HEAD.sub("", text)).strip(" 　、")


def tells_issue(text: str) -> bool:
    """Whether there is more in it than the wish to raise something."""
    return len(without_wish(text)) >= LEAST


def parts_of(text: str) -> IssueParts:
    told = without_wish(text)
    labelled = dict(_labelled(told))
    if set(labelled) & {"what", "wish"}:
        return _of_labels(labelled)
    return _of_sentences(told)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    found = [match for match in _LABEL.finditer(text) if match.lastgroup]
    if not found:
        return
    if head := text[: found[0].start()].strip():
        yield ("title" if len(head) <= TITLE_LENGTH and "\n" not in head else "what"), head
    ends = [match.start() for match in found[1:]] + [len(text)]
    merged: dict[str, list[str]] = {}
    for match, end in zip(found, ends, strict=True):
        merged.setdefault(match.lastgroup or "", []).append(text[match.end() : end].strip())
    for name, written in merged.items():
        yield name, "\n".join(filter(None, written))


def _of_labels(labelled: dict[str, str]) -> IssueParts:
    what, wish = labelled.get("what", ""), labelled.get("wish", "")
    often = labelled.get("often") or what
    return IssueParts(
        title=labelled.get("title", "")[:TITLE_LENGTH] or title_of(what or wish),
        what=what or wish,
        times=times_said(often),
        hours=hours_said(often),
        affected=affected_in(labelled.get("affected") or what),
        systems=_systems(labelled.get("systems") or what),
        work=labelled.get("work", ""),
        wish=wish,
    )


def _of_sentences(text: str) -> IssueParts:
    sentences = _SENTENCE.findall(text)
    wishes = [each for each in sentences if _IS_WISH.search(each.strip())]
    rest = [each for each in sentences if each not in wishes]
    what = "".join(rest or wishes).strip()
    return IssueParts(
        title=title_of(what),
        what=what,
        times=times_said(what),
        hours=hours_said(what),
        affected=affected_in(what),
        systems=_systems(what),
        wish="".join(wishes).strip() if rest else "",
    )


def title_of(text: str) -> str:
    """The first clause that says something, of ``_SHORT`` characters at most. To be corrected.

    What ends in a mere comma is half of something (「決裁が紙のままで、」): then the sentence, where it fits.
    """
    told = _LEADING.sub("", text.strip()) or text.strip()
    fits = len(_SENTENCE.findall(told)[0].strip()) <= _SHORT if told else False
    for end in _TITLE_END.finditer(f"{told}\n"):
        clause = told[: end.start()]
        if fits and end[0] == "、":
            continue
        if len(clause) >= _SHORTEST:
            return _with_end(clause, end[0])[:_SHORT].strip(" 　、。")
    return told[:_SHORT].strip(" 　、。")


def _with_end(clause: str, end: str) -> str:
    """「二度打ちしている」, not 「二度打ちし」."""
    return clause + "ている" if end.startswith("てい") else clause


def affected_in(text: str) -> Affected | None:
    citizens, staff = _CITIZENS.search(text), _STAFF.search(text)
    if citizens and staff:
        return Affected.BOTH
    if citizens:
        return Affected.CITIZENS
    return Affected.STAFF if staff else None


def _systems(text: str) -> tuple[str, ...]:
    named = (*_SYSTEM.findall(text), *tools_named(text))
    return tuple(dict.fromkeys(named))
