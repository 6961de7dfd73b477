"""What the buttons under improvement cases say is understood when it is typed right after them."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from domain.improvement_case import CaseText
from handlers.reply import OpenForm, Pressed
from storage.case_tables import CaseRow
from tests.cases import publish
from tests.scenarios.reported_cases import case_now, reported
from tests.scenarios.test_事例の下書き import drafts_of
from tests.scenarios.test_事例の確認 import leader_of
from tests.scenarios.test_横展開 import opens, published, stands, 川瀬
from tests.scenarios.world import Talker, World

転記 = CaseText(
    title="申告書の転記をRPAに",
    before="紙の申告書を手で写していた。",
    after="RPAで入力するようにした。",
    tools=("RPA",),
)


@pytest.fixture
async def reader(world: World) -> Talker:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(delete(CaseRow))
    for number in range(1, 6):
        text = replace(転記, title=f"申告書の転記をRPAに その{number}")
        await publish(world.bot.deployment.database, text, place="税務部 資産税課")
    return world.市川


async def test_もっと見ると書けば続きが出る(reader: Talker) -> None:
    await reader.says("転記の事例ある？")
    assert "4〜5件目を表示しています" in await reader.says("もっと見る")


async def test_番号で指した事例を見てそこから順に言える(reader: Talker) -> None:
    一覧 = await reader.says("転記の事例ある？")
    names = [line.removeprefix("■ ") for line in 一覧.splitlines() if line.startswith("■ 事例")]
    assert f"【{names[1]}】" in await reader.says("2番目の")
    assert f"【{names[2]}】" in await reader.says("3番目を詳しく")
    assert "「参考になった」を伝えました" in await reader.says("参考になった")
    assert names[2] in reader.reads
    await reader.says("うちでもやった")
    assert isinstance(reader.reply, OpenForm)
    assert names[2] in reader.reads


async def test_いくつも出ているときはどの事例かを聞く(reader: Talker) -> None:
    await reader.says("転記の事例ある？")
    聞かれた = await reader.says("参考になった")
    assert "どの事例のことですか" in 聞かれた
    name = next(button.label for _, button in reader._buttons())
    assert "「参考になった」を伝えました" in await reader.says("1番目の")
    assert name in reader.reads
    await reader.says("転記の事例ある？")
    await reader.says("くわしく見る")
    assert f"【{name}】" in await reader.presses(name)


async def test_承認すると打てば事例を開きボタンを押したときだけ承認する(world: World) -> None:
    木下 = leader_of(world)
    case = await reported(world, world.市川)
    await 木下.says("事例の確認待ち")
    一件 = await 木下.says("承認する")
    assert "差し戻す" in 一件, "読んでから決める"
    for _ in range(2):
        assert f"{case.name}" in await 木下.says("承認する")
        assert "ボタンを押したときだけ行います。まだ何も変わっていません。" in 木下.reads
        assert (await case_now(world, case)).state is case.state
    await 木下.presses("承認する")
    assert (await case_now(world, case)).state is not case.state


ボタンだけ = "ボタンを押したときだけ行います。まだ何も変わっていません。"
工夫 = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった"


async def test_報告すると打っても報告せずボタンのあるカードを出す(world: World) -> None:
    人 = world.市川
    assert "この内容で報告します" in await 人.says(工夫)
    for _ in range(2):
        assert f"」を報告する」は、{ボタンだけ}" in await 人.says("報告する")
        assert "申請書の転記" in 人.reads
    assert len(await drafts_of(world, 人)) == 1
    assert "改善事例を報告しました" in await 人.presses("報告する")


async def test_消すと打っても消さずどの下書きかをボタンに書く(world: World) -> None:
    人 = world.市川
    await 人.says(工夫)
    await 人.says("自分の事例")
    assert ボタンだけ in await 人.says("消す")
    for title in ("窓口の案内", "電話の取次ぎ"):
        await 人.sends(Pressed("case.write", {"new": "yes"}))
        await 人.sends_in(title=title, before="", after="")
    await 人.says("自分の事例")
    assert "どの事例のことですか" in await 人.says("消す")
    assert len(await drafts_of(world, 人)) == 3
    assert "下書き「窓口の案内」を消しました" in await 人.presses("下書き「窓口の案内」を消す")
    assert len(await drafts_of(world, 人)) == 2


async def test_定着したと打っても変わらず参考になったは打って伝え取り消せる(world: World) -> None:
    case_id, 川瀬さん, 市川 = await published(world), world.person(川瀬), world.市川
    await opens(川瀬さん, case_id)
    読んだ = await 川瀬さん.says("定着した")
    assert "は定着した」は、" in 読んだ
    assert ボタンだけ in 読んだ
    assert not (await stands(world, case_id)).is_established
    assert "「定着」にしました" in await 川瀬さん.presses("定着した")
    assert ボタンだけ in await 川瀬さん.says("「定着した」を取り消す")
    assert (await stands(world, case_id)).is_established
    await 市川.sends(Pressed("case.show", {"case": str(case_id)}))
    assert "参考になった：1人" in await 市川.says("参考になった")
    assert "参考になった：0人" in await 市川.says("取り消す")


@pytest.mark.parametrize("refused", ["事例99", "配信状況"])
async def test_断られたあとの言葉は前のカードのことにしない(world: World, refused: str) -> None:
    case_id, 木下 = await published(world), leader_of(world)
    case = await reported(world, world.市川)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.says(refused)
    await 木下.says("承認する")
    assert ボタンだけ not in 木下.reads
    assert case.name not in 木下.reads
    await 木下.sends(Pressed("case.show", {"case": str(case_id)}))
    await 木下.says(refused)
    await 木下.says("参考になった")
    assert (await stands(world, case_id)).thanks == 0


async def test_断られたあとも一覧の番号は指せる(reader: Talker) -> None:
    一覧 = await reader.says("転記の事例ある？")
    names = [line.removeprefix("■ ") for line in 一覧.splitlines() if line.startswith("■ 事例")]
    await reader.says("事例99")
    assert f"【{names[1]}】" in await reader.says("2番目の")


async def test_ほかの会話で打った言葉は前のカードのことにしない(world: World) -> None:
    case = await reported(world, world.市川)
    木下 = replace(leader_of(world), is_private=False, room="A")
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    別 = replace(木下, room="B")
    await 別.says("承認する")
    assert ボタンだけ not in 別.reads


async def test_フォームを閉じたあとも前のカードの言葉は通じる(world: World) -> None:
    case, 木下 = await reported(world, world.市川), leader_of(world)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("差し戻す")
    assert isinstance(木下.reply, OpenForm)
    assert ボタンだけ in await 木下.says("承認する")
    assert case.name in 木下.reads


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("承認してください", "承認する"),
        ("承認をお願いします", "承認する"),
        ("承認したいのですが", "承認する"),
    ],
)
async def test_丁寧に打っても同じボタンのこと(world: World, words: str, label: str) -> None:
    case, 木下 = await reported(world, world.市川), leader_of(world)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    assert ボタンだけ in await 木下.says(words)
    assert f"」を{label}」は、" in 木下.reads
    assert case.name in 木下.reads
    assert (await case_now(world, case)).state is case.state


async def test_差し戻したいと打てば書式が開く(world: World) -> None:
    case, 木下 = await reported(world, world.市川), leader_of(world)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.says("差し戻したい")
    assert isinstance(木下.reply, OpenForm)


async def test_一覧の番号はほかの会話では指せない(reader: Talker) -> None:
    ここ = replace(reader, is_private=False, room="A")
    一覧 = await ここ.says("転記の事例ある？")
    names = [line.removeprefix("■ ") for line in 一覧.splitlines() if line.startswith("■ 事例")]
    assert f"【{names[1]}】" not in await replace(reader, is_private=False, room="B").says(
        "2番目の"
    )


async def test_ホームを開いても前の一覧の番号は通じる(reader: Talker) -> None:
    一覧 = await reader.says("転記の事例ある？")
    names = [line.removeprefix("■ ") for line in 一覧.splitlines() if line.startswith("■ 事例")]
    await replace(reader, room="U-home").sends(Pressed("home.show"))
    assert f"【{names[1]}】" in await reader.says("2番目の")


async def test_研修の一覧の番号もほかの会話では指せない(world: World) -> None:
    ここ = replace(world.市川, is_private=False, room="A")
    await ここ.says("次はどの研修を受けたらいいですか")
    await ここ.says("全部見る")
    指した = await ここ.says("3番目")
    assert "実施主体" in 指した
    assert "実施主体" not in await replace(ここ, room="B").says("3番目")


@pytest.mark.parametrize(
    "words",
    [
        "これで報告します",
        "この内容で報告します",
        "報告させてください",
        "報告させていただきます",
        "報告願います",
    ],
)
async def test_下書きのカードの前で報告すると言えば_そのボタンのこと(
    world: World, words: str
) -> None:
    人 = world.市川
    await 人.says("申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった")
    assert ボタンだけ in await 人.says(words)
    assert "」を報告する」は、ボタンを押したときだけ" in 人.reads


@pytest.mark.parametrize("words", ["承認してください", "承認したいです", "差し戻してください"])
async def test_確認待ちの一覧の前で丁寧に言っても_読むために開く(world: World, words: str) -> None:
    case, 木下 = await reported(world, world.市川), leader_of(world)
    await 木下.says("事例の確認待ち")
    assert case.name in await 木下.says(words)
    assert "差し戻す" in 木下.reads
    assert (await case_now(world, case)).state is case.state


async def test_一覧の前で丁寧に言っても続きとくわしいことが出る(reader: Talker) -> None:
    await reader.says("転記の事例ある？")
    assert "4〜5件目を表示しています" in await reader.says("もっと見せてください")
    await reader.says("1番目の")
    assert "参考になった" in await reader.says("くわしく見たいです")


async def test_報告するボタンは何を報告するかも言う(world: World) -> None:
    人 = world.市川
    await 人.says("申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった")
    assert ボタンだけ in await 人.says("報告してください")
    assert "」を報告する」は、ボタンを押したときだけ" in 人.reads


async def test_ほかの話をしたあとは前の事例のことにしない(reader: Talker) -> None:
    await reader.says("転記の事例ある？")
    await reader.says("受講状況")
    assert "参考になった」を伝え" not in await reader.says("参考になった")
    assert "どの事例" not in reader.reads


@pytest.mark.parametrize("words", ["下書き", "続きを書く", "続きから書く", "下書きを見せて"])
async def test_書きかけは言葉でも続きから書ける(world: World, words: str) -> None:
    人 = world.市川
    assert "自分の改善事例" in await 人.says(words)
    await 人.says("申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった")
    assert "書きかけの改善事例" in await 人.says(words)
    await 人.presses("続きから書く")
    assert "申請書の転記" in str(人.form.fields[0].value)


@pytest.mark.parametrize(
    "words", ["私の報告、差し戻されましたか", "自分の事例は差し戻されましたか？", "直して出し直す"]
)
async def test_差し戻されたかを聞くと自分の事例が出る(world: World, words: str) -> None:
    await reported(world, world.市川)
    assert "リーダー確認待ち" in await world.市川.says(words)


async def test_量を言って事例を探すと聞き返さない(world: World) -> None:
    読んだ = await world.市川.says("待ち時間が10分以上短くなった改善事例を探して")
    assert "改善事例" in 読んだ
    assert "どのご用件ですか" not in 読んだ
    assert "待ち時間10分以上" in 読んだ
