"""Somebody on Slack is told something in their direct messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.people import People
from bot.slack.place import NOWHERE
from bot.slack.sender import Sender
from bot.slack.web_api import SlackRefused, SlackSilent
from bot.telling import NotTold, Told
from cards.elements import Card
from domain.account import Account, AccountKind


@dataclass(frozen=True, slots=True)
class SlackTelling:
    people: People
    sender: Sender

    async def tell(self, account: Account, cards: Sequence[Card]) -> Told | NotTold:
        """A guest since is not told: what is known of an account is a day old at most."""
        user = account.platform_id
        try:
            if (await self.people.account(user)).kind is not AccountKind.MEMBER:
                return NotTold("no member any more")
            await self.sender.show(cards, user=user, place=NOWHERE)
        except SlackSilent as silence:
            return NotTold(str(silence), is_certain=False)
        except SlackRefused as refusal:
            return NotTold(str(refusal))
        return Told()
