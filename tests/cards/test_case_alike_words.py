"""Why somebody is told of a case like their department's work, without what they may not know."""

from cards.case_alike import because
from domain.case_alike import WorkKind


def test_まだ承認されていない事例があることは_知らせのわけからわからない() -> None:
    said = because(WorkKind.WAITING)
    assert "事例" not in said
    assert said == "あなたの部局の仕事に近いため、お知らせしています。"
