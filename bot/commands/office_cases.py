"""What ``kakehashi office`` sets and shows of improvement cases: who reviews, where they are shown."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from bot.channel_check import cannot_send_to
from bot.settings import Settings
from cards.case_queue import route_words
from cards.office_channel import channel_name
from domain.case_review import route_named
from domain.improvement_case import ReviewRoute
from domain.office import ChannelPlace, OfficeChannel, channel_place
from handlers.case_route import change_route
from storage.case_rules import (
    add_case_channel,
    case_channels,
    remove_case_channel,
    review_route,
)
from storage.session import Session


@dataclass(frozen=True, slots=True)
class CaseSettings:
    route: ReviewRoute
    channels: tuple[ChannelPlace, ...]
    """Besides the forum."""

    def without_connection(self, settings: Settings, installed: Collection[str]) -> Iterator[str]:
        """One sentence for each channel to which nothing can be sent."""
        for place in self.channels:
            if why := cannot_send_to(place, settings, installed):
                yield f"{channel_name(OfficeChannel.CASES)}（{place}）：{why}"

    def lines(self, settings: Settings, installed: Collection[str]) -> Iterator[tuple[str, str]]:
        for place in self.channels:
            why = cannot_send_to(place, settings, installed)
            yield channel_name(OfficeChannel.CASES), f"{place}{f'（{why}）' if why else ''}"
        yield "改善事例の確認", route_words(self.route)


@dataclass(frozen=True, slots=True)
class CaseWishes:
    """As given on the command line; what was not said stays."""

    route: ReviewRoute | None
    shown_in: tuple[ChannelPlace, ...]
    not_shown_in: tuple[ChannelPlace, ...]

    @classmethod
    def of(cls, *, review: str | None, on: Collection[str], off: Collection[str]) -> "CaseWishes":
        """Raises ImpossibleOffice, and what ``route_named`` does."""
        route = None if review is None else route_named(review)
        return cls(route, tuple(map(channel_place, on)), tuple(map(channel_place, off)))

    async def save(self, session: Session, *, organization_id: int, at: datetime) -> bool:
        """Whether anything is new."""
        has_changed = self.route is not None and await change_route(
            session, self.route, organization_id=organization_id, at=at
        )
        for place in self.shown_in:
            has_changed |= await add_case_channel(session, place, organization_id=organization_id)
        for place in self.not_shown_in:
            has_changed |= await remove_case_channel(
                session, place, organization_id=organization_id
            )
        return has_changed


async def case_settings(session: Session, *, organization_id: int) -> CaseSettings:
    return CaseSettings(
        await review_route(session, organization_id=organization_id),
        await case_channels(session, organization_id=organization_id),
    )


_OPTIONS = (
    click.option(
        "--case-review",
        metavar="確認する人",
        help="改善事例を公開する前に確認する人（リーダー、事務局、両方）",
    ),
    click.option(
        "--case-channel",
        multiple=True,
        metavar="チャンネル",
        help="改善事例を知らせるチャンネルを、フォーラムのほかに加える（書き方は --forum と同じ）",
    ),
    click.option(
        "--no-case-channel",
        multiple=True,
        metavar="チャンネル",
        help="改善事例を知らせるチャンネルから外す",
    ),
)


def case_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
