"""Do the shipped policies require exactly what their documents require, of whom they say so?"""

from typing import NamedTuple

import pytest

from domain.policy import Policy
from storage.policy_file import shipped_policies

PM = "プロジェクトマネジメント(管理監督職の管理とは異なる)"
GOVERNANCE = "庁内ITガバナンスに対する理解"
STAFF_11 = frozenset(
    [
        "DXの必要性理解",
        "顧客/ユーザー理解",
        "行政職員のためのデジタル技術の基礎知識",
        "セキュリティリテラシー",
        "プライバシー保護理解",
        "ツール活用(表計算)",
        "ツール活用(BIツール)",
        "ツール活用(コミュニケーションツール)",
        "ツール活用(Officeアプリ)",
        "ツール活用(業務アプリ)",
        "ツール活用(生成AI)",
    ]
)
PROMOTER_6 = frozenset(
    f"{PM}|価値発見/定義|データ理解/活用|業務分析/BPR|サービス検証(顧客/ユーザー視点)|{GOVERNANCE}".split(
        "|"
    )
)
CITY_DX_2 = frozenset(
    ["変革マネジメント(管理監督職の管理とは異なる)", "データ・AI活用業務の設計・事業実装・評価"]
)
SYSTEM_9 = frozenset(
    f"{PM}|ITストラテジー|システムアーキテクチャ|クラウドサービス活用|ネットワーク設計|サイバーセキュリティ|"
    "システム監査|運用設計|システム管理".split("|")
)
MANAGER_4 = frozenset(
    f"{PM}|変革ゴール設定(「X」の課題設定力)|変革推進サポート|{GOVERNANCE}".split("|")
)
KAKAMIGAHARA_STAFF = frozenset(
    [
        "DX知識(基礎)",
        "ICT知識",
        "デジタル技術による改善(担当業務)",
        "ネットワーク、情報セキュリティ知識",
        "OAスキル",
        "グループウェア活用スキル",
    ]
)
KAKAMIGAHARA_PROMOTER = frozenset(
    [
        "デジタル技術による改善(所属部署)",
        "ネットワーク、情報セキュリティ管理統括(所属部署)",
        "デジタル技術の選択、導入、運用管理(所属部署)",
        "データサイエンス",
        "UI・UXデザイン",
    ]
)
KAKAMIGAHARA_EXPERT = frozenset(
    [
        "デジタル技術による改善(全庁)",
        "ネットワーク、情報セキュリティ管理統括(全庁)",
        "デジタル技術の選択、導入、運用管理(全庁)",
    ]
)
YAMAGUCHI_STAFF = frozenset(
    [
        "情報セキュリティ",
        "ネットワーク",
        "RPA活用",
        "BPR活用",
        "システム企画・調達",
        "デザインシンキング基礎",
        "UI/UX基礎",
        "DX基礎",
        "ICT基礎",
        "情報セキュリティ基礎",
        "Webデザイン基礎",
        "オフィス基礎",
        "データ利活用基礎",
        "AI基礎",
        "その他(動向に合せて設定)",
    ]
)


class Skills(NamedTuple):
    """What a talent type adds itself, and what it comes to with all that it includes."""

    policy_id: str
    talent_type: str
    own: frozenset[str]
    every: frozenset[str]


def _alone(policy_id: str, talent_type: str, own: frozenset[str]) -> Skills:
    return Skills(policy_id, talent_type, own, own)


EXPECTED = (
    _alone("yamaguchi", "デジタルマネジメント人材", frozenset({"デジタル化マネジメント"})),
    _alone(
        "yamaguchi",
        "デジタル専門人材",
        frozenset(
            {"デジタル化リーダーシップ", "ネットワーク(上級)", "アプリ開発(上級)", "システム構築"}
        ),
    ),
    _alone(
        "yamaguchi",
        "デジタル推進リーダー人材",
        frozenset(
            {
                "デジタル化リーダーシップ",
                "データ利活用応用",
                "AI活用",
                "アプリ開発",
                "デザインシンキング",
            }
        ),
    ),
    _alone("yamaguchi", "デジタル利活用人材", YAMAGUCHI_STAFF),
    _alone("kakamigahara", "一般職員", KAKAMIGAHARA_STAFF),
    Skills(
        "kakamigahara",
        "デジタル推進員",
        KAKAMIGAHARA_PROMOTER,
        KAKAMIGAHARA_PROMOTER | KAKAMIGAHARA_STAFF,
    ),
    Skills(
        "kakamigahara",
        "高度専門人材",
        KAKAMIGAHARA_EXPERT,
        KAKAMIGAHARA_EXPERT | KAKAMIGAHARA_PROMOTER | KAKAMIGAHARA_STAFF,
    ),
    _alone("tokyo-template", "一般行政職員", STAFF_11),
    Skills("tokyo-template", "DX推進員", PROMOTER_6, PROMOTER_6 | STAFF_11),
    Skills("tokyo-template", "全庁DX推進担当", CITY_DX_2, CITY_DX_2 | PROMOTER_6 | STAFF_11),
    Skills("tokyo-template", "全庁情報システム担当", SYSTEM_9, SYSTEM_9 | STAFF_11),
    Skills("tokyo-template", "一般行政職員(管理監督職)", MANAGER_4, MANAGER_4 | STAFF_11),
    _alone("tokyo-template", "CIO補佐官・高度専門人材", frozenset()),
    _alone("okayama", "高度デジタル人材", frozenset({"デジタル技術", "プロジェクトマネジメント"})),
    _alone("okayama", "コア人材", frozenset({"デジタル技術", "プロジェクトマネジメント"})),
    _alone("okayama", "一般職員", frozenset({"デジタルリテラシー"})),
)
"""What the documents say; what a policy adds as a sample (``sample_skills``) is not in it."""


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy]:
    return shipped_policies()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: f"{e.policy_id}-{e.talent_type}")
