"""「ここを事務局のチャンネルにして」."""

import pytest

from domain.office import OfficeChannel
from language.channel_words import cases_shown_here, channel_chosen


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


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("このチャンネルに改善事例を周知して", True),
        ("このチャンネルに改善事例を周知してください。", True),
        ("ここに改善事例を知らせて", True),
        ("ここにも公開された事例をお知らせしてください", True),
        ("このチャネルへ事例を投稿してほしいです", True),
        ("こちらに改善事例を流してもらえますか", True),
        ("このチャンネルに改善事例を周知しないで", False),
        ("このチャンネルには改善事例を周知しないでください", False),
        ("ここでの改善事例の周知をやめて", False),
        ("このチャンネルの改善事例の投稿は不要です", False),
        ("ここには事例を流さないで", False),
        ("", None),
        ("改善事例を周知して", None),
        ("改善事例を報告したい", None),
        ("このチャンネルに改善事例を周知していますか", None),
        ("このチャンネルに転記の改善事例はありますか", None),
        ("ここに事例を書いてもいいですか", None),
        ("このチャンネルを周知して", None),
        ("このチャンネルに改善事例を周知して" + "あ" * 5_000, None),
    ],
)
def test_改善事例を周知するチャンネルを決める言葉(said: str, shown: bool | None) -> None:
    assert cases_shown_here(said) is shown
    assert channel_chosen(said) is None
