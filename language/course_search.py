"""Courses as documents to search, and what a message says of when and how besides the theme."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.training import Course, Session
from language.normalise import normalise
from language.search import Document
from language.words import words_of

_MONTH = re.compile(
    r"(?:(?P<number>1[0-2]|[1-9])月|(?P<named>今月|来月|再来月|さ来月))(?:中|末|ごろ|頃)?(?:に(?:ある|開催|受け)?)?"
)
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:\.\d)?|[一二三四五六七八九十])時間(?P<half>半)?|(?P<minutes>\d{1,3})分)"
    r"(?:以内|以下|未満|まで|程度|くらい|ぐらい|ほど|ちょい|ちょっと)?"
    r"(?:(?:で|に)(?:終わ(?:る|れる|ら(?:せ|す))|おわる|受け(?:られる|れる|る)|すむ|済む|できる|見(?:られる|れる|る)))?"
)
_LATER = {"今月": 0, "来月": 1, "再来月": 2, "さ来月": 2}
_COUNTED = "一二三四五六七八九十"
_METHODS = {"対面": "集合", "web": "オンライン", "ビデオ": "動画"}
"""Other words for how a course is held."""
_ENDS = r"(?=$|[^一-龠々ァ-ヺー]|研修|講座|講習|開催|形式|方式|受講|参加|視聴|コース|セミナー)"
"""Within a longer word it is a theme: オンライン会議, 動画編集."""
_ANY_WORDS = """
研修 講座 講習 講習会 セミナー 勉強会 コース 学ぶ 勉強 習う 受講 受ける 参加 申し込む 探す 知る 教える
ある 有る 見る 開催 予定 方法 形式 内容 一覧 御勧め 覚える 何 どれ どの 良い 有無 出来る 分かる 欲しい 関する
関係 名前 自分 奴 物
"""
ASKS_FOR_ANY = frozenset(_ANY_WORDS.split())
"""Of any question for a course (normalised forms)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; what is None or empty is not said."""

    theme: str
    """Normalised; empty where only when or how is said."""
    month: date | None
    """Its first day; this month or a later one."""
    methods: frozenset[str]
    """Normalised."""
    hours: float | None = None
    """No longer than that."""

    @property
    def is_narrow(self) -> bool:
        """When, how or how long is said."""
        return bool(self.month or self.methods or self.hours)

    def fits(self, course: Course, *, now: datetime) -> bool:
        """In when, how and how long; a length that nobody has put down does not."""
        in_time = self.month is None or self.session(course, now=now) is not None
        is_short = self.hours is None or (course.hours is not None and course.hours <= self.hours)
        is_so = not self.methods or normalise(course.method) in self.methods
        return in_time and is_short and is_so

    def session(self, course: Course, *, now: datetime) -> Session | None:
        """The next one to come; in that month where one is said."""
        if self.month is None:
            return course.next_session(now=now)
        wanted = (self.month.year, self.month.month)
        coming = (s for s in course.sessions if s.starts_at > now)
        return next((s for s in coming if (s.starts_at.year, s.starts_at.month) == wanted), None)


def course_document(course: Course) -> Document[str]:
    """By its code."""
    return Document(
        course.code,
        title=course.name,
        body="\n".join([course.summary, course.target]),
        keywords="\n".join([*course.skills, course.method, course.provider]),
    )


def wish_of(text: str, *, methods: Iterable[str], today: date) -> Wish:
    """``methods``: those of the catalogue."""
    heard = normalise(text)
    month = _MONTH.search(heard)
    length = _LENGTH.search(heard)
    theme = _LENGTH.sub(" ", _MONTH.sub(" ", heard))
    wanted: set[str] = set()
    for method in {normalise(method) for method in methods}:
        asked = re.compile(f"(?:{'|'.join(map(re.escape, _words_for(method)))}){_ENDS}")
        if asked.search(theme):
            wanted.add(method)
            theme = asked.sub(" ", theme)
    return Wish(
        theme=_theme(theme),
        month=_first_day(month, today=today) if month else None,
        methods=frozenset(wanted),
        hours=_hours(length) if length else None,
    )


def _hours(said: re.Match[str]) -> float:
    if minutes := said["minutes"]:
        return int(minutes) / 60
    hours = said["hours"]
    number = _COUNTED.find(hours) + 1 if hours in _COUNTED else float(hours)
    return number + (0.5 if said["half"] else 0)


def _words_for(method: str) -> list[str]:
    """「集合（オンライン可）」 is asked for as any of its words. The longest first."""
    words = [word for word in re.split(r"[^\w]+", method) if len(word) > 1] or [method]
    others = (other for other, meant in _METHODS.items() if meant in words)
    return sorted([*words, *others], key=len, reverse=True)


def _theme(text: str) -> str:
    """Without what every question for a course says; empty where nothing is left."""
    words = [word for word in words_of(text) if word.normalised_form not in ASKS_FOR_ANY]
    is_said = any(word.is_content for word in words)
    return "".join(word.surface for word in words) if is_said else ""


def _first_day(said: re.Match[str], *, today: date) -> date:
    """「3月」 is the next one there is, this month's own name this month."""
    name = said["named"]
    later = _LATER[name] if name else (int(said["number"]) - today.month) % 12
    year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
    return date(year, month + 1, 1)
