"""What a message says that it does not mean: 「RPA入門じゃなくて実践のほう」."""

from language.course_words import LEVELS
from language.normalise import normalise

_DENIALS = (
    "じゃなくて",
    "ではなくて",
    "ではなく",
    "やなくて",
    "ちゃうくて",
    "じゃない方の",
    "でなく",
)
_BEFORE_A_DENIAL = ("のほう", "の方", "編", "のやつ", "講座", "研修", "コース", "の")


def without_denied(text: str) -> tuple[str, str]:
    """What follows the denial; and that behind what is denied but for its level, which may go on:
    RPA実践のほう. Both empty where nothing is denied."""
    normalised = normalise(text)
    for denial in _DENIALS:
        denied, found, rest = normalised.partition(denial)
        if found and not denied.endswith("だけ"):
            rest = rest.lstrip("、, ")
            return rest, _without_level(denied) + rest
    return "", ""


def _without_level(denied: str) -> str:
    for end in _BEFORE_A_DENIAL:
        denied = denied.removesuffix(end)
    return next((denied.removesuffix(level) for level in LEVELS if denied.endswith(level)), "")
