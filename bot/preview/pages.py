"""The pages of the preview: one a platform, and the one that leads to them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.preview import console_page, plain_text_page, slack_page, teams_page
from bot.preview.examples import Example, examples
from bot.preview.frame import Drawing, Way, examples_page, index_page
from cards.renderers.html_tags import Html


@dataclass(frozen=True, slots=True)
class Platform:
    way: Way
    draw: Callable[[Example, int], Html]
    """The example, and its number on the page."""
    styles: tuple[str, ...] = ()


PLATFORMS = (
    Platform(
        Way(
            "slack.html", "Slack", "Slackに送るJSONを描いたものです。実際の画面とは細部が違います。"
        ),
        slack_page.draw,
        ("bot.preview:slack.css",),
    ),
    Platform(
        Way(
            "teams.html", "Teams", "Teamsに送るJSONを描いたものです。実際の画面とは細部が違います。"
        ),
        teams_page.draw,
        ("bot.preview:teams.css",),
    ),
    Platform(
        Way("console.html", "Webコンソール", "Webコンソールと同じHTMLとスタイルです。"),
        console_page.draw,
        ("bot.console:card.css", "bot.console:form.css"),
    ),
    Platform(
        Way("plain_text.html", "文字だけ", "ターミナルと、読み上げ・通知に使う文字です。"),
        plain_text_page.draw,
    ),
)


def pages() -> dict[str, Html]:
    """File names and what stands in them."""
    shown = examples()
    ways = tuple(platform.way for platform in PLATFORMS)
    drawn = {platform.way.file: _page(platform, shown, ways) for platform in PLATFORMS}
    return {"index.html": index_page(ways, count=len(shown))} | drawn


def _page(platform: Platform, shown: tuple[Example, ...], ways: tuple[Way, ...]) -> Html:
    drawings = tuple(
        Drawing(example, platform.draw(example, number))
        for number, example in enumerate(shown, start=1)
    )
    return examples_page(platform.way, drawings, ways=ways, styles=platform.styles)
