"""Teams as the settings name it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.main import Bot
from bot.pacing import LEEWAY, Pacer, Paces, limits
from bot.settings import PREFIX, Settings, SettingsError
from bot.teams.edge import TeamsEdge
from bot.teams.identity import (
    Certificate,
    ClientSecret,
    Credential,
    ManagedIdentity,
    TeamsIdentity,
)


@asynccontextmanager
async def open_teams(settings: Settings, bot: Bot) -> AsyncIterator[TeamsEdge]:
    """Raises SettingsError for a certificate that cannot be read."""
    edge = TeamsEdge(
        bot.respond,
        database=bot.deployment.database,
        organization=bot.deployment.organization,
        identity=teams_identity(settings),
        clock=bot.deps.clock,
        platforms=bot.platforms,
        paces=Paces(
            Pacer(limits(settings.teams_conversation_limits)),
            Pacer(limits(settings.teams_app_limits), leeway=LEEWAY),
        ),
    )
    await edge.start()
    try:
        yield edge
    finally:
        await edge.stop()


def teams_identity(settings: Settings) -> TeamsIdentity:
    """``check_for_serving`` has seen that all parts are there. Raises SettingsError."""
    return TeamsIdentity(
        app_id=settings.teams_app_id.lower(),
        tenant_id=settings.teams_tenant_id.lower(),
        credential=_credential(settings),
        allowed_tenants=frozenset(settings.allowed_tenants),
    )


def _credential(settings: Settings) -> Credential:
    if secret := settings.teams_app_secret.get_secret_value():
        return ClientSecret(secret)
    if settings.teams_certificate:
        return Certificate(
            _private_key(settings.teams_certificate), settings.teams_certificate_thumbprint
        )
    return ManagedIdentity(settings.teams_managed_identity)


def _private_key(file: Path) -> str:
    try:
        written = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"{PREFIX}TEAMS_CERTIFICATE の {file} を読めません。"
            "秘密鍵（PEM）のファイルの場所と、読み取りの権限を確かめてください。"
        ) from None
    if "PRIVATE KEY-----" not in written:
        raise SettingsError(
            f"{PREFIX}TEAMS_CERTIFICATE の {file} に秘密鍵がありません。"
            "「-----BEGIN PRIVATE KEY-----」のあるPEMのファイルにしてください。"
        )
    return written
