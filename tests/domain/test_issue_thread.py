"""What of a message is kept, in whatever order the platform tells of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issue_thread import (
    WRITTEN_LENGTH,
    DeletedText,
    KnownMessage,
    Written,
    kept_text,
    told_again,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIRST = KnownMessage(text="はじめの文", as_of=NOON, author_id=1)


def written(second: int, text: str | None) -> Written:
    at = NOON + timedelta(seconds=second)
    return Written(platform="slack", channel="C1", message="1.1", said_at=NOON, as_of=at, text=text)


def after(known: KnownMessage, *told: Written, deleted: DeletedText) -> KnownMessage:
    for each in told:
        known = told_again(known, each, author_id=1, deleted=deleted)
    return known


def test_データベースに入らない文字だけが落ちる() -> None:
    assert (
        kept_text("改行\n絵文字🍣\0と半分\ud83cの文字\t=1+1") == "改行\n絵文字🍣と半分の文字\t=1+1"
    )


def test_長すぎる発言は切る() -> None:
    assert len(kept_text("あ" * (WRITTEN_LENGTH + 1))) == WRITTEN_LENGTH


@given(
    st.permutations([written(second, f"{second}秒の文") for second in range(5)]),
    st.sampled_from(DeletedText),
)
def test_どの順に届いても最後に書かれた文が残る(told: list[Written], deleted: DeletedText) -> None:
    now = after(FIRST, *told, deleted=deleted)
    assert (now.text, now.as_of, now.is_edited) == ("4秒の文", told_at(4), True)


def told_at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


@given(st.permutations([written(1, "直した文"), written(2, None), written(3, "後から届いた文")]))
def test_消された発言はどの順に届いても戻らず文は決まりのとおりになる(told: list[Written]) -> None:
    gone = after(FIRST, *told, deleted=DeletedText.GOES)
    assert (gone.text, gone.deleted_at) == ("", told_at(2))
    stays = after(FIRST, *told, deleted=DeletedText.STAYS)
    assert stays.deleted_at == told_at(2)
    assert (
        stays.text
        == after(FIRST, *told[: told.index(written(2, None))], deleted=DeletedText.STAYS).text
    )


@pytest.mark.parametrize(("text", "author"), [("直した文", 7), (None, None)])
def test_書いた人は後からわかるが消した人を書いた人とはしない(
    text: str | None, author: int | None
) -> None:
    unknown = KnownMessage(text="文", as_of=NOON)
    now = told_again(unknown, written(1, text), author_id=7, deleted=DeletedText.STAYS)
    assert now.author_id == author
    again = told_again(FIRST, written(1, text), author_id=7, deleted=DeletedText.STAYS)
    assert again.author_id == 1
