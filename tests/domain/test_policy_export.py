"""The export for other programs: its shape, inheritance, and letter widths."""

import json

from domain.policy import (
    Condition,
    GlossaryEntry,
    Policy,
    Renewal,
    Skill,
    SkillSet,
    Source,
    Statement,
    TalentType,
    Target,
)
from domain.policy_export import export

HERE = Source(section="第1章")
CONTRACT = (
    *("id", "name", "organization", "talent_types", "grades", "team_roles", "skills", "courses"),
    *("stages", "targets", "kpis", "cycle", "principles", "glossary"),
)


def skill(name: str) -> Skill:
    return Skill(name=name, definition=f"{name}を使える", category=("技術", "基礎"), source=HERE)


POLICY = Policy(
    id="machi",
    name="町の方針",
    organization="町",
    talent_types=(
        TalentType(name="専門", includes=("推進員", "一般"), required_skills=("D",), source=HERE),
        TalentType(
            name="推進員",
            includes=("一般",),
            required_skills=("C",),
            sample_skills=(SkillSet(skills=("B", "C"), sample=True),),
            source=HERE,
        ),
        TalentType(name="一般", audience="全員", required_skills=("A", "B"), source=HERE),
    ),
    skills=tuple(skill(name) for name in "ABCD"),
    targets=(Target(talent_type="一般", measure="人数", value=None, unit="名", source=HERE),),
    principles=(
        Statement(name="方針１", text="ＤＸを進める", source=HERE),
        Statement(name="信頼", text="信頼される職員", source=HERE),
        Statement(name="挑戦", source=HERE),
    ),
    conditions=(
        Condition(
            name="セキュリティ",
            when="handles_ict_equipment",
            required_skills=("A",),
            renewal=Renewal(every="fiscal_year", source=HERE),
            source=HERE,
        ),
    ),
    glossary=(GlossaryEntry(term="ＲＰＡ", definition="自動化（ＲＰＡ）", source=HERE),),
)


def test_約束の項目が約束の順にそろいほかはその後に続く() -> None:
    keys = list(export(POLICY))
    assert tuple(keys[: len(CONTRACT)]) == CONTRACT
    assert keys[len(CONTRACT) :] == [
        *("vision", "skill_categories", "abilities", "conditions", "qualifications", "methods"),
        *("ojt_measures", "career_model", "governance", "advisers", "passages", "open_settings"),
    ]


def test_引き継いだスキルは自分のものを先にして一度ずつ並ぶ() -> None:
    types = export(POLICY)["talent_types"]
    assert types == [
        {
            "name": "専門",
            "audience": "",
            "role": "",
            "development": "",
            "includes": ["推進員", "一般"],
            "required_skills": ["D"],
            "all_required_skills": ["D", "C", "B", "A"],
        },
        {
            "name": "推進員",
            "audience": "",
            "role": "",
            "development": "",
            "includes": ["一般"],
            "required_skills": ["C", "B"],
            "all_required_skills": ["C", "B", "A"],
        },
        {
            "name": "一般",
            "audience": "全員",
            "role": "",
            "development": "",
            "includes": [],
            "required_skills": ["A", "B"],
            "all_required_skills": ["A", "B"],
        },
    ]


def test_決まっていない目標の値は空のまま出る() -> None:
    assert export(POLICY)["targets"] == [
        {
            "talent_type": "一般",
            "measure": "人数",
            "value": None,
            "unit": "名",
            "within_years": 5,
        }
    ]


def test_方針の文は名前と本文を一文にし重なれば本文だけにする() -> None:
    assert export(POLICY)["principles"] == ["方針1: DXを進める", "信頼される職員", "挑戦"]


def test_全角の英数字は半角になる() -> None:
    assert export(POLICY)["glossary"] == {"RPA": "自動化(RPA)"}


def test_毎年度の条件は言葉で出る() -> None:
    assert export(POLICY)["conditions"] == [
        {
            "name": "セキュリティ",
            "when": "handles_ict_equipment",
            "required_skills": ["A"],
            "renewal": "fiscal_year",
        }
    ]


def test_同じ方針からは同じJSONになる() -> None:
    again = Policy.model_validate(POLICY.model_dump())
    assert json.dumps(export(POLICY)) == json.dumps(export(again))
