"""フォーラム版 of a week's digest, as the secretariat looks at it before the forum does."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import assert_never

from cards import wording
from cards.case_history import SIGNS, difference_paragraphs
from cards.digest import week_days
from cards.digest_edition import HISTORY_BUTTON, Shape, body
from cards.digest_edition_words import in_forum_words, withheld_words
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Element,
    note,
    paragraph,
)
from cards.example_editions import HISTORY, PUBLISHED
from cards.example_values import NOW, TODAY
from domain.case_diff import FieldDifference
from domain.digest_edition import Edition, EditionPart
from domain.digest_edition_history import EditionHistory, EditionStep, left_out_names
from domain.digest_line import TakenBack
from domain.in_forum import ON_ITS_WAY, ForumState, InForum

_SUMMARIES = {
    EditionStep.SAVED: "フォーラム版の下書きです。",
    EditionStep.PUBLISHED: "公開しているフォーラム版です。",
    EditionStep.WITHDRAWN: "取り下げたフォーラム版です。",
}
CHOOSE = "はじめのことばと載せるものを選ぶ"
PUBLISH, WITHDRAW = "フォーラムに公開する", "フォーラムから取り下げる"
REMAKE = "いまのまとめから作り直す"
_LATER = f"このあとの動きを入れるときは「{REMAKE}」を押してください。"

_WHEN = "夜間や閉庁日に公開すると、次の開庁時間に載ります。載っているものは、すぐに置き換わります。"


def preview_card(
    history: EditionHistory,
    gone: TakenBack,
    *,
    today: date,
    in_forum: InForum = ON_ITS_WAY,
    done: str = "",
    refused: str = "",
    changed: Sequence[FieldDifference] = (),
) -> Card:
    """To the secretariat: what the forum is going to read, what is left out, and what can be done.

    ``in_forum``: of what is published.
    """
    edition = history.newest.edition
    left_out, withheld = left_out_names(edition), edition.withheld(gone)
    return Card(
        f"フォーラム版（{week_days(edition.period, today=today)}）",
        (
            *([paragraph(Bold(done))] if done else []),
            *([paragraph(Bold(f"⚠ {refused}"))] if refused else []),
            *_changes(changed),
            note(_standing(history, in_forum, today=today)),
            *([] if edition.period.is_whole else [note(_LATER)]),
            *body(edition.shown(gone), {}, Shape(is_marked=True), today=today),
            *([note(f"載せないもの：{'、'.join(left_out)}")] if left_out else []),
            *([note(withheld_words(withheld))] if withheld else []),
            *_ways_on(history),
        ),
        summary=refused or done or _SUMMARIES[history.newest.step],
    )


def _changes(changed: Sequence[FieldDifference]) -> Iterator[Element]:
    if changed:
        yield note(SIGNS)
        yield from difference_paragraphs(changed)
        yield Divider()


def _standing(history: EditionHistory, in_forum: InForum, *, today: date) -> str:
    newest, shown = history.newest, history.published
    who = history.name_of(newest.editor_id)
    when = f"第{newest.version}版　{wording.exact_moment(newest.at, today=today)}　{who}"
    match newest.step:
        case EditionStep.PUBLISHED:
            return f"公開しています。{in_forum_words(in_forum, today=today)}（{when}）"
        case EditionStep.WITHDRAWN:
            return f"フォーラムから取り下げました。（{when}）"
        case EditionStep.SAVED if shown is not None:
            told = in_forum_words(in_forum, today=today)
            return f"下書きです。第{shown.version}版を公開しています。{told}（{when}）"
        case EditionStep.SAVED:
            return f"下書きです。まだフォーラムには載っていません。（{when}）"
        case _:
            assert_never(newest.step)


def _ways_on(history: EditionHistory) -> Iterator[Element]:
    newest = history.newest
    args = {"week": newest.edition.period.week, "version": str(newest.version)}
    if newest.step is not EditionStep.PUBLISHED:
        publish = Button(PUBLISH, "digest.publish", args, ButtonStyle.PRIMARY)
        yield Buttons((publish,))
    choose = Button(CHOOSE, "digest.ask_choose", args, opens_form=True)
    yield Buttons((choose, *_edit_buttons(newest.edition, args)))
    anew = Button(REMAKE, "digest.remake", args)
    versions = Button("この週の版", "digest.versions", {"week": args["week"]})
    yield Buttons((anew, versions, HISTORY_BUTTON))
    if history.published is not None:
        yield Buttons((Button(WITHDRAW, "digest.ask_withdraw", args),))
    # Of what is published its own line says when it comes.
    when = "" if history.published is not None else _WHEN
    yield note(
        f"{when}公開・取り下げ・作り直しは、ボタンを押したときだけ行います。"
        "事務局だけが見る文は、はじめから入っていません。"
    )


def _edit_buttons(edition: Edition, args: Mapping[str, str]) -> Iterator[Button]:
    for part in edition.parts:
        yield from edit_buttons(part, args, label=f"{part.part.called}を直す")


def edit_buttons(part: EditionPart, args: Mapping[str, str], *, label: str) -> Iterator[Button]:
    """One for each of its forms, which are numbered where there are several. ``args``: week and version."""
    for at, keys in enumerate(part.sheets, 1):
        number = f"（{at}）" if len(part.sheets) > 1 else ""
        where = {"part": part.part.name, "keys": ",".join(keys)}
        yield Button(f"{label}{number}", "digest.ask_edit", {**args, **where}, opens_form=True)


def ask_withdraw_card(history: EditionHistory, *, today: date) -> Card:
    """Nothing is withdrawn before the second press."""
    newest, shown = history.newest, history.published
    week = {"week": newest.edition.period.week}
    days = week_days(newest.edition.period, today=today)
    line = f"{days}のまとめを、フォーラムから取り下げますか。"
    number = shown.version if shown else newest.version
    withdraw = Button(
        "取り下げる",
        "digest.withdraw",
        week | {"version": str(newest.version)},
        ButtonStyle.DANGER,
        about=f"{days}のまとめを取り下げる",
    )
    return Card(
        "フォーラムから取り下げますか",
        (
            paragraph(line),
            note(
                "フォーラムに載っている投稿は「このまとめは、事務局が取り下げました。」に変わり（まだ載っていなければ載りません）、"
                "ほかの方は「まとめの履歴」からも読めなくなります。"
                f"第{number}版の文は残り、あとでまた公開できます。"
                "下の「取り下げる」を押したときだけ取り下げます。"
            ),
            Buttons((withdraw, Button("取り下げない", "digest.edition", week))),
        ),
        summary=line,
    )


_COMING = InForum(ForumState.COMING, until=NOW + timedelta(hours=20))
EXAMPLES = {
    "まとめのフォーラム版": preview_card(HISTORY, TakenBack(), today=TODAY),
    "公開したフォーラム版": preview_card(
        PUBLISHED, TakenBack(), today=TODAY, in_forum=_COMING, done="公開を受け付けました。"
    ),
    "先に変えられたフォーラム版": preview_card(
        HISTORY,
        TakenBack(),
        today=TODAY,
        refused=HISTORY.too_late(version=1).sentence,
        changed=HISTORY.changes(2),
    ),
    "フォーラムから取り下げるか確かめる": ask_withdraw_card(PUBLISHED, today=TODAY),
}
