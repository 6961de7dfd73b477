"""Ten very different people, each under a policy: what the seed demands of them, read by hand.

The required skills are written down from the policy documents (section in each comment), not from
the YAML; what is acquired comes from the sample city's files.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo import demo_settings, import_sample_city
from bot.deployment import open_deployment
from bot.settings import read_settings
from domain.japan_time import JAPAN
from domain.recommendation import Adviser, Recommendation
from domain.requirements import Rulebook
from storage.achievements import achievements_of
from storage.catalogue import read_catalogue
from storage.people import person_by_email
from tests.scenarios.world import Clock

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=JAPAN)

# 区市町村テンプレート 第2章1 一般行政職員の表：11のスキル要件
一般行政 = {
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
}
PM = "プロジェクトマネジメント(管理監督職の管理とは異なる)"
IT統制 = "庁内ITガバナンスに対する理解"
# 同 第2章2「一般行政職員に加えて求められるスキル要件」：6
推進員 = {
    PM,
    "価値発見/定義",
    "データ理解/活用",
    "業務分析/BPR",
    "サービス検証(顧客/ユーザー視点)",
    IT統制,
}
# 同 第2章4「一般行政職員に加えて求められるスキル要件」：9
情報システム = {
    PM,
    "ITストラテジー",
    "システムアーキテクチャ",
    "クラウドサービス活用",
    "ネットワーク設計",
    "サイバーセキュリティ",
    "システム監査",
    "運用設計",
    "システム管理",
}
# 同 第2章5「一般行政職員に加えて求められるスキル要件」：4
管理監督 = {PM, "変革ゴール設定(「X」の課題設定力)", "変革推進サポート", IT統制}
# 山口県 4(1) スキルマップの一般職員の列の●：15
山口の一般 = {
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
}
# 岡山市 3：一般職員は「セキュリティも含めたデジタルリテラシー」。マインドセットは全職員の例
岡山の一般 = {"マインドセット", "デジタルリテラシー"}


@dataclass(frozen=True, slots=True)
class Expected:
    policy: str
    who: str
    required: set[str]
    first: tuple[str, str] | None
    """The first training and what it is for, or that nothing is left."""
    placement: str = ""
    without_course: tuple[str, ...] = ()


SECURITY = "情報セキュリティ研修（年次）"
TEN = (
    # 窓口の主事：第2章1。期限（9月30日）を過ぎた年次の研修が先頭
    Expected(
        "tokyo-template",
        "ichikawa.haruka",
        一般行政,
        (SECURITY, "セキュリティリテラシー"),
        "期限を過ぎた必須研修",
    ),
    # DX推進員：第2章2「一般行政職員に加えて」。必須は済み、Step1「スキル項目の基礎知識」を妨げるもの
    Expected(
        "tokyo-template",
        "morita.sho",
        一般行政 | 推進員,
        ("プロジェクトマネジメント基礎", PM),
        "次の育成段階に必要",
    ),
    # 課長：第2章5。DX推進員のスキルは含まない。Step2「各種ツールの活用能力」の残りが先頭
    Expected(
        "tokyo-template",
        "miyake.kazue",
        一般行政 | 管理監督,
        ("市公式サイトの更新とアクセシビリティ", "ツール活用(業務アプリ)"),
        "次の育成段階に必要",
    ),
    # 情報システム担当：第2章4「一般行政職員に加えて」。期限のある必須が先頭。システム監査の研修はない
    Expected(
        "tokyo-template",
        "kiryu.takashi",
        一般行政 | 情報システム,
        ("個人情報・マイナンバー取扱研修", "プライバシー保護理解"),
        "期限のある必須研修",
        ("システム監査",),
    ),
    # 会計年度任用職員で端末を使う：4(2)「ICT機器等を扱う全ての職員(会計年度任用職員などを含む)」
    Expected(
        "okayama",
        "kubota.mieko",
        岡山の一般 | {"情報セキュリティ"},
        (SECURITY, "情報セキュリティ"),
        "期限を過ぎた必須研修",
    ),
    # 会計年度任用職員で端末を使わない：セキュリティは対象外
    Expected(
        "okayama",
        "otani.isamu",
        岡山の一般,
        ("個人情報・マイナンバー取扱研修", "デジタルリテラシー"),
        "期限のある必須研修",
    ),
    # 課長＝デジタルマネジメント人材【管理職員】：スキルマップの●はひとつ
    Expected("yamaguchi", "miyake.kazue", {"デジタル化マネジメント"}, None),
    # 主事＝デジタル利活用人材【一般職員】：●は15
    Expected(
        "yamaguchi",
        "ichikawa.haruka",
        山口の一般,
        (SECURITY, "情報セキュリティ基礎"),
        "期限を過ぎた必須研修",
    ),
    # 情報職＝デジタル専門人材：●は4。アプリ開発(上級)の研修はない
    Expected(
        "yamaguchi",
        "kiryu.takashi",
        {"デジタル化リーダーシップ", "ネットワーク(上級)", "アプリ開発(上級)", "システム構築"},
        ("個人情報・マイナンバー取扱研修", "情報セキュリティ基礎"),
        "期限のある必須研修",
        ("アプリ開発(上級)",),
    ),
    # 課長級：3.2 管理職、4.1.3「DX知識(リーダー向け)…課長級以上」。3.3 一般職員のスキルも
    Expected(
        "kakamigahara",
        "miyake.kazue",
        {
            "DX知識(基礎)",
            "DX知識(リーダー向け)",
            "ICT知識",
            "デジタル技術による改善(担当業務)",
            "ネットワーク、情報セキュリティ知識",
            "OAスキル",
            "グループウェア活用スキル",
        },
        None,
    ),
)


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Recommendation]:
    folder = tmp_path_factory.mktemp("ten")
    found: dict[tuple[str, str], Recommendation] = {}
    for policy in {one.policy for one in TEN}:
        people = [one.who for one in TEN if one.policy == policy]
        found |= asyncio.run(_ask(policy, people, folder / policy))
    return found


async def _ask(
    policy: str, people: list[str], folder: Path
) -> dict[tuple[str, str], Recommendation]:
    settings = demo_settings(read_settings(policy=policy, data_dir=folder), today=NOW.date())
    async with open_deployment(settings, clock=Clock(NOW)) as deployment:
        await import_sample_city(deployment, folder / "files", today=NOW.date())
        organization = deployment.organization.id
        async with deployment.database.read() as session:
            catalogue = await read_catalogue(session, organization_id=organization)
            adviser = Adviser(rulebook=Rulebook(deployment.policy), catalogue=catalogue, now=NOW)
            found = {}
            for who in people:
                person = await person_by_email(
                    session, organization_id=organization, email=f"{who}@kakehashi.example"
                )
                assert person is not None, who
                done = await achievements_of(
                    session, organization_id=organization, person_id=person.id
                )
                found[policy, who] = adviser.recommend(person, done)
    return found


@pytest.mark.parametrize("one", TEN, ids=lambda one: f"{one.policy}-{one.who}")
def test_方針の本文が求めるとおりに答える(
    one: Expected, answers: dict[tuple[str, str], Recommendation]
) -> None:
    answer = answers[one.policy, one.who]
    assert set(answer.requirements.skills) == one.required
    assert answer.without_course == one.without_course
    if one.first is None:
        assert (answer.gap, answer.next) == ((), ())
        return
    first = answer.next[0]
    assert (first.course.name, (first.closes or first.course.skills)[0]) == one.first
    assert first.placement == one.placement