def test_人材区分に必要なスキルは方針の本文どおり(
    policies: dict[str, Policy], expected: Skills
) -> None:
    policy = policies[expected.policy_id]
    talent_type = policy.talent_type(expected.talent_type)
    assert talent_type is not None
    inherited = policy.closure([expected.talent_type])
    assert frozenset(talent_type.required_skills) == expected.own
    assert frozenset(s for t in inherited for s in t.required_skills) == expected.every


@pytest.mark.parametrize("policy_id", sorted({e.policy_id for e in EXPECTED}))
def test_人材区分は方針の本文にあるものだけ(policies: dict[str, Policy], policy_id: str) -> None:
    named = {e.talent_type for e in EXPECTED if e.policy_id == policy_id}
    assert {t.name for t in policies[policy_id].talent_types} == named


def test_山口県のスキルマップは24行で丸は25(policies: dict[str, Policy]) -> None:
    policy = policies["yamaguchi"]
    assert len(policy.skills) == 24
    assert sum(len(t.required_skills) for t in policy.talent_types) == 25
    assert all(skill.definition and skill.category for skill in policy.skills)


def test_山口県のサービス設計は12箇条で能力は10(policies: dict[str, Policy]) -> None:
    policy = policies["yamaguchi"]
    articles = [p for p in policy.principles if p.group.startswith("サービス設計")]
    assert (len(articles), len(policy.abilities)) == (12, 10)


def test_下関市の用語集は7語でサイクルは4段(policies: dict[str, Policy]) -> None:
    policy = policies["shimonoseki"]
    terms = ["AI", "AI-OCR", "BPR", "CIO", "DX", "ICT", "RPA"]
    assert [entry.term for entry in policy.glossary] == terms
    assert [step.name for step in policy.cycle] == [
        "課題の認識・発見",
        "BPR・デジタル活用による解決策検討",
        "ソリューションのプランニング・導入",
        "ソリューションの利活用",
    ]


def test_下関市の職位とチームの役割(policies: dict[str, Policy]) -> None:
    policy = policies["shimonoseki"]
    grades = ["管理職", "課長補佐級", "係長級・一般職員"]
    assert [grade.name for grade in policy.grades] == grades
    roles = ["DX統括リーダー", "DX推進リーダー", "DX推進員"]
    assert [role.name for role in policy.team_roles] == roles


@pytest.mark.parametrize("policy_id", ["yamaguchi", "shimonoseki", "kakamigahara", "okayama"])
def test_数値目標のない方針に目標とKPIを作らない(
    policies: dict[str, Policy], policy_id: str
) -> None:
    assert (policies[policy_id].targets, policies[policy_id].kpis) == ((), ())


def test_各務原市の研修計画は3件で残りは例(policies: dict[str, Policy]) -> None:
    named = [(c.name, c.skills, c.target) for c in policies["kakamigahara"].courses if not c.sample]
    assert named == [
        ("情報セキュリティ研修(基礎)", ("ネットワーク、情報セキュリティ知識",), "全職員"),
        ("DXマインドアップ研修", ("DX知識(リーダー向け)",), "課長級以上"),
        ("デジタルスキルアップ研修", ("データサイエンス", "UI・UXデザイン"), "デジタル推進員"),
    ]


def test_各務原市のリーダー向けの知識は管理職に必要(policies: dict[str, Policy]) -> None:
    manager = policies["kakamigahara"].grade_of("課長級")
    assert manager is not None
    assert manager.name == "管理職"
    assert manager.required_skills == ("DX知識(リーダー向け)",)
    assert manager.skills_source is not None
    assert manager.skills_source.section == "4.1.3 研修計画"
    assert manager.skills_source.quote.endswith("ＤＸ知識（リーダー向け） 課長級以上")
    (setting,) = policies["kakamigahara"].open_settings
    assert "3.3" in setting.where


def test_岡山市のスキルは4つでセキュリティは例(policies: dict[str, Policy]) -> None:
    policy = policies["okayama"]
    four = ["マインドセット", "デジタルリテラシー", "デジタル技術", "プロジェクトマネジメント"]
    assert [skill.name for skill in policy.skills if not skill.sample] == four
    assert [skill.name for skill in policy.skills if skill.sample] == ["情報セキュリティ"]


def test_岡山市のセキュリティはICT機器を扱う全員(policies: dict[str, Policy]) -> None:
    (condition,) = policies["okayama"].conditions
    assert condition.when == "handles_ict_equipment"
    assert condition.required_skills == ("情報セキュリティ",)
    assert condition.source is not None
    assert condition.renewal is not None
    assert condition.renewal.sample


def test_岡山市は別紙1がないので研修はすべて例(policies: dict[str, Policy]) -> None:
    policy = policies["okayama"]
    assert policy.courses
    assert all(course.sample for course in policy.courses)
    assert {course.obligation for course in policy.courses} == {"必須", "選択"}
    assert [q.name for q in policy.qualifications] == ["ITパスポート"]


@pytest.mark.parametrize(
    "policy_id", ["yamaguchi", "shimonoseki", "kakamigahara", "tokyo-template", "okayama"]
)
def test_どのスキルにも研修がある(policies: dict[str, Policy], policy_id: str) -> None:
    policy = policies[policy_id]
    given = {skill for course in policy.courses for skill in course.skills}
    assert [skill.name for skill in policy.skills if skill.name not in given] == []
