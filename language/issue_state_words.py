"""「#12を解決にして」「#12 対応中にして」「12番は見送りで」: an issue, and where it is wished to stand."""

import re
from dataclasses import dataclass

from domain.issue import IssueState
from language.normalise import normalise

_NUMBER = r"(?:課題)?(?:番号)?[#♯]?(?P<number>\d{1,6})(?:番|号)?(?:の課題|の件)?"
_BETWEEN = r"(?:を|は|が|の状態を|の状態は|について|については|って|[、,:])*"
_STATES = (
    (IssueState.SOLVED, r"(?:解決|完了|終了|クローズ)(?:済み?|ずみ)?"),
    (IssueState.AT_WORK, r"(?:対応中|対応開始|着手|再開|取り?組み中|取組中)"),
    (IssueState.WITHDRAWN, r"(?:見送っ|見送り?|取り?下げ|取り?やめ)"),
    (IssueState.RECEIVED, r"(?:受付|未着手)"),
)
_ENDING = re.compile(
    r"(?:(?:に|と|で|へ|として)?(?:して|しました|します|した|する|したい|なりました|なった|変えて|変えたい|変更(?:して)?"
    r"|更新(?:して)?|戻して|戻したい|お願い(?:します)?|頼みます)?|て|ます|ました|たい|で)"
    r"(?:(?:おいて)?(?:ください|下さい|ほしい|欲しい|もらえますか|くれますか|いただけますか))?(?:です|よ|ね|な)*[。!]*"
)
_MARK = re.compile(r"[#♯]|課題|番")
_ASKED = tuple((state, re.compile(rf"{_NUMBER}{_BETWEEN}{said}")) for state, said in _STATES)
_ALONE = tuple((state, re.compile(said)) for state, said in _STATES)


@dataclass(frozen=True, slots=True)
class StateWish:
    number: int
    state: IssueState


def state_wished(text: str) -> StateWish | None:
    """None where it asks, denies, or says more than that."""
    heard = normalise(text).replace(" ", "")
    if not _MARK.search(heard):
        return None
    for state, pattern in _ASKED:
        found = pattern.match(heard)
        if found and _ENDING.fullmatch(heard[found.end() :]):
            return StateWish(int(found["number"]), state)
    return None


def state_alone(text: str) -> IssueState | None:
    """「対応中」「解決にして」, said to the question which one."""
    heard = normalise(text).replace(" ", "")
    for state, pattern in _ALONE:
        found = pattern.match(heard)
        if found and _ENDING.fullmatch(heard[found.end() :]):
            return state
    return None
