"""Numbers of issues, and numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.issue_numbers import issue_number_in
from language.numerals import number_of
from tests.domain.situations import SAME_EVERY_RUN

NUMBERS = """
#12を見せて 12
＃１２ 12
# 7 は完了 7
12番 12
１２番の課題 12
41番の件、再来週の水曜まで待って 41
12号 12
１２号の件どうなった 12
No.12 12
ＮＯ．１２の状況 12
№12について 12
no 12 12
課題12 12
課題１２を完了に 12
課題12番の担当 12
課題の12番を見たい 12
課題#12 12
課題No.12 12
課題no12 12
課題番号は8です 8
課題番号8 8
課題番号：8 8
番号は8 8
番号は８です 8
その番号は15です 15
十二番 12
二十三番の件 23
四十一番は完了 41
百五番 105
12ばんの件 12
issue 12 12
イシュー12 12
12と書いてあるやつ 12
12って書いてあるやつ 12
41の件、業者と調整中にしといて 41
3階の会議室の件は12番です 12
10月に出した7番の期限を延ばして 7
1番の件 1
1番を完了に 1
#1 1
一番の件 1
117番の件 117
課題119 119
2番はまだです 2
5番にコメントして 5
8番、対応済み 8
16番のやつなんやけど 16
かだい12のじょうきょう 12
12号はもう終わった 12
例の12、進捗教えて 12
課題12：担当変更 12
課題12 人事課に回して 12
12番じゃなくて13番 13
12・13番の件 12
12番地域振興課に回して 12
115番どうなった 115
番号は、えーと、12です 12
課題は12番 12
案件12 12
第8号の課題 8
番号でいうと12 12
課題三十三 33
今週の進捗：要綱の改正案を法務に回しました、#14 14
"""

NONE = """
3階
12人
第2回の研修
5時間かかる
2番目の課題
二番目のやつ
一番困っていること
一番の課題は人手不足です
1番困ってる
１番の課題は紙の多さ
1番人気の研修
一番わかりやすい講座
119番に通報
119番通報の訓練
110番
7番窓口
７番の窓口が混む
4号館
4号館の2階
国道2号
国道２号の渋滞
10番台
12号室
12号車
台風12号
第12号議案
様式第3号
議案12号
広報12号
12月号
内線12番
電話番号は0832311111です
職員番号は12345です
整理番号は5
マイナンバー12
課題3件
課題が3つある
課題は12件です
課題10個
課題12月分
課題一覧
課題一覧を見せて
3丁目12番5号
12番さんのお客様
内線の12番
課題を5つ登録
課題2つを統合
1丁目3番地
3番線
2番ホーム
3番バス乗り場
5番目
二番煎じ
一番手
12時
7/1の件
R8の件
2026年の件
office365の件
12日の件
Step3
業界No.1のツール
日直当番
12番以外は終わりました
Windows 11の件
2026の件
#2024年度
ナンバー2の副市長の件
報告第5号の件
何番ですか
番号がわからない
いちばん大事
一番上のやつ
"""


def _pairs(table: str) -> list[tuple[str, int]]:
    lines = (line.rpartition(" ") for line in table.strip().splitlines())
    return [(text, int(number)) for text, _, number in lines]


@pytest.mark.parametrize(("text", "number"), _pairs(NUMBERS))
def test_課題の番号を読む(text: str, number: int) -> None:
    assert issue_number_in(text) == number


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_課題の番号でない数を読まない(text: str) -> None:
    assert issue_number_in(text) is None


def _in_kanji(number: int) -> str:
    digits = "〇一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    return "".join(
        (digits[count] if count > 1 else "") + place if count else ""
        for count, place in ((hundreds, "百"), (tens, "十"))
    ) + (digits[ones] if ones else "")


@given(st.integers(1, 999))
def test_漢数字は数字と同じに読む(number: int) -> None:
    assert number_of(_in_kanji(number)) == number


FORMS = ("#{}を見せて", "課題{}の件", "No.{}は完了", "番号は{}です", "{}番の件", "{}号の件")


@SAME_EVERY_RUN
@given(st.integers(1, 9999), st.sampled_from(FORMS))
def test_どの書き方でも全角でも番号を読む(number: int, form: str) -> None:
    text = form.format(number)
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789#.No"})
    assert issue_number_in(text) == number
    assert issue_number_in(wide) == number


@given(
    st.text(max_size=80) | st.from_regex(r"[0-9一二十百番号の課題#No.件は]{0,20}", fullmatch=True)
)
def test_どんな文でも止まらない(text: str) -> None:
    found = issue_number_in(text)
    assert found is None or found > 0
