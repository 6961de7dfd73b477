"""An evaluation of summaries for people: every figure with what it has to reach."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from language.thread_evaluation import ThreadEvaluation


@dataclass(frozen=True, slots=True)
class ThreadGoal:
    caption: str
    figure: Callable[[ThreadEvaluation], float]
    """A share, or a number of sentences."""
    least: float | None = None
    most: int | None = None
    is_share: bool = True

    @property
    def words(self) -> str:
        if self.least is not None:
            return f"  目標 {self.least:.2f} 以上"
        return "" if self.most is None else f"  目標 {self.most}"

    def shown(self, evaluation: ThreadEvaluation) -> str:
        figure = self.figure(evaluation)
        if isnan(figure):
            return "―"
        return f"{figure:.3f}" if self.is_share else f"{figure:.0f}"

    def is_reached(self, evaluation: ThreadEvaluation) -> bool:
        figure = self.figure(evaluation)
        if self.least is not None:
            return isnan(figure) or figure >= self.least
        return self.most is None or figure <= self.most


THREAD_GOALS = (
    ThreadGoal("事実が出ている", lambda e: e.facts, least=0.80),
    ThreadGoal("決まったことが出ている", lambda e: e.decisions, least=0.85),
    ThreadGoal("決まったことが、事実の欄も入れて出ている", lambda e: e.decisions_said),
    ThreadGoal("残った問いが出ている", lambda e: e.open_questions),
    ThreadGoal("変わる前のことを今のように言う文", lambda e: e.superseded, most=0, is_share=False),
    ThreadGoal(
        "そのうち週のまとめが引くもの（新しい決定と問い、二つずつ）",
        lambda e: e.superseded_newest,
        most=0,
        is_share=False,
    ),
    ThreadGoal("根拠の発言がない文", lambda e: e.without_cite, most=0, is_share=False),
    ThreadGoal("答えがあったのに残った問い", lambda e: e.answered, is_share=False),
    ThreadGoal("雑談だけの文", lambda e: e.chatter, is_share=False),
)


def describe_threads(evaluation: ThreadEvaluation) -> str:
    return "\n".join(
        [
            f"スレッド {evaluation.threads}（発言 {evaluation.messages}）、まとめの文 {evaluation.sentences}",
            "",
            *(_figure(goal, evaluation) for goal in THREAD_GOALS),
        ]
    )


def _figure(goal: ThreadGoal, evaluation: ThreadEvaluation) -> str:
    verdict = "" if goal.is_reached(evaluation) else "（届いていません）"
    return f"  {goal.shown(evaluation):>5}  {goal.caption}{goal.words}{verdict}"
