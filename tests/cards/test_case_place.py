"""Of a 部長 the department is the section as well: it is named once, wherever a case is shown."""

from dataclasses import replace
from datetime import date

import pytest

from cards.case import CaseShown, case_card
from cards.case_alike import alike_card
from cards.case_publish import posted_card
from cards.case_queue import case_queue_card
from cards.case_review import UnderReview, case_review_card
from cards.case_review_notice import EXAMPLE_CASE, Asked, case_waiting_card
from cards.case_search import Asked as Search
from cards.case_search import found_cases_card
from cards.case_selection import selection_card
from cards.case_spread import EXAMPLE_CASE as PUBLISHED
from cards.case_spread import adopted_card, own_place_card
from cards.elements import Card
from cards.example_values import NOW, TODAY
from cards.renderers import plain_text
from domain.case_history import CaseHistory
from domain.case_review import Waiting
from domain.case_selection import Selection
from domain.improvement_case import Adoption

DOUBLED = "財務部 財務部"
CASE = replace(EXAMPLE_CASE, department="財務部", section="財務部")
SHOWN = replace(PUBLISHED, department="財務部", section="財務部")
ADOPTION = Adoption(
    case_id=1, staff_id=2, department="財務部", section="財務部", since=date(2026, 9, 1), at=NOW
)

CARDS = {
    "事例": case_card(CaseShown(case=SHOWN, adoptions=(ADOPTION,)), today=TODAY, nonce="n"),
    "探した事例": found_cases_card([SHOWN], Search(text="転記", filters={}), page=0),
    "チャンネルの事例": posted_card(SHOWN),
    "似た仕事の事例": alike_card(SHOWN, why="近いため。"),
    "今月の改善事例": selection_card(Selection(date(2026, 11, 1), (1,), "", 1), [SHOWN]),
    "登録した": adopted_card(SHOWN, ADOPTION, title="登録しました"),
    "自分の課の事例": own_place_card(SHOWN, may_establish=False, nonce="n"),
    "確認待ち": case_queue_card([Waiting(CASE, 6)], total=1, page=1, route=None, today=TODAY),
    "確認の内容": case_review_card(
        UnderReview(history=CaseHistory(CASE, (), (), {}), similar=(SHOWN,)), today=TODAY, nonce="n"
    ),
    "確認のお知らせ": case_waiting_card(Asked(CASE, "田中 太郎", NOW)),
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_部長の事例の部署は一度だけ書かれる(card: Card) -> None:
    read = plain_text.render(card)
    assert "財務部" in read
    assert DOUBLED not in read
