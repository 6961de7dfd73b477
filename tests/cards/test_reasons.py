"""Why a training is suggested: the sentence says no more than is so."""

from dataclasses import replace

from cards import example_values, reasons, wording

BPR = example_values.RECOMMENDATION.next[2]


def test_足りないスキルは習得すると言う() -> None:
    assert reasons.reason(BPR).endswith("「業務分析・BPR」（例）を習得します。")


def test_もう足りているスキルは習得するとは言わない() -> None:
    assert reasons.reason(replace(BPR, closes=())).endswith("「業務分析・BPR」（例）の研修です。")


def test_毎年度の受講は前に受けた研修が戻る理由として言い例なら例と付ける() -> None:
    security = example_values.RECOMMENDATION.next[0]
    assert security.requirement is not None
    said = replace(security.requirement, renewal_is_sample=False)
    sample = replace(security.requirement, renewal_is_sample=True)
    once = replace(security.requirement, every_fiscal_year=False)
    reason = "受講期限を過ぎています。「ICT機器等を扱う全職員」として求められる「情報セキュリティ」を習得します。"
    assert reasons.reason(replace(security, requirement=said)) == (
        f"{reason}毎年度の受講が必要です。"
    )
    assert reasons.reason(replace(security, requirement=sample)) == (
        f"{reason}毎年度（例）の受講が必要です。"
    )
    assert reasons.reason(replace(security, requirement=once)) == reason


def test_何も埋めない前提研修はその先で習得するスキルを言う() -> None:
    basics = replace(example_values.RECOMMENDATION.next[1], closes=(), requirement=BPR.requirement)
    assert reasons.reason(basics) == (
        f"「{BPR.course.name}」の前に受ける研修です。"
        "その先で「DX推進員」に求められる「業務分析・BPR」（例）を習得します。"
    )


def test_例の決まりで当てはめた人材区分には例と付ける() -> None:
    assumed = replace(example_values.PROFILE, assumed_types=frozenset({"一般職員"}))
    assert wording.each_talent_type(example_values.PROFILE) == ("一般職員",)
    assert wording.each_talent_type(assumed) == ("一般職員（例）",)
