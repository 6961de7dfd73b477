"""Groups asked for in closed words, and no more than these."""

import pytest

from language.issue_group_words import (
    asks_for_group_map,
    asks_for_groups,
    asks_for_measures,
    group_asked_for,
    measure_asked_for,
    numbers_listed,
)


@pytest.mark.parametrize(
    "text",
    [
        "共通の課題",
        "共通する課題を見せて",
        "部局に跨る課題を見せてください。",
        "複数の部署にまたがる課題は？",
        "まとまりを見せて",
        "課題のまとまり",
        "部局横断の課題を教えて",
    ],
)
def test_groups_are_asked_for(text: str) -> None:
    assert asks_for_groups(text)
    assert group_asked_for(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "共通の課題を登録したい",
        "課題一覧",
        "まとまりのない会議が多い",
        "共通の課題はうちだけですか",
    ],
)
def test_what_says_more_is_something_else(text: str) -> None:
    assert not asks_for_groups(text)
    assert not asks_for_group_map(text)


def test_a_group_is_asked_for_by_its_number() -> None:
    assert [group_asked_for(t) for t in ("まとまり3", "まとまり３を見せて", "まとまり#12")] == [
        *(3, 3, 12)
    ]
    assert asks_for_group_map("課題マップを見せて")


def test_measures_are_asked_for() -> None:
    asked = ("施策一覧", "部局横断DX施策を見せて", "施策の一覧は？")
    assert all(asks_for_measures(text) for text in asked)
    assert not asks_for_measures("施策を立てたい")
    assert [measure_asked_for(text) for text in ("施策3", "施策＃１２を見せて", "施策を3つ")] == [
        *(3, 12, None)
    ]


def test_numbers_are_read_each_once_in_their_order() -> None:
    assert numbers_listed("＃７、#12と7") == (7, 12)
    assert numbers_listed("なし") == ()
