"""No name, address or number of anybody stays in what is kept of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.correction import LONGEST_TEXT
from domain.phrasing_mask import Marks, as_sent
from handlers.masking import masked, spans_to_mask, tokens_that_may_be_numbers
from handlers.names_to_mask import names_to_mask
from language.normalise import normalise
from tests.effort import effort

SECONDS = 3.0
"""Far more than it takes, on a busy machine too; what tries everything twice takes hours."""
ROSTER = ("市川　遥", "森 翔", "水谷　香織", "田中次郎", "リン メイ", "Sato Ken", "東 恵美")
NAMES = names_to_mask([(name, "") for name in ROSTER] + [("凸凹 晴", "dekoboko.hareta@x.example")])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("市川さんの受講状況", "〔氏名〕さんの受講状況"),
        ("水谷 香織の記録", "〔氏名〕の記録"),
        ("森さんに聞きたい", "〔氏名〕さんに聞きたい"),
        ("田中の件はどうなった", "〔氏名〕の件はどうなった"),
        ("ﾘﾝさんの分", "〔氏名〕さんの分"),
        ("名簿にいない山本さんの分", "名簿にいない〔氏名〕さんの分"),
        ("いちかわさんの分", "〔氏名〕さんの分"),
        ("a.b@city.lg.jp に送って", "〔メール〕 に送って"),
        ("０８３－２３１－１１１１に電話", "〔電話〕に電話"),
        ("09012345678まで", "〔電話〕まで"),
        ("内線1234です", "〔電話〕です"),
        ("職員番号10234です", "職員番号〔番号〕です"),
        ("S99の記録", "〔番号〕の記録"),
        ("<@U123ABC> 受講状況", "〔氏名〕 受講状況"),
        ("マイナンバー1234 5678 9012の件", "マイナンバー〔番号〕の件"),
        ("１２３４－５６７８－９０１２", "〔番号〕"),
        ("番号は123 456 78です", "番号は〔番号〕です"),
        ("090 1234 5678", "〔電話〕"),
        ("ichikawa.haruka(at)city.lg.jp", "〔メール〕"),
        ("ichikawa.haruka アットマーク city.lg.jp", "〔メール〕"),
        ("林の受講状況", "〔氏名〕の受講状況"),
        ("関は受けたか", "〔氏名〕は受けたか"),
        ("財務課の林です", "財務課の〔氏名〕です"),
        ("財務課の東です", "財務課の〔氏名〕です"),
        ("東の分も見たい", "〔氏名〕の分も見たい"),
        ("森に聞いて", "〔氏名〕に聞いて"),
        ("市民課森です", "市民課〔氏名〕です"),
        ("私、鳴海と申します", "私、〔氏名〕と申します"),
        ("恵美の分", "〔氏名〕の分"),
        ("いちかわはるかの分", "〔氏名〕の分"),
        ("ｲﾁｶﾜﾊﾙｶの分", "〔氏名〕の分"),
        ("みずたにの分", "〔氏名〕の分"),
        ("ICHIKAWA Harukaの分", "〔氏名〕の分"),
        ("Dekobokoの分", "〔氏名〕の分"),
        ("dekoboko haretaの分", "〔氏名〕の分"),
        ("yamamotoの受講状況", "〔氏名〕の受講状況"),
        ("名簿にいない山本の受講状況", "名簿にいない〔氏名〕の受講状況"),
        ("千葉の分は終わった?", "〔氏名〕の分は終わった?"),
        ("担当は müller です", "担当は 〔氏名〕 です"),
        ("担当：Nguyen", "担当:〔氏名〕"),
        ("Иван係長の分", "〔氏名〕係長の分"),
        ("窓口（김철수）に聞く", "窓口(〔氏名〕)に聞く"),
        ("鬼弖主査の記録", "〔氏名〕主査の記録"),
        ("下関市南町1丁目2番3号の件", "〔住所〕の件"),
        ("課長の分と山名係長の件", "課長の分と〔氏名〕係長の件"),
        ("パスワードはabc#1234です", "パスワードは〔秘密〕です"),
    ],
)
def test_伏せる(text: str, kept: str) -> None:
    assert masked(text, NAMES, employee_numbers={"s99"}) == kept


@pytest.mark.parametrize(
    "text",
    [
        "森林課の研修",
        "オンライン研修はある?",
        "みなさんの状況",
        "たくさん受けたい",
        "2026年7月1日に受けた",
        "20260701に受けた",
        "2026-07-01に受けた",
        "41番の件は完了",
        "係長に言われた研修",
        "下関市の方針",
        "千葉県の研修",
        "zoomの講座",
        "kintoneの研修",
        "情報政策課の研修です",
        "2026 11 21に受けた",
        "けんしゅうをうけたい",
        "担当は決まっていない",
        "システムの仕様が同様",
        "担当が異動するたびに聞かれる",
    ],
)
def test_伏せない(text: str) -> None:
    assert masked(text, NAMES) == text


@given(
    st.sampled_from([name.replace("　", "").replace(" ", "") for name in ROSTER[:4]]),
    st.text(alphabet="のはをに研修受講いつ、。 ", max_size=20),
    st.text(alphabet="のはをに研修受講いつ、。 ", max_size=20),
)
def test_どこにあっても姓名は残らない(name: str, before: str, after: str) -> None:
    assert name not in masked(f"{before}{name}{after}", NAMES)


@given(st.text(max_size=600))
def test_どんな文でも長さに収まる(text: str) -> None:
    once = masked(text, NAMES)
    assert len(once) <= LONGEST_TEXT
    assert tokens_that_may_be_numbers(text) is not None


@pytest.mark.parametrize(
    "piece", ["ka", "n", "kk", "1 ", "12-", "森", "いち", "a@", "課の", "と申し", "ァ", "電話"]
)
def test_長い文も待たせない(piece: str) -> None:
    text = piece * (4_000 // len(piece)) + "x"
    assert effort(lambda: masked(text, NAMES)) < SECONDS


@given(
    st.sampled_from(
        ["鬼弖", "Müller", "O'Brien", "Nguyen", "Иван", "凸山", "はりゃま", "マイケル・田中"]
    ),
    st.sampled_from(
        ["{}さんの分", "{}課長補佐に聞く", "担当は{}です", "担当：{}", "（担当）{}まで"]
    ),
)
def test_書き残す文と送る文は同じ人を伏せる(name: str, said: str) -> None:
    text = said.format(name)
    sent = Marks().masked(as_sent(text), spans_to_mask(as_sent(text), NAMES))
    assert name not in sent
    assert normalise(name) not in masked(text, NAMES)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("市川さんと水谷が入力する。", "〔氏名A〕と〔氏名B〕が入力する。"),
        ("連絡はa.b@city.lg.jpか083-231-1111へ。", "連絡は〔メールA〕か〔電話A〕へ。"),
        ("個人番号123456789012を写す。", "個人番号〔番号A〕を写す。"),
        ("担当はS99です。", "担当は〔番号A〕です。"),
        ("月に300件、12月25日まで。", "月に300件、12月25日まで。"),
        ("ExcelとLGWANを使う。", "ExcelとLGWANを使う。"),
    ],
)
def test_送る文では印に替え印だけが元に戻る(text: str, kept: str) -> None:
    marks = Marks()
    sent = marks.masked(text, spans_to_mask(text, NAMES, employee_numbers={"s99"}))
    assert sent == kept
    assert marks.restored(sent) == text


def test_人の名前の読みと同じ助詞は名前としない() -> None:
    names = names_to_mask([("浜田 実", "")])
    text = "照合はまだできていない。浜田が確かめる。"
    assert Marks().masked(text, spans_to_mask(text, names)) == (
        "照合はまだできていない。〔氏名A〕が確かめる。"
    )
    assert masked("はまだの受講状況", names) == "〔氏名〕の受講状況"


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("高橋 健一", "髙橋健一が入力する。", "〔氏名A〕が入力する。"),
        ("高橋 健一", "髙橋が入力する。", "〔氏名A〕が入力する。"),
        ("髙橋 健一", "高橋が入力する。", "〔氏名A〕が入力する。"),
        ("山﨑 実", "山崎が入力する。", "〔氏名A〕が入力する。"),
        ("渡邉 実", "渡邊が入力する。", "〔氏名A〕が入力する。"),
        ("斉藤 実", "齋藤が入力する。", "〔氏名A〕が入力する。"),
        ("凸濱 実", "凸浜が入力する。", "〔氏名A〕が入力する。"),
        ("凸澤 廣", "凸沢広が入力する。", "〔氏名A〕が入力する。"),
    ],
)
def test_異体字で書いた氏名も伏せる(name: str, text: str, kept: str) -> None:
    names = names_to_mask([(name, "")])
    marks = Marks()
    sent = marks.masked(text, spans_to_mask(text, names))
    assert sent == kept
    assert marks.restored(sent) == text
    assert masked(text, names) == kept.replace("〔氏名A〕", "〔氏名〕")


def test_書斎のような言葉の字は変えない() -> None:
    assert masked("書斎の研修", NAMES) == "書斎の研修"
