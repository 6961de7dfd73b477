"""Very different people, each under some of the five policies: what the document demands, by hand.

The required skills are written down from the policy documents (section and sentence in each comment),
not from the YAML; what is acquired is read from the sample city's files.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo import demo_settings, import_sample_city
from bot.deployment import open_deployment
from bot.settings import read_settings
from cards import reasons
from domain.japan_time import JAPAN
from domain.recommendation import Adviser, Recommendation
from domain.requirements import Rulebook
from storage.achievements import achievements_of
from storage.catalogue import read_catalogue
from storage.people import person_by_email
from tests.scenarios.world import Clock

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=JAPAN)
Answers = dict[str, Recommendation]


def skills(names: str) -> frozenset[str]:
    return frozenset(names.split())


NOTHING = skills("")
# 区市町村テンプレート 第2章1 一般行政職員の表：区分「共通」の5と、ツール活用の6
共通 = skills(
    "DXの必要性理解 顧客/ユーザー理解 行政職員のためのデジタル技術の基礎知識 "
    "セキュリティリテラシー プライバシー保護理解"
)
一般行政 = 共通 | skills(
    "ツール活用(表計算) ツール活用(BIツール) ツール活用(コミュニケーションツール) "
    "ツール活用(Officeアプリ) ツール活用(業務アプリ) ツール活用(生成AI)"
)
PM = skills("プロジェクトマネジメント(管理監督職の管理とは異なる)")
IT統制 = skills("庁内ITガバナンスに対する理解")
ゴール = skills("変革ゴール設定(「X」の課題設定力)")
# 同 第2章2「一般行政職員に加えて求められるスキル要件」：6
価値とデータ = skills("価値発見/定義 データ理解/活用 業務分析/BPR サービス検証(顧客/ユーザー視点)")
推進員 = PM | IT統制 | 価値とデータ
# 同 第2章4「一般行政職員に加えて求められるスキル要件」：9
情報システム = PM | skills(
    "ITストラテジー システムアーキテクチャ クラウドサービス活用 ネットワーク設計 "
    "サイバーセキュリティ システム監査 運用設計 システム管理"
)
# 同 第2章5「一般行政職員に加えて求められるスキル要件」：4
管理監督 = PM | IT統制 | ゴール | skills("変革推進サポート")
# 山口県 4(1) スキルマップの●：一般職員の列 15、デジタル専門人材の列 4、デジタル推進リーダー人材の列 5
山口の一般 = skills(
    "情報セキュリティ ネットワーク RPA活用 BPR活用 システム企画・調達 デザインシンキング基礎 "
    "UI/UX基礎 DX基礎 ICT基礎 情報セキュリティ基礎 Webデザイン基礎 オフィス基礎 "
    "データ利活用基礎 AI基礎 その他(動向に合せて設定)"
)
山口の専門 = skills("デジタル化リーダーシップ ネットワーク(上級) アプリ開発(上級) システム構築")
山口の推進 = skills(
    "デジタル化リーダーシップ データ利活用応用 AI活用 アプリ開発 デザインシンキング"
)
山口の管理 = skills("デジタル化マネジメント")
# 岡山市 3：一般職員は「セキュリティも含めたデジタルリテラシー」。マインドセットは2からの例
岡山の安全 = skills("情報セキュリティ")
岡山 = 岡山の安全 | skills("マインドセット デジタルリテラシー")
# 下関市 方針１・２「全職員がＤＸの基礎知識及び業務改善に係る考え方」「課題発見」「ＩＣＴ・デジタルツール等」
# 「市民等の立場やニーズ」。図３・４・７は画像なので、スキルの名前と、役割・職位への割当ては例
下関の全職員 = skills(
    "DXの基礎知識 業務改善の考え方 課題の発見・整理 市民視点のサービス発想 ICTの基礎知識 業務ツールの活用"
)
下関の次長 = skills("部局横断の調整・合意形成 DX施策の企画立案 デジタル投資とリスクの判断")
# 各務原市 3.3 の表：一般職員（リーダー向けは 4.1.3「課長級以上」）、デジタル推進員、高度専門人材
各務原の一般 = skills(
    "DX知識(基礎) ICT知識 デジタル技術による改善(担当業務) ネットワーク、情報セキュリティ知識 "
    "OAスキル グループウェア活用スキル"
)
リーダー向け = skills("DX知識(リーダー向け)")
各務原の上位 = skills(
    "デジタル技術による改善(所属部署) ネットワーク、情報セキュリティ管理統括(所属部署) "
    "デジタル技術の選択、導入、運用管理(所属部署) データサイエンス UI・UXデザイン "
    "デジタル技術による改善(全庁) ネットワーク、情報セキュリティ管理統括(全庁) "
    "デジタル技術の選択、導入、運用管理(全庁)"
)
各務原の全部 = 各務原の一般 | リーダー向け | 各務原の上位


@dataclass(frozen=True, slots=True)
class Expected:
    """``asked``: policy and who. ``first``: in order, each 「研修:並べた理由:根拠の章」; empty: all done.

    Several sections are alternatives; none where no skill is missing that the training gives.
    """

    asked: str
    required: frozenset[str]
    gap: frozenset[str]
    first: str = ""
    without_course: str = ""


PLACED = {
    "超過": ("必須", "期限を過ぎた必須研修"),
    "期限": ("必須", "期限のある必須研修"),
    "必須": ("必須", "必須研修"),
    "段階": ("選択", "次の育成段階に必要"),
    "不足": ("選択", "不足スキルを習得"),
    "前提": ("選択", "先に受ける研修"),
}
# 山口県 2「デジタルマネジメント人材【管理職員】」「デジタル推進リーダー人材【政策担当職員】」
TEN = (
    # 窓口の主事。方針１「全職員が」、4「係長級・一般職員」（生成AIは例）、ＩＣＴを扱う人のセキュリティ（例）
    Expected(
        "shimonoseki ichikawa.haruka",
        下関の全職員 | skills("生成AIの活用 情報セキュリティの基礎"),
        skills("業務改善の考え方 市民視点のサービス発想 生成AIの活用 情報セキュリティの基礎"),
        "SEC-01:超過:方針２ PRV-01:期限 AI-01:必須:４．デジタル人材として必要なスキル BPR-01:不足:方針１",
    ),
    # 次長、DX統括リーダー。5「複数の部局に跨る又は共通する課題・対応策を洗い出し…部局を横断したＤＸ施策として立案」、
    # 4「職位は、「管理職」…に区分」。統括リーダー研修は今年度まだ
    Expected(
        "shimonoseki horiuchi.takashi",
        下関の全職員 | 下関の次長 | skills("変革のマネジメント 情報セキュリティの基礎"),
        下関の次長,
        "DXP-09:期限:≪ＤＸ統括リーダーによるコミュニティの形成≫ MGT-03:不足:４．デジタル人材として必要なスキル",
    ),
    # 窓口の主事。第2章1「以下が一般行政職員に求められるスキル要件である」。「共通」の研修は第5章1の基礎研修でもある
    Expected(
        "tokyo-template ichikawa.haruka",
        一般行政,
        skills("顧客/ユーザー理解 セキュリティリテラシー プライバシー保護理解 ツール活用(BIツール)")
        | skills("ツール活用(Officeアプリ) ツール活用(業務アプリ) ツール活用(生成AI)"),
        "SEC-01:超過:第2章:第5章 PRV-01:期限:第2章:第5章 AI-01:必須:第2章 DSN-02:段階:第2章:第5章",
    ),
    # DX推進員。第2章2「一般行政職員に加えて」。養成研修は確認待ち。Step1「スキル項目の基礎知識」の残りが先
    Expected(
        "tokyo-template morita.sho",
        一般行政 | 推進員,
        PM | skills("価値発見/定義 ツール活用(BIツール)"),
        "PM-01:段階:DX推進員 DSN-03:段階:DX推進員 BI-01:不足:一般行政職員",
    ),
    # 課長。第2章5「一般行政職員に加えて」、DX推進員のスキルは含まない。Step2「各種ツールの活用能力」の残りが先
    Expected(
        "tokyo-template miyake.kazue",
        一般行政 | 管理監督,
        PM | IT統制 | ゴール | skills("ツール活用(業務アプリ)"),
        "WEB-01:段階:第2章 MGT-03:不足:一般行政職員（管理監督職） MGT-02:不足:一般行政職員（管理監督職）",
    ),
    # 情報システム担当。第2章4「一般行政職員に加えて」、推進員のスキルは含まない。システム監査の研修はない
    Expected(
        "tokyo-template kiryu.takashi",
        一般行政 | 情報システム,
        skills("プライバシー保護理解 ツール活用(コミュニケーションツール) ツール活用(業務アプリ)")
        | skills("システムアーキテクチャ クラウドサービス活用 サイバーセキュリティ システム監査"),
        "PRV-01:期限:第2章:第5章 SEC-04:必須:全庁情報システム担当 SYS-04:段階:全庁情報システム担当",
        without_course="システム監査",
    ),
    # CIO補佐官。第2章「5区分の庁内人材に加え…外部から」で表はない。第5章1「全職員を対象とした基礎研修」だけ
    Expected(
        "tokyo-template shiraishi.wataru",
        共通,
        共通 - skills("セキュリティリテラシー"),
        "PRV-01:期限:第5章 MGT-01:期限:研修一覧",
    ),
    # 会計年度任用職員で端末を使う。4(2)「ＩＣＴ機器等を扱う全ての職員（会計年度任用職員などを含む）を対象とする」
    Expected("okayama kubota.mieko", 岡山の安全, 岡山の安全, "SEC-01:超過:4(2)"),
    # 会計年度任用職員で端末を使わない。方針が求めるものはなく、市の研修一覧の必須だけ
    Expected("okayama otani.isamu", NOTHING, NOTHING, "PRV-01:期限"),
    # 保健師。3「行政職等（土木、建築、機械、電気、保健師等を含む）」。ITパスポート（4(4) 奨励）は研修の代わりにしない
    Expected("okayama tsuda.chika", 岡山, NOTHING, "PRV-01:期限"),
    # 今月採用の主事。今年度の9月30日は採用より前なので過ぎていない。採用後6か月の研修は5月1日まで
    Expected("okayama aizawa.yuna", 岡山, 岡山, "PRV-01:期限:人材像 NEW-01:期限 SEC-01:必須:4(2)"),
    # 課長＝デジタルマネジメント人材【管理職員】：●はひとつ。必須も済み
    Expected("yamaguchi miyake.kazue", 山口の管理, NOTHING),
    # 次長も管理職員：●はひとつ。残るのは市が年度ごとに求める研修
    Expected("yamaguchi horiuchi.takashi", 山口の管理, NOTHING, "DXP-09:期限"),
    # 主事＝デジタル利活用人材【一般職員】：●は15
    Expected(
        "yamaguchi ichikawa.haruka",
        山口の一般,
        山口の一般 - skills("DX基礎 ICT基礎 オフィス基礎 その他(動向に合せて設定)"),
        "SEC-01:超過:スキルマップ PRV-01:期限 AI-01:必須:スキルマップ",
    ),
    # 情報職＝デジタル専門人材：●は4。アプリ開発(上級)の研修はない
    Expected(
        "yamaguchi kiryu.takashi",
        山口の専門,
        skills("アプリ開発(上級)"),
        "PRV-01:期限:研修一覧 DXP-01:期限 SEC-04:必須:研修一覧",
        without_course="アプリ開発(上級)",
    ),
    # デジタル推進リーダー人材：●は5、一般職員の15は含まない。前提の研修が先、時間が未登録の研修は最後
    Expected(
        "yamaguchi kawase.maki",
        山口の推進,
        skills("データ利活用応用 AI活用 アプリ開発"),
        "DAT-01:前提:スキルマップ DAT-02:不足:スキルマップ APP-01:前提:スキルマップ APP-02:不足:スキルマップ AI-03:不足:スキルマップ",
    ),
    # 課長級。3.3 一般職員のスキルと、4.1.3「ＤＸ知識（リーダー向け） 課長級以上」
    Expected("kakamigahara miyake.kazue", 各務原の一般 | リーダー向け, NOTHING),
    # 外部の高度専門人材。3.3「下に分類される職員が必要となるスキルについても、習得していることが前提」
    Expected(
        "kakamigahara shiraishi.wataru",
        各務原の全部,
        各務原の全部 - skills("ネットワーク、情報セキュリティ知識"),
        "MGT-01:期限:4.1.3 DX-01:必須:3.3 DXP-01:期限:3.3",
        without_course="デジタル技術による改善(全庁)",
    ),
    # 前年度採用の主事。スキルはそろったが、採用後6か月（前年度の10月1日）の研修が過ぎたまま
    Expected("kakamigahara negishi.hikari", 各務原の一般, NOTHING, "NEW-01:超過"),
    # すべて受けた主任
    Expected("kakamigahara hayase.kanade", 各務原の一般, NOTHING),
)


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    found: Answers = {}
    for policy in {one.asked.split()[0] for one in TEN}:
        found |= asyncio.run(_ask(policy, tmp_path_factory.mktemp(policy)))
    return found


async def _ask(policy: str, folder: Path) -> Answers:
    settings = demo_settings(read_settings(policy=policy, data_dir=folder), today=NOW.date())
    async with open_deployment(settings, clock=Clock(NOW), founds=True) as deployment:
        await import_sample_city(deployment, folder / "files", today=NOW.date())
        here = deployment.organization.id
        async with deployment.database.read() as session:
            catalogue = await read_catalogue(session, organization_id=here)
            adviser = Adviser(rulebook=Rulebook(deployment.policy), catalogue=catalogue, now=NOW)
            found: Answers = {}
            for asked in (one.asked for one in TEN if one.asked.startswith(f"{policy} ")):
                email = f"{asked.split()[1]}@kakehashi.example"
                person = await person_by_email(session, organization_id=here, email=email)
                assert person is not None, asked
                done = await achievements_of(session, organization_id=here, person_id=person.id)
                found[asked] = adviser.recommend(person, done)
    return found


@pytest.mark.parametrize("one", TEN, ids=lambda one: one.asked)
def test_必要なスキルと足りないスキルは方針の本文のとおり(one: Expected, answers: Answers) -> None:
    answer = answers[one.asked]
    assert set(answer.requirements.skills) == one.required
    assert set(answer.gap) == one.gap


@pytest.mark.parametrize("one", TEN, ids=lambda one: one.asked)
def test_おすすめは約束の順で方針の章を根拠に挙げる(one: Expected, answers: Answers) -> None:
    answer, first = answers[one.asked].next, [each.split(":") for each in one.first.split()]
    assert bool(answer) == bool(first)
    seen = [(s.course.code, s.course.obligation.value, s.placement.value) for s in answer]
    assert seen[: len(first)] == [(code, *PLACED[placed]) for code, placed, *_ in first]
    for suggestion, (_, _, *sections) in zip(answer, first, strict=False):
        source = reasons.source(suggestion)
        assert not sections or any(section in source for section in sections), source


@pytest.mark.parametrize("one", TEN, ids=lambda one: one.asked)
def test_期限切れと未登録だけを知らせる(one: Expected, answers: Answers) -> None:
    answer, first = answers[one.asked], [each.split(":") for each in one.first.split()]
    late = [code for code, placed, *_ in first if placed == "超過"]
    assert [each.course.code for each in answer.overdue] == late
    assert answer.without_course == tuple(one.without_course.split())


# 第5章1は基礎研修の内容を書かず、第2章にCIO補佐官のスキルの表はない
def test_基礎研修の中身は例と示す(answers: Answers) -> None:
    first = answers["tokyo-template shiraishi.wataru"].next[0]
    assert "（例）" in reasons.reason(first)
