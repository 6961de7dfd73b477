"""「#12に返信」: where a reply is written and who sees it; nothing is posted from the private talk."""

import pytest

from tests.scenarios.post import deliver, post_in
from tests.scenarios.test_課題の話し合い import issue_in_forum, 工夫
from tests.scenarios.world import World

行き先 = (
    "返信は、チャンネルに載っている課題#1のカードに書くと、"
    "チャンネルの方と、この話し合いを開いた職員に見えます。"
)
ここではない = "ここに送った文は、話し合いには載りません。"
まだ載せていない = "書いた文は、まだどこにも載せていません。写して使ってください。"


@pytest.mark.parametrize(
    "text",
    [
        "課題#1に返信",
        "#1に返信したい",
        "課題1へコメントを書きたいです",
        "課題#1に返信するには？",
        "#1に返信お願いします",
        "#1に返信したいんですけど",
        "#1への返信はどこに書けばいいですか？",
        "課題#1に「紙の申請書は廃止しました」と返信して",
        "#1に返信するにはどうしたらいいですか",
        "#1に返信する方法を教えて",
        "#1に返信させてください",
        "#1に返信：紙を廃止しました",
        "#1のカードにコメントしたいのですが、どうすればいいですか",
    ],
)
@pytest.mark.city(after=issue_in_forum)
async def test_課題に返信と送ると返信がどこに載りだれに見えるかがわかる(
    world: World, text: str
) -> None:
    読んだ = await world.森田.says(text)
    assert 行き先 in 読んだ
    assert ここではない in 読んだ


@pytest.mark.parametrize(
    "text",
    [
        "#1に返信：Power Automate で紙を廃止しました。",
        "#1へのコメント\nPower Automate で紙を廃止しました。",
        "課題1に返信「Power Automate で紙を廃止しました。」",
        "課題1に「Power Automate で紙を廃止しました。」と返信してください",
        "課題1にPower Automate で紙を廃止しました。と返信して",
        "課題に返信：Power Automate で紙を廃止しました。",
        "課題#9に返信：Power Automate で紙を廃止しました。",
    ],
)
@pytest.mark.city(after=issue_in_forum)
async def test_返信に書きたい文は載せていないと言い写せるようにそのまま示す(
    world: World, text: str
) -> None:
    読んだ = await world.森田.says(text)
    assert f"{まだ載せていない}\n" in 読んだ
    assert "\n　Power Automate で紙を廃止しました。\n" in 読んだ


@pytest.mark.parametrize("text", ["課題に返信したい", "#1にちゃんと返信したい"])
@pytest.mark.city(after=issue_in_forum)
async def test_書きたい文のない返信では文のことを言わない(world: World, text: str) -> None:
    assert まだ載せていない not in await world.森田.says(text)


@pytest.mark.parametrize(
    "text",
    [
        "課題#1への返信を見たい",
        "#1への返信を見せて",
        "#1に返信ありますか",
        "#1に返信は来ていますか？",
        "#1の返信",
    ],
)
@pytest.mark.city(after=issue_in_forum)
async def test_返信を見たいときは話し合いを見せて行き先を言わない(world: World, text: str) -> None:
    読んだ = await world.森田.says(text)
    assert "課題#1の話し合い" in 読んだ
    assert 行き先 not in 読んだ


@pytest.mark.city(after=issue_in_forum)
async def test_返信したあとには行き先を言わない(world: World) -> None:
    for text in ("[#1] 返信しました", "#1に返信しないでください", "#1"):
        assert 行き先 not in await world.森田.says(text)


@pytest.mark.city(after=issue_in_forum)
async def test_取り下げた課題への返信には取り下げたことと戻し方を言う(world: World) -> None:
    書いた人 = world.市川
    await 書いた人.says("#1を取り下げにして")
    await 書いた人.says("はい")
    読んだ = await world.森田.says("#1に返信")
    assert "課題#1は取り下げられています。" in 読んだ
    assert "「状態・段階・担当を変える」で受付に戻す" in 読んだ
    assert 行き先 not in 読んだ


@pytest.mark.city(after=issue_in_forum)
async def test_登録したばかりの課題のカードはこのあとチャンネルに載ると言う(
    world: World,
) -> None:
    書いた人 = world.市川
    await 書いた人.says("課題：印鑑の台帳を紙で数えている。")
    await 書いた人.presses("登録する")
    読んだ = await world.森田.says("#2に返信")
    assert "課題#2のカードは、このあとチャンネルに載ります。載ったカードへの返信に書くと" in 読んだ
    assert "載っていないため" not in 読んだ
    post_in(world.bot)
    await deliver(world.bot)
    assert 行き先.replace("#1", "#2") in await world.森田.says("#2に返信")


async def test_チャンネルに載っていない課題には返信できるところがないと言い残し方を言う(
    world: World,
) -> None:
    書いた人 = world.市川
    await 書いた人.says("課題：転入届を二つのシステムに手で打っている。")
    await 書いた人.presses("登録する")
    人 = world.森田
    読んだ = await 人.says("課題#1に返信")
    assert "課題#1のカードはチャンネルに載っていないため、返信できるところがありません。" in 読んだ
    assert 行き先 not in 読んだ
    読んだ = await 人.says(f"#1の対応策：{工夫}")
    assert 工夫 in 読んだ


async def test_ない課題への返信にはその課題がないと言う(world: World) -> None:
    assert "課題#9は見つかりません。" in await world.森田.says("課題#9に返信")


@pytest.mark.city(after=issue_in_forum)
async def test_番号のない返信にはどの課題かを聞く(world: World) -> None:
    for text in ("課題に返信したい", "課題に返信してください", "課題に返信したいです"):
        読んだ = await world.森田.says(text)
        assert "どの課題に返信しますか。「#12に返信」のように送ると" in 読んだ
        assert "転入届の二度打ち" in 読んだ
    読んだ = await world.森田.says("課題への返信を見せて")
    assert "どの課題の話し合いを見ますか。" in 読んだ
    assert "転入届の二度打ち" in 読んだ
