"""The numbers of the template: targets with their ○ blanks, stages, KPIs, OJT measures."""

from collections import Counter

import pytest

from domain.policy import Policy, StageRule
from domain.policy_settings import open_settings
from storage.policy_file import shipped_policy

PROMOTERS = ("DX推進員", "全庁DX推進担当")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return shipped_policy("tokyo-template")


def _rule(policy: Policy, talent_type: str, stage: str) -> StageRule:
    found = [s.rule for s in policy.stages if (s.talent_type, s.stage) == (talent_type, stage)]
    assert len(found) == 1
    return found[0]


def test_数値目標は本文どおりで丸の所は空欄(policy: Policy) -> None:
    expected: dict[str, list[tuple[float | None, str]]] = {
        "一般行政職員": [(100, "%"), (70, "%")],
        "DX推進員": [(1, "名"), (None, "名"), (50, "%")],
        "全庁DX推進担当": [(None, "名"), (None, "名")],
        "全庁情報システム担当": [(None, "名"), (2, "名"), (None, "名")],
        "CIO補佐官・高度専門人材": [(1, "名")],
    }
    found: dict[str, list[tuple[float | None, str]]] = {}
    for target in policy.targets:
        found.setdefault(target.talent_type, []).append((target.value, target.unit))
    assert found == expected
    assert {target.within_years for target in policy.targets} == {5}


def test_丸の空欄は決めることとして並ぶ(policy: Policy) -> None:
    assert sum("○名" in setting.what for setting in open_settings(policy)) == 5
    assert any("パターンA" in setting.where for setting in open_settings(policy))


def test_KPIは4つ(policy: Policy) -> None:
    assert len(policy.kpis) == 4


def test_OJTの施策は13件で区分ごとの数も本文どおり(policy: Policy) -> None:
    assert Counter(measure.group for measure in policy.ojt_measures) == {
        "異動配置/選任/業務分担": 4,
        "目標設定": 1,
        "業務でのフォロー": 5,
        "成果の評価/共有": 2,
        "スキル/経験活用": 1,
    }


def test_スキルは29で同じ名前は一つ(policy: Policy) -> None:
    assert len(policy.skills) == 29
    assert len({skill.name for skill in policy.skills}) == 29


def test_引き継ぎは枝分かれする(policy: Policy) -> None:
    assert {t.name: t.includes for t in policy.talent_types} == {
        "一般行政職員": (),
        "DX推進員": ("一般行政職員",),
        "全庁DX推進担当": ("DX推進員",),
        "全庁情報システム担当": ("一般行政職員",),
        "一般行政職員(管理監督職)": ("一般行政職員",),
        "CIO補佐官・高度専門人材": (),
    }


def test_育成段階は四つの人材像に11段(policy: Policy) -> None:
    assert Counter(stage.talent_type for stage in policy.stages) == {
        "一般行政職員": 2,
        "DX推進員": 3,
        "全庁DX推進担当": 3,
        "全庁情報システム担当": 3,
    }


@pytest.mark.parametrize("talent_type", PROMOTERS)
def test_推進員のStep2は1年以上のリードでStep3は複数の案件と後進指導(
    policy: Policy, talent_type: str
) -> None:
    assert _rule(policy, talent_type, "Step1").skills == "own"
    assert _rule(policy, talent_type, "Step2") == StageRule(lead_months=12)
    assert _rule(policy, talent_type, "Step3") == StageRule(led_projects=2, mentoring=True)


def test_一般行政職員のStep1は共通でStep2は六つのツール(policy: Policy) -> None:
    assert _rule(policy, "一般行政職員", "Step1") == StageRule(categories=("共通",))
    tools = _rule(policy, "一般行政職員", "Step2")
    assert len(tools.named_skills) == 6
    assert all(name.startswith("ツール活用") for name in tools.named_skills)
    assert tools.sample


def test_情報システム担当の段階は九つのスキルを一度ずつ使う例(policy: Policy) -> None:
    rules = [_rule(policy, "全庁情報システム担当", f"Step{n}") for n in (1, 2, 3)]
    staff = policy.talent_type("全庁情報システム担当")
    assert staff is not None
    named = [name for rule in rules for name in rule.named_skills]
    assert sorted(named) == sorted(staff.required_skills)
    assert all(rule.sample for rule in rules)


def test_リテラシー研修は全職員に必須でOJTはDX推進員に必須(policy: Policy) -> None:
    by_document = {
        (c.target, c.obligation) for c in policy.courses if c.obligation_source is not None
    }
    assert by_document == {("全職員", "必須"), ("DX推進員", "必須")}
