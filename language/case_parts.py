"""What somebody tells of an improvement, pulled apart into the fields of a case, to be corrected.

By labels where there are some (「課題：…」), else by clauses: what was, what is done now, what came of it.
Words are moved, never changed; a number stands only where it is said how often.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.improvement_case import TITLE_LENGTH, tools_in
from language.case_clauses import Role, clauses_of, title_of
from language.case_savings import Savings, savings_in
from language.case_tools import tools_named

LEAST = 12
"""Characters beside the wish to report that are something to pull apart."""


@dataclass(frozen=True, slots=True)
class CaseParts:
    """None and "" where nothing is said of it."""

    title: str = ""
    before: str = ""
    after: str = ""
    hours: float | None = None
    """In a month."""
    cost: int | None = None
    """In a year, in yen."""
    waiting: float | None = None
    """Minutes."""
    other: str = ""
    tools: tuple[str, ...] = ()
    reuse: str = ""


_WISH = re.compile(
    r"(?:という|といった|の)?(?:業務)?(?:改善(?:の|した)?)?(?:事例|取り?組み?|工夫|改善)"
    r"(?:の|を|に|として|が|で|集に|について)*(?:報告|登録|投稿|共有|紹介|記録|書き|載せ|出し|提出)を?"
    r"(?:し?たい|させて|したく|お願い|でき|する(?:には|方法)|します|しよう|ください|方法|フォーム|は(?:どこ|どう))"
    r"[^。！!？?\n]*[。！!？?\n]*"
)
_SENTENCE_ENDS = "。！!？?\n"
_SAYS_WHAT = re.compile(r"(?:[しっいえ]た|んだ|化|導入|活用)$")
_HEAD = 8
"""Characters before 「事例を報告します」 that may say what it is."""
_ENDING = re.compile(
    r"(?:(?:という|といった)?(?:改善事例|事例|こと|内容)|の)?(?:です)?(?:ので|から|ため)?、?"
    r"(?:これを|この内容で|以上を?)?(?:改善事例として|改善事例に|改善事例を|事例として)(?:報告|登録|共有|投稿|紹介)[^。\n]*[。\n]*$"
)
_LABELS = {
    "title": r"題名|タイトル|件名|事例名|取組名",
    "before": r"課題|問題点?|背景|現状|改善前|従来|before|ビフォー|困りごと",
    "after": r"工夫(?:した点|点)?|対策|対応策?|取り?組み?(?:内容)?|解決策|改善内容|改善後|改善策|after|アフター",
    "effect": r"効果|成果|結果|削減効果|効果額",
    "tools": r"道具|ツール|使ったもの|使用したもの|使用ツール",
    "reuse": r"注意点?|留意点|再利用の条件(?:・注意)?|条件|横展開の条件|備考",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\n。\s]))[■●・◆○◎▼【\[\(（<＜]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:[】\]\)）>＞][ \u3000]*[:：]?|[ \u3000]*[:：])[ \u3000]*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:ただし|なお|注意|※)|(?:でも|にも|も|課でも)(?:使え|展開|応用|流用)|ひな形|ひな型"
)


def parts_of(text: str) -> CaseParts:
    told = without_wish(text)
    labelled = dict(_labelled(told))
    if set(labelled) & {"before", "after", "effect"}:
        return _of_labels(labelled)
    return _of_clauses(told)


def without_wish(text: str) -> str:
    """Without 「改善事例を報告したいです。」, in front or behind."""
    text = unicodedata.normalize("NFC", text).strip()
    return "".join(_kept(_ENDING.sub("", text))).strip()


def _kept(text: str) -> Iterator[str]:
    """The sentences but those that wish to report. Each letter is looked at once."""
    done = 0
    for wish in _WISH.finditer(text):
        ends = (text.rfind(mark, done, wish.start()) + 1 for mark in _SENTENCE_ENDS)
        begins = max(done, *ends)
        yield text[done:begins]
        yield _head(text[begins : wish.start()])
        done = wish.end()
    yield text[done:]


def _head(head: str) -> str:
    """「転記をRPAで自動化した事例を報告します」."""
    return f"{head}。" if len(head) >= _HEAD and _SAYS_WHAT.search(head) else ""


def tells_case(text: str) -> bool:
    """Whether there is more in it than the wish to report something."""
    told = parts_of(text)
    saved = (told.hours, told.cost, told.waiting) != (None, None, None)
    is_something = (told.before and told.after) or (told.after and (told.tools or saved))
    return bool(is_something) and len(without_wish(text)) >= LEAST


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """What stands behind each label; what stands before the first is the problem, or the title."""
    found = [match for match in _LABEL.finditer(text) if match.lastgroup]
    if not found:
        return
    if head := text[: found[0].start()].strip():
        yield ("title" if len(head) <= TITLE_LENGTH and "\n" not in head else "before"), head
    ends = [match.start() for match in found[1:]] + [len(text)]
    merged: dict[str, list[str]] = {}
    for match, end in zip(found, ends, strict=True):
        merged.setdefault(match.lastgroup or "", []).append(text[match.end() : end].strip())
    for name, written in merged.items():
        yield name, "\n".join(filter(None, written))


def _of_labels(labelled: dict[str, str]) -> CaseParts:
    before, after = labelled.get("before", ""), labelled.get("after", "")
    effect = labelled.get("effect", "")
    saved = savings_in(effect, is_effect=True) if effect else savings_in(f"{before}\n{after}")
    said = tools_in(labelled.get("tools", ""))
    return CaseParts(
        title=labelled.get("title", "").splitlines()[0][:TITLE_LENGTH]
        if labelled.get("title")
        else title_of(before, after),
        before=before,
        after=after,
        hours=saved.hours,
        cost=saved.cost,
        waiting=saved.waiting,
        other=_not_counted(effect, saved),
        tools=said or tools_named(f"{after}\n{effect}"),
        reuse=labelled.get("reuse", ""),
    )


def _of_clauses(text: str) -> CaseParts:
    written: dict[Role, list[str]] = {role: [] for role in Role}
    reuse: list[str] = []
    for role, clause in clauses_of(text):
        (reuse if _CONDITION.search(clause) else written[role]).append(clause)
    before, after = "".join(written[Role.BEFORE]), "".join(written[Role.AFTER])
    effect = "".join(written[Role.EFFECT])
    if not after:
        after, effect = effect, ""
    saved = savings_in(text)
    before, after, effect, conditions = (
        part.strip(" 　、,・→\n") for part in (before, after, effect, "".join(reuse))
    )
    return CaseParts(
        title=title_of(before, after),
        before=_HANGING.sub("", before),
        after=after,
        hours=saved.hours,
        cost=saved.cost,
        waiting=saved.waiting,
        other=_not_counted(effect, saved),
        tools=tools_named(after) or tools_named(effect),
        reuse=conditions,
    )


_HANGING = re.compile(r"(?:が|ところ|ので|のを|を|は|に|ため)?、?$")
_COUNTED = re.compile(r"[\d０-９〇一二三四五六七八九十]")


def _not_counted(effect: str, saved: Savings) -> str:
    """The words of the effect, but where they say no more than the number that was read."""
    kept = [
        sentence
        for sentence in re.split(r"(?<=[。！!？?\n])", effect)
        if not (_COUNTED.search(sentence) and saved.is_read and len(sentence) <= _NO_MORE)
    ]
    return "".join(kept).strip()


_NO_MORE = 30
"""Characters of a sentence in which a number is all there is."""
