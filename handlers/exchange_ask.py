"""To each 統括リーダー once a week, and once more: how their issues and measures are going."""

from collections.abc import Mapping

from cards.elements import Card
from cards.exchange import ExchangeShown, exchange_card
from domain.chief import led_by
from domain.outbox import Notice, dedupe_key
from domain.people import Person
from handlers.issue_seen import names_of
from handlers.occasion import Dropped, Occasion
from storage.exchanges import newest_exchange

ASK, AGAIN = "exchange.ask", "exchange.again"
OVER, NOTHING_TO_ASK = "exchange_over", "nothing_to_ask"


def notice(kind: str, person: Person, *, week: str) -> Notice:
    """Of a week there is one of each kind for a person."""
    return Notice(kind, person.id, dedupe_key(kind, week, person.id), {"week": week})


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    return await _written(occasion, args, is_again=False)


async def write_again(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    return await _written(occasion, args, is_again=True)


async def _written(
    occasion: Occasion, args: Mapping[str, str], *, is_again: bool
) -> Card | Dropped:
    """Of the departments for which they answer at this moment; nothing once all is answered."""
    number, departments = occasion.organization_id, led_by(occasion.person)
    exchange = await newest_exchange(occasion.session, organization_id=number)
    if exchange is None or exchange.round.week != args["week"] or exchange.round.closed_at:
        return Dropped(OVER)
    if not exchange.waiting(departments):
        return Dropped(NOTHING_TO_ASK)
    shown = ExchangeShown(
        exchange=exchange,
        departments=sorted(departments),
        names=await names_of(
            occasion.session,
            (item.answered_by for item in exchange.of(departments)),
            organization_id=number,
        ),
    )
    return exchange_card(shown, now=occasion.now, is_again=is_again)
