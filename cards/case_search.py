"""What a search for improvement cases found: three at a time, near ones marked, nothing said kindly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cards.case import EXAMPLE, EXAMPLE_SHORT, case_button, spread_words
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Facts,
    Heading,
    note,
    paragraph,
    plain,
)
from domain.case_effect import effect_words
from domain.excerpt import excerpt
from domain.improvement_case import PublishedCase

SHOWN = 3
"""A page."""
_EXCERPT = 60
"""Characters of a case's 工夫; the whole is one press away."""
ASK = Button("デジタル専門人材に聞く", "consult.show")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``text``: the message, for the buttons. ``filters``: what narrows it down, by kind, in words;
    ``without``: the kinds that have been left out. ``has_theme``: something is said besides.
    ``order``: a sentence.
    """

    text: str
    filters: Mapping[str, str]
    without: tuple[str, ...] = ()
    has_theme: bool = True
    order: str = "お探しの内容に近い順です。"

    def button(self, label: str, *, page: int = 0, without: Sequence[str] = ()) -> Button:
        left = {"without": ",".join((*self.without, *without))} if without or self.without else {}
        args = {"text": self.text, "page": str(page)} | left
        return Button(label, "case.find", args)


def found_cases_card(found: Sequence[PublishedCase], asked: Asked, *, page: int) -> Card:
    """All that were found, the best first; ``page`` counts from 0."""
    shown = found[page * SHOWN : (page + 1) * SHOWN]
    first = page * SHOWN + 1
    last = first + len(shown) - 1
    place = f"{first}〜{last}件目" if last > first else f"{first}件目"
    return Card(
        "改善事例が見つかりました",
        (
            paragraph(_count(found, asked)),
            *_cases(shown),
            *([note(f"{place}を表示しています。")] if len(found) > SHOWN else []),
            *_going_on(asked, page=page, is_last=last == len(found)),
        ),
        summary=f"改善事例が{len(found)}件見つかりました。",
    )


def near_cases_card(found: Sequence[PublishedCase], asked: Asked) -> Card:
    """Nothing answers the question; these come nearest."""
    return Card(
        "ぴったりの改善事例はありません",
        (
            paragraph("お探しの内容の改善事例は見つかりませんでした。近いかもしれない事例です。"),
            *_cases(found[:SHOWN], mark="近い事例"),
            *_what_to_try(asked),
        ),
        summary=f"ぴったりの改善事例はありません。近いかもしれない事例が{len(found[:SHOWN])}件あります。",
    )


def elsewhere_cases_card(found: Sequence[PublishedCase], asked: Asked) -> Card:
    """Nothing that fits the filters; without them there is something."""
    said = "・".join(asked.filters.values())
    return Card(
        "条件に合う改善事例はありません",
        (
            paragraph(
                f"「{said}」に合う改善事例は見つかりませんでした。条件を外すと、近い事例があります。"
            ),
            *_cases(found[:SHOWN], mark="条件の外の事例"),
            Buttons((asked.button("条件を外して探す", without=tuple(asked.filters)), ASK)),
        ),
        summary=f"「{said}」に合う改善事例はありません。条件を外すと、近い事例があります。",
    )


def no_case_found_card(asked: Asked) -> Card:
    return Card(
        "改善事例が見つかりません",
        (
            paragraph(_nothing(asked)),
            *_what_to_try(asked),
        ),
        summary="改善事例が見つかりません。",
    )


def no_more_cases_card(asked: Asked) -> Card:
    """A page that is not there any more."""
    return Card(
        "続きはありません",
        (
            paragraph(
                "この先に改善事例はありません。はじめから見るには、次のボタンを押してください。"
            ),
            Buttons((asked.button("はじめから見る"),)),
        ),
        summary="この先に改善事例はありません。",
    )


def _count(found: Sequence[PublishedCase], asked: Asked) -> str:
    sorted_by = asked.order if len(found) > 1 else ""
    return f"{_narrowed(asked)}改善事例が{len(found)}件あります。{sorted_by}"


def _nothing(asked: Asked) -> str:
    if asked.has_theme or not asked.filters:
        return "お探しの内容の改善事例は、まだ見つかりません。"
    return f"{_narrowed(asked)}改善事例は、まだ見つかりません。"


def _narrowed(asked: Asked) -> str:
    """「税務課・令和7年度」の."""
    return f"「{'・'.join(asked.filters.values())}」の" if asked.filters else ""


def _cases(cases: Sequence[PublishedCase], *, mark: str = "") -> Iterator[Element]:
    for case in cases:
        yield Heading(f"{case.name}（{mark}）" if mark else case.name)
        yield paragraph(Bold(case.text.title))
        yield Facts(tuple(_facts(case)))
        yield Buttons((case_button(case),))


def _facts(case: PublishedCase) -> Iterator[tuple[str, str]]:
    text = case.text
    yield "部署", case.place
    if after := " ".join(text.after.split()):
        yield "工夫", excerpt(after, length=_EXCERPT)
    yield "効果", effect_words(text.effect)
    if text.tools:
        yield "道具", "、".join(text.tools)
    yield "広がり", spread_words(case)


def _going_on(asked: Asked, *, page: int, is_last: bool) -> Iterator[Element]:
    buttons = [] if is_last else [asked.button("もっと見る", page=page + 1)]
    buttons += [asked.button(f"{kind}を限らずに探す", without=(kind,)) for kind in asked.filters]
    if buttons:
        yield Buttons(tuple(buttons))


def _what_to_try(asked: Asked) -> Iterator[Element]:
    tips = [
        "「申請書の転記」のように、困っている仕事や道具の名前で送ってください。",
        "「税務課の」「RPAを使った」「月10時間以上」「令和7年度の」のように、条件も添えられます。",
    ]
    yield Bullets(tuple(plain(tip) for tip in tips))
    wider = (
        [asked.button("条件を外して探す", without=tuple(asked.filters))] if asked.filters else []
    )
    yield Buttons((*wider, ASK))


_ASKED = Asked(text="税務課の転記の事例", filters={"部署": "税務課"})
_PLAIN = Asked(text="転記の事例", filters={})
EXAMPLES = {
    "改善事例を探した": found_cases_card(
        (EXAMPLE, EXAMPLE_SHORT, EXAMPLE, EXAMPLE), _ASKED, page=0
    ),
    "改善事例の続き": found_cases_card((EXAMPLE, EXAMPLE_SHORT, EXAMPLE, EXAMPLE), _PLAIN, page=1),
    "近い改善事例": near_cases_card((EXAMPLE, EXAMPLE_SHORT), _PLAIN),
    "条件の外の改善事例": elsewhere_cases_card((EXAMPLE,), _ASKED),
    "改善事例がない": no_case_found_card(_ASKED),
    "改善事例の続きがない": no_more_cases_card(_PLAIN),
}
