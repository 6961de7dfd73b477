"""What is done at once is closed: no question, doubt or news of it ever is."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.errors import DomainError
from language.reminder_phrases import of_reminders, says_wish
from language.reminder_words import ReminderWish, wish_in
from tests.domain.situations import SAME_EVERY_RUN
from tests.language.reminder_sentences import DONE_AT_ONCE, NEVER_DONE, TODAY


def wish(said: str) -> ReminderWish | None:
    return wish_in(said, today=TODAY, is_national_holiday=is_national_holiday)


def test_どちらの文も六十以上ある() -> None:
    assert len({said for said, _ in DONE_AT_ONCE}) >= 60
    assert len({said for said, _ in NEVER_DONE}) >= 60


@pytest.mark.parametrize(("said", "meant"), DONE_AT_ONCE)
def test_言い切った頼みはすぐに行う(said: str, meant: ReminderWish) -> None:
    assert says_wish(said)
    assert wish(said) == meant


@pytest.mark.parametrize("said", [said for said, _ in NEVER_DONE])
def test_問いや打ち消しや様子はすぐには行わない(said: str) -> None:
    assert not says_wish(said)


_ANYTHING = st.text(max_size=20) | st.sampled_from(["", "お知らせを止めて", "。", "もう送らないで"])
_WISHES = st.sampled_from([said for said, _ in DONE_AT_ONCE]) | st.text(max_size=30)
_ASKS = st.sampled_from(
    ["か", "の？", "かな", "ですか", "ますか", "かなあ", "でしょうか", "ｶ", "んか"]
)
_MARK = st.sampled_from(["?", "？", "⁇", "⁈", "❓", "❔", "¿"])
_SILENT_END = st.sampled_from(["", "。", "…", "🙏", " ", "！", "♪", "〜"])


def _never(said: str) -> None:
    assert not says_wish(said)
    named = of_reminders(said)
    assert named is None or not says_wish(named)


@SAME_EVERY_RUN
@given(_ANYTHING, _WISHES, _MARK, _WISHES)
def test_疑問符のある文はすぐには行わない(before: str, said: str, mark: str, after: str) -> None:
    _never(f"{before}{mark}{said}")
    _never(f"{said}{mark}{after}")
    _never(f"{before}{said}{mark}")


@SAME_EVERY_RUN
@given(_ANYTHING, _WISHES, _ASKS, _SILENT_END)
def test_問いで終わる文はすぐには行わない(before: str, said: str, asks: str, end: str) -> None:
    _never(f"{before}{said}{asks}{end}")


@SAME_EVERY_RUN
@given(_ANYTHING, _WISHES, _ANYTHING)
def test_すぐに行う文にはいつも望みがある(before: str, said: str, after: str) -> None:
    text = f"{before}{said}{after}"
    if says_wish(text):
        with suppress(DomainError):
            assert wish(text) is not None


@pytest.mark.parametrize(
    "said",
    ["お知らせ" * 1_000, "もう" * 2_000, "来週まで止めて" * 500, "はい、" * 1_300, "笑" * 4_000],
)
def test_長い文でも固まらない(said: str) -> None:
    assert not says_wish(said)
    assert of_reminders(said) is None
