"""The weekly cards: what they say, and that each is one page whatever is in it."""

import pytest

from cards import delivery_report, example_values, forum_week, reminder, section_reminder
from cards.elements import Card
from cards.renderers import plain_text, slack, teams
from domain.reminder import Reminder

SENT = {
    name: card
    for module in (reminder, section_reminder, forum_week, delivery_report)
    for name, card in module.EXAMPLES.items()
}


@pytest.mark.parametrize("name", SENT)
def test_配る知らせはどれも一通に収まる(name: str) -> None:
    card: Card = SENT[name]
    assert len(slack.render(card)) == 1
    assert len(teams.render(card)) == 1


def test_中身のない部分には見出しもない() -> None:
    overdue = Reminder(overdue=example_values.RECOMMENDATION.overdue)
    read = plain_text.render(reminder.reminder_card(overdue, today=example_values.TODAY))
    assert "期限を過ぎた必須研修" in read
    for heading in ("2週間以内", "明日", "報告への返事", "新しく"):
        assert heading not in read


def test_止めている人にはなぜ届いたかを言う() -> None:
    until = plain_text.render(reminder.EXAMPLES["止めている間のお知らせ"])
    never = plain_text.render(reminder.EXAMPLES["もう送らない人へのお知らせ"])
    assert "1月11日(月)まで止めていますが" in until
    assert "必須研修の期限だけはお伝えします" in never
    assert "もう送らない" not in never


def test_大きな課では残りの人数を言う() -> None:
    read = plain_text.render(section_reminder.EXAMPLES["課の受講のお知らせ（大きな課）"])
    assert "20人います" in read
    assert "ほか12人います" in read
    assert "ほか4人います" in read


def test_ねぎらいは載せきれない研修の数も言う() -> None:
    read = plain_text.render(reminder.EXAMPLES["上司からのねぎらい（多い）"])
    assert "「統計の基礎5」 ほか2件の受講、お疲れさまでした" in read
    assert "統計の基礎6" not in read
