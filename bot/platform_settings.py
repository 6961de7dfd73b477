"""Settings of Slack and Teams: which there are, and whether they are whole."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from bot.pacing import LIMITS

_NONE = SecretStr("")
_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_THUMBPRINT = re.compile(r"[0-9a-fA-F]{40}")


_REACTION = r"[^\s:]{1,100}"


def is_id(written: str) -> bool:
    """Of an app or a tenant at Microsoft; the zeros of an example are none."""
    return bool(_ID.fullmatch(written)) and written.strip("0-") != ""


def _is_token(written: SecretStr, prefix: str) -> bool:
    value = written.get_secret_value()
    return value.startswith(prefix) and value.isascii() and value.isprintable()


class SlackSettings(BaseSettings):
    slack_bot_token: SecretStr = Field(
        default=_NONE,
        description="SlackアプリのBot User OAuth Token（`xoxb-…`）。あればSlackにつなぐ",
    )
    slack_signing_secret: SecretStr = Field(
        default=_NONE, description="SlackアプリのSigning Secret（HTTPで受けるとき）"
    )
    slack_app_token: SecretStr = Field(
        default=_NONE,
        description="SlackアプリのApp-Level Token（`xapp-…`）。あればSocket Modeで受ける",
    )

    slack_channel_limits: str = Field(
        default="10/10",
        pattern=LIMITS,
        description="一つのチャンネルに続けて投稿する上限（`10/10` は10秒に10回まで、ならして1秒に1回）",
    )

    slack_workspace_limits: str = Field(
        default="5/1",
        pattern=LIMITS,
        description="ワークスペース全体へのお知らせの上限（`5/1` は1秒に5回、1分に300回。質問への答えは数えない）",
    )

    slack_countermeasure_reaction: str = Field(
        default="bulb",
        pattern=_REACTION,
        description="課題のスレッドの発言を「対応策」にするSlackのリアクション（`bulb` は💡。コロンは書かない）",
    )
    slack_decision_reaction: str = Field(
        default="pushpin",
        pattern=_REACTION,
        description="課題のスレッドの発言を「決定」にするSlackのリアクション（`pushpin` は📌。上とは別のもの）",
    )

    @property
    def uses_slack(self) -> bool:
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def slack_trouble(self) -> str:
        """What to do about the settings of Slack; empty where they are whole."""
        has_secret = bool(self.slack_signing_secret.get_secret_value())
        has_app_token = bool(self.slack_app_token.get_secret_value())
        if not self.uses_slack:
            if has_secret or has_app_token:
                return "KAKEHASHI_SLACK_BOT_TOKEN に、Slackアプリの「Bot User OAuth Token」（`xoxb-…`）を設定してください。"
            return ""
        if not (has_secret or has_app_token):
            return (
                "Slackから受け取るには、KAKEHASHI_SLACK_SIGNING_SECRET（HTTP）か "
                "KAKEHASHI_SLACK_APP_TOKEN（Socket Mode）を設定してください。"
            )
        if not _is_token(self.slack_bot_token, "xoxb-"):
            return "KAKEHASHI_SLACK_BOT_TOKEN には、`xoxb-` で始まる「Bot User OAuth Token」を写してください。"
        if has_app_token and not _is_token(self.slack_app_token, "xapp-"):
            return "KAKEHASHI_SLACK_APP_TOKEN には、`xapp-` で始まる「App-Level Token」を写してください。"
        return ""


class TeamsSettings(BaseSettings):
    teams_app_id: str = Field(
        default="",
        description="Azure BotのアプリケーションID。あればTeamsにつなぐ（`/api/messages`）",
    )
    teams_tenant_id: str = Field(
        default="", description="Azure BotのテナントID（シングルテナント）"
    )
    teams_allowed_tenants: str = Field(
        default="",
        description="使えるテナントのID（空白かカンマ区切り）。なければ上のテナントだけ",
    )
    teams_app_secret: SecretStr = Field(
        default=_NONE, description="クライアントシークレットの値（証明書・マネージドIDのときは空）"
    )
    teams_certificate: Path | None = Field(
        default=None, description="証明書の秘密鍵（PEM）のファイル"
    )
    teams_certificate_thumbprint: str = Field(default="", description="証明書の拇印（SHA-1、16進）")
    teams_managed_identity: str = Field(
        default="",
        description="ユーザー割り当てマネージドIDのクライアントID（Azure上で動かすとき）",
    )

    teams_conversation_limits: str = Field(
        default="7/1 8/2 60/30 1800/3600",
        pattern=LIMITS,
        description="一つの会話に続けて送る上限（`7/1` は1秒に7回まで。空白で区切る）",
    )
    teams_app_limits: str = Field(
        default="50/1",
        pattern=LIMITS,
        description="Teamsのテナントごとに送る上限（`50/1` は1秒に50回まで）",
    )

    @property
    def uses_teams(self) -> bool:
        return bool(self.teams_app_id)

    @property
    def teams_trouble(self) -> str:
        """What to do about the settings of Teams; empty where they are whole."""
        ways = [
            bool(self.teams_app_secret.get_secret_value()),
            self.teams_certificate is not None,
            bool(self.teams_managed_identity),
        ]
        if not self.uses_teams:
            if self.teams_tenant_id or any(ways):
                return "KAKEHASHI_TEAMS_APP_ID に、Azure Bot の「Microsoft App ID」を設定してください。"
            return ""
        if not self.teams_tenant_id:
            return (
                "KAKEHASHI_TEAMS_TENANT_ID に、「ディレクトリ（テナント）ID」を設定してください。"
            )
        if ways.count(True) != 1:
            return (
                "KAKEHASHI_TEAMS_APP_SECRET、KAKEHASHI_TEAMS_CERTIFICATE、"
                "KAKEHASHI_TEAMS_MANAGED_IDENTITY のうち、どれか一つを設定してください。"
            )
        if self.teams_certificate and not _THUMBPRINT.fullmatch(self.teams_certificate_thumbprint):
            return "KAKEHASHI_TEAMS_CERTIFICATE_THUMBPRINT に、証明書の拇印（16進の40文字）を設定してください。"
        if self.teams_certificate and not self.teams_certificate.is_file():
            return (
                f"KAKEHASHI_TEAMS_CERTIFICATE の {self.teams_certificate} がありません。"
                "秘密鍵（PEM）のファイルの場所を確かめてください。"
            )
        return next(self._malformed_ids(), "")

    def _malformed_ids(self) -> Iterator[str]:
        named = {
            "TEAMS_APP_ID": [self.teams_app_id],
            "TEAMS_TENANT_ID": [self.teams_tenant_id],
            "TEAMS_ALLOWED_TENANTS": self.allowed_tenants,
            "TEAMS_MANAGED_IDENTITY": [self.teams_managed_identity or self.teams_app_id],
        }
        for name, written in named.items():
            if not all(map(is_id, written)):
                yield (
                    f"KAKEHASHI_{name} には、Azure の画面にあるIDを写してください"
                    "（1a2b3c4d-0000-0000-0000-000000000000 のような形です）。"
                )

    @property
    def tenants_of_settings(self) -> frozenset[str]:
        """Whose people the default organization answers."""
        return frozenset(self.allowed_tenants or [self.teams_tenant_id.lower()])

    @property
    def allowed_tenants(self) -> list[str]:
        return self.teams_allowed_tenants.lower().replace(",", " ").split()
