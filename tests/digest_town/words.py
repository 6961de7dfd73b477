"""What the made-up town writes: full of numbers of its own, which are none of the digest's."""

from random import Random

from domain.improvement_case import CaseText, Effect, Visibility
from domain.issue import IssueText

PLACES = {
    "市民部": ("市民課", "保険年金課", "市民部"),
    "福祉部": ("福祉政策課", "高齢福祉課"),
    "第2支所": ("窓口1係", "窓口2係"),
    "税務部": ("市民税課",),
    "総務部": ("総務課", "人事課", "総務部"),
    "3丁目こども館": ("こども課",),
}
"""Departments and their sections; some are over the whole department."""
STAGES = ("課題の認識・発見", "解決策検討", "試行・実装", "利活用")
_ISSUES = (
    ("申請書{a}種類の二度打ち", "同じ申請書を{a}つのシステムに二度打ちしている。月{b}件ある。"),
    ("電話{b}件の取り次ぎ", "電話の取り次ぎに毎日{a}時間かかり、{b}件が折り返しになる。"),
    ("{a}月{b}日の期限の確かめ", "期限の{a}月を過ぎた届を、{b}冊の台帳で見比べている。"),
    ("公用車{a}台の鍵", "公用車{a}台の鍵を、紙の帳面で受け渡ししている。"),
    ("＃{b}番の様式", "様式が{b}もあり、どれが新しいか#{a}の担当しか知らない。"),
    ("給付の通知の封入", "通知{b}通を{a}人で手で封入している。\n{a}部局で同じである。"),
)
_LINES = ("業者の返事が{a}日来ない", "", "予算{b}万円が{a}月まで決まらない", "動きがありません")
_NOTES = (
    "{a}月までに様式を{b}つにする。",
    "うちはQRコードで{b}件を読んでいる。",
    "{a}件は#{b}と同じ。",
)
_CASES = ("{a}課の転記をやめた", "申告書{b}枚をRPAで", "{a}時間の会議をなくした")
_HOURS = (None, 0, 0.5, 1.25, 7.1667, 12, 22.5, 1_080.5)


def _filled(chance: Random, *choices: str) -> str:
    return chance.choice(choices).format(a=chance.randrange(1, 13), b=chance.randrange(2, 1_200))


def issue_text(chance: Random) -> IssueText:
    title, what = chance.choice(_ISSUES)
    numbers = {"a": chance.randrange(1, 13), "b": chance.randrange(2, 1_200)}
    times = chance.choice((None, 0, 30))
    return IssueText(title=title.format(**numbers), what=what.format(**numbers), times=times)


def line(chance: Random) -> str:
    return _filled(chance, *_LINES)


def note(chance: Random) -> str:
    """In a thread; one is longer than a digest quotes."""
    said = _filled(chance, *_NOTES)
    return said * 20 if chance.random() < 0.1 else said


def case_text(chance: Random) -> CaseText:
    return CaseText(
        title=_filled(chance, *_CASES),
        before="手で写していた。",
        after="写すのをやめた。",
        effect=Effect(hours=hours(chance)),
        visibility=chance.choices(tuple(Visibility), weights=(6, 2, 2))[0],
    )


def hours(chance: Random) -> float | None:
    return chance.choice(_HOURS)
