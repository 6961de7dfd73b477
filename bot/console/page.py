"""The console's one page, filled in on the server."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from bot.console.people import ConsolePerson, grouped
from cards.renderers.html_tags import Html, join, tag, text

TEMPLATE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def page(*, city: str, notice: str, people: Sequence[ConsolePerson]) -> Html:
    """``notice`` is the line under the header, e.g. that the data are samples; "" shows none."""
    filled = TEMPLATE.substitute(
        city=text(city),
        notice=tag("p", {"class": "notice"}, text(notice)) if notice else Html(""),
        people=_people(people),
    )
    return Html(filled)


def _people(people: Iterable[ConsolePerson]) -> Html:
    groups = grouped(people).items()
    return join(
        _group(name, members, number) for number, (name, members) in enumerate(groups, start=1)
    )


def _group(name: str, members: Sequence[ConsolePerson], number: int) -> Html:
    head = tag("div", {"class": "group-name", "role": "presentation"}, text(name))
    options = (
        _option(person, f"person-{number}-{place}") for place, person in enumerate(members, start=1)
    )
    return tag("div", {"role": "group", "aria-label": name, "class": "group"}, head, *options)


def _option(person: ConsolePerson, option_id: str) -> Html:
    attributes = {
        "role": "option",
        "class": "person",
        "id": option_id,
        "aria-selected": "false",
        "data-email": person.email,
        "data-name": person.name,
        "data-department": person.department,
        "data-description": person.caption,
    }
    return tag(
        "div",
        attributes,
        tag("span", {"class": "person-name"}, text(person.name)),
        tag("span", {"class": "person-description"}, text(person.caption)),
    )
