"""What offices write into cells, as values.

Every parser takes a cell that is not blank and raises ``Unreadable`` with a sentence that says
what to write. ``None`` among the results means "said to be none" (定員なし). Dates and times are
in ``office_dates``.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from domain.characters import HYPHENS
from domain.office_table import Cell

LONGEST_TEXT = 4_000
"""Characters of a cell that are still a text and not an accident."""
LONGEST_COURSE_HOURS = 500

_DASHES = frozenset(f"-－ー{HYPHENS}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile(r"\s*([、；;,，／\n])\s*")
_YES = frozenset(
    [
        "○",
        "〇",
        "◯",
        "●",
        "◎",
        "有",
        "あり",
        "はい",
        "対象",
        "要",
        "必要",
        "1",
        "true",
        "yes",
        "y",
        "レ",
        "✓",
        "✔",
        "☑",
    ]
)
_NO = frozenset(
    ["×", "✕", "✖", "x", "無", "なし", "いいえ", "対象外", "不要", "0", "false", "no", "n"]
)
_EXCEL_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!")
)
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_HOURS = re.compile(r"約?(?:(?P<hours>\d+(?:\.\d+)?)(?:時間|h|hours?)?(?P<half>半)?)?")
_HOURS_AND_MINUTES = re.compile(r"約?(?:(\d+)(?:時間|h|:))?(?:(\d+)(?:分|min|m)?)?")
_COUNT = re.compile(r"(?:約|定員)?(\d{1,7})(?:名|人|席|件|回)?(?:程度|まで)?")

Word = TypeVar("Word", bound=StrEnum)


class Unreadable(ValueError):
    """A cell does not say what its column asks for. ``sentence`` says what to write."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def is_blank(cell: Cell) -> bool:
    """Nothing, only blanks, or only a dash, which offices write for "nothing"."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    stripped = cell.strip()
    return not stripped or (len(stripped) <= 2 and _DASHES.issuperset(stripped))


def text(cell: Cell) -> str:
    """The characters as they are, without blanks around them. Numbers lose a trailing ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    found = str(cell).strip()
    if found in _EXCEL_ERRORS:
        raise Unreadable(f"Excelのエラー（{found}）になっています。正しい値を入れてください。")
    if len(found) > LONGEST_TEXT:
        raise Unreadable(f"{LONGEST_TEXT:,}文字以内で書いてください。")
    if _CONTROL.search(found):
        raise Unreadable("表示できない文字が入っています。入力し直してください。")
    return found


def line(cell: Cell) -> str:
    """Text on one line: breaks and runs of blanks become one blank."""
    return " ".join(text(cell).split())


def label(cell: Cell) -> str:
    """A name that is compared with others: ＤＸ推進課 and DX推進課 are one."""
    return " ".join(unicodedata.normalize("NFKC", text(cell)).split())


def compact(cell: Cell) -> str:
    """NFKC and no blanks at all: the ground for numbers, dates and words of a fixed list."""
    return "".join(unicodedata.normalize("NFKC", text(cell)).split())


def code(cell: Cell) -> str:
    """職員番号 or 研修コード: half width, no blanks."""
    found = compact(cell)
    if len(found) > 40:
        raise Unreadable("番号・コードは40文字以内で書いてください。")
    return found


def person_name(cell: Cell) -> str:
    """姓 and 名 in their order, with one full-width blank between them if there was any.

    Characters are not normalised: 髙 and 﨑 are part of a name.
    """
    found = "\u3000".join(text(cell).split())
    if len(found) > 100 or re.fullmatch(r"[\d\W]+", found):
        raise Unreadable("氏名を「山田　太郎」のように書いてください。")
    return found


def same_name(left: str, right: str) -> bool:
    """Blanks and character width make no difference."""
    return compact(left) == compact(right)


