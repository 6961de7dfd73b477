"""「今週のまとめ」: two weeks of the forum as the secretariat reads them, from what stood then."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from domain.improvement_case import Case, Effect, resubmitted, sent_back, withdrawn
from domain.iso_week import week_of
from domain.japan_time import JAPAN
from handlers.reply import Pressed
from storage.improvement_cases import change_case
from tests.scenarios.reported_cases import reported
from tests.scenarios.test_対応策 import sends_in as fills_in
from tests.scenarios.test_横展開 import published, 転記
from tests.scenarios.test_課題のまとまり import confirmed
from tests.scenarios.test_部局横断の施策 import 始め
from tests.scenarios.world import World

ほかの課題 = "課題：公用車の鍵の受け渡しに時間がかかっている。月30件ある。"


async def test_何もない週は変化なしと言う(world: World) -> None:
    読んだ = await world.水谷.says("今週のまとめ")
    assert "変化なし。" in 読んだ
    assert "11月16日(月)〜11月20日(金)" in 読んだ
    assert "11月20日(金) 10:00までのまとめです。" in 読んだ


async def test_まとめは事務局だけが開ける(world: World) -> None:
    人 = world.市川
    for 週 in ("今週", "先週"):
        読んだ = await 人.says(f"{週}のまとめ")
        assert "週のまとめは、事務局と研修担当の方だけが見られます。" in 読んだ
        assert "公開されたものは「まとめの履歴」で見られます。" in 読んだ
        assert "今週の" not in 読んだ
        assert "要点" not in 読んだ


@pytest.mark.city(after=confirmed)
async def test_まとまりは引用と番号とともに次の一歩を示す(world: World) -> None:
    読んだ = await world.水谷.says("今週のまとめ")
    assert "新しい課題は3件（2部局）で、前の週は0件です。" in 読んだ
    assert "共通する課題（まとまり1）：市民部・福祉部の2件、うち開いているものは2件です。" in 読んだ
    assert "（#1、#2）" in 読んだ
    assert "次の一歩：2部局で同じ課題。" in 読んだ
    assert "「決定」の印が付いた発言も、施策もまだありません。（#1、#2）" in 読んだ


@pytest.mark.city(after=confirmed)
async def test_前の週のまとめは今の様子ではなくその時の様子を言う(world: World) -> None:
    長 = world.again()
    world.clock.pass_days(7)
    await 長.says("まとまり1")
    await 長.presses("部局横断DX施策にする")
    await 長.sends_in(**始め)
    人, 水 = world.市川, world.水谷
    await 人.says("#1")
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(state="解決", stage="課題の認識・発見", owner="", remark="")
    今週 = await 水.says("今週のまとめ")
    assert "施策1「申請の入力を一度にする」が始まりました" in 今週
    assert "解決した課題は1件です（閉じた課題は前の週は0件）。（#1）" in 今週
    assert "うち開いているものは1件です。" in 今週
    前週 = await 水.presses("前の週のまとめ")
    assert "新しい課題は3件" in 前週
    assert "うち開いているものは2件です。このうち2件は、この週の新しい課題です。" in 前週
    assert "施策1" not in 前週
    for 言い方 in ("先週のまとめ", "前の週のまとめ", "11月16日の週のまとめを見せて"):
        assert 前週 == await 水.says(言い方)


@pytest.mark.parametrize("weeks", [0, 1])
@pytest.mark.city(after=confirmed)
async def test_カードもExcelもフォーラム版もどの週に読んでもこの週と言う(
    world: World, weeks: int
) -> None:
    world.clock.pass_days(7 * weeks)
    水 = world.水谷
    まとめ = await 水.says("11月16日の週のまとめ")
    フォーラム版 = await 水.presses("フォーラム版をつくる")
    await 水.says("11月16日の週のまとめ")
    await 水.presses("まとめをExcelで")
    (中身,) = 水.files.values()
    シート = load_workbook(io.BytesIO(中身)).sheetnames
    for 読んだ in (まとめ, フォーラム版):
        assert "■ この週の要点" in 読んだ
        assert "今週" not in 読んだ.replace("「今週のまとめ」", "")
    assert まとめ.startswith("【週のまとめ（11月16日(月)〜")
    assert シート[0] == "この週の要点"
    assert not [each for each in シート if "今週" in each]


@pytest.mark.city(after=confirmed)
async def test_一日だけの週はその日だけを言う(world: World) -> None:
    world.clock.now = datetime(2026, 11, 23, 10, 0, tzinfo=JAPAN)
    水 = world.水谷
    まとめ = await 水.says("今週のまとめ")
    assert まとめ.startswith("【週のまとめ（11月23日(月)）】")
    フォーラム版 = await 水.presses("フォーラム版をつくる")
    assert フォーラム版.startswith("【フォーラム版（11月23日(月)）】")
    for 読んだ in (まとめ, フォーラム版):
        assert "11月23日(月)〜" not in 読んだ


@pytest.mark.city(after=confirmed)
async def test_節目を過ぎた施策と止まっている課題を言う(world: World) -> None:
    長 = world.again()
    await 長.presses("部局横断DX施策にする")
    await 長.sends_in(**始め)
    world.clock.pass_days(42)
    水 = world.水谷
    読んだ = await 水.says("今週のまとめ")
    assert "12月25日「対象の申請書を決める」から7日たちました。" in 読んだ
    assert "30日以上動きのない課題が3件あります。（#1、#2、#3）" in 読んだ
    読んだ = await 水.presses("課題の動きを詳しく")
    assert "42日動きがありません。（#1）" in 読んだ
    assert "課題#1" in await 水.presses("課題#1を見る")


@pytest.mark.city(after=confirmed)
async def test_まとめをExcelで受け取ると根拠の番号がある(world: World) -> None:
    人, 水 = world.市川, world.水谷
    await 人.says(ほかの課題)
    await 人.presses("登録する")
    await 水.says("今週のまとめ")
    await 水.presses("まとめをExcelで")
    ((名前, 中身),) = 水.files.items()
    assert 名前 == "週のまとめ_2026-11-16.xlsx"
    book = load_workbook(io.BytesIO(中身))
    文 = ["この週の要点", "部局横断の課題", "課題の動き", "研修", "事務局の仕事"]
    assert book.sheetnames == [*文, "課題の一覧", "まとまり", "指標", "課題の推移", "図"]
    rows = list(book["課題の動き"].iter_rows(values_only=True))
    assert "新しい課題は4件" in str(rows)
    assert "#1、#2、#3、#4" in str(rows)
    assert book["課題の動き"].freeze_panes
    一覧 = list(book["課題の一覧"].iter_rows(values_only=True))
    assert [行[0] for 行 in 一覧] == ["番号", 1, 2, 3, 4]
    assert [行[7] for 行 in 一覧[1:]] == ["新しい"] * 4
    (表,) = book["課題の一覧"].tables.values()
    assert (表.ref, 表.autoFilter.ref) == ("A1:J5", "A1:J5")
    assert book["課題の一覧"]["I2"].number_format == "yyyy/mm/dd"
    assert list(book["課題の推移"].iter_rows(values_only=True))[-1][1:] == (4, 0)
    まとまり = list(book["まとまり"].iter_rows(values_only=True))[1]
    assert まとまり[1] == "まとまり1"
    assert まとまり[4] == 2
    assert len(getattr(book["図"], "_images")) == 3  # noqa: B009 - openpyxl names it nowhere else
    assert "福祉部1件" in str(list(book["図"].iter_rows(values_only=True)))


async def test_式に見える題名も式にならない(world: World) -> None:
    人, 水 = world.市川, world.水谷
    await 人.says("課題：=HYPERLINK(0)という題の紙を毎回打ち直している。月30件ある。")
    await 人.presses("登録する")
    await 水.says("今週のまとめ")
    await 水.presses("まとめをExcelで")
    (中身,) = 水.files.values()
    (題,) = [行[1] for 行 in load_workbook(io.BytesIO(中身))["課題の一覧"].iter_rows(min_row=2)]
    assert 題.data_type == "s"
    assert str(題.value).startswith("=HYPERLINK")


@pytest.mark.city(after=confirmed)
async def test_まとめには週ごとの課題の図があり部局とまとまりの図を渡す(world: World) -> None:
    水 = world.水谷
    assert "11/16〜：新しい：3件・閉じた：0件。" in await 水.says("今週のまとめ")
    await 水.sends(Pressed("digest.part", {"part": "GROUPS"}))
    ((名前, 中身),) = 水.files.items()
    assert 名前 == "部局横断の課題_2026-11-16.png"
    assert 中身.startswith(b"\x89PNG")


async def test_まだ来ない週とないものを指すボタンは断る(world: World) -> None:
    来週 = week_of(world.clock().date().replace(day=27))
    読んだ = await world.水谷.sends(Pressed("digest.show", {"week": 来週}))
    assert "まだ始まっていません" in 読んだ
    読んだ = await world.水谷.sends(Pressed("digest.part", {"part": "GROUPS", "week": "2026-W40"}))
    assert "古く" in 読んだ or "使えません" in 読んだ


async def test_研修は指標と低い部局とこれからの研修を言い終わった週では言わない(
    world: World,
) -> None:
    水 = world.水谷
    assert "全職員基礎研修の受講率は" in await 水.says("今週のまとめ")
    読んだ = await 水.presses("研修を詳しく")
    assert "DX推進員の配置率は" in 読んだ
    assert "受講率の低い部局" in 読んだ
    assert "があります。" in 読んだ
    古い = await 水.sends(Pressed("digest.show", {"week": "2026-W40"}))
    assert "受講率" not in 古い
    assert "事務局の仕事" not in 古い


async def test_情報交換で困っていると答えた週は変化なしと言わない(world: World) -> None:
    人, 長 = world.市川, world.person("ando.noriko")
    await 人.says(ほかの課題)
    await 人.presses("登録する")
    await world.bot.weekly_turns().settle()
    world.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
    await world.bot.weekly_turns().settle()
    await 長.says("情報交換に答える")
    await 長.presses("困っている")
    await 長.sends_in(progress_1="困っている", line_1="業者の返事が来ない")
    読んだ = await world.水谷.says("今週のまとめ")
    assert "変化なし" not in 読んだ
    assert "情報交換の答えは進んだ0件、変わりなし0件、困っている1件です。（#1）" in 読んだ
    読んだ = await world.水谷.sends(Pressed("digest.part", {"part": "ISSUES"}))
    assert "困っている：課題#1" in 読んだ
    assert "（市民部）「業者の返事が来ない」" in 読んだ


async def test_情報交換で進んだと答えた課題は止まっているとは言わない(world: World) -> None:
    人, 長 = world.市川, world.person("ando.noriko")
    await 人.says(ほかの課題)
    await 人.presses("登録する")
    await world.bot.weekly_turns().settle()
    world.clock.now = datetime(2026, 12, 22, 9, 0, tzinfo=JAPAN)
    await world.bot.weekly_turns().settle()
    assert "動きのない課題が1件あります。（#1）" in await world.水谷.says("今週のまとめ")
    await 長.says("情報交換に答える")
    await 長.presses("進んだ")
    await 長.sends_in(progress_1="進んだ", line_1="")
    読んだ = await world.水谷.says("今週のまとめ")
    assert "動きのない課題" not in 読んだ
    assert "情報交換の答えは進んだ1件" in 読んだ


async def test_次の週になってからの答えはその週のまとめに載る(world: World) -> None:
    人, 長 = world.市川, world.person("ando.noriko")
    await 人.says(ほかの課題)
    await 人.presses("登録する")
    await world.bot.weekly_turns().settle()
    world.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
    await world.bot.weekly_turns().settle()
    world.clock.now = datetime(2026, 11, 30, 8, 0, tzinfo=JAPAN)
    await 長.says("情報交換に答える")
    await 長.presses("進んだ")
    await 長.sends_in(progress_1="進んだ", line_1="")
    assert "情報交換の答えは進んだ1件" in await world.水谷.says("今週のまとめ")
    assert "情報交換の答え" not in await world.水谷.says("先週のまとめ")


@pytest.mark.city(after=confirmed)
async def test_確かめただけの週も登録した対応策のある週も変化なしではない(world: World) -> None:
    長 = world.again()
    水 = world.水谷
    assert "この週に確かめた・変えたまとまりは1件です。（まとまり1）" in await 水.says(
        "今週のまとめ"
    )
    world.clock.pass_days(14)
    assert "変化なし" in await 水.says("今週のまとめ")
    await 長.says("まとまり1")
    await 長.presses("うちではこうしている")
    await fills_in(長, what="申請書をQRコードにして読み取る。")
    読んだ = await 水.says("今週のまとめ")
    assert "変化なし" not in 読んだ
    assert "対応策：「申請書をQRコードにして読み取る。」（対応策1）" in 読んだ


@pytest.mark.city(after=confirmed)
async def test_書かれた番号は根拠の番号の代わりにならない(world: World) -> None:
    読んだ = await world.水谷.says("今週のまとめ")
    引用 = [line for line in 読んだ.splitlines() if line.startswith("・「")]
    assert 引用
    assert all("（#" in line for line in 引用)


async def 書き直す(world: World, case: Case) -> None:
    """Its author says it otherwise: a new version, which waits."""
    now, number = world.clock(), world.bot.deployment.organization.id
    text = replace(case.text, title="申請書の転記をやめた")
    after = resubmitted(case, text, state=case.state, at=now)
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, after, read=case, organization_id=number, at=now)


async def test_待っている間に書き直された事例も前の週には待っていたと言う(world: World) -> None:
    case = await reported(world, world.市川)
    world.clock.pass_days(7)
    await 書き直す(world, case)
    読んだ = await world.水谷.says("先週のまとめ")
    assert "確認を待っている事例が1件あります。いちばん長いもので2日待っています。" in 読んだ
    読んだ = await world.水谷.says("今週のまとめ")
    assert "確認を待っている事例が1件あります。いちばん長いもので0日待っています。" in 読んだ


async def test_報告されてすぐ差し戻された週は変化なしと言わず取り下げたら言う(world: World) -> None:
    number, now = world.bot.deployment.organization.id, world.clock()
    case = await reported(world, world.市川)
    back = sent_back(case, "もう少し詳しく。")
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, back, read=case, organization_id=number, at=now)
    読んだ = await world.水谷.says("今週のまとめ")
    assert "変化なし" not in 読んだ
    assert "確認を待っている" not in 読んだ
    async with world.bot.deployment.database.begin() as session:
        gone = withdrawn(back)
        assert await change_case(session, gone, read=back, organization_id=number, at=now)
    assert "変化なし" in await world.水谷.says("今週のまとめ")


async def test_あとで題を変えた課題も困っていると答えた週にはその時の題で言う(
    world: World,
) -> None:
    人, 長 = world.市川, world.person("ando.noriko")
    await 人.says(ほかの課題)
    await 人.presses("登録する")
    await world.bot.weekly_turns().settle()
    world.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
    await world.bot.weekly_turns().settle()
    await 長.says("情報交換に答える")
    await 長.presses("困っている")
    await 長.sends_in(progress_1="困っている", line_1="")
    詳しく = Pressed("digest.part", {"part": "ISSUES", "week": "2026-W48"})
    読んだ = await world.水谷.sends(詳しく)
    (困りごと,) = (line for line in 読んだ.splitlines() if "困っている：課題#1「" in line)
    world.clock.pass_days(7)
    await 人.says("#1")
    await 人.presses("内容を直す")
    await 人.sends_in(title="鍵を借りる帳面", what="公用車の鍵を紙で借りている。")
    assert 困りごと in (await world.水谷.sends(詳しく)).splitlines()


async def test_改善事例と施策の詳しい内容には名前と数字と開くボタンがある(world: World) -> None:
    case_id = await published(world, replace(転記, effect=Effect(hours=20)))
    市, 水 = world.市川, world.水谷
    await 市.sends(Pressed("case.ask_adopt", {"case": str(case_id)}))
    欄 = {field.name: str(field.value or "") for field in 市.form.fields}
    await 市.sends_in(**欄 | {"since": "2026-09-01", "hours": "10", "remark": ""})
    長 = await confirmed(world)
    await 長.presses("部局横断DX施策にする")
    await 長.sends_in(**始め)
    await 水.says("今週のまとめ")
    読んだ = await 水.presses("改善事例を詳しく")
    assert "■ 事例ごとの内訳" in 読んだ
    assert "うちでもやった課1（市民部 市民課）、11月20日(金)公開" in 読んだ
    assert "月20時間の削減" in 読んだ
    assert "うちでもやった" in await 水.presses("事例1を見る")
    await 水.says("今週のまとめ")
    読んだ = await 水.presses("部局横断DX施策を詳しく")
    assert "■ 施策ごとの内訳" in 読んだ
    assert "課題2件、次の節目は12月25日(金)「対象の申請書を決める」" in 読んだ
    assert "施策1" in await 水.presses("施策1を見る")


async def test_動きのない週の改善事例は削減の大きいものを示す(world: World) -> None:
    await published(world)
    await published(world, replace(転記, title="台帳の転記", effect=Effect(hours=20)))
    world.clock.pass_days(14)
    水 = world.水谷
    await 水.says("今週のまとめ")
    読んだ = await 水.presses("改善事例を詳しく")
    先, 後 = 読んだ.partition("■ 公開している事例（削減の大きい順）")[2].splitlines()[1:3]
    assert "事例2「台帳の転記」（福祉部 高齢者支援課）：月20時間の削減" in 先
    assert "事例1" in 後
    assert "削減時間は未記入" in 後
