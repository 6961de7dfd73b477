"""``kakehashi office phrasing``: what leaves is shown before anything does, and who agreed is put down."""

import asyncio
from collections.abc import Callable

import pytest

from bot.cli import run
from storage.audit import AuditEntry, audit_entries
from storage.organizations import all_organizations
from storage.people import person_by_email
from storage.session import open_database

PLACE = "https://llm.example.lg.jp/v1"


@pytest.fixture
def url(city_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", city_sqlite_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "demo")
    monkeypatch.setenv("KAKEHASHI_LLM_URL", f"{PLACE}/")
    monkeypatch.setenv("KAKEHASHI_LLM_MODEL", "model-1")
    return city_sqlite_url


@pytest.fixture
def says(url: str, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What ``kakehashi office …`` answers, on whichever way, with the status before it."""

    def call(*arguments: str) -> str:
        status = run(["office", *arguments])
        said = capfd.readouterr()
        return f"{status} {said.out}{said.err}".strip()

    return call


def number_of(url: str, name: str) -> str:
    async def find() -> str:
        database = open_database(url).across()
        async with database.read() as session:
            (city,) = await all_organizations(session)
            email = f"{name}@kakehashi.example"
            person = await person_by_email(session, organization_id=city.id, email=email)
        await database.close()
        assert person
        return person.employee_number

    return asyncio.run(find())


def audited(url: str) -> list[AuditEntry]:
    async def find() -> list[AuditEntry]:
        database = open_database(url).across()
        async with database.read() as session:
            (city,) = await all_organizations(session)
            entries = await audit_entries(session, organization_id=city.id)
        await database.close()
        return [each for each in entries if each.action.startswith("PHRASING")]

    return asyncio.run(find())


def test_読んで同意するまでは何も変わらない(url: str, says: Callable[..., str]) -> None:
    番号 = number_of(url, "mizutani.kaori")
    読んだ = says("phrasing", "on", "--by", 番号)
    assert f"送り先\t{PLACE}（モデル：model-1）" in 読んだ
    for 見出し in ("送る文\t", "伏せるもの\t", "伏せきれないもの\t", "送らないもの\t"):
        assert 見出し in 読んだ
    assert f"office phrasing on --by {番号} --agree" in 読んだ
    assert says("phrasing", "show") == "0 使わない"
    assert not audited(url)


def test_同意した人と送り先が残りやめたことも残る(url: str, says: Callable[..., str]) -> None:
    番号 = number_of(url, "mizutani.kaori")
    assert "水谷　香さんの同意を記録しました。" in says("phrasing", "on", "--by", 番号, "--agree")
    assert says("phrasing", "show").startswith(f"0 使う（{PLACE}、モデル：model-1、")
    assert f"AIの言い換え\t使う（{PLACE}" in says("show")
    assert says("phrasing", "off") == "0 AIの言い換えをやめました。"
    assert says("phrasing", "off") == "0 AIの言い換えは使っていません。"
    assert says("phrasing", "show") == "0 使わない"
    始め, 終わり = audited(url)
    assert 始め.actor_id
    assert (始め.action, 始め.detail) == ("PHRASING_ON", f"{PLACE} model-1")
    assert 終わり.action == "PHRASING_OFF"


def test_送り先かモデルが変わるともう一度同意するまで止まる(
    url: str, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    says("phrasing", "on", "--by", number_of(url, "mizutani.kaori"), "--agree")
    monkeypatch.setenv("KAKEHASHI_LLM_MODEL", "model-2")
    assert "もう一度同意してください" in says("phrasing", "show")
    monkeypatch.delenv("KAKEHASHI_LLM_URL")
    monkeypatch.delenv("KAKEHASHI_LLM_MODEL")
    assert says("phrasing", "show").startswith("0 止まっています（")


def test_事務局でない人の番号では同意できない(url: str, says: Callable[..., str]) -> None:
    for 番号 in (number_of(url, "ichikawa.haruka"), "ない番号"):
        assert says("phrasing", "on", "--by", 番号, "--agree").startswith("2 職員番号「")
    assert says("phrasing", "show") == "0 使わない"


def test_送り先が設定されていなければ設定の仕方を言う(
    url: str, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    番号 = number_of(url, "mizutani.kaori")
    monkeypatch.setenv("KAKEHASHI_LLM_URL", "http://llm.example.lg.jp/v1")
    assert "「https://」で始まる場所" in says("phrasing", "on", "--by", 番号)
    monkeypatch.delenv("KAKEHASHI_LLM_URL")
    assert says("phrasing", "on", "--by", 番号).startswith("2 KAKEHASHI_LLM_URL に、")
    monkeypatch.delenv("KAKEHASHI_LLM_MODEL")
    assert says("phrasing", "on", "--by", 番号).startswith("2 AIの送り先が設定されていません。")
