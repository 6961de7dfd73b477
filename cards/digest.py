"""「今週のまとめ」: the key points and what runs across departments in full, the rest at a glance."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from cards import wording
from cards.charts import Chart
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    note,
    paragraph,
    plain,
)
from cards.example_charts import COLUMNS
from cards.example_digest import DIGEST, PHRASED_DIGEST, QUIET
from cards.example_values import TODAY
from domain.digest import (
    Cite,
    CiteKind,
    Digest,
    DigestPart,
    NextStep,
    Paragraph,
    Part,
    Period,
    Sentence,
    Step,
)

_QUOTED = re.compile(r"「[^」]*」")
"""What an office wrote may look like a number of ours."""
GROUPS_SHOWN = 3
"""In the first card: a message has room for some 9,000 characters."""
_CITES = 6
PHRASED = "AIの言い換え"
"""Behind a sentence that a language model has put in other words."""
_ALL_GROUPS = f"{Part.GROUPS.called}をすべて"
_GLANCE = (Part.ISSUES, Part.MEASURES, Part.CASES, Part.TRAINING, Part.OFFICE)
_BUTTONS = {
    Step.CONFIRM_GROUP: "group.candidate",
    Step.BEGIN_MEASURE: "group.show",
    Step.OPEN_MEASURE: "measure.show",
    Step.OPEN_ISSUE: "issue.show",
    Step.OPEN_STALLED: "issue.list",
    Step.OPEN_CASES: "case.queue",
    Step.OPEN_DESK: "desk.show",
    Step.OPEN_DELIVERIES: "delivery.not_reached",
}


def digest_card(digest: Digest, *, today: date, chart: Chart | None = None) -> Card:
    """``chart``: of the weeks before, where there is something to see."""
    period = digest.period
    days = week_days(digest.period, today=today)
    points = digest.of(Part.KEY_POINTS)
    said = [each.text for each in points.sentences()] if points else []
    return Card(
        f"週のまとめ（{days}）",
        (
            *(
                []
                if period.is_whole
                else [note(f"{until_words(period, today=today)}のまとめです。")]
            ),
            *_points(points),
            *([chart] if chart else []),
            *_groups(digest.of(Part.GROUPS)),
            *(element for part in _GLANCE for element in _glance(digest, digest.of(part))),
            Buttons(tuple(_ways_on(digest))),
        ),
        summary=f"{days}のまとめ：{said[0] if said else ''}",
    )


def digest_part_card(
    digest: Digest,
    part: DigestPart,
    *,
    today: date,
    charts: Sequence[Chart] = (),
    details: Sequence[Element] = (),
) -> Card:
    """All that is said of one part. ``details``: what stands behind it, one by one."""
    days = week_days(digest.period, today=today)
    return Card(
        f"{part.part.called}（{days}）",
        (
            *charts,
            *(
                element
                for each in part.paragraphs
                for element in _paragraph(each, with_original=True)
            ),
            *details,
            Buttons((_week_button(digest, "まとめに戻る"),)),
        ),
        summary=f"{days}の{part.part.called}",
    )


def digest_file_card(file_name: str) -> Card:
    line = "まとめをExcelのファイルにしました。"
    told = note(f"{file_name}（事務局だけが見る内容も入っています）")
    return Card("まとめ", (paragraph(line), told), summary=line)


def digest_files_card(period: Period, *, is_below: bool, today: date) -> Card:
    """What is said beside the files in the channel. ``is_below``: in the thread of the card."""
    if is_below:
        return Card("週のまとめ", (), summary="このまとめのExcelと図です。")
    line = (
        f"{week_days(period, today=today)}のまとめのExcelと図です。まとめは、前の事務局のチャンネルにあります。"
        "「先週のまとめ」と送ると、ここでも開けます。"
    )
    return Card("週のまとめ", (), summary=line)


def week_days(period: Period, *, today: date) -> str:
    """As far as it has gone."""
    return wording.days(period.since.date(), period.last_day, today=today)


def until_words(period: Period, *, today: date) -> str:
    return wording.exact_moment(period.until, today=today) + "まで"


def _points(part: DigestPart | None) -> Iterator[Element]:
    if part is not None:
        yield Heading(part.part.called)
        yield Bullets(tuple(_line(each) for each in part.sentences()))


def _groups(part: DigestPart | None) -> Iterator[Element]:
    if part is None:
        return
    yield Heading(part.part.called)
    for each in part.paragraphs[:GROUPS_SHOWN]:
        yield from _paragraph(each)
    if _has_phrased(part):
        yield note(
            f"「{PHRASED}」とある文は、AIが言い換えたものです。元の文は「{_ALL_GROUPS}」で見られます。"
        )


def _has_phrased(part: DigestPart) -> bool:
    return any(each.phrased_of for each in part.sentences())


def _paragraph(told: Paragraph, *, with_original: bool = False) -> Iterator[Element]:
    if told.heading:
        yield paragraph(Bold(told.heading))
    yield Bullets(tuple(_line(each, with_original=with_original) for each in told.sentences))
    buttons = [
        _button(each.next_step, each) for each in told.sentences if each.next_step is not None
    ]
    if buttons:
        yield Buttons(tuple(buttons))


def _glance(digest: Digest, part: DigestPart | None) -> Iterator[Element]:
    """What each paragraph says first."""
    if part is None:
        return
    yield Heading(part.part.called)
    firsts = (each.sentences[0] for each in part.paragraphs)
    yield Bullets(tuple(_line(each) for each in firsts))
    more = Button(
        f"{part.part.called}を詳しく",
        "digest.part",
        {"week": digest.period.week, "part": part.part.name},
    )
    yield Buttons((more,))


def _line(sentence: Sentence, *, with_original: bool = False) -> tuple[Inline, ...]:
    """What it rests on stands behind it, but for what it names itself."""
    if sentence.phrased_of:
        original = f"。元の文：{sentence.phrased_of}" if with_original else ""
        return plain(sentence.text, f"（{cites_words(sentence.cites)}、{PHRASED}{original}）")
    return plain(sentence.text, cites_behind(sentence.text, sentence.cites))


def cites_behind(text: str, cites: tuple[Cite, ...]) -> str:
    """「（#12、#31）」, without those that the text names itself; empty where it names all."""
    said = _QUOTED.sub("", text)
    unnamed = tuple(each for each in cites if not re.search(re.escape(each.name) + r"(?!\d)", said))
    return f"（{cites_words(unnamed)}）" if unnamed else ""


