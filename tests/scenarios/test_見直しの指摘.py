"""What a second look found: somebody else's report, one's own family name, a leaver who comes back."""

import pytest

from tests.scenarios.world import World


@pytest.mark.parametrize(
    "text",
    [
        "市川さんが情報セキュリティ研修（年次）を受講しました",
        "市川さんの登録情報",
        "架空さんが受講しました",
    ],
)
async def test_ほかの人の報告と登録情報は本人に任せる(world: World, text: str) -> None:
    assert "ご本人が行います" in await world.三宅.says(text)


async def test_自分の報告と登録情報はこれまでどおり(world: World) -> None:
    assert "いつ" in await world.市川.says("情報セキュリティ研修（年次）を受講しました")
    assert "職員番号" in await world.市川.says("登録情報")


@pytest.mark.parametrize(
    "text",
    [
        "市川さんが次に受けるべき研修を事務局から聞かれました",
        "私が指導している市川さんについて、次に受ける研修を教えて",
    ],
)
async def test_誰かに聞かれた人のことはその人のカードで答える(world: World, text: str) -> None:
    assert "市川　遥さんの" in await world.三宅.says(text)
