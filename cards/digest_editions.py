"""「まとめの履歴」: the weeks that were published, and what became of one week's フォーラム版."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from cards import wording
from cards.case_history import SIGNS, difference_paragraphs
from cards.digest import cites_behind, week_days
from cards.digest_edition_words import in_forum_words
from cards.elements import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    note,
    paragraph,
    plain,
)
from cards.example_editions import PUBLISHED
from cards.example_values import NOW, TODAY
from domain.digest_edition_history import EditionHistory, EditionStep, EditionVersion
from domain.digest_line import Line
from domain.in_forum import THERE, ForumState, InForum
from domain.iso_week import monday_of

WEEKS_AT_A_TIME, VERSIONS_AT_A_TIME = 8, 3
_WITHHELD = "元が取り下げられたか、消されたか、直されたため、出していない文があります。「フォーラム版を開く」で確かめてください。"
_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class WeekOfEditions:
    """``step``: the last that was taken; ``published_at`` is None where the forum is shown nothing.
    ``is_withheld``: a sentence of what was published is not shown any more.
    """

    week: str
    step: EditionStep
    at: datetime
    published_at: datetime | None
    is_withheld: bool = False
    in_forum: InForum = THERE


def of_page(weeks: Sequence[WeekOfEditions], page: int) -> Sequence[WeekOfEditions]:
    """``page`` from 1."""
    return weeks[(page - 1) * WEEKS_AT_A_TIME : page * WEEKS_AT_A_TIME]


def editions_card(
    shown: Sequence[WeekOfEditions], count: int, *, page: int, is_office: bool, today: date
) -> Card:
    """``shown``: those of that page, the newest first; ``count``: of all. ``is_office``: with what is not
    published, the ways to it, and what only the secretariat can do about what does not stand in the forum.
    """
    if not shown:
        line = "フォーラムに公開されたまとめは、まだありません。"
        return Card("まとめの履歴", (paragraph(line),), summary=line)
    return Card(
        "まとめの履歴",
        (
            *(e for each in shown for e in _week(each, is_office=is_office, today=today)),
            Buttons(tuple(_pages(count, page=page))),
        ),
        summary=f"フォーラム版のある週は{count}週です。",
    )


def _week(each: WeekOfEditions, *, is_office: bool, today: date) -> Iterator[Element]:
    days = _days(each.week, today=today)
    args = {"week": each.week}
    yield Heading(days)
    when = wording.exact_moment(each.at, today=today)
    if is_office and each.step is EditionStep.SAVED and each.published_at is not None:
        yield paragraph(f"公開中（そのあとの下書きがあります。{when}）")
    elif each.published_at is not None:
        yield paragraph(f"{wording.exact_moment(each.published_at, today=today)}に公開")
    else:
        yield paragraph(f"{each.step}（{when}）")
    if each.published_at is not None and each.in_forum.is_told(is_office=is_office):
        yield note(in_forum_words(each.in_forum, today=today))
    if is_office and each.is_withheld:
        yield note(_WITHHELD)
    buttons = []
    if each.published_at is not None:
        buttons.append(Button("読む", "digest.read", args, about=days))
    if is_office:
        buttons.append(Button("フォーラム版を開く", "digest.edition", args, about=days))
        buttons.append(Button("この週の版", "digest.versions", args, about=days))
    yield Buttons(tuple(buttons))


def _days(week: str, *, today: date) -> str:
    first = monday_of(week)
    return wording.days(first, first + _SUNDAY, today=today)


def _pages(count: int, *, page: int) -> Iterator[Button]:
    if page * WEEKS_AT_A_TIME < count:
        yield Button("前の週へ", "digest.editions", {"page": str(page + 1)})
    if page > 1:
        yield Button("新しい週に戻る", "digest.editions", {"page": str(page - 1)})


def versions_card(history: EditionHistory, *, page: int, today: date) -> Card:
    """To the secretariat: who did what, the newest first; then which sentences are theirs."""
    newest = history.newest
    args = {"week": newest.edition.period.week}
    newest_first = [*reversed(history.versions)]
    shown = newest_first[(page - 1) * VERSIONS_AT_A_TIME : page * VERSIONS_AT_A_TIME]
    days = week_days(newest.edition.period, today=today)
    return Card(
        f"フォーラム版の履歴（{days}）",
        (
            note(SIGNS),
            *(element for each in shown for element in _version(each, history, today=today)),
            *(_edited(history) if page == 1 else ()),
            Buttons(
                (
                    *_older_and_newer(len(newest_first), page=page, args=args),
                    Button("フォーラム版を開く", "digest.edition", args),
                )
            ),
        ),
        summary=f"{days}のフォーラム版は第{newest.version}版です。",
    )


def _version(version: EditionVersion, history: EditionHistory, *, today: date) -> Iterator[Element]:
    yield Heading(f"第{version.version}版　{wording.exact_moment(version.at, today=today)}")
    who = history.name_of(version.editor_id)
    match version.step:
        case EditionStep.PUBLISHED:
            yield paragraph(f"{who}が公開しました。")
        case EditionStep.WITHDRAWN:
            yield paragraph(f"{who}がフォーラムから取り下げました。")
        case EditionStep.SAVED if version.version == 1:
            yield paragraph(f"{who}がまとめから作りました。")
        case EditionStep.SAVED:
            yield paragraph(f"{who}が下書きを保存しました。")
        case _:
            assert_never(version.step)
    yield from difference_paragraphs(history.changes(version.version))


def _edited(history: EditionHistory) -> Iterator[Element]:
    edited = [line for line in history.newest.edition.lines() if line.is_edited]
    if edited:
        yield Heading("事務局が直した文")
        yield Bullets(tuple(plain(_words(line)) for line in edited))


def _words(line: Line) -> str:
    cites = cites_behind(line.text, line.cites)
    was = f"もとの文：{line.made}" if line.made else "書き足した文"
    return f"{line.text}{cites}　［{was}］"


def _older_and_newer(count: int, *, page: int, args: dict[str, str]) -> Iterator[Button]:
    if page * VERSIONS_AT_A_TIME < count:
        yield Button("前の版を見る", "digest.versions", args | {"page": str(page + 1)})
    if page > 1:
        yield Button("新しい版に戻る", "digest.versions", args | {"page": str(page - 1)})


_WEEKS = (
    WeekOfEditions(
        "2026-W47",
        EditionStep.SAVED,
        NOW,
        NOW - timedelta(hours=1),
        in_forum=InForum(ForumState.COMING, until=NOW + timedelta(hours=20)),
    ),
    WeekOfEditions("2026-W46", EditionStep.PUBLISHED, NOW, NOW, is_withheld=True),
    WeekOfEditions("2026-W45", EditionStep.WITHDRAWN, NOW, None),
)
EXAMPLES = {
    "まとめの履歴（事務局）": editions_card(_WEEKS, 3, page=1, is_office=True, today=TODAY),
    "まとめの履歴": editions_card(_WEEKS[:2], 2, page=1, is_office=False, today=TODAY),
    "まだ公開していないまとめの履歴": editions_card((), 0, page=1, is_office=False, today=TODAY),
    "フォーラム版の履歴": versions_card(PUBLISHED, page=1, today=TODAY),
}
