"""What people read of an evaluation."""

from language.evaluate import Evaluation, judged
from language.evaluation_report import (
    WORST,
    describe,
    describe_confusions,
    describe_losses,
    describe_pace,
)
from language.intents import Intent
from language.noise import Noise
from language.understanding import Understanding


def understood(intent: Intent) -> Understanding:
    return Understanding(intent=intent, confidence=0.9, ranked=((intent, 0.9),))


def evaluation(*pairs: tuple[Intent, Intent]) -> Evaluation:
    """(meant, understood)"""
    return judged([(meant, understood(got)) for meant, got in pairs])


def test_どの数字にも目標が並び_届かないものはそう書かれる() -> None:
    said = describe(
        evaluation((Intent.HELP, Intent.HELP), (Intent.NONE, Intent.KPI), (Intent.KPI, Intent.NONE))
    )
    assert "文 3（うち対象外 1）" in said
    assert "0.333  いちばんの候補が正しい  目標 0.88 以上（届いていません）" in said
    assert "0.000  対象外を対象外と読む  目標 0.90 以上（届いていません）" in said
    assert "0.500  対象内を対象外と読む  目標 0.05 以下（届いていません）" in said
    assert "1.000  聞き返さずに動く  目標 0.70 以上\n" in said
    assert said.index("0.000  KPIの達成状況を見たい") < said.index("1.000  使い方を知りたい")


def test_数える文のない数字はそう書かれる() -> None:
    assert "対象外を対象外と読む（数える文がありません）" in describe(
        evaluation((Intent.HELP, Intent.HELP))
    )


def test_取り違えは多い順に組と件数だけを示す() -> None:
    others = [intent for intent in Intent if intent is not Intent.HELP]
    wrong = [(Intent.HELP, other) for other in others]
    lines = describe_confusions(evaluation(*wrong, (Intent.KPI, Intent.NONE), wrong[3])).split("\n")
    assert len(lines) == 1 + WORST
    assert lines[1] == f"  2件  使い方を知りたい → {others[3].caption}"
    assert describe_confusions(evaluation((Intent.HELP, Intent.HELP))) == "取り違えはありません。"


def test_乱れによる低下は小数一位まで見て目標と比べる() -> None:
    said = describe_losses({Noise.TYPO: 5.04, Noise.GREETING: 0.06})
    assert "5.0  打ち間違い一か所  目標 5 以下\n" in said
    assert "0.1  前後にあいさつとお礼  目標 0 以下（届いていません）" in said
    assert "かなだけ：辞書（SudachiPy）がないため計れません" in said


def test_時間は百通に九十五通で見る() -> None:
    assert "p50 1.0 ms  p95 1.0 ms" in describe_pace([1.0] * 99 + [90.0])
    assert "（届いていません）" in describe_pace([1.0] * 90 + [30.0] * 10)
