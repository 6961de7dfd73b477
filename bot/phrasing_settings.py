"""Settings of the language model that may put sentences of the digest in other words."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from domain.phrasing_consent import Destination

_LOCAL = frozenset({"localhost"})


class PhrasingSettings(BaseSettings):
    llm_url: str = Field(
        default="",
        description="週のまとめの文を言い換えるAIの場所（OpenAI互換の `https://…/v1`、Azure OpenAIは `https://…openai.azure.com/openai/v1`）。なければ使わない",
    )
    llm_key: SecretStr = Field(
        default=SecretStr(""), description="上のAPIキー（要らないところでは空）"
    )
    llm_model: str = Field(
        default="", description="モデルの名前（Azure OpenAIではデプロイの名前）。上と一緒に"
    )
    llm_seconds: float = Field(
        default=20,
        ge=1,
        le=25,
        description="AIの答えを待つ秒数（1〜25）。過ぎれば、言い換えずに届ける",
    )

    @property
    def llm_destination(self) -> Destination | None:
        """None where no model is set."""
        if not self.llm_url:
            return None
        return Destination(self.llm_url.rstrip("/"), self.llm_model)

    @property
    def llm_trouble(self) -> str:
        """What to do about these settings; empty where they are whole, or not there at all."""
        if not self.llm_url:
            if self.llm_model or self.llm_key.get_secret_value():
                return "KAKEHASHI_LLM_URL に、AIの場所（`https://…/v1`）を設定してください。"
            return ""
        if not self.llm_model:
            return "KAKEHASHI_LLM_MODEL に、モデルの名前を設定してください。"
        if not _is_place(self.llm_url):
            return (
                "KAKEHASHI_LLM_URL には「https://」で始まる場所を、「?」より後ろのない形で設定してください。"
                "「http://」は、庁内のIPアドレスか localhost のときだけ使えます。"
            )
        if not _is_header(self.llm_key.get_secret_value()):
            return "KAKEHASHI_LLM_KEY に、使えない文字があります。キーを写し直してください。"
        return ""


def _is_place(url: str) -> bool:
    """Without a name or password in it, which would be shown to whoever agrees."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    is_bare = not (parts.query or parts.fragment or parts.username or parts.password)
    if not host or not is_bare or port == 0 or not url.isascii() or any(c.isspace() for c in url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_near(host))


def _is_near(host: str) -> bool:
    """In the house: nobody reads along on the way."""
    if host in _LOCAL:
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def _is_header(key: str) -> bool:
    return not key or (key.isascii() and key.isprintable() and " " not in key)
