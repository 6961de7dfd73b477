"""What was put right since a フォーラム版 was published: no older words of it stand in the forum any more."""

from dataclasses import replace
from typing import Any

import pytest

from domain.digest import CiteKind
from domain.exchange import Progress
from domain.improvement_case import CaseState, resubmitted
from handlers import exchange_save
from handlers.case_publish import enqueue_published
from handlers.digest_edition_post import enqueue_taken_back
from storage.improvement_cases import change_case
from storage.session import Session
from tests.scenarios.post import Post
from tests.scenarios.published import case_numbered
from tests.scenarios.test_まとめの公開 import group_in_forum, post, reads, rewords, values
from tests.scenarios.test_まとめの公開 import opens as opens_edition
from tests.scenarios.test_情報交換 import MONDAY, City, city, exchange_to_come
from tests.scenarios.test_横展開 import opens as opens_adoption
from tests.scenarios.test_横展開 import published, 会議録
from tests.scenarios.world import World

__all__ = ["city", "post"]
pytestmark = pytest.mark.city(after=group_in_forum)
題名, 新しい題名 = "会議録の下書きを生成AIで作る", "会議録の要約を生成AIで作る"


async def is_called(world: World, title: str) -> None:
    """事例1, approved anew."""
    number, now = world.bot.deployment.organization.id, world.clock()
    was = await case_numbered(world.bot, 1)
    text = replace(was.text, title=title)
    after = resubmitted(was, text, state=CaseState.OFFICE_REVIEW, at=now)
    after = replace(
        after, state=CaseState.PUBLISHED, waiting_since=None, published_version=after.version
    )
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, after, read=was, organization_id=number, at=now)
        await enqueue_published(session, after, organization_id=number, at=now)


@pytest.mark.parametrize("is_reworded", [False, True])
async def test_公開したあとで直した事例の題名は前のまま残らず事務局は何を見るか分かる(
    world: World, post: Post, is_reworded: bool
) -> None:
    await published(world, 会議録)
    水, 読む人 = world.水谷, world.大谷
    await opens_edition(水)
    if is_reworded:
        await rewords(水, "改善事例", 題名, f"ご覧ください：{題名}")
    await 水.presses("フォーラムに公開する")
    assert 題名 in await reads(world, post)
    await is_called(world, 新しい題名)
    assert 題名 not in await reads(world, post)
    assert 題名 not in await 読む人.says("今週のまとめ")
    読んだ = await 水.says("フォーラム版")
    assert 題名 not in 読んだ
    assert "1文は出していません（事例1）" in 読んだ
    assert "出していない文があります" in await 水.says("まとめの履歴")
    assert "出していない文" not in await 読む人.says("まとめの履歴")
    await 水.says("フォーラム版")
    読んだ = await 水.presses("いまのまとめから作り直す")
    assert ("直した1文は入っていません" in 読んだ) is is_reworded
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    assert 新しい題名 in 載った
    assert 題名 not in 載った
    assert "出していない文" not in await 水.says("まとめの履歴")


async def test_内容だけ直した事例の文はそのまま残る(world: World, post: Post) -> None:
    await published(world)
    水 = world.水谷
    await opens_edition(水)
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    was = await case_numbered(world.bot, 1)
    assert was.text.title in 載った
    await is_called(world, was.text.title)
    assert await reads(world, post) == 載った


async def test_直したり取り消したりしたうちでもやったの時間は前のまま残らない(
    world: World, post: Post
) -> None:
    case_id, 市, 水 = await published(world), world.市川, world.水谷
    await opens_adoption(市, case_id)
    送る = values(市) | {"since": "2026-09-01", "hours": "10", "remark": ""}
    await 市.sends_in(**送る)
    await opens_edition(水)
    await 水.presses("フォーラムに公開する")
    assert "市民部 市民課でも始めました、月10時間の削減。" in await reads(world, post)
    await opens_adoption(市, case_id)
    await 市.sends_in(**送る | {"hours": "3", "keep": "keep"})
    assert "月10時間" not in await reads(world, post)
    await 水.says("フォーラム版")
    await 水.presses("いまのまとめから作り直す")
    await 水.presses("フォーラムに公開する")
    assert "月3時間の削減" in await reads(world, post)
    await opens_adoption(市, case_id)
    await 市.sends_in(**送る | {"keep": "remove"})
    assert "でも始めました" not in await reads(world, post)


@pytest.mark.city(after=exchange_to_come)
async def test_言い直した情報交換の答えは前のまま残らない(city: City) -> None:
    world, post, 水 = city.world, city.post, city.world.水谷
    await city.comes(MONDAY)
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "業者の田中さんと連絡がつかない。")
    await opens_edition(水)
    await 水.presses("フォーラムに公開する")
    assert "田中さん" in await reads(world, post)
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "業者と連絡がつかない。")
    assert "田中さん" not in await reads(world, post)
    assert "1文は出していません（#1）" in await 水.says("フォーラム版")
    await 水.presses("いまのまとめから作り直す")
    await 水.presses("フォーラムに公開する")
    assert "「業者と連絡がつかない。」" in await reads(world, post)


@pytest.mark.city(after=exchange_to_come)
async def test_困っている答えのほかは公開したまとめを読み直さない(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    async def looks(session: Session, kind: CiteKind, row: int, **whose: Any) -> None:
        looked.append(kind)
        await enqueue_taken_back(session, kind, row, **whose)

    monkeypatch.setattr(exchange_save, "enqueue_taken_back", looks)
    await city.comes(MONDAY)
    await city.answers(city.安藤, "転入届", Progress.FORWARD)
    assert looked == []
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "業者の田中さんと連絡がつかない。")
    assert len(looked) == 1
    水 = city.world.水谷
    await opens_edition(水)
    await 水.presses("フォーラムに公開する")
    assert "田中さん" in await reads(city.world, city.post)
    await city.answers(city.安藤, "転入届", Progress.FORWARD)
    assert len(looked) == 2
    assert "田中さん" not in await reads(city.world, city.post)
