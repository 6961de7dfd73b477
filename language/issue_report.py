"""An evaluation of issues for people: every figure with what it has to reach."""

from collections.abc import Callable
from dataclasses import dataclass

from language.issue_evaluation import IssueEvaluation


@dataclass(frozen=True, slots=True)
class IssueGoal:
    caption: str
    figure: Callable[[IssueEvaluation], float]
    least: float | None = None
    """None of what only explains another figure."""

    def is_reached(self, evaluation: IssueEvaluation) -> bool:
        return self.least is None or self.figure(evaluation) >= self.least


ISSUE_GOALS = (
    IssueGoal("近い5件に同じ課題がある", lambda e: e.hit_rate, 0.85),
    IssueGoal("自動のまとまり B³ F", lambda e: e.alone.f, 0.65),
    IssueGoal("　B³ 適合率", lambda e: e.alone.precision),
    IssueGoal("　B³ 再現率", lambda e: e.alone.recall),
    IssueGoal("部局をまたぐ組の適合率", lambda e: e.alone.across_precision, 0.6),
    IssueGoal("部局をまたぐ組の再現率", lambda e: e.alone.across_recall, 0.6),
    IssueGoal("部局をまたぐまとまりの適合率", lambda e: e.alone.groups_precision, 0.6),
    IssueGoal("部局をまたぐまとまりの再現率", lambda e: e.alone.groups_recall, 0.6),
    IssueGoal("「同じ」を7割押したあとの B³ F", lambda e: e.confirmed.f, 0.88),
)


def describe_issues(evaluation: IssueEvaluation) -> str:
    return "\n".join(
        [
            f"課題 {evaluation.issues}件",
            "",
            *(_figure(goal, evaluation) for goal in ISSUE_GOALS),
        ]
    )


def _figure(goal: IssueGoal, evaluation: IssueEvaluation) -> str:
    wanted = "" if goal.least is None else f"  目標 {goal.least:.2f} 以上"
    verdict = "" if goal.is_reached(evaluation) else "（届いていません）"
    return f"  {goal.figure(evaluation):.3f}  {goal.caption}{wanted}{verdict}"
