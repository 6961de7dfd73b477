"""Why a training is suggested: the sentence says no more than is so."""

from dataclasses import replace

from cards import example_values, reasons, wording

BPR = example_values.RECOMMENDATION.next[2]


def test_足りないスキルは習得すると言う() -> None:
    assert reasons.reason(BPR).endswith("「業務分析・BPR」（例）を習得します。")


def test_もう足りているスキルは習得するとは言わない() -> None:
    assert reasons.reason(replace(BPR, closes=())).endswith("「業務分析・BPR」（例）の研修です。")


def test_例の決まりで当てはめた人材区分には例と付ける() -> None:
    assumed = replace(example_values.PROFILE, assumed_types=frozenset({"一般職員"}))
    assert wording.each_talent_type(example_values.PROFILE) == ("一般職員",)
    assert wording.each_talent_type(assumed) == ("一般職員（例）",)
