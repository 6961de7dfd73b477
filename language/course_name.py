"""One course name, and where a message says it in full."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from language.course_words import LEVELS, Telling, is_omitted, pieces_in, words_in
from language.heard_names import Heard, View, heard
from language.sounds import sound

_SHORTEST_BY_SOUND = 4
SHORTEST_PART = 3
_KEPT = 4_000
"""Names read last: a catalogue that is brought in again has few new ones."""
_BRACKETS = re.compile(r"[（(［\[〔【]([^）)］\]〕】]*)[）)］\]〕】]?")
_NAMES_ALONE = re.compile(r"[ァ-ヺa-zA-Zａ-ｚＡ-Ｚ]{2}")
"""（WinActor）初級, ラインケア; a level or those it is for, in kanji, name no course."""
_HOW_IT_IS_HELD = re.compile(
    "(?:リモート|オンデマンド|ライブ|オンライン|ハイブリッド|[eｅ]ラーニング)(?:配信|開催|形式|版)?"
)
_LEVEL_FOLLOWS = re.compile(f"の?(?:{'|'.join(sorted(LEVELS, key=len, reverse=True))})")
LEVEL_SOUNDS = frozenset(sound(reading) for reading in (
    "しょきゅう", "ちゅうきゅう", "じょうきゅう", "にゅうもん", "きそ", "きほん", "おうよう", "じっせん", "はってん"
))  # fmt: skip

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a name in full."""

    written: str
    sounded: str


@dataclass(frozen=True, slots=True)
class CourseName:
    name: str
    forms: tuple[Form, ...]
    """All of it; then without what stands in brackets, and with that instead of what is before it."""
    words: tuple[Telling, ...]
    pieces: tuple[Telling, ...]
    """The shortest words, that abbreviations begin."""
    own_words: frozenset[str]
    """Each as it is written and as it sounds."""

    def has(self, word: Telling) -> bool:
        if word.written in self.own_words or word.sounded in self.own_words:
            return True
        whole = self.forms[0]
        is_part = len(word.written) > 1 and word.written in whole.written
        is_heard = len(word.sounded) >= SHORTEST_PART and word.sounded in whole.sounded
        return is_part or (is_heard and self._sounds(word.sounded))

    def _sounds(self, said: str) -> bool:
        """From the beginning of a word on: 人事 is no part of 個人情報, though it sounds in it."""
        sounds = [word.sounded for word in self.words]
        return any("".join(sounds[place:]).startswith(said) for place in range(len(sounds)))

    def has_level(self, before: Telling, level: Telling) -> bool:
        """Right after that word, or after words that may be left out: Excelマクロ入門 is no Excel入門."""
        for place, own in enumerate(self.words):
            if own.is_level and (own.written, own.sounded) == (level.written, level.sounded):
                return any(_is_one(before, word) for word in self._before(place))
        return False

    def _before(self, place: int) -> Iterator[Telling]:
        """The word that a level is of, those between that may be left out, both of マクロ・VBA入門."""
        told = False
        for word, following in zip(
            self.words[:place][::-1], self.words[: place + 1][::-1], strict=False
        ):
            if told and following.start == word.end:
                return
            yield word
            told = told or not is_omitted(word)

    def is_said_by(self, words: tuple[Telling, ...]) -> bool:
        """All of it that may not be left out."""
        return all(
            is_omitted(own) or any(_is_one(word, own) for word in words) for own in self.words
        )

    def spoken(self) -> frozenset[str]:
        """Its words, and neighbours of them together, as they are found in hiragana."""
        sounds = [word.sounded for word in self.words]
        return frozenset(
            joined
            for start in range(len(sounds))
            for end in range(start + 1, len(sounds) + 1)
            if len(joined := "".join(sounds[start:end])) >= (3 if end == start + 1 else 4)
            and not all(word.is_level or word.is_vague for word in self.words[start:end])
        )


@lru_cache(maxsize=_KEPT)
def course_name(name: str) -> CourseName:
    without = _BRACKETS.sub("", name)
    inside = _BRACKETS.search(name)
    ways = [name, without]
    if inside and len(inside[1]) > 1 and (name[inside.end() :] or _is_name_alone(inside[1])):
        ways.append(inside[1] + name[inside.end() :])
    views = [heard(way) for way in dict.fromkeys(ways) if way]
    is_level_last = inside is not None and inside[1] in LEVELS and inside.end() == len(name)
    told = name if is_level_last else without or name
    own = [word for compound in words_in(heard(told)) for word in compound]
    return CourseName(
        name,
        tuple(Form(view.written.text, view.sounded.text) for view in views),
        tuple(own),
        tuple(pieces_in(heard(told).text)),
        frozenset(form for word in own for form in (word.written, word.sounded)),
    )


def _is_name_alone(inside: str) -> bool:
    return _NAMES_ALONE.search(inside) is not None and _HOW_IT_IS_HELD.fullmatch(inside) is None


def has_brackets(name: str) -> bool:
    return _BRACKETS.search(name) is not None


def _is_one(word: Telling, own: Telling) -> bool:
    """The word of a message is one of a name's, or a part of it, or the other way round."""
    return (
        word.written in own.written
        or own.written in word.written
        or (len(word.sounded) > 1 and word.sounded in own.sounded)
        or (len(own.sounded) > 1 and own.sounded in word.sounded)
    )


def written_place(form: str, message: Heard) -> Place | None:
    """Where the message has it, as it is written."""
    view, at = message.written, -1
    while len(form) > 1 and (at := view.text.find(form, at + 1)) >= 0:
        start, end = view.places(at, at + len(form))
        if not is_inside_latin(message.text, start, end) and not _is_another(message, end):
            return start, end
    return None


def sounded_place(form: str, message: Heard) -> Place | None:
    """A short one only where it begins and ends with words."""
    view, at = message.sounded, -1
    while len(form) > 1 and (at := view.text.find(form, at + 1)) >= 0:
        end = at + len(form)
        is_whole = len(form) >= _SHORTEST_BY_SOUND or _is_whole(view, at, end)
        if (
            is_whole
            and not _is_another(message, view.ends[end - 1])
            and not is_cut_from_a_word(message, end)
        ):
            return view.places(at, end)
    return None


def _is_whole(view: View, start: int, end: int) -> bool:
    begins = start == 0 or view.starts[start - 1] != view.starts[start]
    return begins and (end == len(view.text) or view.starts[end] != view.starts[end - 1])


def is_cut_from_a_word(message: Heard, end: int) -> bool:
    """``end``: in how it sounds. オープンデータ of オープンデータソン; kana that is all one is cut anywhere."""
    view = message.sounded
    if end == len(view.text) or view.starts[end] != view.starts[end - 1]:
        return False
    word = message.text[view.starts[end] : view.ends[end]]
    return "ァ" <= word[-1] <= "ー" and message.has_hiragana


def _is_another(message: Heard, end: int) -> bool:
    """RPA応用 is not the course that is called RPA."""
    return _LEVEL_FOLLOWS.match(message.text, end) is not None


def is_inside_latin(text: str, start: int, end: int) -> bool:
    """「AI」 in 「email」."""
    return bool(
        re.match(r"[a-z]{2}", text[max(0, start - 1) : start + 1] if start else "")
        or re.match(r"[a-z]{2}", text[end - 1 : end + 1])
    )
