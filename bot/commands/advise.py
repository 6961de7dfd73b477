"""``kakehashi recommend``: JSON Lines for other programs."""

import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, time

import click
import orjson

from bot.commands.hands import by_many_hands
from bot.commands.options import (
    IsoDate,
    policy_option,
    run_async,
    settings_with,
)
from bot.deployment import (
    Deployment,
    japan_now,
    open_deployment,
    open_organizations,
    own_organization,
)
from bot.garbage import no_search_for_garbage
from bot.settings import Settings
from cards import reasons
from domain.errors import DomainError
from domain.japan_time import JAPAN
from domain.people import Person
from domain.recommendation import Adviser, Recommendation
from domain.requirements import Rulebook
from domain.suggestion import Suggestion
from domain.training import Achievements
from storage.achievements import achievements_of, achievements_of_all
from storage.catalogue import read_catalogue
from storage.people import anyone_in_service, person_by_email, staff_in_service
from storage.session import Session


@click.command(help="次に受ける研修をJSON Linesで書き出す")
@click.option("--as", "email", metavar="EMAIL", help="この職員について")
@click.option("--all", "everyone", is_flag=True, help="全職員について")
@click.option("--date", "on", metavar="D", type=IsoDate(), help="この日の時点で（既定は今日）")
@policy_option
def recommend(email: str | None, everyone: bool, on: date | None, policy_name: str | None) -> None:
    if bool(email) == everyone:
        raise WhomToAdvise
    settings = settings_with(policy_name)
    with no_search_for_garbage():
        _recommend(settings, email, now=_moment(on))


class WhomToAdvise(DomainError):
    def __init__(self) -> None:
        super().__init__("--as メールアドレス か --all のどちらか一方を指定してください。")


class NotInRoster(DomainError):
    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} は職員名簿にありません。綴りを確かめるか、名簿を取り込んでください。"
        )


class NoRoster(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "職員名簿がまだありません。「kakehashi import roster FILE」で取り込んでください。"
        )


def _moment(on: date | None) -> datetime:
    """Now, or the beginning of the working day asked for."""
    return japan_now() if on is None else datetime.combine(on, time(8, 30), tzinfo=JAPAN)


@asynccontextmanager
async def deployment_with_staff(settings: Settings) -> AsyncIterator[Deployment]:
    """That of ``settings_with_staff``."""
    async with open_deployment(await settings_with_staff(settings)) as deployment:
        yield deployment


async def settings_with_staff(settings: Settings) -> Settings:
    """The same; where no database is named and no roster is in, those of the sample city."""
    if settings.database_url or await _has_staff(settings):
        return settings
    from bot.demo import settings_of_demo  # spreadsheets and samples are needed here only

    click.echo("職員名簿がまだないため、サンプルの市のデータを使います。", err=True)
    return await settings_of_demo(settings)


async def _has_staff(settings: Settings) -> bool:
    if settings.missing_database_file:
        return False
    async with open_organizations(settings) as database:
        organization = await own_organization(database, settings)
        if organization is None:
            return False
        async with database.within(organization.id).read() as session:
            return await anyone_in_service(session, organization_id=organization.id)


def _recommend(settings: Settings, email: str | None, *, now: datetime) -> None:
    adviser, people, achievements = run_async(_read(settings, email, now=now))
    write_recommendations(adviser, people, achievements)


async def _read(
    settings: Settings, email: str | None, *, now: datetime
) -> tuple[Adviser, Sequence[Person], Mapping[int, Achievements]]:
    async with deployment_with_staff(settings) as deployment, deployment.database.read() as session:
        people = await _people(session, deployment.organization.id, email)
        catalogue = await read_catalogue(session, organization_id=deployment.organization.id)
        achievements = await _done(session, deployment.organization.id, people)
    adviser = Adviser(rulebook=Rulebook(deployment.policy), catalogue=catalogue, now=now)
    return adviser, people, achievements


async def _done(
    session: Session, organization_id: int, people: Sequence[Person]
) -> Mapping[int, Achievements]:
    if len(people) > 1:
        return await achievements_of_all(session, organization_id=organization_id)
    return {
        person.id: await achievements_of(
            session, organization_id=organization_id, person_id=person.id
        )
        for person in people
    }


async def _people(session: Session, organization_id: int, email: str | None) -> tuple[Person, ...]:
    if email is None:
        people = await staff_in_service(session, organization_id=organization_id)
        if not people:
            raise NoRoster
        return people
    person = await person_by_email(session, organization_id=organization_id, email=email)
    if person is None:
        raise NotInRoster(email)
    return (person,)


def write_recommendations(
    adviser: Adviser, people: Sequence[Person], achievements: Mapping[int, Achievements]
) -> None:
    """One JSON line for each person, in the order given (CONTRACT: ``recommend``)."""
    nothing = Achievements()

    def lines(first: int, end: int) -> bytes:
        advised = (
            adviser.recommend(person, achievements.get(person.id, nothing))
            for person in people[first:end]
        )
        return b"".join([orjson.dumps(as_json(each)) + b"\n" for each in advised])

    for written in by_many_hands(lines, len(people)):
        sys.stdout.buffer.write(written)


def as_json(recommendation: Recommendation) -> dict[str, object]:
    return {
        "email": recommendation.person.email,
        "required_gap": recommendation.gap,
        "next": [_suggestion(suggestion) for suggestion in recommendation.next],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, object]:
    quote = reasons.quote(suggestion)
    return {
        "course": suggestion.course.name,
        "skills": suggestion.closes or suggestion.course.skills,
        "obligation": suggestion.course.obligation.value,
        "reason": reasons.reason(suggestion) + (f"「{quote}」" if quote else ""),
        "source": reasons.source(suggestion),
        "deadline": suggestion.deadline.isoformat() if suggestion.deadline else None,
    }
