"""What ``kakehashi office`` sets and shows of the 情報交換, of what is stalled, and of 今週のまとめ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import click

from domain.digest_rules import DigestRules, ImpossibleDigest
from domain.exchange_rules import ExchangeRules, ImpossibleExchange
from domain.office import Office
from domain.schedule_words import weekly_schedule
from domain.weekly_schedule import every_week

OFF, WITH_THE_OTHERS = "none", "同じ"


@dataclass(frozen=True, slots=True)
class ExchangeWishes:
    """As given on the command line; what was not said stays."""

    when: str | None
    again_after: int | None
    closes_after: int | None
    stalled_office_after: int | None

    def on(self, rules: ExchangeRules) -> ExchangeRules:
        """Raises ImpossibleSchedule, ImpossibleExchange."""
        said = {
            "again_after": self.again_after,
            "closes_after": self.closes_after,
            "stalled_office_after": self.stalled_office_after,
        }
        numbers = {name: value for name, value in said.items() if value is not None}
        wanted = replace(rules, **numbers)  # type: ignore[arg-type]  # fields of that type
        if self.when is None:
            return wanted
        if self.when == OFF:
            return replace(wanted, is_on=False)
        if self.when == WITH_THE_OTHERS:
            return replace(wanted, is_on=True, weekday=None, at=None)
        weekday, _, at = self.when.strip().partition(" ")
        if not at.strip():
            raise ImpossibleExchange(
                f"情報交換の曜日と時刻は「火曜 10:00」のように、毎週の知らせに合わせるときは"
                f"「{WITH_THE_OTHERS}」、行わないときは「{OFF}」と書いてください。"
            )
        chosen = weekly_schedule("", weekday=weekday, at=at)
        return replace(wanted, is_on=True, weekday=chosen.weekday, at=chosen.at)


def digest_on(rules: DigestRules, when: str | None) -> DigestRules:
    """As given on the command line. Raises ImpossibleSchedule, ImpossibleDigest."""
    if when is None:
        return rules
    if when == OFF:
        return replace(rules, is_on=False)
    weekday, _, at = when.strip().partition(" ")
    if not at.strip():
        raise ImpossibleDigest
    chosen = weekly_schedule("", weekday=weekday, at=at)
    return replace(rules, is_on=True, weekday=chosen.weekday, at=chosen.at)


def exchange_lines(office: Office) -> Iterator[tuple[str, str]]:
    rules = office.exchange
    schedule = office.exchange_schedule("")
    when = every_week(schedule.weekday, schedule.at)
    again = f"{rules.again_after}開庁日あとにもう一度、{rules.closes_after}開庁日あとにまとめる"
    digest = office.digest
    yield "週のまとめ", every_week(digest.weekday, digest.at) if digest.is_on else "送らない"
    yield "情報交換", f"{when}（{again}）" if rules.is_on else "行わない"
    later = f"そのあと{rules.stalled_office_after}開庁日で事務局に知らせる"
    yield "動きのない課題", f"30日で部局のDX統括リーダーに、{later}"


_OPTIONS = (
    click.option(
        "--digest",
        metavar="曜日と時刻",
        help="前の週のまとめを事務局に送る曜日と時刻（例：「月曜 8:30」、none）",
    ),
    click.option(
        "--exchange",
        metavar="曜日と時刻",
        help="情報交換を聞く曜日と時刻（例：「火曜 10:00」、毎週の知らせと「同じ」、none）",
    ),
    click.option(
        "--exchange-again",
        type=int,
        metavar="開庁日",
        help="答えのない部局に、何開庁日あとにもう一度聞くか",
    ),
    click.option(
        "--exchange-closes",
        type=int,
        metavar="開庁日",
        help="何開庁日あとに答えをまとめるか",
    ),
    click.option(
        "--stalled-office",
        type=int,
        metavar="開庁日",
        help="動きのない課題を、DX統括リーダーの何開庁日あとに事務局へ知らせるか",
    ),
)


def exchange_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
