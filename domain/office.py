"""What an organization's office says of how it is told: when, in which channels, and not at night."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from domain.business_calendar import BusinessCalendar, OwnDays
from domain.day_words import clock_time
from domain.digest_rules import DigestRules
from domain.errors import DomainError
from domain.exchange_rules import ExchangeRules
from domain.japan_time import JAPAN
from domain.weekly_schedule import Weekday, WeeklySchedule
from domain.workspace import SLACK, TEAMS

_IDS = {
    SLACK: re.compile(r"(?:T[A-Z0-9]{2,20}/)?[CG][A-Z0-9]{2,20}"),
    TEAMS: re.compile(r"19:[A-Za-z0-9_.=-]{1,200}@thread\.(tacv2|v2|skype)"),
}
"""What the platforms' ids of channels and group chats look like; Slack's may have its workspace's before it."""


class ImpossibleOffice(DomainError):
    """A channel or hours that cannot be; the sentence says which, and what to write."""


class OfficeChannel(StrEnum):
    """The organization's channels that are told of something; which they are is a setting."""

    FORUM = "forum"
    SECRETARIAT = "secretariat"
    CASES = "cases"
    """Those in which published cases are shown besides the forum: as many as the office chooses."""


ONE_EACH = (OfficeChannel.FORUM, OfficeChannel.SECRETARIAT)
"""Of these the organization has one, or none."""


THREAD = ";messageid="
"""Stands between a channel's id and that of the message which begins a thread there: Teams' own way to
write it, here that of all platforms.
"""


@dataclass(frozen=True, slots=True)
class ChannelPlace:
    """``id`` is the platform's own for that channel; with ``THREAD``, for a thread in it."""

    platform: str
    id: str

    def in_thread(self, thread: str) -> "ChannelPlace":
        return ChannelPlace(self.platform, f"{self.id}{THREAD}{thread}") if thread else self

    def has(self, platform: str, channel: str) -> bool:
        """Whether it is that channel: the office may have written one of Slack without its workspace."""
        return platform == self.platform and self.id in (channel, channel.rpartition("/")[2])

    @property
    def takes_files(self) -> bool:
        """Whether files can be put there: a bot may not in a channel of Teams.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
        """
        return self.platform == "slack"

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begins`` until ``ends``, over midnight where that is earlier. Raises ImpossibleOffice."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise ImpossibleOffice(
                "送らない時間帯の始まりと終わりが同じです。「20:00-8:00」のように書いてください。"
            )

    def __contains__(self, at: time) -> bool:
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def __str__(self) -> str:
        return f"{clock_time(self.begins)}-{clock_time(self.ends)}"

    def left_by(self, moment: datetime) -> datetime:
        """``moment``, or the next end of these hours where it is within them."""
        if moment.time() not in self:
            return moment
        end = datetime.combine(moment.date(), self.ends, tzinfo=JAPAN)
        return end if end > moment else end + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Office:
    """``since`` is when its turns have begun to be counted, None before: nothing earlier is caught up. They
    begin anew when the weekday or the time is changed.

    Raises ImpossibleOffice where the reminders would fall into the quiet hours.
    """

    since: datetime | None = None
    weekday: Weekday = Weekday.MONDAY
    at: time = time(9, 0)
    forum: ChannelPlace | None = None
    secretariat: ChannelPlace | None = None
    quiet: QuietHours | None = QuietHours(time(20, 0), time(8, 0))
    paused_at: datetime | None = None
    own_days: OwnDays = field(default_factory=OwnDays)
    exchange: ExchangeRules = field(default_factory=ExchangeRules)
    digest: DigestRules = field(default_factory=DigestRules)

    def __post_init__(self) -> None:
        for at in filter(None, (self.at, self.exchange.at)):
            if self.quiet and at in self.quiet:
                raise ImpossibleOffice(
                    f"{clock_time(at)}は、送らない時間帯（{self.quiet}）の中です。"
                    "時刻か時間帯のどちらかを変えてください。"
                )

    def schedule(self, name: str) -> WeeklySchedule:
        return WeeklySchedule(name, self.weekday, self.at)

    def exchange_schedule(self, name: str) -> WeeklySchedule:
        """Of the 情報交換: its own weekday and time, or those of the other weekly messages."""
        own = self.exchange
        return WeeklySchedule(name, own.weekday or self.weekday, own.at or self.at)

    def digest_schedule(self, name: str) -> WeeklySchedule:
        return WeeklySchedule(name, self.digest.weekday, self.digest.at)

    @property
    def digest_since(self) -> datetime | None:
        """From when its turns are counted, None before the office's are."""
        if self.since is None:
            return None
        return max(self.since, self.digest.since or self.since)

    @property
    def exchange_since(self) -> datetime | None:
        """From when its turns are counted, None before the office's are."""
        if self.since is None:
            return None
        return max(self.since, self.exchange.since or self.since)

    def calendar(self, is_national_holiday: Callable[[date], bool]) -> BusinessCalendar:
        """Of its open days."""
        return BusinessCalendar(is_national_holiday, self.own_days)

    def place(self, channel: OfficeChannel) -> ChannelPlace | None:
        """None where none has been set; of ``ONE_EACH``."""
        match channel:
            case OfficeChannel.FORUM:
                return self.forum
            case OfficeChannel.SECRETARIAT:
                return self.secretariat
            case OfficeChannel.CASES:
                return None
            case _:
                assert_never(channel)

    def may_tell_from(self, moment: datetime, calendar: BusinessCalendar) -> datetime:
        """``moment``, or the next one that is on an open day and not quiet. Raises NeverOpen."""
        found = self._loud(moment.astimezone(JAPAN))
        if calendar.is_open(found.date()):
            return found
        return self._loud(_midnight(calendar.next_business_day(found.date())))

    def _loud(self, moment: datetime) -> datetime:
        return self.quiet.left_by(moment) if self.quiet else moment


def channel_place(words: str) -> ChannelPlace:
    """``slack:C0123ABCD``, ``slack:T0123/C0123ABCD`` or ``teams:19:a1b2c3@thread.tacv2``.

    Raises ImpossibleOffice.
    """
    platform, _, number = words.strip().partition(":")
    known = _IDS.get(platform)
    if known is None or not known.fullmatch(number):
        raise ImpossibleOffice(
            f"「{words.strip()[:60]}」はチャンネルとして読めません。Slackは「slack:C0123ABCD」、"
            "Teamsは「teams:19:a1b2c3d4e5f6@thread.tacv2」のように、チャンネルのIDを略さずに書いてください。"
        )
    return ChannelPlace(platform, number)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=JAPAN)
