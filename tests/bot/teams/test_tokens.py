"""Our own token: one fetch at a time, and a new one before the old one ends."""

import asyncio
import threading
import time

import pytest

from bot.teams.identity import ClientSecret, TeamsIdentity
from bot.teams.tokens import (
    AFTER_REFUSAL_SECONDS,
    EARLY_SECONDS,
    PAUSE_SECONDS,
    Token,
    TokenRefused,
    Tokens,
)


class Source:
    """Gives numbered tokens that last an hour."""

    def __init__(self) -> None:
        self.fetches = 0
        self.threads: set[int] = set()

    def __call__(self) -> Token:
        time.sleep(0.01)
        self.fetches += 1
        self.threads.add(threading.get_ident())
        return Token(f"token-{self.fetches}", 3_600)


async def test_同時に求められても一度だけ取り寄せる() -> None:
    source = Source()
    tokens = Tokens(source)
    given = await asyncio.gather(*(tokens.current() for _ in range(20)))
    assert set(given) == {"token-1"}
    assert source.fetches == 1
    assert threading.get_ident() not in source.threads


async def test_期限の五分前に取り直す() -> None:
    now = [0.0]
    tokens = Tokens(Source(), seconds=lambda: now[0])
    assert await tokens.current() == "token-1"
    now[0] = 3_600 - EARLY_SECONDS - 1
    assert await tokens.current() == "token-1"
    now[0] += 1
    assert await tokens.current() == "token-2"


async def test_断られた後でもまた取りに行けるが待っている人の数だけは聞かない() -> None:
    now, asked = [0.0], []
    answers: list[Token | Exception] = [
        TokenRefused("invalid_client"),
        ConnectionResetError("Microsoft Entraにつながらない"),
        Token("token", 3_600),
    ]

    def fetch() -> Token:
        asked.append(now[0])
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    tokens = Tokens(fetch, seconds=lambda: now[0])
    refused = await asyncio.gather(*(tokens.current() for _ in range(20)), return_exceptions=True)
    assert {str(one) for one in refused} == {"invalid_client"}
    assert asked == [0.0]
    now[0] = AFTER_REFUSAL_SECONDS
    with pytest.raises(TokenRefused, match="ConnectionResetError"):
        await tokens.current()
    now[0] = 2 * AFTER_REFUSAL_SECONDS
    assert await tokens.current() == "token"


async def test_取り直せなくても前のものが使えるあいだは使う() -> None:
    now = [0.0]
    answers: list[Token | Exception] = [Token("token", 3_600), TimeoutError(), Token("new", 3_600)]

    def fetch() -> Token:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    tokens = Tokens(fetch, seconds=lambda: now[0])
    await tokens.current()
    now[0] = 3_600 - EARLY_SECONDS
    assert await tokens.current() == "token"
    now[0] += PAUSE_SECONDS
    assert await tokens.current() == "new"


def test_秘密は表示に出ない() -> None:
    identity = TeamsIdentity("app", "tenant", ClientSecret("ひみつ"))
    assert "ひみつ" not in repr(identity)
    assert "ひみつ" not in repr(Token("ひみつ", 1))


def test_アプリのidがなければ始まらない() -> None:
    with pytest.raises(ValueError, match="app_id"):
        TeamsIdentity("", "tenant", ClientSecret("secret"))
