"""「事務局の確認待ち」: one message on every platform, since a press replaces one message."""

from cards.desk import desk_card
from cards.example_values import NOW, TODAY
from cards.renderers import slack, teams
from domain.desk import AccessRequest, ReportedCompletion
from handlers.desk import SHOWN, SHOWN_IN_ALL

FULL = desk_card(
    asking=[
        AccessRequest(n, f"{'namae' * 6}{n}@kakehashi.example", "名簿 にない人" * 3, NOW)
        for n in range(SHOWN_IN_ALL - SHOWN)
    ],
    reported=[
        ReportedCompletion(
            n, n, "市川　遥", "業務改善とデータ利活用のための実践研修（応用）", TODAY
        )
        for n in range(SHOWN)
    ],
    skills_without_course=[f"スキルの名前その{n}" for n in range(40)],
    today=TODAY,
    nonce="nonce" * 4,
    viewer_id=1,
    is_alone=True,
    more=True,
    cases=1_000,
    cases_left_lying=1_000,
    done="市川　遥さんの「業務改善とデータ利活用のための実践研修（応用）」の修了を確認しました。",
)


def test_どの画面でも一通に収まる() -> None:
    assert len(slack.render(FULL)) == 1
    assert len(teams.render(FULL)) == 1
