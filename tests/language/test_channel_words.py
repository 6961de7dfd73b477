"""「ここを事務局のチャンネルにして」."""

import pytest

from domain.office import OfficeChannel
from language.channel_words import channel_chosen


@pytest.mark.parametrize(
    "said",
    [
        "ここを事務局のチャンネルにして",
        "ここを事務局のチャンネルにしてください。",
        "このチャンネルを事務局用にして",
        "このチャネルを、事務局のチャネルに設定して",
        "ここを事務局にします",
        "ここを事務局のお知らせのチャンネルに変えて",
    ],
)
def test_事務局のチャンネルを決める言葉(said: str) -> None:
    assert channel_chosen(said) is OfficeChannel.SECRETARIAT


@pytest.mark.parametrize(
    "said",
    [
        "ここをフォーラムのチャンネルにして",
        "ここをDX推進クロスフォーラムのチャンネルとして使ってください",
        "こちらをフォーラムに設定",
    ],
)
def test_フォーラムのチャンネルを決める言葉(said: str) -> None:
    assert channel_chosen(said) is OfficeChannel.FORUM


@pytest.mark.parametrize(
    "said",
    [
        "",
        "事務局の確認待ち",
        "フォーラムはいつですか",
        "ここを事務局のチャンネルにしないで",
        "ここで事務局に質問してもいいですか",
        "ここを会議室にして",
        "ここを事務局のチャンネルにして" + "あ" * 5_000,
        "ここを事務局のチャンネルにして、ついでに市川さんの受講状況も見せてください",
    ],
)
def test_ほかの文は読み取らない(said: str) -> None:
    assert channel_chosen(said) is None
