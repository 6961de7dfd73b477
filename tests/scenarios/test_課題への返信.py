"""「#12に返信」: where a reply is written and who sees it; nothing is posted from the private talk."""

import pytest

from tests.scenarios.test_課題の話し合い import issue_in_forum, 工夫
from tests.scenarios.world import World

行き先 = (
    "返信は、チャンネルに載っている課題#1のカードに書くと、"
    "チャンネルの方と、この話し合いを開いた職員に見えます。"
)
ここではない = "ここに送った文は、話し合いには載りません。"


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
    ],
)
@pytest.mark.city(after=issue_in_forum)
async def test_課題に返信と送ると返信がどこに載りだれに見えるかがわかる(
    world: World, text: str
) -> None:
    読んだ = await world.森田.says(text)
    assert 行き先 in 読んだ
    assert ここではない in 読んだ


@pytest.mark.city(after=issue_in_forum)
async def test_返信を見たいだけのときや返信したあとには行き先を言わない(world: World) -> None:
    for text in ("課題#1への返信を見たい", "[#1] 返信しました", "#1"):
        assert 行き先 not in await world.森田.says(text)


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
    読んだ = await world.森田.says("課題に返信したい")
    assert "どの課題に返信しますか。「#12に返信」のように送ると" in 読んだ
    assert "転入届の二度打ち" in 読んだ
