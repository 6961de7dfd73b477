"""Closed wordings of the forum: 「課題：…」, 「#12」, 「うちの課の課題」, 「福祉部の止まっている課題」."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.issue import IssueState
from language.consult_words import place_named
from language.issue_numbers import issue_number_in
from language.normalise import normalise

_TOLD = re.compile(
    r"^[ 　]*(?:新しい|新規の?)?(?:課題|かだい)(?:の?登録|の?提起)?[ 　]*[:：][ 　]*(?=\S)"
)
_BARE_NUMBER = re.compile(
    r"(?:課題)?(?:番号)?[#♯]?\d{1,6}(?:番)?(?:の課題)?"
    r"(?:を|の(?:状況|詳細|内容|経過|その後)を?|は(?:どう(?:なって(?:い)?(?:る|ます)(?:か)?|ですか)?)?)?"
    r"(?:見せて|見たい|みせて|教えて|出して|表示|開いて)?(?:ください|下さい)?[。?!]*"
)
_MARK = re.compile(r"[#♯]|課題|番")
_STALLED = re.compile(r"止ま|停滞|動いていない|動きのない|進んでいない|進まない|放置|手つかず|滞っ")
_ALL = re.compile(r"全部の課題|すべての課題|全ての課題|解決した(?:もの|課題)も|過去の課題も")
_OWN_SECTION = re.compile(
    r"(?:うち|自分|私|わたし|当|自|所属)(?:たち)?の?課|うちの(?!部)|所属の課題"
)
_OWN_DEPARTMENT = re.compile(r"(?:うち|自分|私|わたし|当|自)(?:たち)?の?(?:部局|部)")
_OWN = re.compile(r"(?:自分|私|わたし)(?:が出した|の出した|が書いた|が登録した|の)課題")
_TOPIC = re.compile(r"(?P<words>[^、。,の]{1,20})(?:について|に関する|に関係する|関係|関連)の?課題")
_LIKELY_TOPIC = re.compile(r"(?P<words>[一-龠々ァ-ヶーA-Za-z0-9]{2,20})の課題")
_NO_TOPIC = re.compile(
    r"(?:今|来|先|前|全|各|他|共通|最近|現在|過去|重要|緊急|部局|部署|解決|対応|受付|番号|自分|庁内|同じ)"
)
_STATES = (
    (IssueState.SOLVED, re.compile(r"解決(?:し|済|した|ずみ)|終わった|完了し")),
    (IssueState.AT_WORK, re.compile(r"対応中|取り組み中|取組中|進行中")),
    (IssueState.WITHDRAWN, re.compile(r"取り?下げ(?:た|られた|済)")),
    (IssueState.RECEIVED, re.compile(r"受付(?:の|中|したまま)|未着手|手を(?:つけ|付け)ていない")),
)


_SUMMED_UP = re.compile(
    r"(?:の|を)?(?:話し?合い|議論|やり取り|やりとり|スレッド|経緯)?(?:の|を|で)?(?:まとめ|要約)(?:を|が|は)?"
    r"(?:見せて|見たい|見る|教えて|して|作って|出して|て|読みたい|読む|ほしい|欲しい)?(?:ください|下さい|です|ます|か|ね|よ)*[。!?]*$"
)


def issue_told(text: str) -> str | None:
    """What stands behind 「課題：」; None where the message does not begin so."""
    found = _TOLD.match(text)
    return text[found.end() :].strip() if found else None


def issue_asked_for(text: str) -> int | None:
    """「#12」「課題12」「12番の課題を見せて」: the number alone is asked for; None where more is said."""
    heard = normalise(text).replace(" ", "")
    if not _BARE_NUMBER.fullmatch(heard) or not _MARK.search(heard):
        return None
    return issue_number_in(text)


def summary_asked_for(text: str) -> int | None:
    """「#12のまとめ」「課題12の話し合いを要約して」: of which discussion a summary is asked for."""
    heard = normalise(text).replace(" ", "")
    found = _SUMMED_UP.search(heard)
    return issue_asked_for(heard[: found.start()]) if found else None


@dataclass(frozen=True, slots=True)
class BoardWish:
    """``place``: a department or section that is named; empty where none is."""

    place: str = ""
    is_own_section: bool = False
    is_own_department: bool = False
    state: IssueState | None = None
    is_any_state: bool = False
    is_stalled: bool = False
    stage: str = ""
    topic: str = ""
    likely_topic: str = ""
    """「Excelの課題」: what it is about, if any issue has that word."""


def board_wish(text: str, *, places: Collection[str], stages: Sequence[str]) -> BoardWish:
    """What narrows a list down. ``places`` of the roster, ``stages`` of the policy."""
    heard = normalise(text)
    is_department = bool(_OWN_DEPARTMENT.search(heard))
    is_section = not is_department and bool(_OWN_SECTION.search(heard))
    is_own = is_department or is_section or bool(_OWN.search(heard))
    named = place_named(text, places)
    is_stalled = bool(_STALLED.search(heard))
    place = named if named in places and not is_own else ""
    stage = next((stage for stage in stages if normalise(stage) in heard), "")
    likely = _LIKELY_TOPIC.search(heard)
    is_likely = likely and not (place or stage or is_own or _NO_TOPIC.match(likely["words"]))
    return BoardWish(
        place=place,
        is_own_section=is_section,
        is_own_department=is_department,
        state=next((state for state, said in _STATES if said.search(heard)), None),
        is_any_state=bool(_ALL.search(heard)),
        is_stalled=is_stalled,
        stage=stage,
        topic=topic["words"].strip() if (topic := _TOPIC.search(heard)) else "",
        likely_topic=likely["words"] if likely and is_likely else "",
    )
