"""Cards of any shape and any characters, for properties that hold for all of them."""

from datetime import date

from hypothesis import strategies as st

from cards.charts import (
    Bar,
    BarChart,
    ColumnChart,
    Dated,
    DatedLine,
    LineChart,
    LineKind,
    Row,
)
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Facts,
    Heading,
    Link,
    Mention,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
    Text,
)
from tests.cards.renderers.hostile import HOSTILE

# Lone surrogates (category Cs) are among them: JSON from outside may carry one.
_CHARACTERS = st.text(st.characters(exclude_categories=()), max_size=40)
TEXTS = st.one_of(
    _CHARACTERS,
    st.sampled_from(HOSTILE),
    st.builds(lambda text, times: text * times, _CHARACTERS, st.integers(1, 400)),
)
_IDS = st.none() | st.sampled_from(["U0123ABCD", "29:1a-B_c", "<!channel>"])
_INLINES = st.lists(
    st.one_of(
        st.builds(Text, TEXTS),
        st.builds(Bold, TEXTS),
        st.builds(Link, TEXTS, st.sampled_from(["https://example.lg.jp/", "javascript:x"])),
        st.builds(Mention, TEXTS, _IDS),
    ),
    max_size=6,
).map(tuple)
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[TEXTS] * width),
        st.lists(st.tuples(*[TEXTS] * width), max_size=8).map(tuple),
        TEXTS,
    )
)
_BUTTONS = st.builds(
    Button,
    TEXTS,
    st.sampled_from(["enroll", "course_detail"]),
    st.dictionaries(st.sampled_from("abc"), _CHARACTERS),
    st.sampled_from(ButtonStyle),
    TEXTS,
)
_VALUES = st.floats(0, 100_000, allow_nan=False)
_COLUMNS = st.integers(1, 8).flatmap(
    lambda count: st.builds(
        ColumnChart,
        TEXTS,
        st.sampled_from(["件", "%"]),
        st.tuples(*[TEXTS] * count),
        st.lists(st.builds(Row, TEXTS, st.tuples(*[_VALUES] * count)), min_size=1, max_size=2).map(
            tuple
        ),
    )
)
_BARS = st.builds(
    BarChart,
    TEXTS,
    st.sampled_from(["名", "%"]),
    st.lists(st.builds(Bar, TEXTS, _VALUES), max_size=6).map(tuple),
    st.none() | st.builds(Bar, TEXTS, _VALUES),
    TEXTS,
)
_DATED = st.builds(Dated, st.dates(date(2020, 1, 1), date(2040, 12, 31)), _VALUES)
_LINES = st.builds(
    LineChart,
    TEXTS,
    st.sampled_from(["名", "%"]),
    st.lists(
        st.builds(
            DatedLine,
            st.sampled_from(LineKind),
            st.lists(_DATED, min_size=1, max_size=70).map(
                lambda points: tuple(sorted(points, key=lambda each: each.day))
            ),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda line: line.kind,
    ).map(tuple),
)
CHARTS = st.one_of(_COLUMNS, _BARS, _LINES)
ELEMENTS = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Paragraph, _INLINES),
    st.builds(Note, _INLINES),
    st.builds(Quote, TEXTS, TEXTS),
    st.builds(Bullets, st.lists(_INLINES, max_size=4).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(tuple)),
    st.builds(Progress, TEXTS, st.integers(-1, 9), st.integers(0, 8), TEXTS),
    _TABLES,
    st.just(Divider()),
    CHARTS,
    st.builds(Buttons, st.lists(_BUTTONS, max_size=8).map(tuple)),
)
CARDS = st.builds(Card, TEXTS, st.lists(ELEMENTS, max_size=6).map(tuple), TEXTS)
