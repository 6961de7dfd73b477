"""Searching: what is found, in which order, and what stays true while documents come and go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import search, words
from language.case_search import case_document
from language.search import Document, Index

CASES = [
    case_document(
        "会議録",
        department="議会事務局",
        title="音声認識による会議録作成",
        after="委員会の録音を文字起こしソフトで処理し、校正だけに専念した。",
        tools=["音声認識"],
    ),
    case_document(
        "決裁",
        department="総務課",
        title="電子決裁の全庁展開",
        before="課長がいないと書類が机に積まれたままだった。",
        after="外出先からも承認できるようにした。",
    ),
    case_document(
        "OCR",
        department="税務課",
        title="給与支払報告書の読み取り",
        after="紙の報告書をAI-OCRで読み取り、RPAで税システムに登録した。",
        tools=["AI-OCR", "RPA"],
    ),
    case_document(
        "写真",
        department="土木課",
        title="工事写真の自動仕分け",
        after="撮影日と工区でファイル名を変えるスクリプトを作った。",
    ),
    case_document(
        "電話",
        department="環境課",
        title="ごみの分け方に答えるチャットボット",
        before="毎日、同じ電話が続いていた。",
        after="品名を入れると分別が返る。",
    ),
    case_document(
        "保育",
        department="保育課",
        title="保育所の空きの公開",
        before="園に確かめてから折り返していた。",
        after="園が入力する表をサイトに出した。",
    ),
]
INDEX = Index(CASES)


def first(query: str) -> str | None:
    hits = INDEX.search(query)
    return hits[0].key if hits else None


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("電話", "電話"),
        ("写真", "写真"),
        ("決裁", "決裁"),
        ("議事録", "会議録"),
        ("はんこをもらいに回るのをやめたい", "決裁"),
        ("保育園", "保育"),
        ("環境課でやったこと", "電話"),
        ("ＡＩ－ＯＣＲ", "OCR"),
        ("AIOCR", "OCR"),
        ("ｱｰﾙﾋﾟｰｴｰ", "OCR"),
        ("ﾁｬｯﾄﾎﾞｯﾄ", "電話"),
        ("ちゃっとぼっと", "電話"),
        ("しゃしんの整理", "写真"),
        ("かいぎろく", "会議録"),
        ("文字お越し", "会議録"),
        ("電子決済", "決裁"),
        ("チャットボトッ", "電話"),
    ],
)
def test_言葉が違っても崩れていても見つかる(query: str, key: str) -> None:
    assert first(query) == key


def test_近いものだけが近いとされる() -> None:
    assert INDEX.search("会議録の作成")[0].is_near
    assert not any(hit.is_near for hit in INDEX.search("サッカーの試合の結果"))


@pytest.mark.parametrize("query", ["", "  ", "！？", "🙂", "。。。"])
def test_何も言っていなければ何も出さない(query: str) -> None:
    assert INDEX.search(query) == ()


def test_空の索引からは何も見つからない() -> None:
    assert Index[str]().search("電話") == ()


def test_件数は求めたまでで良い順に並ぶ() -> None:
    hits = INDEX.search("紙の書類と電話と写真", limit=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_同じ点なら先に入れたほうが先に出る() -> None:
    index = Index([Document(n, "電話の記録") for n in (3, 1, 2)])
    assert [hit.key for hit in index.search("電話")] == [3, 1, 2]


def test_直した文書は新しい言葉で見つかり古い言葉では見つからない() -> None:
    index = Index(CASES)
    index.put(Document("電話", "遊具の点検を端末で"))
    assert len(index) == len(CASES)
    assert index.search("遊具")[0].key == "電話"
    assert "電話" not in [hit.key for hit in index.search("チャットボット") if hit.is_near]


def test_除いた文書は二度と出ない() -> None:
    index = Index(CASES)
    index.remove("決裁")
    index.remove("ない文書")
    assert "決裁" not in [hit.key for hit in index.search("電子決裁")]


def test_題名の言葉は本文の言葉より重い() -> None:
    index = Index([Document("本文", "連絡", "電話"), Document("題名", "電話", "連絡")])
    assert index.search("電話")[0].key == "題名"


def test_長い本文の終わりの言葉でも見つかる() -> None:
    index = Index([Document("長い", "記録", "予算の話。" * 1_000 + "備蓄品の期限")])
    assert index.search("備蓄品")[0].is_near


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_tokenizer", lambda: None)
    monkeypatch.setattr(search, "word_vectors", lambda: None)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("query", "key"),
    [("電話", "電話"), ("AI-OCR", "OCR"), ("写真の整理", "写真"), ("会議録", "会議録")],
)
def test_辞書もベクトルもなくても見つかる(query: str, key: str) -> None:
    assert Index(CASES).search(query)[0].key == key


TITLES = ["電話の記録", "紙の申請書", "会議録の作成", "写真の整理", "電話と写真", "RPAの導入", ""]
changes = st.lists(
    st.tuples(st.integers(0, 5), st.one_of(st.none(), st.sampled_from(TITLES))), max_size=40
)


@given(changes)
@settings(max_examples=60, deadline=None)
def test_出し入れした索引は初めから作った索引と同じ答えを返す(
    done: list[tuple[int, str | None]],
) -> None:
    index, remaining = Index[int](), dict[int, str]()
    for key, title in done:
        remaining.pop(key, None)
        if title is None:
            index.remove(key)
        else:
            remaining[key] = title
            index.put(Document(key, title))
    fresh = Index([Document(key, title) for key, title in remaining.items()])
    assert len(index) == len(fresh)
    for query in ("電話", "紙", "議事録", "しゃしん"):
        changed, new = index.search(query), fresh.search(query)
        assert [hit.key for hit in changed] == [hit.key for hit in new]
        assert [hit.score for hit in changed] == pytest.approx([hit.score for hit in new], abs=1e-5)


def test_何百回と直しても隙間は残らず答えも変わらない() -> None:
    index = Index(CASES)
    before = index.search("会議録の作成")
    for turn in range(400):
        index.put(Document("余分", f"写真{turn}"))
    index.remove("余分")
    assert len(index._keys) <= 2 * len(CASES) + 102
    assert [hit.key for hit in index.search("会議録の作成")] == [hit.key for hit in before]


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_どんな質問でも点は零と一の間で鍵は一度ずつ出る(query: str) -> None:
    hits = INDEX.search(query)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert len({hit.key for hit in hits}) == len(hits)
