"""Times of day and lengths of time."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.clock_times import Unit, durations_in, times_in
from language.normalise import normalise
from tests.domain.situations import SAME_EVERY_RUN

TIMES = """
8時半 8:30
８時半に送って 8:30
午後3時 15:00
午前９時から 9:00
13:30 13:30
１３：３０開始 13:30
夕方5時 17:00
朝9時 9:00
朝の8時半 8:30
昼1時 13:00
昼12時 12:00
夜8時 20:00
夜12時 0:00
17時15分 17:15
9時〜12時 9:00 12:00
正午まで 12:00
十時半 10:30
午後一時 13:00
3pm 15:00
am9時 9:00
明日の14時から 14:00
7/1 13:00 13:00
"""
NO_TIMES = """
5時間
24時間対応
25時
8:75
1時期
この時点
9時代
16:9
時短
1時間半
令和8年
"""
DURATIONS = """
2時間 2 時間
２時間かかる 2 時間
90分 90 分
九十分 90 分
2時間半 2.5 時間
1.5時間 1.5 時間
1時間30分 90 分
半日 0.5 日
1日かかる 1 日
3日間 3 日
2日で終わる 2 日
十日間 10 日
2週間 2 週間
3か月 3 か月
1年半かけて 1.5 年
半年 0.5 年
"""
NO_DURATIONS = """
来月10日で
12月1日
3日後
2週間前
3年目
2026年度
令和8年
8時半
10分の1
第3日曜
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split(" ") for line in table.strip().splitlines()]


def _time(written: str) -> time:
    hour, minute = written.split(":")
    return time(int(hour), int(minute))


@pytest.mark.parametrize("line", TIMES.strip().splitlines())
def test_時刻を読む(line: str) -> None:
    text, *times = line.split(" ") if line[0] != "7" else ("7/1 13:00", "13:00")
    assert [found.at for found in times_in(text)] == [_time(written) for written in times]


@pytest.mark.parametrize("text", NO_TIMES.strip().splitlines())
def test_時刻でないものを時刻と読まない(text: str) -> None:
    assert times_in(text) == ()


@pytest.mark.parametrize(("text", "amount", "unit"), _rows(DURATIONS))
def test_長さを読む(text: str, amount: str, unit: str) -> None:
    found = durations_in(text)
    assert [(f.amount, f.unit) for f in found] == [(float(amount), Unit(unit))]


@pytest.mark.parametrize("text", NO_DURATIONS.strip().splitlines())
def test_長さでないものを長さと読まない(text: str) -> None:
    assert durations_in(text) == ()


def test_いくつあっても文の順に読む() -> None:
    assert [f.words for f in durations_in("集計が3日から半日になりました")] == ["3日", "半日"]
    assert [f.words for f in durations_in("2時間が10分になった")] == ["2時間", "10分"]


@SAME_EVERY_RUN
@given(st.times())
def test_どの時刻もどの書き方でも読む(at: time) -> None:
    written = (
        f"{at:%H:%M}に",
        f"{at.hour}時{at.minute}分に",
        f"{'午前午後'[at.hour // 12 * 2 :][:2]}{at.hour % 12}時{at.minute}分",
    )
    for text in written:
        assert [found.at for found in times_in(text)] == [at.replace(second=0, microsecond=0)]


@given(
    st.text(max_size=80) | st.from_regex(r"[0-9時分間半日午後前夜週年かで十]{0,20}", fullmatch=True)
)
def test_どんな文でも止まらず文の中を指す(text: str) -> None:
    normalised = normalise(text)
    spans = [(f.start, f.end, f.words) for f in times_in(text)]
    spans += [(f.start, f.end, f.words) for f in durations_in(text)]
    for start, end, words in spans:
        assert normalised[start:end] == words
