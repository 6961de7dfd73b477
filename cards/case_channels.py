"""「このチャンネルに改善事例を周知して」: what is shown there from now on, to whoever has said so."""

from collections.abc import Iterator

from cards.elements import Card, Element, note, paragraph

_TITLE = "改善事例を知らせるチャンネル"


def case_channel_card(*, is_shown: bool, is_new: bool, is_forum: bool = False) -> Card:
    """``is_forum``: cases are shown there all the same."""
    if is_shown:
        line = f"公開された改善事例を、このチャンネルに{'投稿します' if is_new else '投稿しています'}。"
    elif is_new:
        line = "公開された改善事例を、このチャンネルには投稿しないようにしました。"
    else:
        line = "このチャンネルは、改善事例を知らせるチャンネルではありません。"
    return Card(_TITLE, (paragraph(line), *_what_follows(is_shown, is_new, is_forum)), line)


def _what_follows(is_shown: bool, is_new: bool, is_forum: bool) -> Iterator[Element]:
    if is_shown:
        yield note(
            "公開範囲が「全庁」の事例だけです。"
            "やめるときは、ここで「このチャンネルに改善事例を周知しないで」と送ってください。"
        )
    elif is_forum:
        yield note("ここはフォーラムのチャンネルです。フォーラムへの投稿は続きます。")
    elif is_new:
        yield note("これまでの投稿は残り、その事例が次に変わったときに内容が消えます。")


def is_forum_card() -> Card:
    line = "ここはフォーラムのチャンネルです。公開された改善事例は、すでにここに投稿しています。"
    return Card(_TITLE, (paragraph(line),), line)


def say_it_there_card(*, is_shown: bool) -> Card:
    """Said in private."""
    words = "周知して" if is_shown else "周知しないで"
    line = (
        "知らせるチャンネルにかけはしを加え、"
        f"そのチャンネルで「@かけはし このチャンネルに改善事例を{words}」と送ってください。"
    )
    return Card("そのチャンネルで送ってください", (paragraph(line),), line)


EXAMPLES = {
    "改善事例のチャンネルを決めた": case_channel_card(is_shown=True, is_new=True),
    "改善事例のチャンネルをやめた": case_channel_card(is_shown=False, is_new=True),
    "もともと改善事例のチャンネルでない": case_channel_card(is_shown=False, is_new=False),
    "改善事例のチャンネルがフォーラム": is_forum_card(),
    "改善事例のチャンネルで送ってもらう": say_it_there_card(is_shown=True),
}
