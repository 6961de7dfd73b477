"""The forum's post: what is held until the next one, and for a week at least."""

from datetime import date, datetime

from cards.renderers import plain_text
from domain.catalogue import Catalogue
from handlers.forum_week import forum_week_at
from tests.domain.builders import course, moment, session

DAYS = (20, 21, 26, 27, 30)
"""Of November 2026; each is a session of a course of that number."""
CATALOGUE = Catalogue(
    course(f"K{day:03}", sessions=[session(on=date(2026, 11, day))]) for day in DAYS
)


def shown(now: datetime, *, next_at: datetime) -> str:
    return plain_text.render(forum_week_at(now, CATALOGUE, next_at=next_at))


def days_in(said: str) -> list[int]:
    return [day for day in DAYS if f"研修K{day:03}" in said]


def test_金曜の投稿にも次の金曜までの研修が並ぶ() -> None:
    said = shown(moment(date(2026, 11, 20)), next_at=moment(date(2026, 11, 27)))
    assert "11月20日(金)〜11月27日(金)に開かれる研修" in said
    assert days_in(said) == [20, 21, 26, 27]


def test_その日にもう始まった研修は並ばない() -> None:
    said = shown(moment(date(2026, 11, 20), 15), next_at=moment(date(2026, 11, 27)))
    assert days_in(said) == [21, 26, 27]


def test_次の回が連休で延びればその日まで並ぶ() -> None:
    said = shown(moment(date(2026, 11, 20)), next_at=moment(date(2026, 11, 30)))
    assert "11月20日(金)〜11月30日(月)に開かれる研修" in said
    assert days_in(said) == [20, 21, 26, 27, 30]


def test_次の回が七日より早くても七日先まで並ぶ() -> None:
    said = shown(moment(date(2026, 11, 24)), next_at=moment(date(2026, 11, 30)))
    assert "11月24日(火)〜12月1日(火)に開かれる研修" in said
    assert days_in(said) == [26, 27, 30]


def test_なければそう言う() -> None:
    said = shown(moment(date(2026, 12, 10)), next_at=moment(date(2026, 12, 17)))
    assert "この間に開かれる研修はありません。" in said
