"""What the environment says (``KAKEHASHI_…``), checked once at the start."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from bot.installation_settings import InstallationSettings
from bot.phrasing_settings import PhrasingSettings
from bot.platform_settings import TeamsSettings
from domain.errors import DomainError
from domain.issue_thread import Mark, ThreadRules
from domain.organization import check_organization_key
from storage.session import is_database_url, is_postgresql_url

PREFIX = "KAKEHASHI_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(DomainError):
    """A value of the environment is missing or cannot be used; the sentence says which."""


class Settings(PhrasingSettings, InstallationSettings, TeamsSettings):
    """Every setting has a default that works for one small municipality, but for its name.

    ``kakehashi settings`` writes the README's table from the descriptions, in this order.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    organization: str = Field(default="", description="自治体の名前。`serve` では必須")
    policy: str = Field(
        default="shimonoseki", description="育成方針のID、または方針ファイル（YAML）のパス"
    )
    database_url: str = Field(
        default="",
        description="`sqlite:///…` または `postgresql://…`。なければ `KAKEHASHI_DATA_DIR` の `kakehashi.db`",
    )
    database_owner_url: SecretStr = Field(
        default=SecretStr(""),
        description="PostgreSQLで、表を持つ役割のURL。表の変更だけに使い、ふだんの接続は何も持たない役割にする",
    )
    data_dir: Path = Field(default=Path("data"), description="データを置くフォルダー")
    organization_key: str = Field(
        default="main",
        description="自治体を区別する短い名前（英小文字・数字・`-`・`_`）。使い始めたら変えない",
    )
    host: str = Field(default="127.0.0.1", description="待ち受けるアドレス")
    port: int = Field(default=8080, ge=1, le=65535, description="待ち受けるポート（1〜65535）")
    console: bool = Field(
        default=False,
        description="`1` でWebコンソールを開く（だれにでもなれるため、手元の確認用）",
    )
    serve_jobs: bool = Field(
        default=True,
        description="PostgreSQLで、`0` にすると `serve` は送信などの仕事をせず、`kakehashi worker` だけが行う",
    )
    log_level: str = Field(
        default="INFO",
        pattern="^(?i:DEBUG|INFO|WARNING|ERROR)$",
        description="ログの細かさ（`DEBUG` `INFO` `WARNING` `ERROR`）",
    )

    @property
    def thread_rules(self) -> ThreadRules:
        """Of what is written in the threads of issues."""
        return ThreadRules(
            {
                self.slack_countermeasure_reaction: Mark.COUNTERMEASURE,
                self.slack_decision_reaction: Mark.DECISION,
            },
        )

    @property
    def default_database(self) -> Path:
        """Where the data is when no other place is named."""
        return self.data_dir / "kakehashi.db"

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.default_database}"

    @property
    def place_of_data(self) -> str:
        """For the operator: the file, or the server without the password."""
        file = _sqlite_file(self.effective_database_url)
        if file is not None:
            return str(Path(file).absolute())
        return self.effective_database_url.rpartition("@")[2]

    @property
    def missing_database_file(self) -> Path | None:
        """The SQLite file that is not there yet; None for one that is, and for a server."""
        file = _sqlite_file(self.effective_database_url)
        return None if file is None or Path(file).exists() else Path(file)

    @property
    def without_socket(self) -> "Settings":
        """For who sends by Slack and hears nothing from it."""
        return self.model_copy(update={"slack_app_token": SecretStr("")})

    @property
    def chooses_policy(self) -> bool:
        """Whether the environment or the command line names a policy; else it is the default."""
        return "policy" in self.model_fields_set


