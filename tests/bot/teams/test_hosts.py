"""Where a token may go."""

import pytest

from bot.teams.hosts import is_service_url


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/jp/",
        "https://smba.onyx.prod.teams.trafficmanager.net/jp/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc/",
        "https://SMBA.trafficmanager.net/jp/",
    ],
)
def test_公開された宛先には送れる(url: str) -> None:
    assert is_service_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/jp/",
        "https://evil.trafficmanager.net/jp/",
        "https://smba.trafficmanager.net.example.com/",
        "https://smba.trafficmanager.net@example.com/",
        "https://user:pass@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://example.com/smba.trafficmanager.net/",
        "https://example.com\\@smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "https://[smba.trafficmanager.net/",
        "",
    ],
)
def test_ほかの宛先には送らない(url: str) -> None:
    assert not is_service_url(url)
