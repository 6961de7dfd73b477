"""What a wish to ask somebody names, and where what is not ours goes."""

import pytest

from domain.elsewhere import Elsewhere
from language.consult_words import asks_for_experience, asks_for_telephone, place_named
from language.elsewhere_words import elsewhere

PLACES = {"情報政策課", "デジタル推進部", "市民課"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("情報政策課の誰に聞けばいいですか", "情報政策課"),
        ("デジタル推進部に相談したい", "デジタル推進部"),
        ("デジタル推進課の誰に聞けば", "デジタル推進課"),
        ("うちの課のデジタル推進リーダーは誰", ""),
        ("DX担当課の連絡先は？", ""),
        ("どこの課に聞くのが正解ですか", ""),
        ("業務改善課題の相談", ""),
        ("課長に聞いたほうがいい？", ""),
        ("部署の人に聞きたい", ""),
    ],
)
def test_名前の出た課だけを場所と読む(text: str, place: str) -> None:
    assert place_named(text, PLACES) == place


def test_電話番号と経験は答えられないとわかる() -> None:
    assert asks_for_telephone("デジタル推進課の内線番号わかりますか")
    assert not asks_for_telephone("RPAのことを聞きたい")
    assert asks_for_experience("ＢＰＲの経験がある職員を探しています")
    assert not asks_for_experience("誰に聞けばいい？")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("住民票の写しはどこで取れますか", Elsewhere.RESIDENTS),
        ("ごみの分別を教えて", Elsewhere.RESIDENTS),
        ("パソコンが固まった", Elsewhere.SYSTEMS),
        ("ＷｉＦｉにつながらない", Elsewhere.SYSTEMS),
        ("年休の残りは何日？", Elsewhere.PERSONNEL),
        ("旅費システムにログインできない", Elsewhere.PERSONNEL),
        ("第3会議室は空いてる？", Elsewhere.PREMISES),
        ("見積書はどこに出す", Elsewhere.MONEY),
        ("今日の天気は？", None),
        ("おもしろい話をして", None),
    ],
)
def test_答えないことの行き先がわかる(text: str, kind: Elsewhere | None) -> None:
    assert elsewhere(text) is kind
