"""Where a language model may be, and how its key is sent."""

import pytest

from bot.phrasing import Endpoint, open_phraser
from bot.settings import Settings, SettingsError, check_for_serving, read_settings

WHOLE = {"organization": "かけはし市", "console": True, "llm_model": "model-1"}


def settings(**values: object) -> Settings:
    return read_settings(**(WHOLE | values))


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.com/v1",
        "https://town.openai.azure.com/openai/v1/",
        "http://127.0.0.1:8000/v1",
        "http://10.1.2.3:8000/v1",
        "http://localhost:11434/v1",
    ],
)
def test_使える送り先(url: str) -> None:
    check_for_serving(settings(llm_url=url))


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com/v1",
        "http://8.8.8.8/v1",
        "https://name:word@api.example.com/v1",
        "https://api.example.com/v1?api-version=1",
        "https://api.example.com/v1#x",
        "https:///v1",
        "https://api.example.com:99999/v1",
        "https://api.example.com/v 1",
        "ftp://api.example.com/v1",
        "api.example.com",
    ],
)
def test_使えない送り先では起動しない(url: str) -> None:
    with pytest.raises(SettingsError, match="KAKEHASHI_LLM_URL"):
        check_for_serving(settings(llm_url=url))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"llm_url": "https://a.example/v1", "llm_model": ""}, "KAKEHASHI_LLM_MODEL"),
        ({"llm_url": ""}, "KAKEHASHI_LLM_URL"),
        ({"llm_url": "https://a.example/v1", "llm_key": "鍵"}, "KAKEHASHI_LLM_KEY"),
        ({"llm_url": "https://a.example/v1", "llm_key": "a\r\nX: b"}, "KAKEHASHI_LLM_KEY"),
    ],
)
def test_足りない設定では何を直すかを言う(values: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        check_for_serving(settings(**values))


async def test_鍵はAzureにはAzureの名前でほかには普通の名前で送る() -> None:
    expected = {
        "https://town.openai.azure.com/openai/v1": ("api-key", "k1"),
        "https://api.example.com/v1": ("Authorization", "Bearer k1"),
    }
    for url, (name, value) in expected.items():
        async with open_phraser(settings(llm_url=url, llm_key="k1")) as phraser:
            assert isinstance(phraser, Endpoint)
            assert phraser.headers[name] == value
            assert len({"api-key", "Authorization"} & set(phraser.headers)) == 1
            assert "k1" not in repr(phraser)


async def test_設定がなければ何も開かない() -> None:
    async with open_phraser(read_settings()) as phraser:
        assert phraser is None
