"""What a message says without what a platform would make of it: mentions, links, marks, quotes."""

import re
import unicodedata

from domain.characters import UNSEEN

LONGEST = 2_000
"""Characters of a message that are read."""

_QUOTED_LINE = re.compile(r"(?m)^[ \t\u3000]*(?:>|＞)+[^\n]*\n?")
_CODE_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_TEAMS_MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)
_SLACK_MENTION = re.compile(r"<[@#!][^<>\n]*>")
_SLACK_LINK = re.compile(
    r"<(?:https?|mailto|tel|ftp|file)[^<>|\s]*(?:\|([^<>\n]*))?>", re.IGNORECASE
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_TAG = re.compile(r"</?[a-zA-Z!?][^<>\n]{0,300}>")
_IN_LINKS = r"[^\s\u3000、。，．！？（）()「」『』【】<>＜＞|\"'ぁ-ゖァ-ヺー一-龠]"
_LINK = re.compile(
    rf"(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.|mailto:|tel:|javascript:|data:){_IN_LINKS}*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+(?:com|net|org|jp|io|dev|info|biz|cn|ru|co|gov|edu|xyz|app|site|me|tv|cc|example|test|local|invalid)"
    rf"(?![a-z0-9-])(?:[:/]{_IN_LINKS}*)?",
    re.IGNORECASE,
)
_DIGIT = "[0-9０-９²³¹¼-¾①-⑳]"
_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]+[@＠](?:(?:[a-z0-9-]+\.)+[a-z-]++"
    rf"|(?:[a-z0-9-]+\.)*[a-z0-9-]++(?![.,．，]?{_DIGIT})|[a-z-]++)",
    re.IGNORECASE,
)
"""Whole, so that no piece of it stays; but a figure behind it is none of it: 「…@city.example3,000円」."""
_SHARE = re.compile(r"\\\\[^\s\u3000、。]+")
_MENTION = re.compile(
    rf"[@＠]+(?:channel|here|everyone|all|[a-z0-9._-]+|[^\s\u3000、。，．！？!?,.:：（）()@＠*_~]{{1,12}})(?!(?<=[0-9０-９])[.,．，]?{_DIGIT})(?:[ \u3000]?(?:さん|様|くん|課長|係長|部長|主任))?[、,:：]?",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    rf"(?<![0-9a-zA-Z])[#＃](?=[^\d\s])[a-zぁ-ゖァ-ヺー一-龠0-9_-]+(?!(?<=[0-9０-９])[.,．，]?{_DIGIT})",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"~~[^~\n]+~~|(?:(?<=\s)|^)~[^~\s](?:[^~\n]*[^~\s])?~(?=$|[\s、。])", re.MULTILINE
)
_EMOJI_NAME = re.compile(r"(?<![0-9a-zA-Z:]):[a-z][a-z0-9_+'-]*:(?::skin-tone-\d:)?(?![0-9])")
_LINE_START = re.compile(
    r"(?m)^[ \t\u3000]*(?:#{1,6}[ \u3000]+|[-*+•●○■□◆◇▼▽▶※→⇒・·][ \u3000]*(?!\d)|[-*+•●○■□◆◇▼▽▶※・·][ \u3000]*|(?:\d{1,2}|[①-⑳])[.)）．][ \u3000]*(?![0-9０-９²³¹¼-¾①-⑳]))"
)
_CELL = re.compile(r"[ \t\u3000]*\|+[ \t\u3000]*")
"""Between the cells of a table, which are words of their own."""
_EMPHASIS = re.compile(r"[*`]+|~~+")
_UNDERLINE = re.compile(r"(?<![0-9a-zA-Z])_+|_+(?![0-9a-zA-Z])")
_LEFT = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "~": "〜",
        "\\": "＼",
        "`": None,
        "*": None,
        "|": "｜",
        "[": "［",
        "]": "］",
    }
)
_GAP, _HOLE = "\x00", "\x01"
"""Where a mark was, beside which two figures do not become one; where words were, beside which two others do not either."""
_ATS = frozenset({_HOLE, "@", "＠"})
_REMOVED = (
    (_TEAMS_MENTION, _HOLE),
    (_SLACK_MENTION, _HOLE),
    (_STRUCK, _HOLE),
    (_TAG, _GAP),
    (_LINK, _HOLE),
    (_SHARE, _HOLE),
    (_ADDRESS, _HOLE),
    (_DOMAIN, _HOLE),
    (_MENTION, _HOLE),
    (_CHANNEL, _HOLE),
    (_EMOJI_NAME, _HOLE),
    (_LINE_START, _GAP),
    (_EMPHASIS, _GAP),
    (_UNDERLINE, _HOLE),
    (_CELL, " "),
)
_GAPS = re.compile(f"[{_GAP}{_HOLE}]+")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
"""What platforms write for a character. Others stay: a figure may hide in them."""
_NEVER = UNSEEN | {"Co", "Mn", "Me"}
_ANSWERS = frozenset("○◎△□◇●▲■◆▽▼☆★〒°")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")


def plain_message(text: str) -> str:
    """Its own lines in plain text. What was struck out or quoted from another message is not in it."""
    text = unicodedata.normalize("NFC", text[:LONGEST]).replace(_HOLE, _GAP)
    text = _entities(text)
    text = _CODE_BLOCK.sub("\n", _QUOTED_LINE.sub("", text))
    text = _SLACK_LINK.sub(lambda link: f"{_GAP}{link[1] or ''}{_GAP}", text)
    text = _MARKDOWN_LINK.sub(rf"{_GAP}\1{_GAP}", text)
    for pattern, left in _REMOVED:
        text = pattern.sub(left, text)
    return _visible(text).translate(_LEFT).strip()


def quoted_lines(text: str) -> str:
    """What it quotes of another message, as plain text."""
    lines = _QUOTED_LINE.findall(_entities(unicodedata.normalize("NFC", text[:LONGEST])))
    return plain_message("\n".join(line.strip().lstrip(">＞") for line in lines))


def folded(text: str) -> str:
    """As long as the text: full-width digits and letters as ASCII, in lower case, for comparing."""
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    if character in "。、・「」":
        return character
    one = unicodedata.normalize("NFKC", character).lower()
    return one if len(one) == 1 else character


def _entities(text: str) -> str:
    """Twice, since a platform escapes what a person escaped."""
    for _ in range(2):
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
    return text


def _visible(text: str) -> str:
    return _SPACES.sub(" ", _GAPS.sub(_closed, "".join(map(_drawn, text))))


def _drawn(character: str) -> str:
    if character in "\n\r\u2028\u2029":
        return "\n"
    kind = unicodedata.category(character)
    if character.isspace() or (kind == "So" and not _is_word(character)):
        return " "
    if character in _ATS or kind == "Sk":
        return _HOLE
    return _GAP if kind in _NEVER else character


def _is_word(symbol: str) -> bool:
    """「㎡」, 「℃」, 「㈱」 and 「㈮」, and what stands for yes and no in a table; but no emoji."""
    return symbol in _ANSWERS or unicodedata.normalize("NFKC", symbol) != symbol


def _closed(gap: re.Match[str]) -> str:
    """「½」 and 「①」 are figures, too."""
    before, after = gap.string[: gap.start()][-1:], gap.string[gap.end() : gap.end() + 1]
    if _HOLE in gap[0] and before.isalnum() and after.isalnum():
        return " "
    return " " if _is_of_figure(before) and _is_of_figure(after) else ""


def _is_of_figure(character: str) -> bool:
    return character.isnumeric() or (character != "" and character in ".,．，")
