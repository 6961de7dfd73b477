"""Whether anything can be sent to the channels that the office has chosen: what is missing for it.

An office may prepare its channels before Slack or Teams is connected. It has to be told that nothing
arrives there until then.
"""

from collections.abc import Collection, Iterator

from bot.deployment import reachable_database
from bot.failures import Failure
from bot.settings import Settings
from cards.office_channel import channel_name
from domain.office import ONE_EACH, ChannelPlace, Office
from domain.workspace import SLACK, TEAMS
from storage.organization_office import office_of
from storage.organizations import organization_by_key
from storage.session import Session
from storage.workspaces import external_ids_of


class NotReady(Failure):
    """Nothing is wrong, and something is left to do before it can work."""


async def installed_slack(session: Session, organization_id: int) -> frozenset[str]:
    """The ids of the workspaces that have added the app, and have it still."""
    known = await external_ids_of(session, [organization_id], platform=SLACK)
    return frozenset(id_ for id_, gone in known[organization_id].items() if gone is None)


def cannot_send_to(
    place: ChannelPlace | None, settings: Settings, installed: Collection[str]
) -> str:
    """Why not, and what to set; empty where it can be, or no channel is chosen."""
    if place is None or place.platform not in (SLACK, TEAMS):
        return ""
    trouble = _slack(settings, installed) if place.platform == SLACK else _teams(settings)
    return f"つなぐまで、ここへは何も送れません。{trouble}" if trouble else ""


def _slack(settings: Settings, installed: Collection[str]) -> str:
    if not settings.uses_slack:
        return "KAKEHASHI_SLACK_BOT_TOKEN を設定してください（docs/Slackにつなぐ.md）。"
    if settings.slack_trouble:
        return settings.slack_trouble
    if settings.has_slack_token or installed:
        return ""
    return "「kakehashi workspace invite」で、Slackのワークスペースに追加してもらってください。"


def _teams(settings: Settings) -> str:
    if not settings.uses_teams:
        return "KAKEHASHI_TEAMS_APP_ID を設定してください（docs/Teamsにつなぐ.md）。"
    return settings.teams_trouble


def channels_without_connection(
    office: Office, settings: Settings, installed: Collection[str]
) -> Iterator[str]:
    """One sentence for each channel to which nothing can be sent."""
    for channel in ONE_EACH:
        place = office.place(channel)
        if why := cannot_send_to(place, settings, installed):
            yield f"{channel_name(channel)}（{place}）：{why}"


async def channels_checked(settings: Settings) -> str:
    """For the doctor. Raises NotReady."""
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        organization = await organization_by_key(session, settings.organization_key)
        if organization is None:
            return "まだ決まっていません。"
        office = await office_of(session, organization_id=organization.id)
        installed = await installed_slack(session, organization.id)
    if missing := [*channels_without_connection(office, settings, installed)]:
        raise NotReady("".join(missing))
    chosen = [f"{channel_name(c)}は{office.place(c) or '未設定'}" for c in ONE_EACH]
    return f"{'、'.join(chosen)}。"