def cites_words(cites: tuple[Cite, ...]) -> str:
    """「#12、#31、まとまり3」."""
    return wording.names([each.name for each in cites], shown=_CITES)


def _button(step: NextStep, sentence: Sentence) -> Button:
    return Button(
        _label(step, sentence),
        _BUTTONS[step.step],
        _args(step),
        about=f"{cites_words(sentence.cites)}：{step.step}" if sentence.cites else "",
    )


def _label(step: NextStep, sentence: Sentence) -> str:
    """Of several issues below each other, which one it opens."""
    issues = [each for each in sentence.cites if each.kind is CiteKind.ISSUE]
    if step.step is Step.OPEN_ISSUE and issues:
        return f"課題{issues[0].name}を見る"
    return step.step


def _args(step: NextStep) -> dict[str, str]:
    first = str(step.about[0]) if step.about else ""
    match step.step:
        case Step.CONFIRM_GROUP:
            return {"issues": ",".join(str(each) for each in step.about)}
        case Step.BEGIN_MEASURE:
            return {"group": first}
        case Step.OPEN_MEASURE:
            return {"measure": first}
        case Step.OPEN_ISSUE:
            return {"issue": first}
        case Step.OPEN_STALLED:
            return {"stalled": "yes"}
        case Step.OPEN_CASES | Step.OPEN_DESK | Step.OPEN_DELIVERIES:
            return {}


def _week_button(digest: Digest, label: str) -> Button:
    return Button(label, "digest.show", {"week": digest.period.week})


def _ways_on(digest: Digest) -> Iterator[Button]:
    groups = digest.of(Part.GROUPS)
    week = digest.period.week
    if groups is not None and (len(groups.paragraphs) > GROUPS_SHOWN or _has_phrased(groups)):
        args = {"week": week, "part": Part.GROUPS.name}
        yield Button(_ALL_GROUPS, "digest.part", args)
    yield Button("フォーラム版をつくる", "digest.edition", {"week": week})
    yield Button("まとめをExcelで", "digest.export", {"week": week})
    yield Button("前の週のまとめ", "digest.show", {"week": digest.period.before().week})


EXAMPLES = {
    "今週のまとめ": digest_card(DIGEST, today=TODAY, chart=COLUMNS),
    "AIが言い換えたまとめ": digest_card(PHRASED_DIGEST, today=TODAY),
    "AIが言い換えた部局横断の課題": digest_part_card(
        PHRASED_DIGEST, PHRASED_DIGEST.parts[1], today=TODAY
    ),
    "変化のない週のまとめ": digest_card(QUIET, today=TODAY),
    "まとめに添えるファイル": digest_files_card(DIGEST.period, is_below=True, today=TODAY),
    "チャンネルを変えたあとのファイル": digest_files_card(
        DIGEST.period, is_below=False, today=TODAY
    ),
    "まとめのファイル": digest_file_card("週のまとめ_2026-11-16.xlsx"),
    **{
        f"まとめの{part.part}": digest_part_card(DIGEST, part, today=TODAY)
        for part in DIGEST.parts
        if part.part is not Part.KEY_POINTS
    },
}
