"""Everybody's letter box: what the outbox sends in the sample city, read as plain text."""

from asyncio import gather
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from bot.main import Bot
from cards.elements import Card
from cards.renderers import plain_text, slack, teams
from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from domain.people import Person
from scheduler.platforms import (
    Address,
    CannotTell,
    Gone,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    OnlyFor,
    Refused,
    Sent,
)

PLATFORM = "post"


@dataclass
class Post:
    """A platform that everybody is on and that never fails. As on all others, one message is one page."""

    boxes: defaultdict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))

    async def accounts(self, person: Person) -> Sequence[Account]:
        never = datetime(1970, 1, 1, tzinfo=JAPAN)
        return (Account(PLATFORM, person.email, AccountKind.MEMBER, person.email, "", never),)

    async def look_up(self, person: Person) -> None:
        """Nobody is left to be found."""

    async def address(self, account: Account) -> Address:
        return Address(account.platform_id)

    async def channel_address(self, channel: str) -> Address:
        return Address(channel)

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        if not _is_one_page(letter.card):
            return Refused("too_long")
        letter.before_call()
        self.boxes[address.conversation].append(letter.card)
        return Sent(str(len(self.boxes[address.conversation])))

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        """A message whose place is empty has been deleted."""
        box = self.boxes[address.conversation]
        if (number := int(message_id)) not in range(1, len(box) + 1):
            return Gone("message_not_found")
        if not _is_one_page(letter.card):
            return Refused("too_long")
        letter.before_call()
        box[number - 1] = letter.card
        return Sent(message_id)

    async def find(self, key: str, *, conversation: str, since: datetime) -> NotThere | CannotTell:
        return NotThere()

    def again(self) -> "Post":
        """With what stands there now."""
        return Post(defaultdict(list, {at: list(cards) for at, cards in self.boxes.items()}))

    def read(self, address: str) -> str:
        """All that stands there."""
        return "\n".join(plain_text.render(card) for card in self.boxes[address])

    def last(self, address: str) -> Card:
        return self.boxes[address][-1]


def _is_one_page(card: Card) -> bool:
    return len(slack.render(card)) == len(teams.render(card)) == 1


def post_in(bot: Bot, post: Post | None = None) -> Post:
    """Put up beside whatever platforms there are, empty if it is not said."""
    post = post or Post()
    bot.platforms[PLATFORM] = OnlyFor(bot.deployment.organization.id, post)
    return post


async def deliver(bot: Bot) -> int:
    """All that is due; how many were looked at. What goes to people goes together, as in the product;
    what goes to channels one after another: there, a change that meets another comes later.
    """
    delivery, count = bot.delivery(bot.deployment.organization.id), 0
    while claimed := await delivery.claimed(200):
        for is_personal, some in groupby(claimed, lambda each: each[1].staff_id is not None):
            if is_personal:
                await gather(*(sender.deliver(message) for sender, message in some))
                continue
            for sender, message in some:
                await sender.deliver(message)
        count += len(claimed)
    return count
