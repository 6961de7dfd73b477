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


@pytest.mark.parametrize(
    ("policy_id", "text", "subject"),
    [
        ("shimonoseki", "係長に必要なスキルは？", of("係長級・一般職員", Aspect.SKILLS)),
        ("shimonoseki", "一般職員に求められるスキルを教えて", of("係長級・一般職員", Aspect.SKILLS)),
        ("shimonoseki", "課長補佐に必要なスキルは？", of("課長補佐級", Aspect.SKILLS)),
        ("shimonoseki", "課長補佐級のスキル", of("課長補佐級", Aspect.SKILLS)),
        ("shimonoseki", "課長に必要なスキルは？", of("管理職", Aspect.SKILLS)),
        ("shimonoseki", "部長の役割は何ですか", of("管理職", Aspect.ROLE)),
        ("kakamigahara", "係長に期待される役割は", of("監督職", Aspect.ROLE)),
        ("kakamigahara", "一般職員に必要なスキルは", of("一般職員", Aspect.SKILLS)),
        ("yamaguchi", "一般職員に必要なスキルは？", of("デジタル利活用人材", Aspect.SKILLS)),
        ("shimonoseki", "課長の承認は要りますか", None),
        ("shimonoseki", "課長会議で説明する資料が欲しい", None),
        ("shimonoseki", "人事課長に相談したい", None),
    ],
)  # fmt: skip
def test_職名で聞いても職級の一覧から答える(
    policy_id: str, text: str, subject: Subject | None
) -> None:
    assert WORDS[policy_id].subject(text) == subject


@pytest.mark.parametrize("policy_id", WORDS)
@pytest.mark.parametrize("text", ["係長に相談したい", "一般職員でも聞ける人", "課長は誰"])
def test_職名は相談先の役割の名前ではない(policy_id: str, text: str) -> None:
    grades = {grade.name for grade in shipped_policies()[policy_id].grades}
    assert grades.isdisjoint(WORDS[policy_id].holders(text))


@pytest.mark.parametrize("policy_id", WORDS)
@pytest.mark.parametrize(
    "text",
    [
        "昇任試験に影響しますか",
        "採用試験の日程は",
        "試験運用はどこの課ですか",
        "試験に落ちたら再受験できる？",
        "フォーラムの参加資格は決まっていますか",
        "資格手当は出ますか",
        "資格の受験料は補助されますか",
        "資格を取ったら異動に影響しますか",
        "データ利活用で重視することは？",
        "オープンデータを進める原則は",
        "窓口の応対で大切なことは",
        "原則として定時に帰れますか",
        "個人の目標はいつ出すの",
        "業務時間の何%を学習に使っていいですか",
        "システムのライフサイクルの考え方",
        "ごみのリサイクルはどうする",
        "段階的に電子化するには",
        "区分って本人の希望で変えられますか",
        "DX推進員の任期は",
        "DX推進員の会議は年に何回ありますか",
        "推進リーダーの兼務は認められますか",
        "デジタル専門人材の採用試験はいつですか",
    ],
)
def test_一覧にないことを一覧で答えない(policy_id: str, text: str) -> None:
    assert WORDS[policy_id].subject(text) is None


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
