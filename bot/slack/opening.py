"""Slack as the settings name it."""

from contextlib import AbstractAsyncContextManager

from bot.main import Bot
from bot.pacing import LEEWAY, Pacer, limits
from bot.settings import Settings
from bot.slack.connection import SlackIdentity
from bot.slack.edge import SlackEdge, slack_edge
from bot.slack.oauth import OAuthApp


def open_slack(settings: Settings, bot: Bot) -> AbstractAsyncContextManager[SlackEdge]:
    identity = SlackIdentity(
        bot_token=settings.slack_bot_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
    )
    return slack_edge(
        identity,
        bot.respond,
        database=bot.deployment.database,
        organization=bot.deployment.organization,
        clock=bot.deps.clock,
        platforms=bot.platforms,
        seal=settings.token_seal,
        oauth=_oauth(settings) if settings.installs_slack else None,
        pacer=Pacer(limits(settings.slack_channel_limits)),
        together=Pacer(limits(settings.slack_workspace_limits), leeway=LEEWAY),
    )


def _oauth(settings: Settings) -> OAuthApp:
    return OAuthApp(
        settings.slack_client_id,
        settings.slack_client_secret.get_secret_value(),
        settings.slack_redirect_url,
    )
