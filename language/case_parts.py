"""What somebody tells of an improvement, pulled apart into the fields of a case, to be corrected.

By labels where there are some (「課題：…」), else by clauses: what was, what is done now, what came of it.
Words are moved, never changed; a number stands only where it is said how often.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.improvement_case import TITLE_LENGTH, tools_in
from language.case_clauses import Role, clauses_of, title_of
from language.case_savings import Savings, savings_in
from language.case_tools import tools_named
from language.case_wish import speaks_of_reporting, without_wish

LEAST = 8
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


_DID = re.compile(r"(?:[しっいえけげ]た|んだ|ました)(?:ん?です)?$")
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


def tells_case(text: str) -> bool:
    """Whether there is more in it than the wish to report something."""
    told, parts = without_wish(text), parts_of(text)
    if len(told) < LEAST or not parts.after:
        return False
    saved = (parts.hours, parts.cost, parts.waiting) != (None, None, None)
    is_done = not speaks_of_reporting(told) and _DID.search(told.rstrip("。！!\n 　"))
    return bool(parts.before or parts.tools or saved or is_done)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """What stands behind each label; what stands before the first is the problem, or the title."""
    found = [match for match in _LABEL.finditer(text) if match.lastgroup]
    if not found:
        return
    ends = [match.start() for match in found[1:]] + [len(text)]
    merged: dict[str, list[str]] = {}
    if head := text[: found[0].start()].strip():
        is_title = len(head) <= TITLE_LENGTH and "\n" not in head
        has_title = any(match.lastgroup == "title" for match in found)
        merged["title" if is_title and not has_title else "before"] = [head]
    for match, end in zip(found, ends, strict=True):
        merged.setdefault(match.lastgroup or "", []).append(text[match.end() : end].strip())
    for name, written in merged.items():
        yield name, "\n".join(filter(None, written))


def _of_labels(labelled: dict[str, str]) -> CaseParts:
    title, below = _title_and_below(labelled.get("title", ""))
    labelled = labelled | {"before": "\n".join(filter(None, [below, labelled.get("before", "")]))}
    before, after = labelled.get("before", ""), labelled.get("after", "")
    effect = labelled.get("effect", "")
    saved = savings_in(effect, is_effect=True) if effect else savings_in(f"{before}\n{after}")
    said = tools_in(labelled.get("tools", ""))
    return CaseParts(
        title=title or title_of(before, after),
        before=before,
        after=after,
        hours=saved.hours,
        cost=saved.cost,
        waiting=saved.waiting,
        other=_not_counted(effect, saved),
        tools=said or tools_named(f"{after}\n{effect}"),
        reuse=labelled.get("reuse", ""),
    )


def _title_and_below(written: str) -> tuple[str, str]:
    """A title is one line of ``TITLE_LENGTH``; what is more stands whole in the text."""
    first, _, below = written.partition("\n")
    return first[:TITLE_LENGTH], (written if len(first) > TITLE_LENGTH else below.strip())


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
_OF_NUMBERS = re.compile(
    r"[\d０-９〇一二三四五六七八九十百千万億半.,、。．，！!→⇒➡~〜（）()\s　]|時間|分|円|[かヶケカ]?月|年間?|週間?|毎日|1?日|回|件"
    r"|約|ほど|くらい|程度|以上|あたり|当たり|合計|計|作業|業務|残業|待ち|費用|経費|コスト|効果|削減|短縮|節約|節減|軽減|減少|減ら|減[っり]|短く|少なく|安く|浮[いき]"
    r"|から|まで|かかっ|かかる|なり|なっ|なる|でき|し|ました|ます|です|てい|でい|いた|だった|た|て|に|で|を|が|は|の|も|と"
)


def _not_counted(effect: str, saved: Savings) -> str:
    """The words of the effect, but where they say no more than the number that was read."""
    kept = [
        sentence
        for sentence in re.split(r"(?<=[。！!？?\n])", effect)
        if not (saved.is_read and _COUNTED.search(sentence) and not _OF_NUMBERS.sub("", sentence))
    ]
    return "".join(kept).strip()
