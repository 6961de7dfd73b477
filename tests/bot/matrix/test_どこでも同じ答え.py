"""The same conversation gets the same answers on Slack, over its socket, on Teams and at the console.

Compared is what stands on the screen: sentences, labels, values, cells; and the buttons, in order.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from inspect import getsource
from pathlib import Path

import pytest

from bot.main import Bot, open_bot
from handlers import routes, said
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.exchange_ask import ASK
from handlers.reply import Reply
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from tests.bot.matrix.conversations import CONVERSATIONS, Conversation
from tests.bot.matrix.people import Answer, People
from tests.bot.matrix.platforms import PLATFORMS, Behind, Platform
from tests.city import NOW, settings_for
from tests.scenarios.world import Clock

FIRST = "Slack"
SOCKET = "Slackのソケット"
BY_SOCKET = frozenset({"次の研修", "受講の報告", "ファイル"})
"""Each way to write to the bot once: its envelope is another, what is in it is what comes by HTTP. ``make soak`` has them all."""
WAYS = ("says", "presses", "sends_in", "does", "sends_file")


def entries() -> set[str]:
    """Of all three tables; an intent and an action never have one name."""
    return {*said.INTENTS, *routes.ACTIONS, *routes.FORMS}


def test_どの用件もどの操作もどのフォームも試している() -> None:
    assert set().union(*(each.reaches for each in CONVERSATIONS.values())) == entries()


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What of the tables has answered."""
    reached: set[str] = set()

    def noted(name: str, handler: Handler) -> Handler:
        async def note(command: Command, member: Member, deps: Deps) -> Reply:
            reached.add(name)
            return await handler(command, member, deps)

        return note

    for module, table in ((said, "INTENTS"), (routes, "ACTIONS"), (routes, "FORMS")):
        handlers = getattr(module, table)
        watched = {name: noted(name, handler) for name, handler in handlers.items()}
        monkeypatch.setattr(module, table, watched)
    return reached


async def talked(conversation: Conversation, platform: Platform, city: Path) -> list[Answer]:
    """In a city of its own, so that nobody's press is in anybody's way."""
    clock = Clock(NOW)
    async with open_bot(settings_for(f"sqlite:///{city}"), clock=clock) as bot:
        deployed = bot.deployment
        behind = Behind(bot.respond, deployed.database, deployed.organization, clock)
        async with platform(behind) as sits_down:
            people = People(sits_down, weeks_turn=partial(exchange_begins, bot, clock))
            await conversation.talk(people)
    return people.heard


async def exchange_begins(bot: Bot, clock: Clock) -> None:
    jobs = tuple(job for job in WEEKLY_REMINDERS if job.name == ASK)
    turns = replace(bot.weekly_turns(), jobs=jobs)
    await turns.settle()
    clock.pass_days(4)
    await turns.settle()
    clock.pass_days(-4)


def test_ソケットでもどの書き方も試している() -> None:
    talks = "".join(getsource(CONVERSATIONS[name].talk) for name in BY_SOCKET)
    assert [way for way in WAYS if f".{way}(" not in talks] == []


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_同じ会話にはどこでも同じ答えが見える(
    name: str, city_in_sqlite: Path, city_with_cases: Path, tmp_path: Path, reached: set[str]
) -> None:
    conversation = CONVERSATIONS[name]
    begins_as = city_with_cases if conversation.has_cases else city_in_sqlite
    on = [platform for platform in PLATFORMS if platform != SOCKET or name in BY_SOCKET]
    await same_answers(conversation, on, begins_as, tmp_path, reached)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(CONVERSATIONS.keys() - BY_SOCKET))
async def test_どの会話にもソケットで同じ答えが見える(
    name: str, city_in_sqlite: Path, city_with_cases: Path, tmp_path: Path, reached: set[str]
) -> None:
    conversation = CONVERSATIONS[name]
    begins_as = city_with_cases if conversation.has_cases else city_in_sqlite
    await same_answers(conversation, [FIRST, SOCKET], begins_as, tmp_path, reached)


async def same_answers(
    conversation: Conversation,
    platforms: Sequence[str],
    begins_as: Path,
    folder: Path,
    reached: set[str],
) -> None:
    heard = {}
    for number, platform in enumerate(platforms):
        city = Path(shutil.copyfile(begins_as, folder / f"{number}.sqlite3"))
        reached.clear()
        heard[platform] = await talked(conversation, PLATFORMS[platform], city)
        assert reached >= conversation.reaches
    first, *others = platforms
    for other in others:
        for ours, theirs in zip(heard[first], heard[other], strict=True):
            assert words(ours) == words(theirs), f"{ours.to}への答えが{other}で違います。"
            assert buttons(ours) == buttons(theirs), f"{ours.to}のボタンが{other}で違います。"


def words(answer: Answer) -> set[str]:
    """Slack has a chart as a picture that is named as the chart is, where the others draw it."""
    found = {word for shown in answer.shown for word in shown.words}
    return {word for word in found if word.removesuffix(".png") == word or word[:-4] not in found}


def buttons(answer: Answer) -> list[str]:
    return [label for shown in answer.shown for label in shown.buttons]
