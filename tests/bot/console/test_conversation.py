"""How many conversations are kept, and for whom."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from bot.console import conversation as module
from bot.console.conversation import Conversations
from bot.console.people import ConsolePerson, grouped
from cards.elements import Card


@pytest.fixture
def conversations(monkeypatch: pytest.MonkeyPatch) -> Conversations:
    monkeypatch.setattr(module, "CONVERSATIONS_KEPT", 2)
    return Conversations(lambda: datetime(2026, 7, 1, tzinfo=UTC))


def test_同じ人の会話は大文字で書いても一つ(conversations: Conversations) -> None:
    assert conversations.of("a@b.example") is conversations.of("A@B.example")


def test_古い会話から忘れ読まれている会話は残る(conversations: Conversations) -> None:
    read, idle = conversations.of("read@b.example"), conversations.of("idle@b.example")

    with read.read():
        conversations.of("new@b.example")

        assert conversations.with_key(read.key) is read
        assert conversations.with_key(idle.key) is None


def test_全員が読んでいれば誰も忘れない(conversations: Conversations) -> None:
    with ExitStack() as reading:
        talks = [conversations.of(f"{n}@b.example") for n in range(2)]
        for talk in talks:
            reading.enter_context(talk.read())
        conversations.of("new@b.example")

        assert all(conversations.with_key(talk.key) is talk for talk in talks)


def test_発言の印は履歴から消えた分だけ忘れる(conversations: Conversations) -> None:
    talk = conversations.of("a@b.example")
    talk.say("最初", event_id="event-0001")
    for _ in range(module.ENTRIES_KEPT):
        talk.show(Card("押し出す", ()))

    talk.say("最初", event_id="event-0001")

    assert talk.changed_since(0)[-1].content == "最初"


def test_人は部局ごとに一度だけ並ぶ() -> None:
    people = [
        ConsolePerson("1@b.example", "一", "福祉部", "福祉課"),
        ConsolePerson("2@b.example", "二", "総務部", "人事課", featured=True),
        ConsolePerson("3@b.example", "三", "福祉部", "介護課"),
    ]

    groups = {name: [person.name for person in found] for name, found in grouped(people).items()}

    assert list(groups.items()) == [("まず試すなら", ["二"]), ("福祉部", ["一", "三"])]


@pytest.mark.parametrize(
    ("description", "caption"),
    [("DX推進員・福祉課", "DX推進員・福祉課"), ("主事", "福祉課・主事"), ("", "福祉課")],
)
def test_名前の下の行は所属を一度だけ書く(description: str, caption: str) -> None:
    person = ConsolePerson("1@b.example", "一", "福祉部", "福祉課", description)

    assert person.caption == caption
