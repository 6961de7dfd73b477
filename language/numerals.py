"""Numbers as people write them: 12, 十二, 二〇二六."""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_GROUPS = {"万": 10_000, "億": 100_000_000}
_KANJI = "〇零一二三四五六七八九十百"


_KANA_UNITS = (
    *(("いち", 1), ("に", 2), ("さん", 3), ("よん", 4), ("し", 4), ("ご", 5), ("ろく", 6)),
    *(("しち", 7), ("なな", 7), ("はち", 8), ("く", 9), ("きゅう", 9), ("", 0)),
)
_KANA_TENS = ("", "じゅう", "にじゅう", "さんじゅう", "よんじゅう", "ごじゅう")
KANA_NUMBERS = {
    tens + unit: 10 * ten + one
    for ten, tens in enumerate(_KANA_TENS)
    for unit, one in _KANA_UNITS
    if tens or unit
}
"""In hiragana, 1 to 59."""


def number(digits: int, *, name: str = "") -> str:
    """A pattern for a number of at most so many digits, in a normalised text."""
    group = f"?P<{name}>" if name else "?:"
    kanji = max(2, 2 * digits - 1)
    return (
        rf"({group}(?<!\d)(?<!\d[.,])\d{{1,{digits}}}(?!\d|\.\d|,\d{{3}}(?!\d))|(?<![{_KANJI}千万])[{_KANJI}]{{1,{kanji}}}"
        rf"(?![{_KANJI}千万億]))"
    )


def number_of(words: str) -> int:
    """12, 十二 and 一二 → 12; 百二十 → 120; 二億三千万 → 230000000. Raises KeyError for what is no number."""
    if words.isdecimal():
        return int(words)
    total = below = digits = 0
    for character in words:
        if group := _GROUPS.get(character):
            total, below, digits = total + (below + digits or 1) * group, 0, 0
        elif place := _PLACES.get(character):
            below, digits = below + (digits or 1) * place, 0
        else:
            digits = digits * 10 + _DIGITS[character]
    return total + below + digits
