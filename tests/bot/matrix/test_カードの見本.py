"""Every example of a card, through each platform's renderer and sender, to its screen.

The peers refuse what the platforms would refuse; what was accepted says all that the card says.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from bot.preview.examples import examples
from cards.elements import Buttons, Card, ChoiceField, Form, Inline
from handlers.reply import Incoming, Nothing, OpenForm, Reply, show
from storage.organizations import ensure_organization
from storage.session import open_database
from tests.bot.matrix.platforms import PLATFORMS, Behind
from tests.bot.matrix.reading import Shown, on_slack
from tests.bot.slack.workspace import over_http
from tests.cards.renderers.words import said, squeezed
from tests.city import NOW
from tests.scenarios.world import Clock

EXAMPLES = {f"{example.file}「{example.name}」": example for example in examples()}
HOMES = [name for name in EXAMPLES if name.startswith("cards/home.py")]


@dataclass
class Answers:
    """Whatever is asked, this."""

    reply: Reply = field(default_factory=Nothing)

    async def respond(self, _: Incoming) -> Reply:
        return self.reply


@pytest.fixture
async def answers(sqlite_url: str) -> AsyncIterator[tuple[Answers, Behind]]:
    database = open_database(sqlite_url).across()
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="demo", name="かけはし市", policy_id="shimonoseki"
        )
    answers = Answers()
    yield answers, Behind(answers.respond, database, organization, Clock(NOW))
    await database.close()


@pytest.mark.parametrize("platform", ["Slack", "Teams", "コンソール"])
async def test_どの見本も受け入れられ言葉を失わない(
    answers: tuple[Answers, Behind], platform: str
) -> None:
    """Each is shown to somebody of their own."""
    fixed, behind = answers
    async with PLATFORMS[platform](behind) as sits_down:
        for number, (name, example) in enumerate(EXAMPLES.items()):
            with told_of(name):
                chat = sits_down(f"reader{number}")
                fixed.reply = as_answer(example.shown)
                await chat.does("training.next")
                screen = list(chat.screen().values())
                check_says_all(example.shown, screen)
                assert spoken_of(example.shown) in squeezed("".join(s.spoken for s in screen))


@contextmanager
def told_of(name: str) -> Iterator[None]:
    try:
        yield
    except Exception as fault:
        fault.add_note(name)
        raise


def as_answer(shown: Card | Form) -> Reply:
    return show(shown) if isinstance(shown, Card) else OpenForm(shown)


@pytest.mark.parametrize("name", HOMES)
async def test_ホームの見本はホームタブでも言葉を失わない(
    answers: tuple[Answers, Behind], name: str
) -> None:
    fixed, behind = answers
    home = EXAMPLES[name].shown
    assert isinstance(home, Card)
    fixed.reply = show(home)
    async with over_http(
        behind.respond, behind.database, behind.organization, behind.clock
    ) as workspace:
        await workspace.市川.opens_home()
        check_says_all(home, [on_slack(workspace.peer.homes[workspace.市川.user])])


def check_says_all(shown: Card | Form, screen: Sequence[Shown]) -> None:
    drawn = "".join(each.text for each in screen)
    assert [words for words in sentences(shown) if words not in drawn] == []
    assert [label for each in screen for label in each.buttons] == list(labels(shown))


def sentences(shown: Card | Form) -> Iterator[str]:
    if isinstance(shown, Card):
        yield from said(shown, without=_nothing)
        return
    yield from said(Card(shown.title, shown.intro), without=_nothing)
    yield from map(squeezed, shown.errors.values())
    for each in shown.fields:
        yield from map(squeezed, (each.label, each.hint))
        if isinstance(each, ChoiceField):
            yield from (squeezed(option.label) for option in each.options)


def labels(shown: Card | Form) -> Iterator[str]:
    elements = shown.elements if isinstance(shown, Card) else shown.intro
    rows = (element.buttons for element in elements if isinstance(element, Buttons))
    yield from (squeezed(button.label) for row in rows for button in row)
    if isinstance(shown, Form):
        yield squeezed(shown.submit)


def spoken_of(shown: Card | Form) -> str:
    """What is notified of and read out first."""
    return squeezed(shown.summary) if isinstance(shown, Card) else ""


def _nothing(_: Inline) -> bool:
    return False
