"""Whom no roster knows: a name leaves in no letters, beside a title or behind 「担当は」."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.phrasing_mask import Marks, as_sent, but_places, where_places_stand, without_brackets
from handlers.masking import spans_to_mask
from handlers.names_to_mask import names_to_mask
from language.somebody import A_POST
from tests.effort import effort

SECONDS = 3.0
HOSTILE = (
    *(
        "鬼頭",
        "𠮷弖",
        "磯部",
        "田所",
        "前園",
        "渡部",
        "服部",
        "勅使河原久美子",
        "二の宮",
        "一ノ瀬",
        "山の内",
    ),
    *(
        "佐藤さくら",
        "さとう花子",
        "さくらいゆうこ",
        "はな",
        "りか",
        "のりか",
        "ヴァン・デル・ベルク",
        "マイケル・田中",
    ),
    *(
        "Müller",
        "O'Brien",
        "J. Smith",
        "김철수",
        "Иван",
        "髙﨑",
        "鄧小龍",
        "喜多",
        "薬袋",
        "四月朔日",
        "君島",
        "氏家",
        "殿村",
    ),
    *(
        "龍田 𠮟",
        "㐂久",
        "𩸽",
        "齋藤㐂美子",
        "阿\ue000田",
        "ﾘﾝ",
        "李 明",
        "孫逸仙",
        "龎",
        "本多",
        "秩父",
        "小田 財政",
    ),
)
"""With rare kanji, 外字, kana, Latin, Cyrillic and Korean letters; many end as words of an office do."""
TITLES = (
    "さん",
    "氏",
    "様",
    "くん",
    "課長",
    "係長",
    "主任",
    "課長補佐",
    "主査",
    "先生",
    "リーダー",
    "保健師",
)
RARER_TITLES = (
    *("サン", "ｻﾝ", "教育長", "副市長", "総括主幹", "消防士長", "消防司令", "消防司令補", "消防士"),
    *("会計管理者", "会計年度任用職員", "書記", "事務員", "専門職", "GL"),
)
LABELS = ("担当は", "担当者：", "担当 ", "連絡先は", "窓口（", "責任者＝", "係長・", "主査 ")
RARER_LABELS = (
    *(
        "担当は、",
        "担当者名：",
        "担当者氏名：",
        "（担当）",
        "【担当】",
        "担当／",
        "起案：",
        "（起案）",
    ),
    *("回答者：", "出席者：", "教育長 ", "ＧＬ："),
)


def sent(text: str, *people: str) -> str:
    """As it leaves."""
    plain = without_brackets(as_sent(text))
    names = names_to_mask([(name, "") for name in people])
    return Marks().masked(plain, spans_to_mask(plain, names))


def parts(name: str) -> list[str]:
    return as_sent(name).replace("・", " ").replace(".", " ").split()


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", HOSTILE)
def test_敬称や役職の前の名前は一字も送らない(name: str, title: str) -> None:
    for text in (
        f"{name}{title}が入力する。",
        f"窓口で{name}{title}に聞く。",
        f"これは{name} {title}の仕事。",
        f"照合は、{name}{title}と{name}{title}がする。",
    ):
        for part in parts(name):
            assert part not in sent(text), text


@pytest.mark.parametrize("title", RARER_TITLES)
def test_ほかの役職の前の名前も一字も送らない(title: str) -> None:
    for name in HOSTILE:
        gone = sent(f"窓口で{name}{title}に聞く。")
        assert not [part for part in parts(name) if part in gone], gone


@pytest.mark.parametrize("label", RARER_LABELS)
def test_ほかの見出しのあとの名前も一字も送らない(label: str) -> None:
    for name in HOSTILE:
        gone = sent(f"申請は紙で、{label}{name}です。")
        assert not [part for part in parts(name) if part in gone], gone


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("name", HOSTILE)
def test_担当はのあとの名前は一字も送らない(name: str, label: str) -> None:
    for text in (f"{label}{name}です。", f"申請は紙で、{label}{name}まで。", f"{label}{name}"):
        for part in parts(name):
            assert part not in sent(text), text


@pytest.mark.parametrize(
    "text",
    [
        "課長の決裁を待つ。",
        "担当はいない。",
        "担当は決まっていない。",
        "担当が異動するたびに聞かれる。",
        "システムの仕様が同様で、多様な様式がある。",
        "業者さんとお客様と皆さんがたくさん来る。",
        "係長に言われた研修を係長が受ける。",
        "市民課の係長が毎日二度入力している。",
        "申請者の氏名と住所を入力する。",
        "窓口が混雑で困る。",
        "お父さんと職員さんが待つ。",
        "委員の承認を得る。",
        "市教育長と副市長に説明した。",
        "起案は紙で、起案の前に回覧する。",
        "サンプルをダウンロードする。",
        "消防司令と消防士長が入力する。",
    ],
)
def test_だれの名前でもない言葉は隠さない(text: str) -> None:
    assert sent(text) == text


@given(
    st.text(st.characters(categories=("Lo", "Lu", "Ll")), min_size=2, max_size=6),
    st.sampled_from(["さん", "氏", "様", "係長"]),
)
def test_どんな字の名前も敬称の前では残らない(name: str, title: str) -> None:
    plain = as_sent(name)
    text = f"1月に、{plain}{title}が来る。"
    is_a_particle = title == "係長" and "ぁ" <= plain[-1:] <= "ゖ"
    is_a_post = A_POST.fullmatch(plain) is not None
    assume(plain.isalpha() and not is_a_particle and not is_a_post)
    assume(not ORDINARY.intersection(plain))
    assert f"、{plain}{title}" not in sent(text)


ORDINARY = frozenset("仕同多模異有みなくう父母兄姉客子奥誰皆")
"""Letters of 仕様, みなさん and others who are nobody."""


def test_人の名前にもある所属名では名前を切らない() -> None:
    def left(text: str, place: str) -> str:
        places = where_places_stand(text, [place])
        spans = spans_to_mask(text, frozenset())
        return Marks().masked(text, (but_places(each, places) for each in spans))

    for text, place in (("山口太郎さん", "山口"), ("中央花子さん", "中央"), ("山口さん", "山口")):
        assert place not in left(text, place), text
    assert left("建設課鬼頭係長", "建設課") == "建設課〔氏名A〕係長"
    assert left("建設課長", "建設課") == "建設課長"


def test_役職は副の字まで残る() -> None:
    assert (
        sent("鬼弖副市長と、鬼弖総括主幹が来る。") == "〔氏名A〕副市長と、〔氏名A〕総括主幹が来る。"
    )


def test_役職の前では普通の字も_さんの前では名字() -> None:
    assert sent("新さんと新課長が話す。") == "〔氏名A〕さんと新課長が話す。"


def test_異体字を選ぶ印が付いた名前も名簿の人とわかる() -> None:
    for written, known in (
        ("辻\U000e0100本", "辻本"),
        ("辻本", "辻\U000e0101本"),
        ("葛\ufe00城", "葛城"),
    ):
        assert sent(f"{written}が入力する。", f"{known} 実") == "〔氏名A〕が入力する。"


@pytest.mark.parametrize(
    "piece",
    ["さん", "鬼頭さん", "担当は", "課長の", "あ", "a ", "鬼 ", "・", "担当 あい", "の課長"],
)
def test_長い文も待たせない(piece: str) -> None:
    text = piece * (8_000 // len(piece)) + "x"
    assert effort(lambda: sent(text)) < SECONDS
