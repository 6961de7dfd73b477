"""What a person wrote, as characters that are safe to show and can be cut where a reader would.

Nothing is escaped here (that is each renderer's own matter): only what cannot be seen, or what
changes the look of others, goes. Kept are the variation selectors, which tell 葛󠄀 from 葛, the
joiners inside emoji, and the private use area, where offices keep their own characters (外字).
"""

import re
from unicodedata import category

ELLIPSIS = "…"
DASH = "－"
"""Stands where a platform refuses an empty text."""

_OTHER_LINE_ENDS = "\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE_END = re.compile(f"\r\n|[{_OTHER_LINE_ENDS}]")
_UNSEEN_CHARACTERS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # bidi controls, zero width
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # interlinear notes, no characters at all
    "\U000e0000-\U000e007f"  # tags, which hide a text inside another
)
_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FLOOD = re.compile("\n{3,}")
_TO_TIDY = re.compile(f"[{_OTHER_LINE_ENDS}{_UNSEEN_CHARACTERS}\ud800-\udfff]|\n{{3}}")
"""Whatever ``visible`` changes: most texts have nothing of it, and one search says so."""
_BLANKS = re.compile("[ \t\n]+")
_SENTENCE_ENDS = "。！？\n"
_ZERO_WIDTH_JOINER = "\u200d"


def visible(text: str) -> str:
    """The text with one kind of line end, without controls, at most one empty line in a row."""
    if not _TO_TIDY.search(text):
        return text
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    return _FLOOD.sub("\n\n", encodable(text))


def one_line(text: str) -> str:
    """For titles, labels and buttons. Full-width blanks, as in 山田　花子, stay; of blanks alone nothing is left."""
    line = _BLANKS.sub(" ", visible(text)).strip(" ")
    return "" if line.isspace() else line


def encodable(text: str) -> str:
    """For what must come back unchanged: only what UTF-8 cannot carry is replaced."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def or_dash(text: str) -> str:
    return text if text.strip() else DASH


def size(text: str) -> int:
    """UTF-16 units, in which Slack's clients and Teams count; never less than characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> tuple[str, ...]:
    """The text in parts of at most ``limit`` units, cut after a sentence where one ends late."""
    parts = []
    while size(text) > limit:
        end = _sentence_end(text, limit) or _cut(text, limit)
        parts.append(text[:end])
        text = text[end:]
    return (*parts, text)


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` units; what was left out is marked. The caller shows it in full beside."""
    if size(text) <= limit:
        return text
    return text[: _cut(text, limit - 1)] + ELLIPSIS


def _sentence_end(text: str, limit: int) -> int:
    """Where the last sentence ends in the second half of what fits; 0 if none does."""
    end = _fitting(text, limit)
    found = max(text.rfind(mark, end // 2, end) for mark in _SENTENCE_ENDS) + 1
    return found if found and not _joined(text, found) else 0


def _cut(text: str, limit: int) -> int:
    """The last place that fits and parts no grapheme; a grapheme longer than that is parted."""
    fitting = _fitting(text, limit)
    end = fitting
    while end > 0 and _joined(text, end):
        end -= 1
    return end or fitting


def _fitting(text: str, limit: int) -> int:
    end = min(limit, len(text))
    units = size(text[:end])
    while units > limit:
        end -= 1
        units -= size(text[end])
    return max(end, 1)


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after ``at`` make one grapheme (UAX #29, simplified)."""
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    return (
        category(after).startswith("M")
        or _ZERO_WIDTH_JOINER in (before, after)
        or _is_skin_tone(after)
        or (_is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1)
    )


def _is_skin_tone(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    count = 0
    while count < at and _is_flag_half(text[at - 1 - count]):
        count += 1
    return count
