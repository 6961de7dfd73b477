"""Cards of any shape and any characters, for properties that hold for all of them."""

from hypothesis import strategies as st

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
    st.builds(Buttons, st.lists(_BUTTONS, max_size=8).map(tuple)),
)
CARDS = st.builds(Card, TEXTS, st.lists(ELEMENTS, max_size=6).map(tuple), TEXTS)