def email(cell: Cell) -> str:
    found = compact(cell).lower().removeprefix("mailto:")
    if len(found) > 254 or not _EMAIL.fullmatch(found):
        raise Unreadable("メールアドレスを「yamada@city.example.jp」のように書いてください。")
    return found


def yes_no(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    found = compact(cell).lower()
    if found in _YES or found in _NO:
        return found in _YES
    raise Unreadable(f"「{line(cell)}」は読めません。○か×で書いてください。")


def whole_number(cell: Cell) -> int | None:
    """30, 「３０名」 → 30; 「定員なし」 → None."""
    found = compact(cell).replace(",", "")
    if found in ("なし", "定員なし", "無制限", "制限なし", "上限なし"):
        return None
    match = _COUNT.fullmatch(found)
    if match is None:
        raise Unreadable(f"「{line(cell)}」は数として読めません。「30」のように書いてください。")
    return int(match[1])


def hours(cell: Cell) -> float | None:
    """3時間, 1.5h, 90分, １時間３０分, 1:30, 1.5 → hours; 「未定」 → None."""
    found = _duration(cell)
    if found is None:
        return None
    if not math.isfinite(found) or not 0 < found <= LONGEST_COURSE_HOURS:
        raise Unreadable(
            f"時間は0より大きく{LONGEST_COURSE_HOURS}以下の時間数で書いてください。"
            "分で書くときは「90分」のようにします。"
        )
    return found


def _duration(cell: Cell) -> float | None:
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    found = compact(cell).lower()
    if found in ("未定", "未登録", "不明", "なし"):
        return None
    if (match := _HOURS.fullmatch(found)) and match["hours"]:
        return float(match["hours"]) + (0.5 if match["half"] else 0.0)
    if match := _HOURS_AND_MINUTES.fullmatch(found):
        return int(match[1] or 0) + int(match[2] or 0) / 60
    raise Unreadable(
        f"「{line(cell)}」は時間として読めません。「1.5」か「90分」のように書いてください。"
    )


def one_of(cell: Cell, words: type[Word], *, also: dict[str, Word] | None = None) -> Word:
    """A word of a fixed list, or one of ``also``: the other ways to write it."""
    found = compact(cell)
    if also and found in also:
        return also[found]
    try:
        return words(found)
    except ValueError:
        accepted = "・".join(words)
        raise Unreadable(
            f"「{line(cell)}」は使えません。{accepted}のどれかを書いてください。"
        ) from None


def words(cell: Cell) -> tuple[str, ...]:
    """A list inside a cell, each word once, in its order."""
    parts = _SEPARATORS.split(text(cell))[::2]
    return tuple(dict.fromkeys(label(part) for part in parts if not is_blank(part)))


def known_words(cell: Cell, known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A list of names, split into those of ``known`` and the others.

    A name may contain a separator itself (「収集、分析」): the longest run of parts that is a known
    name counts as one.
    """
    names = {label(name): name for name in known}
    pieces = [piece for piece in _SEPARATORS.split(text(cell)) if piece]
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    position = 0
    while position < len(pieces):
        end = _end_of_name(pieces, position, names)
        word = label("".join(pieces[position:end]))
        if word in names:
            found[names[word]] = None
        elif not is_blank(word) and not _SEPARATORS.fullmatch(word):
            unknown[word] = None
        position = end
    return tuple(found), tuple(unknown)


def _end_of_name(pieces: list[str], start: int, names: dict[str, str]) -> int:
    for end in range(len(pieces), start, -1):
        if label("".join(pieces[start:end])) in names:
            return end
    return start + 1


def nearest(word: str, known: Iterable[str]) -> str:
    """「（「情報セキュリティ」ではありませんか）」, or nothing where no name is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"（「{close[0]}」ではありませんか）" if close else ""


def shown(value: object) -> str:
    """A value the way the report shows it."""
    if value is None or value == "":
        return "（なし）"
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(shown(part) for part in value) or "（なし）"
    return str(value)
