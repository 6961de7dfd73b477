"""「ここを事務局のチャンネルにして」: what is told there from now on, to whoever has said so."""

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from cards.elements import Button, Buttons, Card, Element, note, paragraph
from domain.delivery_report import REPORT_AFTER
from domain.office import OfficeChannel

_NAMES = {
    OfficeChannel.FORUM: "フォーラム",
    OfficeChannel.SECRETARIAT: "事務局",
    OfficeChannel.CASES: "改善事例の周知",
}


def channel_chosen_card(
    channel: OfficeChannel, *, is_new: bool, is_both: bool, schedule: str
) -> Card:
    """``is_both``: the other one is the same. ``schedule``: 「毎週月曜日 9:00」."""
    name = _NAMES[channel]
    line = f"ここを{name}のチャンネルに{'しました' if is_new else 'しています'}。"
    return Card(
        f"{name}のチャンネル",
        (
            paragraph(line, _what(channel, schedule)),
            *_both(is_both=is_both),
            note(
                "かけはしをこのチャンネルから外すと届きません。"
                f"変えるときは、移す先のチャンネルで「{_words(channel)}」と送ってください。"
            ),
            Buttons((Button("配信状況", "delivery.show"),)),
        ),
        line,
    )


def say_it_there_card(channel: OfficeChannel) -> Card:
    line = (
        f"{_NAMES[channel]}のチャンネルにしたいチャンネルにかけはしを加え、"
        f"そのチャンネルで「@かけはし {_words(channel)}」と送ってください。"
    )
    return Card("そのチャンネルで送ってください", (paragraph(line),), line)


def channel_name(channel: OfficeChannel) -> str:
    return _NAMES[channel]


def _words(channel: OfficeChannel) -> str:
    return f"ここを{_NAMES[channel]}のチャンネルにして"


def _what(channel: OfficeChannel, schedule: str) -> str:
    match channel:
        case OfficeChannel.FORUM:
            return f"{schedule}に、これから開かれる研修とチェックインの呼びかけを送ります。"
        case OfficeChannel.SECRETARIAT:
            minutes = REPORT_AFTER // timedelta(minutes=1)
            return f"{schedule}の{minutes}分後に、お知らせの配信状況を送ります。"
        case OfficeChannel.CASES:
            return "公開された改善事例を投稿します。"
        case _:
            assert_never(channel)


def _both(*, is_both: bool) -> Iterator[Element]:
    if is_both:
        yield paragraph(
            "フォーラムと事務局が同じチャンネルです。配信状況は、このチャンネルの全員に見えます。"
        )


EXAMPLES = {
    "事務局のチャンネルを決めた": channel_chosen_card(
        OfficeChannel.SECRETARIAT, is_new=True, is_both=False, schedule="毎週月曜日 9:00"
    ),
    "フォーラムのチャンネルが事務局と同じ": channel_chosen_card(
        OfficeChannel.FORUM, is_new=True, is_both=True, schedule="毎週月曜日 9:00"
    ),
    "チャンネルで送ってもらう": say_it_there_card(OfficeChannel.FORUM),
}
