"""Cases, looked for in the words of people who have never read them."""

import pytest

from language import search, words
from language.case_search import case_document, case_index
from language.office_matters import office_matters, office_spellings
from language.search import Document, Index

CASES = [
    case_document(
        "決裁",
        department="総務課",
        title="起案と承認を画面で",
        before="書類が机に積まれていた。",
        after="外出先からも進められる。",
        tools=["ワークフロー"],
    ),
    case_document(
        "OCR",
        department="税務課",
        title="給与支払報告書の読み取り",
        after="紙の報告書を読み取り、税のシステムに登録した。",
        tools=["AI-OCR"],
    ),
    case_document(
        "釣り銭",
        department="市民課",
        title="証明書の手数料をカードで",
        before="毎夕、金庫と合わせていた。",
        tools=["キャッシュレス"],
    ),
    case_document(
        "施設",
        department="生涯学習課",
        title="公民館の申込と抽選",
        before="利用団体が窓口に集まっていた。",
        after="空きを見て申し込む。",
        tools=["予約システム"],
    ),
    case_document(
        "見守り",
        department="高齢福祉課",
        title="独居世帯の安否をセンサーで",
        after="異変があったときだけ知らせが来る。",
    ),
    case_document(
        "電話",
        department="環境課",
        title="分別に答えるチャットボット",
        before="毎日、同じ電話が続いていた。",
    ),
]
INDEX = case_index(CASES)


def first(query: str) -> str:
    return INDEX.search(query)[0].key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("はんこをもらいに歩き回るのをやめたい", "決裁"),
        ("課長が留守だと何も動かない", "決裁"),
        ("汚い字を手で打ち込むのがつらい", "OCR"),
        ("小銭を数えたくない", "釣り銭"),
        ("サークルが部屋を取るのに並ぶ", "施設"),
        ("一人暮らしのおばあさんが心配", "見守り"),
        ("何度も同じことを聞かれる", "電話"),
    ],
)
def test_共通の言葉が一つもなくても見つかる(query: str, key: str) -> None:
    assert first(query) == key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("けっさい", "決裁"),
        ("よやくしすてむ", "施設"),
        ("ちゃとぼっと", "電話"),
        ("ｷｬｼｭﾚｽ", "釣り銭"),
        ("キャッシェレス", "釣り銭"),
        ("おーしーあーる", "OCR"),
    ],
)
def test_仮名だけや打ち間違いでも見つかる(query: str, key: str) -> None:
    assert first(query) == key


def test_近いものだけが近いとされる() -> None:
    assert INDEX.search("公民館の予約")[0].is_near
    assert not any(hit.is_near for hit in INDEX.search("サッカーの試合の結果"))


def test_同じ問いには何度でも同じ答えを返す() -> None:
    again = case_index(CASES)
    for query in ("待ち時間", "紙の書類に埋もれている", "でんわ"):
        assert INDEX.search(query) == again.search(query)


def test_出し入れしても初めから作った索引と同じ答えを返す() -> None:
    index = case_index(CASES)
    for turn in range(300):
        index.put(Document("余分", f"除雪車の出動{turn}"))
    index.remove("余分")
    for query in ("はんこ", "小銭を数えたくない", "雪かき"):
        changed, fresh = index.search(query), INDEX.search(query)
        assert [hit.key for hit in changed] == [hit.key for hit in fresh]
        assert [hit.score for hit in changed] == pytest.approx([hit.score for hit in fresh])


def test_仕事の言い回しがなければ言い換えの問いは外れる() -> None:
    plain = Index(CASES)
    found = [hit.key for hit in plain.search("小銭を数えたくない") if hit.is_near]
    assert "釣り銭" not in found


@pytest.mark.parametrize("query", ["電話", "AI-OCR", "公民館"])
def test_ベクトルがなくても言葉では見つかる(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(search, "word_vectors", lambda: None)
        hits = case_index(CASES).search(query)
    assert hits[0].key == first(query)
    assert all(0 < hit.score <= 1 for hit in hits)


def test_辞書がなくても言葉では見つかる(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_tokenizer", lambda: None)
    index = Index(
        CASES,
        views=search.OF_CASES,
        matters=office_matters.__wrapped__(),
        spellings=office_spellings.__wrapped__(),
    )
    assert index.search("チャットボット")[0].key == "電話"
