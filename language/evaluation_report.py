"""An evaluation for people: every figure with what it has to reach."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from language.evaluate import Evaluation
from language.intents import Intent
from language.noise import BEARABLE, Noise

WORST = 15
"""Pairs of a report of confusions."""
MOST_MILLISECONDS = 20.0
"""For one message, 95 times in 100, on one core."""


@dataclass(frozen=True, slots=True)
class Goal:
    caption: str
    figure: Callable[[Evaluation], float]
    bound: float
    is_least: bool = True
    """Whether the figure has to be at least, not at most, the bound."""

    @property
    def words(self) -> str:
        return f"{self.bound:.2f} {'以上' if self.is_least else '以下'}"

    def is_reached(self, evaluation: Evaluation) -> bool:
        figure = self.figure(evaluation)
        return figure >= self.bound if self.is_least else figure <= self.bound


GOALS = (
    Goal("いちばんの候補が正しい", lambda e: e.accuracy, 0.88),
    Goal("意図ごとのF1の平均", lambda e: e.macro_f1, 0.85),
    Goal("上位3件に正解がある", lambda e: e.top_3, 0.98),
    Goal("聞き返さずに動く", lambda e: e.acted_coverage, 0.70),
    Goal("そのうち正しい", lambda e: e.acted_precision, 0.95),
    Goal("対象外を対象外と読む", lambda e: e.out_of_scope_recall, 0.90),
    Goal("対象内を対象外と読む", lambda e: e.in_scope_rejected, 0.05, is_least=False),
)


def describe(evaluation: Evaluation) -> str:
    """The figures, and how well each intent is found."""
    return "\n".join(
        [
            f"文 {evaluation.sentences}（うち対象外 {evaluation.outside}）",
            "",
            *(_figure(goal, evaluation) for goal in GOALS),
            "",
            "意図ごとのF1（低い順）",
            *(f"  {share:.3f}  {intent.caption}" for intent, share in _weakest_first(evaluation)),
        ]
    )


def describe_losses(losses: Mapping[Noise, float]) -> str:
    """Points that each noise costs; a noise that cannot be made here is named."""
    missing = [noise for noise in Noise if noise not in losses]
    return "\n".join(
        [
            "文が乱れたときに下がる正しさ（ポイント）",
            *(_loss(noise, points) for noise, points in losses.items()),
            *(f"  {noise}：辞書（SudachiPy）がないため計れません" for noise in missing),
        ]
    )


def describe_pace(milliseconds: Sequence[float]) -> str:
    """``milliseconds``: of each message, at least one."""
    middle, most = percentiles(milliseconds)
    verdict = _verdict(is_reached=most <= MOST_MILLISECONDS)
    return (
        f"1通にかかる時間  p50 {middle:.1f} ms  p95 {most:.1f} ms"
        f"  目標 p95 {MOST_MILLISECONDS:.0f} ms 以下{verdict}"
    )


def describe_confusions(evaluation: Evaluation) -> str:
    """Counts only: sentences of a validation part are not to be read."""
    worst = evaluation.confusions[:WORST]
    if not worst:
        return "取り違えはありません。"
    return "\n".join(
        [
            f"取り違えの多い組（多い順に{WORST}組まで）",
            *(f"  {times}件  {meant.caption} → {got.caption}" for meant, got, times in worst),
        ]
    )


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """(p50, p95)"""
    ascending = sorted(values)
    return ascending[len(ascending) // 2], ascending[int(len(ascending) * 0.95)]


def is_bearable(noise: Noise, points: float) -> bool:
    """As it is shown, with one decimal."""
    return round(points, 1) <= BEARABLE[noise]


def _figure(goal: Goal, evaluation: Evaluation) -> str:
    figure = goal.figure(evaluation)
    if isnan(figure):
        return f"  ―      {goal.caption}（数える文がありません）"
    verdict = _verdict(is_reached=goal.is_reached(evaluation))
    return f"  {figure:.3f}  {goal.caption}  目標 {goal.words}{verdict}"


def _loss(noise: Noise, points: float) -> str:
    verdict = _verdict(is_reached=is_bearable(noise, points))
    return f"  {points:5.1f}  {noise}  目標 {BEARABLE[noise]:.0f} 以下{verdict}"


def _verdict(*, is_reached: bool) -> str:
    return "" if is_reached else "（届いていません）"


def _weakest_first(evaluation: Evaluation) -> list[tuple[Intent, float]]:
    return sorted(evaluation.f1, key=lambda each: each[1])
