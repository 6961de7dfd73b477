"""The rules of the 情報交換: who is asked, what counts as answered, who was first."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from cards.example_exchange import EXCHANGE
from cards.example_values import NOW, PERSON
from domain.business_calendar import BusinessCalendar
from domain.case_review import open_days_since
from domain.chief import led_by
from domain.errors import NotAllowed
from domain.exchange import (
    Answer,
    AnsweredMeanwhile,
    AnswerFixed,
    Asked,
    Exchange,
    HelperIds,
    LineTooLong,
    Progress,
    answered,
    require_answer,
)
from domain.exchange_rules import ExchangeRules, ImpossibleExchange, open_days_later
from domain.japan_time import JAPAN
from domain.office import ImpossibleOffice, Office
from domain.people import Duty, TeamRoleHeld
from domain.stalled import StalledNotice, is_due, told_before

ITEM, GIVEN = EXCHANGE.items[0], EXCHANGE.items[1]
CALENDAR = BusinessCalendar(is_national_holiday)
CHIEF = replace(PERSON, team_roles=(TeamRoleHeld("DX統括リーダー", "市民部"),))


def say(item_id: int, progress: Progress, line: str = "", *, version: int = 0) -> Asked:
    return Asked(item_id, version, Answer(progress, line))


def test_答えられるのはその部局の統括リーダーだけ() -> None:
    require_answer(CHIEF, ITEM)
    leader = replace(PERSON, team_roles=(TeamRoleHeld("DX推進リーダー", "市民部"),))
    elsewhere = replace(PERSON, team_roles=(TeamRoleHeld("DX統括リーダー", "福祉部"),))
    office = replace(PERSON, duties=(Duty.SECRETARIAT,))
    for person in (leader, elsewhere, office):
        with pytest.raises(NotAllowed):
            require_answer(person, ITEM)
    assert led_by(replace(CHIEF, team_roles=(*CHIEF.team_roles, *elsewhere.team_roles))) == {
        "市民部",
        "福祉部",
    }


def test_答えは一行になり困っているときだけ力になる人が残る() -> None:
    helpers = HelperIds((7,), (3,), (2,))

    def said(progress: Progress, line: str) -> object:
        return answered(
            ITEM,
            say(1, progress, line),
            EXCHANGE.round,
            by=9,
            name_of_first="",
            at=NOW,
            helpers=helpers,
        )

    after = said(Progress.TROUBLED, " 業者の\n返事が　来ない ")
    assert after == replace(
        ITEM,
        answer=Answer(Progress.TROUBLED, "業者の 返事が 来ない"),
        answered_by=9,
        answered_at=NOW,
        version=1,
        helpers=helpers,
    )
    assert said(Progress.FORWARD, "") == replace(
        ITEM, answer=Answer(Progress.FORWARD), answered_by=9, answered_at=NOW, version=1
    )
    with pytest.raises(LineTooLong):
        said(Progress.FORWARD, "あ" * 201)


def test_先の答えと載せたまとめは黙って変わらない() -> None:
    def change(progress: Progress, version: int, exchange: Exchange = EXCHANGE) -> object:
        asked = say(2, progress, "試行の相手が決まりました。", version=version)
        return answered(GIVEN, asked, exchange.round, by=9, name_of_first="市川さん", at=NOW)

    assert change(Progress.FORWARD, 0) is GIVEN  # it says so already, whoever was first
    with pytest.raises(AnsweredMeanwhile, match="先に市川さんが「進んだ：試行の相手が"):
        change(Progress.TROUBLED, 0)
    closed = replace(EXCHANGE, round=replace(EXCHANGE.round, closed_at=NOW))
    with pytest.raises(AnswerFixed):
        change(Progress.TROUBLED, 1, closed)
    late = answered(ITEM, say(1, Progress.SAME), closed.round, by=9, name_of_first="", at=NOW)
    assert late.answer == Answer(Progress.SAME)


def test_そろうか締め切りで閉じ一度だけもう一度聞く() -> None:
    round_ = EXCHANGE.round
    assert EXCHANGE.unanswered == ("市民部", "福祉部")
    assert not EXCHANGE.is_to_close(now=round_.closes_at - timedelta(minutes=1))
    assert EXCHANGE.is_to_close(now=round_.closes_at)
    all_answered = replace(EXCHANGE, items=EXCHANGE.items[1:4])
    assert all_answered.is_to_close(now=NOW)
    solved = replace(EXCHANGE, items=[replace(ITEM, is_open=False)])
    assert solved.is_to_close(now=NOW)
    assert solved.of({"市民部"}) == ()
    assert EXCHANGE.is_to_ask_again(now=round_.again_at)
    assert not EXCHANGE.is_to_ask_again(now=NOW)
    asked = replace(EXCHANGE, round=replace(round_, asked_again_at=NOW))
    assert not asked.is_to_ask_again(now=round_.closes_at)


@given(
    st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(
        lambda day: datetime.combine(day, time(9, 30), tzinfo=JAPAN)
    ),
    st.integers(1, 15),
)
def test_数える開庁日だけが間にある(moment: datetime, days: int) -> None:
    later = open_days_later(moment, days, CALENDAR)
    between = (moment.date() + timedelta(days=n) for n in range(1, 60))
    counted = [day for day in between if day <= later.date() and CALENDAR.is_open(day)]
    assert len(counted) == days
    assert counted[-1] == later.date()
    assert later.time() == moment.time()


def test_ありえない日数と時刻は断る() -> None:
    for again, closes in ((0, 3), (3, 3), (1, 61)):
        with pytest.raises(ImpossibleExchange):
            ExchangeRules(again_after=again, closes_after=closes)
    with pytest.raises(ImpossibleExchange):
        ExchangeRules(stalled_office_after=0)
    with pytest.raises(ImpossibleOffice, match="21:00"):
        Office(exchange=ExchangeRules(at=time(21, 0)))


@given(st.integers(0, 60), st.integers(0, 24 * 60), st.integers(1, 60))
def test_事務局に伝えるのは決めた開庁日が過ぎたものだけ(
    days: int, minutes: int, after: int
) -> None:
    now = datetime(2026, 12, 28, 12, 0, tzinfo=JAPAN)
    told = now - timedelta(days=days, minutes=minutes)
    is_over = open_days_since(told, CALENDAR, today=now.date()) >= after
    assert (told < told_before(CALENDAR, after=after, now=now)) is is_over


def test_事務局には統括リーダーのあと開庁日を数えて一度だけ() -> None:
    told = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)
    notice = StalledNotice(told - timedelta(days=40), told)

    def is_for_the_office(day: date) -> bool:
        now = datetime.combine(day, time(12, 0), tzinfo=JAPAN)
        return is_due(notice, before=told_before(CALENDAR, after=10, now=now))

    # Monday the 23rd is a holiday
    assert not is_for_the_office(date(2026, 12, 4))
    assert is_for_the_office(date(2026, 12, 7))
    done = replace(notice, office_told_at=told)
    later = told_before(CALENDAR, after=1, now=told + timedelta(days=30))
    assert is_due(notice, before=later)
    assert not is_due(done, before=later)
