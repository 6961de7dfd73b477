"""docs/改善事例.md speaks of words that are understood and of buttons that there are."""

import re
from pathlib import Path

import pytest

from tests.cases import publish
from tests.scenarios.reported_cases import TEXT, person_of
from tests.scenarios.test_事例のファイル import has_cases
from tests.scenarios.world import World

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "docs" / "改善事例.md").read_text("utf-8")
CARDS = "\n".join(file.read_text("utf-8") for file in (PROJECT / "cards").glob("case*.py"))
HEADINGS = {"報告する", "探す・まねる"}
SAID = [each for each in re.findall(r"\*\*(.+?)\*\*", GUIDE) if each not in HEADINGS]
PRESSED = re.findall(r"「([^」]+)」(?:を押|（わけ|（直し|から|$)", GUIDE, re.MULTILINE)


def test_手引きには送れる言葉とボタンが出てくる() -> None:
    assert len(SAID) > 10
    assert {"書きはじめる", "確認へ", "報告する", "フォーラムに載せる", "取り下げる"} <= {*PRESSED}


@pytest.mark.parametrize("label", sorted({*PRESSED, "承認する", "確認の順番を変える"}))
def test_手引きのボタンはほんとうにある(label: str) -> None:
    if label != "改善事例として報告":  # in the menu of a message
        assert f'"{label}"' in CARDS, label


ANSWERS = {
    "改善事例を報告したい": "改善事例の報告",
    "自分の事例": "自分の改善事例",
    "転記の自動化の事例ある？": "改善事例が見つかりました",
    "税務課の、月10時間以上の事例は？": "改善事例が見つかりません",
    "コスト削減の事例": "改善事例が見つかりません",
    "横展開マップ": "横展開マップ",
    "事例の確認待ち": "事例の確認待ち",
    "@かけはし このチャンネルに改善事例を周知して": "そのチャンネルで送ってください",
    "今月の改善事例を選ぶ": "2026年11月の改善事例",
    "改善事例をExcelで書き出して": "改善事例の書き出し",
    "今年度の改善事例を一覧のファイルで": "改善事例の書き出し",
    "成果発表のスライドを作って": "改善事例の成果発表",
    "令和7年度の改善事例をパワポにして": "令和7年度の改善事例がまだありません",
    "今月の改善事例をスライドで": "2026年11月の改善事例は、まだ選ばれていません",
}
"""In a city with cases of this fiscal year that none of the month is chosen of yet."""


async def test_手引きの言葉は通じる(world: World) -> None:
    await has_cases(world)
    assert {*SAID} == ANSWERS.keys()
    for said, answer in ANSWERS.items():
        assert answer in await world.水谷.says(said.removeprefix("@かけはし ")), said


async def test_手引きのいう事例のカードから取り下げられる(world: World) -> None:
    """Where the guide says 「事例の「取り下げる」」: on the case's own card, of who may."""
    assert "事例の「取り下げる」を押し" in GUIDE
    case = await publish(
        world.bot.deployment.database, TEXT, author_id=(await person_of(world, world.市川)).id
    )
    市川, 森田 = world.市川, world.森田
    assert case.called in await 市川.says("事例を取り下げたい")
    await 市川.says(f"{case.name}を見せて")
    await 市川.presses("取り下げる")
    assert "取り下げる理由" in 市川.reads
    assert "取り下げる" not in await 森田.says(f"{case.name}を見せて")
    await 市川.says(f"{case.name}を見せて")
    assert "取り下げる理由" in await 市川.says("取り下げる")
    assert "取り下げました" in await 市川.sends_in(reason="中身が古くなったため")
