"""What of a policy is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy_subject import Aspect, OfGroup, OfHolder, OfTopic, Subject, Topic
from language.policy_question import PolicyWords
from storage.policy_file import shipped_policies

WORDS = {policy_id: PolicyWords(policy) for policy_id, policy in shipped_policies().items()}


def of(name: str, aspect: Aspect) -> OfHolder:
    return OfHolder((name,), aspect)


@pytest.mark.parametrize(
    ("policy_id", "text", "subject"),
    [
        ("tokyo-template", "DX推進員に必要なスキルは？", of("DX推進員", Aspect.SKILLS)),
        ("shimonoseki", "ＤＸ推進員に必要なスキルは？", of("DX推進員", Aspect.SKILLS)),
        ("yamaguchi", "デジタル推進リーダー人材の役割は？", of("デジタル推進リーダー人材", Aspect.ROLE)),
        ("yamaguchi", "推進リーダーに選ばれたらどんな仕事", of("デジタル推進リーダー人材", Aspect.ROLE)),
        ("yamaguchi", "サービス設計12箇条って？", OfGroup("サービス設計１２箇条")),
        ("yamaguchi", "12箇条を教えて", OfGroup("サービス設計１２箇条")),
        ("yamaguchi", "管理職に求められるスキル", of("デジタルマネジメント人材", Aspect.SKILLS)),
        ("kakamigahara", "係員の役割", of("係員", Aspect.ROLE)),
        ("tokyo-template", "全庁DX推進担当の育成段階は", of("全庁DX推進担当", Aspect.STAGES)),
        ("tokyo-template", "DX推進員は何人育てるの", of("DX推進員", Aspect.TARGETS)),
        ("tokyo-template", "一般行政職員(管理監督職)のスキル", of("一般行政職員(管理監督職)", Aspect.SKILLS)),
        ("okayama", "コア人材は誰がなるの", of("コア人材", Aspect.AUDIENCE)),
        ("shimonoseki", "方針２って何", OfGroup("方針２：ＩＣＴ・デジタルツールの効果的な利活用")),
        ("shimonoseki", "うちの市のDXの基本理念って何でしたっけ", OfTopic(Topic.VISION)),
        ("shimonoseki", "DX推進のサイクルを教えて", OfTopic(Topic.CYCLE)),
        ("shimonoseki", "必須研修は誰が受けなあかんの？", OfTopic(Topic.OBLIGED)),
        ("okayama", "デジタル人材の区分を教えてください", OfTopic(Topic.TALENT_TYPES)),
        ("tokyo-template", "成果のKPIは何ですか", OfTopic(Topic.KPIS)),
        ("shimonoseki", "研修は勤務時間中に受けてもいいんですか", None),
        ("shimonoseki", "方針の見直しはいつ", None),
        ("tokyo-template", "DX推進計画の目標年度はいつまで？", None),
        ("shimonoseki", "高度専門人材って誰", None),
    ],
)  # fmt: skip
def test_方針の何を聞かれたかがわかる(policy_id: str, text: str, subject: Subject | None) -> None:
    assert WORDS[policy_id].subject(text) == subject


def test_二つの役割の違いは並べて答える() -> None:
    asked = "デジタル専門人材と推進リーダーの違いは？"
    assert WORDS["shimonoseki"].subject(asked) == OfHolder(
        ("デジタル専門人材", "DX推進リーダー"), Aspect.ROLE
    )


@given(st.text(max_size=300))
def test_どんな文でも落ちない(text: str) -> None:
    for words in WORDS.values():
        words.subject(text)
        assert words.holders(text) == words.holders(text)
