"""Settings of Slack and Teams: half of them is told at the start, not at the first message."""

from pathlib import Path

import pytest

from bot.main import open_bot
from bot.settings import SettingsError, check_for_serving, read_settings
from bot.teams.identity import Certificate, ClientSecret, ManagedIdentity
from bot.teams.opening import open_teams, teams_identity

APP = "1A2B3C4D-0000-0000-0000-000000000001"
TENANT = "1A2B3C4D-0000-0000-0000-000000000002"
TEAMS = {"teams_app_id": APP, "teams_tenant_id": TENANT}
THUMBPRINT = "AB" * 20


def trouble(**settings: object) -> str:
    with pytest.raises(SettingsError) as refusal:
        check_for_serving(read_settings(organization="試験市", **settings))
    return refusal.value.sentence


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "KAKEHASHI_SLACK_BOT_TOKEN"),
        ({"slack_signing_secret": "s"}, "KAKEHASHI_SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xapp-1"}, "KAKEHASHI_SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "xoxb-1"}, "KAKEHASHI_SLACK_SIGNING_SECRET"),
        ({"teams_tenant_id": "t"}, "KAKEHASHI_TEAMS_APP_ID"),
        ({"teams_app_secret": "s"}, "KAKEHASHI_TEAMS_APP_ID"),
        ({"teams_app_id": APP, "teams_app_secret": "s"}, "KAKEHASHI_TEAMS_TENANT_ID"),
        (TEAMS, "どれか一つ"),
        ({**TEAMS, "teams_app_secret": "s", "teams_managed_identity": "m"}, "どれか一つ"),
        ({**TEAMS, "teams_certificate": "k.pem"}, "KAKEHASHI_TEAMS_CERTIFICATE_THUMBPRINT"),
        ({"console": True, "host": "0.0.0.0"}, "127.0.0.1"),  # noqa: S104
        ({"console": True, "slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}, "だれにでもなれる"),
        ({"console": True, **TEAMS, "teams_app_secret": "s"}, "KAKEHASHI_CONSOLE を消してください"),
        ({"slack_bot_token": "xapp-1", "slack_app_token": "xoxb-1"}, "KAKEHASHI_SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "xoxb-…", "slack_app_token": "xapp-1"}, "KAKEHASHI_SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xoxb-1"}, "KAKEHASHI_SLACK_APP_TOKEN"),
        ({**TEAMS, "teams_app_id": "かけはし", "teams_app_secret": "s"}, "KAKEHASHI_TEAMS_APP_ID"),
        ({**TEAMS, "teams_app_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "teams_app_secret": "s"}, "KAKEHASHI_TEAMS_APP_ID"),
        ({**TEAMS, "teams_tenant_id": "mytown", "teams_app_secret": "s"}, "KAKEHASHI_TEAMS_TENANT_ID"),
        ({**TEAMS, "teams_allowed_tenants": f"{TENANT} def", "teams_app_secret": "s"}, "KAKEHASHI_TEAMS_ALLOWED_TENANTS"),
        ({**TEAMS, "teams_managed_identity": "m"}, "KAKEHASHI_TEAMS_MANAGED_IDENTITY"),
        ({**TEAMS, "teams_certificate": "k.pem", "teams_certificate_thumbprint": "AB"}, "40文字"),
        ({**TEAMS, "teams_certificate": "k.pem", "teams_certificate_thumbprint": THUMBPRINT}, "k.pem がありません"),
    ],
)  # fmt: skip
def test_足りない設定はどれを書くかを伝える(settings: dict[str, object], named: str) -> None:
    assert named in trouble(**settings)


@pytest.mark.parametrize(
    ("settings", "both"),
    [
        ({"slack_decision_reaction": "bulb"}, "bulb"),
        ({"slack_countermeasure_reaction": "kakehashi", "slack_decision_reaction": "kakehashi"}, "kakehashi"),
    ],
)  # fmt: skip
def test_同じリアクションを二つの意味には使えない(settings: dict[str, str], both: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings(**settings)
    for named in ("SLACK_COUNTERMEASURE_REACTION", "SLACK_DECISION_REACTION"):
        assert f"KAKEHASHI_{named}" in refusal.value.sentence
    assert f"「{both}」" in refusal.value.sentence
    assert read_settings(slack_decision_reaction="round_pushpin").slack_decision_reaction


@pytest.mark.parametrize(
    "settings",
    [
        {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"},
        {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1", "host": "0.0.0.0"},  # noqa: S104
        {**TEAMS, "teams_app_secret": "s"},
        {**TEAMS, "teams_managed_identity": APP},
        {**TEAMS, "teams_certificate": __file__, "teams_certificate_thumbprint": THUMBPRINT},
        {**TEAMS, "teams_allowed_tenants": f"{TENANT}, {APP}", "teams_app_secret": "s"},
        {"console": True},
    ],
)
def test_そろった設定で起動できる(settings: dict[str, object]) -> None:
    check_for_serving(read_settings(organization="試験市", **settings))


def test_秘密の値は設定を書き出しても見えない() -> None:
    settings = read_settings(
        slack_bot_token="xoxb-himitsu",
        teams_app_secret="himitsu",
    )
    assert (
        "himitsu"
        not in f"{settings!r}{settings}{settings.model_dump()}{settings.model_dump_json()}"
    )


def test_Teamsの身元は書かれた方法でひとつになる(tmp_path: Path) -> None:
    key = tmp_path / "k.pem"
    key.write_text("-----BEGIN PRIVATE KEY-----")
    by_secret = teams_identity(read_settings(**TEAMS, teams_app_secret="s"))
    by_key = teams_identity(
        read_settings(**TEAMS, teams_certificate=key, teams_certificate_thumbprint="AB")
    )
    by_azure = teams_identity(read_settings(**TEAMS, teams_managed_identity="m"))
    assert by_secret.credential == ClientSecret("s")
    assert by_key.credential == Certificate("-----BEGIN PRIVATE KEY-----", "AB")
    assert by_azure.credential == ManagedIdentity("m")
    assert (by_secret.app_id, by_secret.tenant_id) == (APP.lower(), TENANT.lower())


def test_使えるテナントは空白でもカンマでも並べられる() -> None:
    settings = read_settings(
        **TEAMS,
        teams_app_secret="s",
        teams_allowed_tenants="T1, t2  t3",
    )
    assert teams_identity(settings).allowed_tenants == {"t1", "t2", "t3"}


def test_読めない証明書は場所を確かめるよう伝える(tmp_path: Path) -> None:
    settings = read_settings(
        **TEAMS, teams_certificate=tmp_path / "nai.pem", teams_certificate_thumbprint="AB"
    )
    with pytest.raises(SettingsError, match=r"nai\.pem"):
        teams_identity(settings)


@pytest.mark.parametrize(
    "name", ["slack_channel_limits", "teams_conversation_limits", "teams_app_limits"]
)
def test_読めない上限はどの設定かを伝える(name: str) -> None:
    with pytest.raises(SettingsError, match=f"KAKEHASHI_{name.upper()}"):
        read_settings(**{name: "1秒に7回"})


async def test_設定した上限でTeamsに送る(sqlite_url: str) -> None:
    settings = read_settings(
        **TEAMS,
        teams_app_secret="s",
        teams_conversation_limits="1/1",
        teams_app_limits="1/1",
        database_url=sqlite_url,
        organization="試験市",
    )
    async with open_bot(settings) as bot, open_teams(settings, bot) as edge:
        assert await edge.paces.turn("a", within=0.0)
        assert not await edge.paces.turn("a", within=0.0)
        assert not await edge.paces.turn("b", within=0.0)
