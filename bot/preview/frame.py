"""What every page of the preview shares: head, ways to the other pages, contents, sections."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

from bot.preview.examples import Example
from cards.renderers.html_tags import Html, join, tag, text, void

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""Nothing is fetched, and a button of an example sends nothing anywhere."""
_EVERYWHERE = ("bot.console:base.css", "bot.preview:frame.css")


@dataclass(frozen=True, slots=True)
class Way:
    """A page of the preview, as the others name it."""

    file: str
    name: str
    lead: str


@dataclass(frozen=True, slots=True)
class Drawing:
    example: Example
    drawn: Html


def examples_page(
    way: Way, drawings: Sequence[Drawing], *, ways: Sequence[Way], styles: Iterable[str]
) -> Html:
    """``styles`` are named ``package:file``, a file of the package's ``static`` folder."""
    numbered = tuple(enumerate(drawings, start=1))
    return _document(
        f"カードの見本：{way.name}",
        tag("p", {"class": "preview-lead"}, text(way.lead)),
        _ways(ways, here=way),
        _contents(numbered),
        *(_section(drawing, number) for number, drawing in numbered),
        styles=styles,
    )


def index_page(ways: Sequence[Way], *, count: int) -> Html:
    lead = f"cards/ にある見本{count}件を、表示先ごとに1ページにまとめました。"
    items = (
        tag("li", {}, tag("a", {"href": way.file}, text(way.name)), tag("p", {}, text(way.lead)))
        for way in ways
    )
    return _document(
        "カードの見本",
        tag("p", {"class": "preview-lead"}, text(lead)),
        tag("ul", {"class": "preview-index"}, *items),
    )


def json_below(value: Any) -> Html:
    """What the renderer gave, folded; a character that nobody can see stands as its escape."""
    lines = json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    written = "\n".join(
        line if line.isprintable() else "".join(map(_readable, line)) for line in lines
    )
    return tag("details", {}, tag("summary", {}, text("JSON")), tag("pre", {}, text(written)))


def unknown(value: Any) -> Html:
    """An error to see: this preview does not know how the platform draws it."""
    kind = value.get("type") if isinstance(value, dict) else None
    said = f"見本に描き方がない要素です：{kind or value!r}"
    return tag("p", {"class": "preview-unknown"}, text(said))


def _readable(character: str) -> str:
    if character.isprintable() or character == "\u3000":
        return character
    return json.dumps(character)[1:-1]


def _document(title: str, *body: Html, styles: Iterable[str] = ()) -> Html:
    head = tag(
        "head",
        {},
        void("meta", {"charset": "utf-8"}),
        void("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        void("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        tag("title", {}, text(f"{title}｜かけはし")),
        tag("style", {}, join(map(_style, (*_EVERYWHERE, *styles)))),
    )
    heading = tag("h1", {}, text(title))
    main = tag("main", {"class": "preview"}, heading, *body)
    return Html(f"<!DOCTYPE html>\n{tag('html', {'lang': 'ja'}, head, tag('body', {}, main))}\n")


def _style(name: str) -> Html:
    package, file = name.split(":")
    return Html((files(package) / "static" / file).read_text(encoding="utf-8"))


def _ways(ways: Sequence[Way], *, here: Way) -> Html:
    links = (
        tag(
            "a",
            {"href": way.file, "aria-current": "page" if way == here else False},
            text(way.name),
        )
        for way in ways
    )
    up = tag("a", {"href": "index.html"}, text("一覧"))
    return tag("nav", {"class": "preview-ways", "aria-label": "表示先"}, up, *links)


def _contents(numbered: Iterable[tuple[int, Drawing]]) -> Html:
    rows = (
        tag("dt", {}, text(file))
        + tag(
            "dd",
            {},
            *(
                tag("a", {"href": f"#example-{number}"}, text(drawing.example.name))
                for number, drawing in drawings
            ),
        )
        for file, drawings in groupby(numbered, key=lambda each: each[1].example.file)
    )
    contents = tag("dl", {"class": "preview-contents"}, *map(Html, rows))
    return tag("nav", {"aria-label": "見本の一覧"}, contents)


def _section(drawing: Drawing, number: int) -> Html:
    example = drawing.example
    return tag(
        "section",
        {"id": f"example-{number}", "class": "preview-example"},
        tag("h2", {}, text(example.name)),
        tag("p", {"class": "preview-file"}, text(example.file)),
        drawing.drawn,
    )
