"""Settings of a Slack app that several municipalities install into their own workspaces."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from bot.platform_settings import SlackSettings
from bot.token_seal import NotAKey, TokenSeal, keys_written

_NONE = SecretStr("")


class InstallationSettings(SlackSettings):
    slack_client_id: str = Field(
        default="", description="SlackアプリのClient ID（複数の自治体がそれぞれ追加するとき）"
    )
    slack_client_secret: SecretStr = Field(
        default=_NONE, description="SlackアプリのClient Secret（上と一緒に）"
    )
    public_url: str = Field(
        default="", description="かけはしに外から届く場所（`https://…`。Slackに追加してもらうとき）"
    )
    token_keys: SecretStr = Field(
        default=_NONE,
        description="Slackのトークンを暗号化する鍵（`kakehashi workspace new-key` で作る。空白で区切り、先頭が今の鍵）",
    )

    @property
    def installs_slack(self) -> bool:
        return bool(self.slack_client_id)

    @property
    def uses_slack(self) -> bool:
        return self.has_slack_token or self.installs_slack

    @property
    def has_slack_token(self) -> bool:
        """Of the one workspace that the settings name."""
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def slack_redirect_url(self) -> str:
        """Where Slack sends a browser back to; empty without installations."""
        return f"{self.origin}/slack/oauth_redirect" if self.installs_slack else ""

    @property
    def origin(self) -> str:
        """``public_url`` without a slash at its end."""
        return self.public_url.rstrip("/")

    @property
    def token_seal(self) -> TokenSeal | None:
        """None without keys, or where they cannot be read: ``slack_trouble`` says so."""
        try:
            keys = keys_written(self.token_keys.get_secret_value())
        except NotAKey:
            return None
        return TokenSeal(keys) if keys else None

    @property
    def slack_trouble(self) -> str:
        if trouble := self._installation_trouble():
            return trouble
        return super().slack_trouble if self.has_slack_token or not self.installs_slack else ""

    def _installation_trouble(self) -> str:
        has_secret = bool(self.slack_client_secret.get_secret_value())
        if self.token_keys.get_secret_value() and self.token_seal is None:
            return "KAKEHASHI_TOKEN_KEYS には、「kakehashi workspace new-key」が出した鍵を写してください。"
        if self.installs_slack != has_secret:
            return (
                "KAKEHASHI_SLACK_CLIENT_ID と KAKEHASHI_SLACK_CLIENT_SECRET は、二つとも設定してください"
                "（Slackアプリの「Basic Information」にあります）。"
            )
        return self._trouble_with_installing() if self.installs_slack else ""

    def _trouble_with_installing(self) -> str:
        if not self.slack_signing_secret.get_secret_value():
            return "複数の自治体のSlackから受け取るには、KAKEHASHI_SLACK_SIGNING_SECRET（HTTP）を設定してください。"
        if not _is_origin(self.origin):
            return (
                "KAKEHASHI_PUBLIC_URL に、外から届く「https://」で始まる場所を、ホスト名まで"
                "設定してください（例：https://kakehashi.example.lg.jp）。"
            )
        if self.token_seal is None:
            return "KAKEHASHI_TOKEN_KEYS に、「kakehashi workspace new-key」が出した鍵を設定してください。"
        return ""


def _is_origin(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and url == f"https://{parts.netloc}"
    except ValueError:
        return False
