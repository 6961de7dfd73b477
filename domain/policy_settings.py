"""What a policy leaves to the municipality: its blanks, and what is only a sample."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from domain.policy import (
    Condition,
    Grade,
    OpenSetting,
    Policy,
    PolicyCourse,
    Sourced,
    Stage,
    TalentType,
    TeamRole,
)


def open_settings(policy: Policy, *, shipped: Iterable[Policy] = ()) -> tuple[OpenSetting, ...]:
    """The blanks to fill in: what a copy still has of the ``shipped`` policy that it was made from,
    those that the file names, targets without a number, and the samples.
    """
    return (
        *_still_that_of_another(policy, shipped),
        *policy.open_settings,
        *_targets_without_a_number(policy),
        *_samples(policy),
    )


_OWN = ("id", "name", "organization", "document")
"""What every municipality has of its own, and what staff are shown as the source of a reason."""


def _still_that_of_another(policy: Policy, shipped: Iterable[Policy]) -> Iterator[OpenSetting]:
    for other in shipped:
        same = [f for f in _OWN if getattr(policy, f) == getattr(other, f) != ""]
        if same:
            yield OpenSetting(
                where="・".join(same),
                what=f"付属の「{other.name}」（{other.organization}）のまま。自団体のものに書き換える",
            )


def _targets_without_a_number(policy: Policy) -> Iterator[OpenSetting]:
    if policy.targets and policy.targets_from is None:
        yield OpenSetting(
            where="targets_from", what="数値目標の年数を数えはじめる年度（西暦）を書く"
        )
    for target in policy.targets:
        if target.value is None:
            where = f"targets「{target.talent_type}」の value"
            yield OpenSetting(where=where, what=f"{target.measure}：○{target.unit} の数字を決める")


def _samples(policy: Policy) -> Iterator[OpenSetting]:
    for field in type(policy).model_fields:
        values = getattr(policy, field)
        if not isinstance(values, tuple):
            continue
        for inner, count in _sample_counts(values).items():
            where = f"{field} の {inner}" if inner else field
            yield OpenSetting(
                where=where, what=f"例（sample: true）が {count}件。自団体の内容に直す"
            )


def _sample_counts(values: Sequence[object]) -> Counter[str]:
    """How many values, by the inner field they stand in, are samples; "" is the value itself."""
    counts: Counter[str] = Counter()
    for value in values:
        match value:
            case Sourced(sample=True):
                counts[""] += 1
            case TalentType() | Grade() | TeamRole():
                counts["sample_skills"] += sum(s.sample for s in value.sample_skills)
                if isinstance(value, TalentType) and value.applies_to is not None:
                    counts["applies_to"] += value.applies_to.sample
            case Condition(renewal=Sourced(sample=True)):
                counts["renewal"] += 1
            case PolicyCourse(obligation_source=None):
                counts["obligation"] += 1
            case Stage():
                counts["rule"] += value.rule.sample
            case _:
                pass
    return +counts
