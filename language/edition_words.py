"""What is wished of a フォーラム版: 「公開してください」「取り下げて」「はじめのことばを直したい」."""

import re
from enum import Enum, auto

from language.button_words import says_label, says_verb
from language.normalise import normalise


class EditionWish(Enum):
    PUBLISH = auto()
    WITHDRAW = auto()
    CHOOSE = auto()
    REMAKE = auto()


_VERBS = {
    EditionWish.PUBLISH: ("フォーラムに", ("公開する", "載せる", "のせる", "掲載する")),
    EditionWish.WITHDRAW: ("フォーラムから", ("取り下げる", "取下げる", "とりさげる")),
    EditionWish.CHOOSE: ("載せるものを", ("選ぶ", "選び直す")),
    EditionWish.REMAKE: ("いまのまとめから", ("作り直す", "つくり直す", "作りなおす")),
}
"""What they are said of, which may be left out, and in what words."""
_REMARK = re.compile(r"(?:はじめ|初め|始め)の(?:ことば|言葉)")
_REMARK_VERBS = (
    *("直す", "書く", "書き直す", "入れる", "添える", "つける", "付ける", "変える", "編集する"),
    *("修正する", "消す", "選ぶ"),
)


def edition_wished(text: str) -> EditionWish | None:
    """Of an edition that is looked at: also where only what to do is said."""
    for wish, (of, verbs) in _VERBS.items():
        if any(says_verb(text, verb) or says_label(text, of + verb) for verb in verbs):
            return wish
    return EditionWish.CHOOSE if is_of_remark(text) else None


def is_of_remark(text: str) -> bool:
    """Whether its introduction is to be written, which nothing else has. It is written where what goes is chosen."""
    remark = _REMARK.match(normalise(text).lstrip("「『 "))
    return remark is not None and any(
        says_label(text, f"{remark[0]}を{verb}") for verb in _REMARK_VERBS
    )
