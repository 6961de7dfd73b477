"""What interrupts a request that stands open, what does not, and what an old card still does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.main import open_bot
from handlers.reply import Pressed
from storage.tables import DialogueRow, StaffRow, TrainingRecordRow
from tests.city import settings_for
from tests.scenarios.test_会話の続き import COURSE, effects, first_button, labels, open_dialogues
from tests.scenarios.world import Talker, World

REPORTED = f"{COURSE}、昨日受けました"


async def days_recorded(world: World) -> list[date]:
    """Of 市川, this month."""
    async with world.bot.deployment.database.read() as session:
        query = (
            select(col(TrainingRecordRow.completed_on))
            .join(StaffRow, col(StaffRow.id) == col(TrainingRecordRow.staff_id))
            .where(
                col(StaffRow.email) == world.市川.email,
                col(TrainingRecordRow.completed_on) > date(2026, 11, 1),
            )
        )
        return list(await session.scalars(query))


@pytest.mark.parametrize(
    ("between", "agrees"),
    [
        ("RPAって何？", "了解です"),
        ("相談できる人", "よろしくお願いします"),
        ("お知らせを毎週火曜に送って", "ok"),
        ("BPR実践研修の内容を教えて", "はい"),
        ("そんなことできるんかなあれ", "はい"),
    ],
)
async def test_ほかの答えへの返事では報告せずもう一度確かめる(
    world: World, between: str, agrees: str
) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    await 市川.says(between)
    assert "この内容で報告しますか" in await 市川.says(agrees)
    assert await effects(world) == 0
    assert "受講を記録しました" in await 市川.says("はい")


async def test_ボタンで見たもののあとの返事でも報告しない(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    await 市川.sends(Pressed("training.status"))
    assert "この内容で報告しますか" in await 市川.says("了解です")
    assert await effects(world) == 0
    await 市川.sends(Pressed("home.show"))
    assert "受講を記録しました" in await 市川.says("はい")


@pytest.mark.parametrize(
    "text", ["ITパスポートに昨日合格しました", "来月のデータ分析の講座にも申し込みました"]
)
async def test_はっきりした別の用件は答えにせず報告は残る(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    読んだ = await 市川.says(text)
    assert "報告しますか" not in 読んだ
    assert f"「{COURSE}の報告」が途中です" in 読んだ
    assert "2026年11月19日(木)" in await 市川.says("続き")


@pytest.mark.parametrize(
    "text", ["先週の水曜", "11月18日です", "たしか二週間前の火曜日だったような"]
)
async def test_日だけの言葉はどう読まれても答えになる(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    assert "この内容で報告しますか" in await 市川.says(text)


async def test_別の研修の報告は新しい報告で前のものは待つ(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    assert "「生成AIの基本と利用ルール」を受けた日" in await 市川.says(
        "生成AIの基本と利用ルールを受講しました"
    )
    await 市川.says("昨日です")
    assert f"「{COURSE}の報告」が途中です" in await 市川.says("はい")
    await 市川.says("続き")
    await 市川.says("はい")
    assert await effects(world) == 2


async def test_違うと言えば研修も言い直せる(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    assert "UI・UXの基礎を2026年11月19日(木)に" in await 市川.says("違う、UI・UXの基礎です")
    await 市川.says("はい")
    assert await effects(world) == 1
    assert await open_dialogues(world) == 0


async def test_研修を言わない報告をやめても待っている報告は残る(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    await 市川.says("受講状況")
    assert "どの研修を受けましたか" in await 市川.says("研修を受講しました")
    await 市川.presses("やめる")
    assert f"続き：{COURSE}の報告" in labels(市川)
    assert "2026年11月19日(木)" in await 市川.says("続き")


async def test_報告したあとの古いやめるは何もしていないとは言わない(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    old = 市川.reply
    await 市川.says("はい")
    await 市川.says("研修を受講しました")
    市川.reply = old
    読んだ = await 市川.presses("やめる")
    assert "何も記録していません" not in 読んだ
    assert "いま途中のものではありません" in 読んだ
    assert "どの研修を受けましたか" in await 市川.says("続き")


async def test_言い直したあとの古いカードでは報告もやめもせず新しいカードを出す(
    world: World,
) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    old = 市川.reply
    await 市川.says("一昨日でした")
    for label in ("やめる", "報告する"):
        市川.reply = old
        読んだ = await 市川.presses(label)
        assert "言い直されています" in 読んだ
        assert "2026年11月18日(水)" in 読んだ
    assert "受講を記録しました" in await 市川.presses("報告する")
    市川.reply = old
    assert "すでに受け付けています" in await 市川.presses("報告する")
    assert await days_recorded(world) == [date(2026, 11, 18)]


async def test_同じ日を二度選んでも報告は一つ(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    question = 市川.reply
    await 市川.presses("昨日")
    first = 市川.reply
    市川.reply = question
    await 市川.presses("昨日")
    await 市川.presses("報告する")
    市川.reply = first
    assert "すでに受け付けています" in await 市川.presses("報告する")
    市川.reply = question
    assert "もう記録してあります" in await 市川.presses("昨日")
    assert await effects(world) == 1
    assert await open_dialogues(world) == 0


@pytest.mark.parametrize("text", ["2番目のやつ詳しく", "2つ目の内容は？", "下から2番目", "2番目の"])
async def test_一覧のものを指して尋ねられる(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    読んだ = await 市川.says(text)
    assert "【個人情報・マイナンバー取扱研修】" in 読んだ


async def test_一つ見たあとも番号は一覧のものを指す(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    assert "【個人情報・マイナンバー取扱研修】" in await 市川.says("2番目のやつ詳しく")
    assert f"【{COURSE}】" in await 市川.says("1番目の内容は？")
    assert "【生成AIの基本と利用ルール】" in await 市川.says("3番目")
    assert "生成AIの基本と利用ルールを2026年11月19日" in await 市川.says("それを昨日受けました")
    await 市川.says("やめる")
    assert f"{COURSE}を2026年11月19日" in await 市川.says("1番目のを昨日受講しました")


async def test_さっきのは待っている報告でなければ一覧から選んでもらう(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    await 市川.says("さっきの研修")
    offered = [b.label for _, b in 市川._buttons() if b.action == "dialogue.choose"]
    assert offered[0] == COURSE
    assert len(offered) == 3
    await 市川.says(f"{COURSE}を受講しました")
    await 市川.says("受講状況")
    assert "いつ受けましたか" in await 市川.says("さっきの")


async def test_指した一覧がわからなければそう言う(world: World, city_url: str) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    async with open_bot(settings_for(city_url), clock=world.clock) as another:
        later = Talker(another, 市川.email, world.events.__next__)
        assert "どれのことかわかりませんでした" in await later.says("2番目の")


async def test_研修を見ている途中でも続きは報告のこと(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    assert "どの研修ですか" in await 市川.says("BPR研修の内容を教えてください")
    assert "いつ受けましたか" in await 市川.says("続き")


@pytest.mark.parametrize("text", ["いいえ", "ちがう", "2", "受けてません"])
async def test_確かめに違うと言えばどこを直すか聞く(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    assert "どこを直しますか" in await 市川.says(text)
    assert "やめる" in labels(市川)
    assert await effects(world) == 0


@pytest.mark.parametrize("text", ["日付を変える", "日付が違います", "受けた日を直したい"])
async def test_確かめに直すところを言えばそれを聞く(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    assert "いつ受けましたか" in await 市川.says(text)
    assert "2026年11月18日(水)" in await 市川.says("一昨日")
    assert "どの研修を受けましたか" in await 市川.says("研修が違います")
    assert "どの研修を受けましたか" in await 市川.says("最初から")


async def test_どこを直すかは番号でもボタンでも正しい内容でも答えられる(world: World) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    await 市川.says("いいえ")
    question = 市川.reply
    assert "いつ受けましたか" in await 市川.says("2番目")
    市川.reply = question
    assert "いつ受けましたか" in await 市川.presses("受けた日")
    await 市川.says("昨日")
    await 市川.says("いいえ")
    assert "UI・UXの基礎を2026年11月19日(木)に" in await 市川.says("UI・UXの基礎です")
    await 市川.says("いいえ")
    assert "この内容で報告しますか" in await 市川.says("はい")
    await 市川.says("いいえ")
    await 市川.presses("このままでよい")
    assert await effects(world) == 0
    assert "受講を記録しました" in await 市川.presses("報告する")


async def test_話しているあいだは忘れない(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    for text in ("受講状況", "RPAって何？"):
        world.clock.now += timedelta(minutes=20)
        await 市川.says(text)
    world.clock.now += timedelta(minutes=20)
    assert "2026年11月19日(木)" in await 市川.says("昨日")


async def test_二つの研修を一度に言えば選んでもらう(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says(f"{COURSE}とUI・UXの基礎を昨日受けました")
    offered = [b.label for _, b in 市川._buttons() if b.action == "dialogue.choose"]
    assert set(offered) == {COURSE, "UI・UXの基礎"}
    assert "一つずつ報告してください" in 読んだ
    assert "2026年11月19日(木)" in await 市川.presses(COURSE)


@pytest.mark.parametrize("is_typed", [True, False])
async def test_確かめているあいだになくなった研修は選び直せる(
    world: World, *, is_typed: bool
) -> None:
    市川 = world.市川
    await 市川.says(REPORTED)
    confirm = 市川.cards[0]
    async with world.bot.deployment.database.begin() as session:
        (row,) = await session.scalars(select(DialogueRow))
        current = {
            **row.state["current"],
            "filled": {"course": ["ない", ""], "day": ["2026-11-19", ""]},
        }
        row.state = {**row.state, "current": current}
    send = first_button(confirm)
    args = {**send.args, "course": "ない"}
    pressed = 市川.sends(Pressed(send.action, args), nonce=confirm.nonce)
    読んだ = await (市川.says("はい") if is_typed else pressed)
    if is_typed:
        pressed.close()
    assert "研修一覧からなくなりました" in 読んだ
    assert "2026年11月19日(木)" in await 市川.presses("UI・UXの基礎")
    assert await effects(world) == 0


async def test_お知らせの時刻にない時刻を言っても聞き直しが続く(world: World) -> None:
    市川 = world.市川
    await 市川.says("お知らせの時刻を変更したい")
    assert "という時刻はありません" in await 市川.says("25時")
    assert "8:30" in await 市川.says("8時半")
