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
_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]+[@＠](?:[a-z0-9-]+\.)*[a-z0-9-]+", re.IGNORECASE
)
_SHARE = re.compile(r"\\\\[^\s\u3000、。]+")
_MENTION = re.compile(
    r"[@＠](?:channel|here|everyone|all|[a-z0-9._-]+|[^\s\u3000、。，．！？!?,.:：（）()@＠*_~]{1,12})(?!(?<=[0-9０-９])[.,．，]?[0-9０-９])(?:[ \u3000]?(?:さん|様|くん|課長|係長|部長|主任))?[、,:：]?",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"(?<![0-9a-zA-Z])[#＃](?=[^\d\s])[a-zぁ-ゖァ-ヺー一-龠0-9_-]+", re.IGNORECASE
)
_STRUCK = re.compile(
    r"~~[^~\n]+~~|(?:(?<=\s)|^)~[^~\s](?:[^~\n]*[^~\s])?~(?=$|[\s、。])", re.MULTILINE
)
_EMOJI_NAME = re.compile(r"(?<![0-9a-zA-Z:]):[a-z][a-z0-9_+'-]*:(?::skin-tone-\d:)?(?![0-9])")
_LINE_START = re.compile(
    r"(?m)^[ \t\u3000]*(?:#{1,6}[ \u3000]+|[-*+•●○■□◆◇▼▽▶※→⇒・·][ \u3000]*(?!\d)|[-*+•●○■□◆◇▼▽▶※・·][ \u3000]*|(?:\d{1,2}|[①-⑳])[.)）．][ \u3000]*(?=\D))"
)
_CELL = re.compile(r"[ \t\u3000]*\|+[ \t\u3000]*")
"""Between the cells of a table, which are words of their own."""
_EMPHASIS = re.compile(r"[*`]+|(?<![0-9a-zA-Z])_+|_+(?![0-9a-zA-Z])|~~+")
_LEFT = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "~": "〜",
        "@": None,
        "＠": None,
        "\\": "＼",
        "`": None,
        "*": None,
        "|": "｜",
        "[": "［",
        "]": "］",
    }
)
_REMOVED = (
    _TEAMS_MENTION,
    _SLACK_MENTION,
    _STRUCK,
    _TAG,
    _LINK,
    _SHARE,
    _ADDRESS,
    _DOMAIN,
    _MENTION,
    _CHANNEL,
    _EMOJI_NAME,
    _LINE_START,
    _EMPHASIS,
)
_GAP = "\x00"
"""Where something was: two figures beside it do not become one."""
_GAPS = re.compile(f"{_GAP}+")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
"""What platforms write for a character. Others stay: a figure may hide in them."""
_NEVER = UNSEEN | {"Co", "So", "Sk", "Mn", "Me"}
_SPACES = re.compile(r"[ \t\u3000\xa0]+")


def plain_message(text: str) -> str:
    """Its own lines in plain text. What was struck out or quoted from another message is not in it."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = _entities(text)
    text = _CODE_BLOCK.sub("\n", _QUOTED_LINE.sub("", text))
    text = _SLACK_LINK.sub(lambda link: f"{_GAP}{link[1] or ''}{_GAP}", text)
    text = _MARKDOWN_LINK.sub(rf"{_GAP}\1{_GAP}", text)
    for pattern in _REMOVED:
        text = pattern.sub(_GAP, text)
    text = _CELL.sub(" ", text)
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
    kept = "".join(
        "\n"
        if character in "\n\r\u2028\u2029"
        else " "
        if character.isspace()
        else _GAP
        if unicodedata.category(character) in _NEVER
        else character
        for character in text
    )
    return _SPACES.sub(" ", _GAPS.sub(_closed, kept))


def _closed(gap: re.Match[str]) -> str:
    """「½」 and 「①」 are figures, too."""
    before, after = gap.string[: gap.start()][-1:], gap.string[gap.end() : gap.end() + 1]
    return " " if _is_of_figure(before) and _is_of_figure(after) else ""


def _is_of_figure(character: str) -> bool:
    return character.isnumeric() or (character != "" and character in ".,．，")
