"""「課長級以上」 and 「係長級以下」: which grade words of the roster these mean."""

from domain.office_values import Unreadable, nearest
from domain.policy import Grade, Policy

STANDARD_GRADES = (
    "部長級",
    "次長級",
    "課長級",
    "課長補佐級",
    "係長級",
    "主査級",
    "主任級",
    "主事級",
)
"""The usual ladder of a municipality, from the top, for what the policy's own grades do not hold."""

_RANKS = {grade.removesuffix("級"): rank for rank, grade in enumerate(STANDARD_GRADES)} | {
    "部局長": 0,
    "局長": 0,
    "補佐": 3,
    "技師": 7,
}


def grade_words(policy: Policy) -> tuple[str, ...]:
    """Every grade word that a file may use."""
    own = (word for grade in policy.grades for word in (grade.name, *grade.covers))
    return tuple(dict.fromkeys((*own, *STANDARD_GRADES)))


def grades_from(grade: str, *, upwards: bool, policy: Policy) -> frozenset[str]:
    """The grade words at and above ``grade``, or at and below it.

    Words of the usual ladder are compared by it, others by the policy's order of grades. A word
    that only shares its grade with ``grade`` counts as below: 会計年度任用職員 is not 係長級以上.
    Raises Unreadable for a grade that neither knows.
    """
    levels = _levels(policy)
    rank, level = _rank(grade), levels.get(grade)
    if rank is None and level is None:
        words = grade_words(policy)
        raise Unreadable(
            f"対象の職級「{grade}」は方針にありません{nearest(grade, words)}。"
            "方針の職級の名前を「課長級以上」のように書いてください。"
        )

    def belongs(word: str) -> bool:
        if rank is not None and (other := _rank(word)) is not None:
            return other <= rank if upwards else other >= rank
        if level is None or word not in levels:
            return False
        if levels[word] != level:
            return (levels[word] < level) is upwards
        return rank is None or not (upwards or _names_a_group(word, policy))

    return frozenset(word for word in (grade, *grade_words(policy)) if belongs(word))


def _rank(word: str) -> int | None:
    return _RANKS.get(word.removesuffix("級"))


def _names_a_group(word: str, policy: Policy) -> bool:
    """管理職 stands for all that it covers, so it must not slip into a part of its own grade."""
    return any(word == grade.name and grade.covers for grade in policy.grades)


def _levels(policy: Policy) -> dict[str, int]:
    """0 is the highest grade. Policies list their grades in either direction."""
    first_ranks = [rank for grade in policy.grades if (rank := _highest(grade)) is not None]
    rising = len(first_ranks) > 1 and first_ranks[0] > first_ranks[-1]
    grades = policy.grades[::-1] if rising else policy.grades
    return {word: i for i, grade in enumerate(grades) for word in (grade.name, *grade.covers)}


def _highest(grade: Grade) -> int | None:
    ranks = [rank for word in (grade.name, *grade.covers) if (rank := _rank(word)) is not None]
    return min(ranks, default=None)
