"""Slack as the settings name it."""

from contextlib import AbstractAsyncContextManager

from bot.main import Bot
from bot.pacing import Pacer, limits
from bot.settings import Settings
from bot.slack.connection import SlackIdentity
from bot.slack.edge import SlackEdge, slack_edge


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
        pacer=Pacer(limits(settings.slack_channel_limits)),
    )
