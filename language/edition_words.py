"""What is wished of a フォーラム版: 「公開してください」「取り下げて」「はじめのことばを直したい」."""

import re
from enum import Enum

from language.button_words import says_label, says_verb
from language.normalise import normalise


class EditionWish(Enum):
    PUBLISH = "フォーラムに公開する"
    WITHDRAW = "フォーラムから取り下げる"
    CHOOSE = "載せるものを選ぶ"
    REMAKE = "いまのまとめから作り直す"


_VERBS = {
    EditionWish.PUBLISH: ("公開する", "載せる", "のせる", "掲載する"),
    EditionWish.WITHDRAW: ("取り下げる", "取下げる", "とりさげる"),
    EditionWish.CHOOSE: ("選ぶ", "選び直す"),
    EditionWish.REMAKE: ("作り直す", "つくり直す", "作りなおす"),
}
_NAMED = {
    EditionWish.PUBLISH: "フォーラムに",
    EditionWish.WITHDRAW: "フォーラムから",
    EditionWish.CHOOSE: "載せるものを",
    EditionWish.REMAKE: "いまのまとめから",
}
_REMARK = re.compile(r"(?:はじめ|初め|始め)の(?:ことば|言葉)")
_REMARK_VERBS = (
    *("直す", "書く", "書き直す", "入れる", "添える", "つける", "付ける", "変える", "編集する"),
    *("修正する", "消す", "選ぶ"),
)


def edition_wished(text: str) -> EditionWish | None:
    """Of an edition that is looked at: also where only what to do is said."""
    for wish, verbs in _VERBS.items():
        if any(says_verb(text, verb) for verb in verbs):
            return wish
    return edition_named(text)


def edition_named(text: str) -> EditionWish | None:
    """Where the words themselves say that it is one. The introduction is written where what goes is chosen."""
    for wish, verbs in _VERBS.items():
        if any(says_label(text, _NAMED[wish] + verb) for verb in verbs):
            return wish
    remark = _REMARK.match(normalise(text).lstrip("「『 "))
    is_of_remark = remark and any(
        says_label(text, f"{remark[0]}を{verb}") for verb in _REMARK_VERBS
    )
    return EditionWish.CHOOSE if is_of_remark else None
