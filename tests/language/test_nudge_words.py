"""「市川さんに声をかけて」."""

import pytest

from language.nudge_words import nudged_in_words


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("市川さんに声をかけて", "市川さん"),
        ("市川さんに声をかけてください。", "市川さん"),
        ("市川　遥さんへ声かけをお願いします", "市川遥さん"),
        ("市川さんに声を掛けてもらえますか？", "市川さん"),
        ("市川さんに受講の声かけをしたい", "市川さん"),
        ("市川くんに声かけを送って", "市川くん"),
    ],
)
def test_だれに声をかけるかを読む(said: str, who: str) -> None:
    assert nudged_in_words(said) == who


@pytest.mark.parametrize(
    "said",
    [
        "市川さんに声をかけてもいい？",
        "市川さんに声をかける？",
        "市川さんに声をかけられますか",
        "市川さんに声をかけられた",
        "市川さんに声をかけた",
        "市川さんに声をかけないで",
        "市川さんが声をかけて",
        "部下に声をかけて",
        "困ったときは、市川さんに声をかけてください",
    ],
)
def test_尋ねる言葉やほかの話では声をかけない(said: str) -> None:
    assert nudged_in_words(said) is None