def read_settings(**overrides: object) -> Settings:
    """From the environment, with what the command line says on top.

    Raises SettingsError, and NotAnOrganizationKey.
    """
    try:
        settings = Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    check_organization_key(settings.organization_key, named_by=f"{PREFIX}ORGANIZATION_KEY")
    url = settings.effective_database_url
    owner_url = settings.database_owner_url.get_secret_value()
    if owner_url and not (is_postgresql_url(owner_url) and is_postgresql_url(url)):
        raise SettingsError(
            f"{PREFIX}DATABASE_OWNER_URL は、{PREFIX}DATABASE_URL と同じPostgreSQLのデータベースを、"
            "表を持つ役割で「postgresql://利用者:パスワード@ホスト/データベース」の形で書いてください。"
        )
    # A database in memory is gone with the connection.
    if not is_database_url(url) or _sqlite_file(url) in ("", ":memory:"):
        raise SettingsError(
            f"{PREFIX}DATABASE_URL をデータベースのURLとして使えません。"
            "「sqlite:///data/kakehashi.db」か「postgresql://利用者:パスワード@ホスト/データベース」の形で書いてください。"
        )
    _check_reactions(settings)
    return settings


def _check_reactions(settings: Settings) -> None:
    """One reaction can say one thing only."""
    if settings.slack_countermeasure_reaction == settings.slack_decision_reaction:
        raise SettingsError(
            f"{PREFIX}SLACK_COUNTERMEASURE_REACTION と {PREFIX}SLACK_DECISION_REACTION が同じ"
            f"「{settings.slack_decision_reaction}」です。別のリアクションにしてください。"
        )


def _sqlite_file(url: str) -> str | None:
    """None for a database on a server."""
    if not url.startswith("sqlite"):
        return None
    return url.partition("://")[2].removeprefix("/").partition("?")[0]


def check_for_working(settings: Settings) -> None:
    """What ``worker`` needs. Raises SettingsError."""
    if not is_postgresql_url(settings.effective_database_url):
        raise SettingsError(
            "worker は PostgreSQL で使います。SQLite では serve が送信もするので、worker は要りません。"
        )
    if settings.console:
        raise SettingsError(
            f"worker はWebコンソールへは送れません。{PREFIX}CONSOLE を消してください。"
        )
    check_for_serving(settings)


def unknown_names(environment: Iterable[str]) -> dict[str, str]:
    """Names that look like settings and are none, each with the nearest that is one, or ""."""
    known = [name.upper() for name in Settings.model_fields]
    written = {name: name.upper() for name in environment}
    unknown = {
        name: upper.removeprefix(PREFIX)
        for name, upper in sorted(written.items())
        if upper.startswith(PREFIX) and upper.removeprefix(PREFIX) not in known
    }
    return {name: _nearest(end, known) for name, end in unknown.items()}


def _nearest(end: str, known: Iterable[str]) -> str:
    near = get_close_matches(end, [*known], n=1)
    return f"{PREFIX}{near[0]}" if near else ""


def check_for_serving(settings: Settings) -> None:
    """What ``serve`` needs besides. Raises SettingsError."""
    if not settings.organization:
        raise SettingsError(
            f"{PREFIX}ORGANIZATION に自治体の名前を設定してください（例：{PREFIX}ORGANIZATION=かけはし市）。"
        )
    for trouble in (settings.slack_trouble, settings.teams_trouble, settings.llm_trouble):
        if trouble:
            raise SettingsError(trouble)
    if not (settings.console or settings.uses_slack or settings.uses_teams):
        raise SettingsError(
            f"受け付ける窓口がありません。Slackは {PREFIX}SLACK_BOT_TOKEN、Teamsは {PREFIX}TEAMS_APP_ID を、"
            f"手元で試すときは {PREFIX}CONSOLE=1 を設定してください。"
        )
    if settings.console and (settings.uses_slack or settings.uses_teams):
        raise SettingsError(
            f"Webコンソールはだれにでもなれるため、SlackやTeamsと一緒には開けません。{PREFIX}CONSOLE を消してください。"
        )
    if settings.console and settings.host not in LOOPBACK:
        raise SettingsError(
            f"Webコンソールはだれにでもなれるため、{PREFIX}HOST は 127.0.0.1 にしてください。"
        )


def _sentence(error: ValidationError) -> str:
    names = sorted({str(e["loc"][0]) for e in error.errors() if e["loc"]})
    wrong = "、".join(
        f"{PREFIX}{name.upper()}（{Settings.model_fields[name].description}）" for name in names
    )
    return f"環境変数 {wrong} の値が正しくありません。READMEの設定の表を見て直してください。"
