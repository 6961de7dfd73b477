"""A request is spoken about until it is complete: asked one by one, given up, interrupted, gone on with."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.main import open_bot
from cards.elements import Button, Buttons, Card
from domain.dialogue import SILENCE
from handlers.reply import Nothing, Pressed
from storage.tables import AuditEntryRow, DialogueRow
from tests.city import settings_for
from tests.scenarios.world import Talker, World

COURSE = "情報セキュリティ研修（年次）"


async def effects(world: World, action: str = "REPORT_COMPLETION") -> int:
    async with world.bot.deployment.database.read() as session:
        counted = select(func.count()).where(col(AuditEntryRow.action) == action)
        return await session.scalar(counted) or 0


async def open_dialogues(world: World) -> int:
    async with world.bot.deployment.database.read() as session:
        return await session.scalar(select(func.count()).select_from(DialogueRow)) or 0


def labels(talker: Talker) -> list[str]:
    return [button.label for _, button in talker._buttons()]


def first_button(card: Card) -> Button:
    return next(b for e in card.elements if isinstance(e, Buttons) for b in e.buttons)


async def test_研修と日を一度に言えば確かめてから一度だけ記録する(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says(f"{COURSE}、昨日受けました")
    assert "2026年11月19日(木)" in 読んだ
    assert "に受講したと報告します" in 読んだ
    assert labels(市川) == ["報告する", "日付を変える", "やめる"]
    assert await effects(world) == 0
    card = 市川.cards[0]
    assert "受講を記録しました" in await 市川.presses("報告する")
    assert await effects(world) == 1
    assert await open_dialogues(world) == 0
    send = first_button(card)
    読んだ = await 市川.sends(Pressed(send.action, send.args), nonce=card.nonce)
    assert "すでに受け付けています" in 読んだ
    assert await effects(world) == 1


async def test_足りないことは一つずつ聞きボタンでも言葉でも答えられる(world: World) -> None:
    市川 = world.市川
    assert "どの研修を受けましたか" in await 市川.says("研修を受講しました")
    assert "いつ受けましたか" in await 市川.says(COURSE)
    assert "2026年11月18日(水)" in await 市川.says("11月18日です")
    assert "受講を記録しました" in await 市川.says("はい、お願いします")
    assert await effects(world) == 1
    assert await open_dialogues(world) == 0


async def test_日だけ言えば研修を聞き選べば確かめる(world: World) -> None:
    市川 = world.市川
    assert "どの研修を受けましたか" in await 市川.says("昨日、研修を受講しました")
    読んだ = await 市川.presses(COURSE)
    assert "2026年11月19日(木)" in 読んだ
    assert "報告しますか" in 読んだ


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("2番目の", 1),
        ("上のやつ", 0),
        ("一番下のでお願いします", -1),
        ("2", 1),
        ("ふたつめのやつ", 1),
    ],
)
async def test_番号や位置で選べる(world: World, text: str, index: int) -> None:
    市川 = world.市川
    await 市川.says("研修を受講しました")
    offered = [b for _, b in 市川._buttons() if b.action == "dialogue.choose"]
    読んだ = await 市川.says(text)
    assert "いつ受けましたか" in 読んだ
    assert offered[index].label in 読んだ


async def test_ない番号を言えば聞き直す(world: World) -> None:
    市川 = world.市川
    await 市川.says("BPR研修を受講しました")
    読んだ = await 市川.says("9番目の")
    assert "どれのことかわかりませんでした" in 読んだ
    assert "業務フローの可視化とBPR実践" in labels(市川)


async def test_さっき見た研修をそれと言える(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}の内容を教えてください")
    読んだ = await 市川.says("それ、昨日受講しました")
    assert COURSE in 読んだ
    assert "2026年11月19日(木)" in 読んだ


@pytest.mark.parametrize(
    "text", ["やっぱりやめる", "キャンセル", "もういいです", "すみません、やめます"]
)
async def test_やめると言えばやめたと言い残さない(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    読んだ = await 市川.says(text)
    assert f"「{COURSE}の報告」をやめました。何も記録していません。" in 読んだ
    assert await open_dialogues(world) == 0
    assert await effects(world) == 0


async def test_何もないときにやっぱりやめると言えば途中のものはないと言う(world: World) -> None:
    assert "途中のものはありません" in await world.市川.says("やっぱりやめる")


async def test_割り込んだ用件に答えてから続きを出す(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    読んだ = await 市川.says("受講状況")
    assert "必要なスキルの習得" in 読んだ
    assert f"「{COURSE}の報告」が途中です。" in 読んだ
    assert "いつ受けましたか" in await 市川.presses(f"続き：{COURSE}の報告")
    assert "2026年11月20日(金)" in await 市川.presses("今日")


async def test_割り込んだあとも言葉で答えられる(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    await 市川.says("次に何の研修を受ければいい？")
    assert "2026年11月19日(木)" in await 市川.says("昨日です")


async def test_割り込んだ用件も聞き返しが要れば先のものはそのあとで続けられる(
    world: World,
) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    assert "どの研修ですか" in await 市川.says("BPR研修の内容を教えてください")
    読んだ = await 市川.presses("はじめての業務改善（BPR入門）")
    assert "実施主体" in 読んだ
    assert "いつ受けましたか" in await 市川.presses(f"続き：{COURSE}の報告")
    assert "いつ受けましたか" in await 市川.says("続き")


async def test_答えと読めないときは聞き直しほかの用件も選べる(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    読んだ = await 市川.says("一昨日の会議の議事録を共有しました")
    assert "いつ受けましたか" in 読んだ
    assert "うまく読み取れませんでした" in 読んだ
    assert "事務局に残します" in 読んだ
    readings = [b for _, b in 市川._buttons() if b.action == "intent.choose"]
    assert 1 <= len(readings) <= 3
    await 市川.presses(readings[-1].label)
    assert "2026年11月19日(木)" in await 市川.says("昨日です")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("11月25日です", "今日までの日付にしてください"),
        ("2015年4月1日", "研修担当に伝えてください"),
    ],
)
async def test_受け付けられない日は理由を言って聞き直す(world: World, text: str, says: str) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    読んだ = await 市川.says(text.replace("11月25日", "2026年11月25日"))
    assert says in 読んだ
    assert "いつ受けましたか" in 読んだ


async def test_確かめる前なら言い直せる(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")
    assert "2026年11月18日(水)" in await 市川.says("一昨日でした")
    await 市川.presses("報告する")
    assert await effects(world) == 1


async def test_日付を変えるとその日の入ったフォームが開き一度だけ記録する(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")
    card = 市川.cards[0]
    await 市川.presses("日付を変える")
    assert "2026-11-19" in 市川.reads
    assert "受講を記録しました" in await 市川.sends_in(completed_on="2026-11-17")
    assert await open_dialogues(world) == 0
    send = first_button(card)
    読んだ = await 市川.sends(Pressed(send.action, send.args), nonce=card.nonce)
    assert "すでに受け付けています" in 読んだ
    assert await effects(world) == 1


async def test_三十分黙っていれば忘れ古いカードのボタンは使える(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    world.clock.now += SILENCE + timedelta(seconds=1)
    assert "報告しますか" not in await 市川.says("昨日です")
    await 市川.says(f"{COURSE}を受講しました")
    await 市川.says("やっぱりやめる")
    市川.reply = 市川.history[-2]
    assert "報告しますか" in await 市川.presses("昨日")


async def test_再起動しても続きから答えられる(world: World, city_url: str) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    async with open_bot(settings_for(city_url), clock=world.clock) as another:
        later = Talker(another, 市川.email, world.events.__next__)
        assert "2026年11月19日(木)" in await later.says("昨日")
        assert "受講を記録しました" in await later.says("はい")
    assert await effects(world) == 1


async def test_チャンネルの会話は個人の会話に続かない(world: World) -> None:
    市川 = world.市川
    市川.is_private = False
    await 市川.says(f"{COURSE}を受講しました")
    市川.is_private = True
    assert "報告しますか" not in await 市川.says("昨日です")
    市川.is_private = False
    assert "報告しますか" in await 市川.says("昨日です")


async def test_ほかの人の会話に混ざらない(world: World) -> None:
    市川, 森田 = world.市川, world.森田
    await 市川.says(f"{COURSE}を受講しました")
    assert "報告しますか" not in await 森田.says("昨日です")
    assert "報告しますか" in await 市川.says("昨日です")


async def test_同じときに届いた二つの答えで会話は壊れない(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    mouths = [world.市川 for _ in range(4)]
    答え = await asyncio.gather(
        mouths[0].says("昨日です"),
        mouths[1].says("一昨日です"),
        mouths[2].says("受講状況"),
        mouths[3].says("11月10日です"),
    )
    assert sum("報告しますか" in each for each in 答え) == 3
    assert all("うまく処理できませんでした" not in each for each in 答え)
    assert await open_dialogues(world) == 1
    await 市川.says("続き")
    await 市川.says("はい")
    assert await effects(world) == 1


async def test_同じ配達が二度来ても一度だけ進む(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    await 市川.says("はい")
    world.clock.now += timedelta(minutes=2)
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    assert await effects(world) == 1


@pytest.mark.parametrize(
    "place", ["handlers.talk.keep_dialogue", "handlers.dialogue.question_card"]
)
async def test_答えの途中で止まっても同じことを送れば続けられる(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    市川 = world.市川

    def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(place, killed)
        with pytest.raises(asyncio.CancelledError):
            await 市川.says(f"{COURSE}を受講しました")
    assert "いつ受けましたか" in await 市川.says(f"{COURSE}を受講しました")
    assert await open_dialogues(world) == 1
    assert "2026年11月19日(木)" in await 市川.says("昨日")


async def test_報告の途中で止まれば記録も会話も元のまま(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")

    async def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr("handlers.completion.end_draft", killed)
        with pytest.raises(asyncio.CancelledError):
            await 市川.says("はい")
    assert await effects(world) == 0
    assert "受講を記録しました" in await 市川.says("はい")
    assert await effects(world) == 1


async def test_ほかの版が書いた会話は忘れたものとして扱う(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    async with world.bot.deployment.database.begin() as session:
        await session.execute(update(DialogueRow).values(state={"kind": "new"}))
    assert "報告しますか" not in await 市川.says("昨日です")
    assert "いつ受けましたか" in await 市川.says(f"{COURSE}を受講しました")


async def test_知らない要求のボタンは古いと言う(world: World) -> None:
    for action in ("dialogue.choose", "dialogue.resume", "dialogue.stop"):
        読んだ = await world.市川.sends(Pressed(action, {"intent": "no_such"}))
        assert "この画面は古くなっています" in 読んだ


async def test_なくなった研修や変な日のボタンは聞き直す(world: World) -> None:
    市川 = world.市川
    args = {"intent": "complete_course", "with.course": "ない", "slot": "day", "value": "きのう"}
    assert "研修一覧からなくなりました" in await 市川.sends(Pressed("dialogue.choose", args))
    assert "送り" not in 市川.cards[0].title


async def test_近い名前が複数なら選んでもらい番号でも選べる(world: World) -> None:
    市川 = world.市川
    assert "近い名前の研修があります" in await 市川.says("BPR研修の内容を教えてください")
    assert "実施主体" in await 市川.says("2番目のやつ")
    assert await open_dialogues(world) == 0


@pytest.mark.parametrize(
    ("text", "question", "answer", "done"),
    [
        ("お知らせをしばらく止めて", "いつまで止めますか", "12月1日", "12月1日(火)まで止めます"),
        ("お知らせの曜日を変えたい", "何曜日に送りますか", "火曜日", "毎週火曜日"),
        ("お知らせの時刻を変更したい", "何時に送りますか", "10時半", "10:30"),
    ],
)
async def test_お知らせの足りないところを聞く(
    world: World, text: str, question: str, answer: str, done: str
) -> None:
    市川 = world.市川
    assert question in await 市川.says(text)
    assert done in await 市川.says(answer)
    assert await open_dialogues(world) == 0


async def test_お知らせの足りないところはボタンでも答えられる(world: World) -> None:
    市川 = world.市川
    await 市川.says("お知らせをしばらく止めて")
    assert "11月30日(月)まで止めます" in await 市川.presses("今月末まで")
    assert await open_dialogues(world) == 0


async def test_表には言葉の全文を残さない(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"お疲れさまです。{COURSE}を昨日受けました、とても勉強になりました")
    async with world.bot.deployment.database.read() as session:
        (state,) = await session.scalars(select(col(DialogueRow.state)))
    assert "昨日" in str(state)
    assert "勉強" not in str(state)


async def test_古いカードの別の日を押せばその日に言い直したことになる(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を受講しました")
    question = 市川.reply
    assert "2026年11月20日(金)" in await 市川.presses("今日")
    市川.reply = question
    assert "2026年11月19日(木)" in await 市川.presses("昨日")
    await 市川.says("やっぱりやめる")
    assert await open_dialogues(world) == 0


async def test_先週と言えばその日を選んでもらい続きでも同じ日が並ぶ(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says(f"{COURSE}を先週受講しました")
    assert "どの日ですか" in 読んだ
    days = [b.label for _, b in 市川._buttons() if b.action == "dialogue.choose"]
    assert days[0] == "11月9日(月)"
    await 市川.says("受講状況")
    await 市川.presses(f"続き：{COURSE}の報告")
    assert [b.label for _, b in 市川._buttons() if b.action == "dialogue.choose"] == days
    assert "2026年11月10日(火)" in await 市川.says("2番目")


async def test_ない日はないと言う(world: World) -> None:
    読んだ = await world.市川.says(f"{COURSE}を2月30日に受講しました")
    assert "2月30日" in 読んだ
    assert "ありません" in 読んだ
    assert "いつ受けましたか" in 読んだ
