"""Cells as offices fill them in, and the values they mean."""

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import office_values
from domain.office_table import Cell
from domain.office_values import Unreadable
from domain.people import Attendance


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("3時間", 3), ("1.5h", 1.5), ("90分", 1.5), ("１時間３０分", 1.5), ("1時間半", 1.5), (1.5, 1.5),
        ("1.5", 1.5), (2, 2), ("1:30", 1.5), (time(1, 30), 1.5), (timedelta(hours=30), 30),
        ("約２時間", 2), ("未定", None),
    ],
)  # fmt: skip
def test_時間の書き方を読む(cell: Cell, hours: float | None) -> None:
    assert office_values.hours(cell) == hours


@pytest.mark.parametrize("cell", ["2日", "0分", 0, -1, "半日", "9000", True, float("inf")])
def test_時間でないものは断る(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="90分"):
        office_values.hours(cell)


@pytest.mark.parametrize(
    ("yes", "no"),
    [("○", "×"), ("〇", "✕"), ("◯", "x"), ("有", "無"), ("はい", "いいえ"), ("対象", "対象外"), ("１", "０"), (1, 0), (True, False), ("要", "不要")],
)  # fmt: skip
def test_はいといいえの書き方を読む(yes: Cell, no: Cell) -> None:
    assert office_values.yes_no(yes) is True
    assert office_values.yes_no(no) is False


def test_はいでもいいえでもないものは断る() -> None:
    with pytest.raises(Unreadable, match="「△」は読めません。○か×"):
        office_values.yes_no("△")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("３０名", 30),
        ("30", 30),
        (30.0, 30),
        ("１，２００人", 1200),
        ("定員なし", None),
        ("約20席", 20),
    ],
)
def test_数の書き方を読む(cell: Cell, number: int | None) -> None:
    assert office_values.whole_number(cell) == number


@pytest.mark.parametrize("cell", ["若干名", -3, 1.5, "30～40"])
def test_数でないものは断る(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="数として読めません"):
        office_values.whole_number(cell)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (" 髙橋  花子 ", "髙橋　花子"),
        ("山田\u3000太郎", "山田　太郎"),
        ("山田\n太郎", "山田　太郎"),
        ("山田太郎", "山田太郎"),
        ("神﨑　ﾀﾛｳ", "神﨑　ﾀﾛｳ"),
    ],
)
def test_姓名は順も字もそのままで間は全角の空白一つ(cell: Cell, name: str) -> None:
    assert office_values.person_name(cell) == name
    assert office_values.person_name(name) == name


def test_姓と名の間の空白がなくても同じ氏名() -> None:
    assert office_values.same_name("山田　太郎", "山田太郎")
    assert not office_values.same_name("山田　太郎", "太郎　山田")


@pytest.mark.parametrize("cell", ["12345", "山田\x07太郎", "あ" * 200])
def test_氏名でないものは断る(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        office_values.person_name(cell)


def test_メールアドレスは半角の小文字になる() -> None:
    assert office_values.email(" Ｙａｍａｄａ@City.Example.JP ") == "yamada@city.example.jp"
    assert office_values.email("mailto:a.b@city.example.jp") == "a.b@city.example.jp"


@pytest.mark.parametrize("cell", ["yamada", "a@b", "a b@city..jp", "<a@x.jp>", "a@x.jp,b@x.jp"])
def test_メールアドレスでないものは断る(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="メールアドレス"):
        office_values.email(cell)


def test_並びの区切りはどれでもよく同じ言葉は一度だけ() -> None:
    assert office_values.words("甲、乙；丙;丁，戊／己\n甲, ") == (
        "甲",
        "乙",
        "丙",
        "丁",
        "戊",
        "己",
    )
    assert office_values.words("AI/RPA") == ("AI/RPA",)


def test_区切りの字を含む名前は一つの名前として読む() -> None:
    known = ["収集、分析", "収集", "ＡＩ活用"]

    assert office_values.known_words("AI活用、収集、分析、統計", known) == (
        ("ＡＩ活用", "収集、分析"),
        ("統計",),
    )


def test_決まった言葉でないものは選べる言葉を言う() -> None:
    assert office_values.one_of(" 育 休 ", Attendance) is Attendance.PARENTAL_LEAVE
    with pytest.raises(Unreadable, match="「病休」は使えません。在職・休職・育休・退職"):
        office_values.one_of("病休", Attendance)


@pytest.mark.parametrize("cell", [None, "", " 　", "-", "－", "―", "ー"])
def test_空と横棒は空欄(cell: Cell) -> None:
    assert office_values.is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, "0", "---", "×"])
def test_零とばつは空欄ではない(cell: Cell) -> None:
    assert not office_values.is_blank(cell)


def test_Excelのエラーは値にしない() -> None:
    with pytest.raises(Unreadable, match="#N/A"):
        office_values.label("#N/A")


ANY_CELL = st.one_of(st.text(min_size=1), st.integers(), st.floats(), st.booleans(), st.times())


@given(ANY_CELL)
def test_何を渡されても値か読めない理由のどちらかになる(cell: Cell) -> None:
    # Anything but Unreadable is a fault of the parser and ends the test.
    with suppress(Unreadable):
        found = office_values.hours(cell)
        assert found is None or 0 < found <= office_values.LONGEST_COURSE_HOURS
    with suppress(Unreadable):
        number = office_values.whole_number(cell)
        assert number is None or number >= 0
    with suppress(Unreadable):
        assert isinstance(office_values.yes_no(cell), bool)
    with suppress(Unreadable):
        assert office_values.email(cell).count("@") == 1
    with suppress(Unreadable):
        name = office_values.person_name(cell)
        assert name == office_values.person_name(name)
    with suppress(Unreadable):
        assert not set(office_values.code(cell)) & set(" \n\u3000")
