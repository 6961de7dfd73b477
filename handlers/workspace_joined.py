"""The secretariat hears of each Slack workspace that is added: it knows whether that was wanted."""

from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.workspace_joined import workspace_joined_card
from domain.office import OfficeChannel
from domain.outbox import Notice
from domain.workspace import SLACK
from handlers.occasion import ChannelOccasion, Dropped
from storage.workspaces import workspace_of

KIND = "workspace.joined"


def notice(external_id: str, *, invitation: str, gone_since: datetime | None) -> Notice:
    """Of one that we were not in until now. ``invitation``: its nonce; ``gone_since``: where we have
    been in it before. Each time that it comes back is news, and two who add it at once are not two.
    """
    came = invitation if gone_since is None else f"{invitation}:{gone_since.isoformat()}"
    return Notice(
        KIND,
        None,
        dedupe_key=f"{KIND}:{came}",
        args={"workspace": external_id},
        channel=OfficeChannel.SECRETARIAT,
    )


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of one that has been taken away since."""
    found = await workspace_of(occasion.session, platform=SLACK, external_id=args["workspace"])
    if found is None or found.is_revoked:
        return Dropped("workspace_gone")
    return workspace_joined_card(found, today=occasion.today)
