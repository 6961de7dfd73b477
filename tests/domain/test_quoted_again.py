"""Quotations that come back in a form after their words were taken back."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cards.digest_edition_form import edit_form
from cards.renderers import slack_form, teams_form
from domain.digest import Cite, CiteKind, Part, Sentence, Spoken
from domain.digest_edition import begun
from domain.digest_line import Line, TakenBack, gone_with
from domain.quoted_again import (
    MOST,
    gone_since,
    packed,
    quotations,
    unpacked,
    without_gone,
)
from domain.quoted_words import bare, is_telling, numbers_named_in, sentences_with_breaks
from tests.domain.test_digest_edition import ISSUE, digest

予算 = "読み取り機の予算はいくら残っていますか？"
問い = Line(f"話し合いに残っている問い：「{予算}」", words=予算)
決定 = Line(
    "決定：「様式を一つにそろえて四月から使います」", words="様式を一つにそろえて四月から使います"
)
題名 = Line("転入届を二つのシステムに打っている（市民部 市民課）")


def typed_after(texts: list[str], *, now: tuple[Line, ...]) -> tuple[str, ...]:
    opened = quotations((問い, 決定, 題名), words={問い.words, 決定.words})
    return without_gone(texts, gone_since(unpacked(packed(opened)), now), now)


@pytest.mark.parametrize(
    "text",
    [
        問い.text,
        f"知っている方は教えてください：「{予算}」",
        "どなたか：「読み取り機の予算、いくら残っていますか」",
        "読み取り機の予算はいくら残っているでしょうか。",
    ],
)
def test_消された言葉は直してあっても戻らずほかの文は残る(text: str) -> None:
    own = "窓口の混み具合を、来週から掲示します。"
    assert typed_after([決定.text, text, own, 題名.text], now=(決定, 題名)) == (
        決定.text,
        own,
        題名.text,
    )


def test_何も消されていなければ何も落とさない() -> None:
    texts = [f"直した：「{予算}」", 決定.text, "読み取り機の予算は十万円です。"]
    assert typed_after(texts, now=(問い, 決定, 題名)) == tuple(texts)


def test_ほかの人も言っている言葉は残る() -> None:
    another = Line(f"決定：「{予算}」", words=予算)
    assert typed_after([f"直した：「{予算}」"], now=(another, 決定)) == (f"直した：「{予算}」",)


def test_事務局が引いた言葉も知っている() -> None:
    own = Line(f"「{予算}」という声がありました。")
    (found,) = quotations((own, 題名), words={予算})
    assert without_gone([own.text, 題名.text], [found], (題名,)) == (題名.text,)


@given(st.lists(st.text(min_size=1, max_size=100), max_size=80, unique=True))
def test_印はフォームに入る長さで読み戻せる(words: list[str]) -> None:
    found = quotations([Line(f"決定：「{each}」", words=each) for each in words], words=())
    assert unpacked(packed(found)) == found
    assert len(packed(found)) <= MOST * 33
    assert unpacked("ほか,zz," + packed(found)) == found


@given(st.text(max_size=100))
def test_自分の言葉はいつも分かる(words: str) -> None:
    line = Line(f"決定：「{words}」", words=words or "。")
    assert without_gone([line.text], quotations([line], words=()), ()) == ()


@pytest.mark.parametrize(
    ("words", "longest"),
    [
        ("{n}番の様式を一つにそろえる", MOST * 33 - 1),
        ("#{n}000000（総務課）「予算{n}」", MOST * 33 - 1 + 240),
    ],
)
def test_引用の多い部分のフォームも両方の画面に収まる(words: str, longest: int) -> None:
    said = [words.format(n=n) for n in range(100, 100 + 2 * MOST)]
    marked = [Sentence(text=f"決定：「{bare(each)}」", words=each) for each in said]
    long = begun(digest(*(replace(each, cites=(ISSUE,)) for each in marked)))
    of = long.of(Part.ISSUES)
    assert of is not None
    args = {
        "week": "2026-W47",
        "version": "120",
        "part": Part.KEY_POINTS.name,
        "keys": ",".join(8 * [of.sheets[0][0]]),
        "quoted": packed(quotations([*long.lines()], words=())),
    }
    assert longest - 20 < len(args["quoted"]) <= longest
    form = edit_form(of, of.sheets[0], values={}, args=args, nonce="n" * 43)
    origin = {
        "channel": "C0123456789",
        "thread": "1795996925.000055",
        "message": "1795996925.000055",
        "response_url": f"https://hooks.slack.com/{'a' * 130}",
    }
    assert slack_form.render_form(form, origin=origin)
    assert teams_form.render_form(form)


def test_答えと題名は名前なしで引かれても分かりほかの人も言っていれば残る() -> None:
    答え, 件名 = "#12（総務課）「手が「とても」足りない」", "事例7：窓口の予約（Web）（市民課）"
    own = Line("「手が「とても」足りない」との声がありました。")
    of_title = Line("今週は「窓口の予約（Web）」がおすすめです。")
    gone = TakenBack(words=frozenset({答え, 件名}))
    assert [gone.keeps(line) for line in (own, of_title)] == [None, None]
    still = replace(gone, spared=frozenset({"手が「とても」足りない"}))
    assert [still.keeps(line) for line in (own, of_title)] == [own, None]
    named = "課題#3「窓口の予約（Web）」は、まだ開いています。"
    assert gone.keeps(Line(named, made=named)) is not None


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("#12（総務課）「手が「とても」足りない」", Line("「手が「とても」足りない」との声。")),
        (
            "施策3（健康福祉部 こども家庭支援課）「予約」",
            Line(
                "困っている（健康福祉部 こども家庭支援課）「予約」",
                words="施策3（健康福祉部 こども家庭支援課）「予約」",
            ),
        ),
    ],
)
def test_答えは名前なしで引き直しても戻らない(words: str, line: Line) -> None:
    found = quotations([line], words={words})
    again = line.text[line.text.index("「") : line.text.rindex("」") + 1]
    typed = [f"ある課から{again}というお話です。", "別の文。"]
    assert without_gone(typed, found, ()) == ("別の文。",)


はい = "#12（総務課）「はい」"


@pytest.mark.parametrize(
    "words", [はい, "施策3（総務課）「予算」", "事例7：マイナンバーカード（市民課）"]
)
def test_短い答えや一語の題名はその課題や事例と分かる文だけを消す(words: str) -> None:
    said, name = quoted_of(words), words[: words.index("：" if "：" in words else "（")]
    gone = TakenBack(words=frozenset({words}))
    other = Line(f"受付で「{said}」と書いてください（{name}0）。")
    named = Line(f"{name}では「{said}」とのことです。")
    cited = Line(f"「{said}」とのことです。", (CITES[name],), made="もとの文。")
    assert [gone.keeps(each) for each in (other, named, cited)] == [other, None, None]


def quoted_of(words: str) -> str:
    return words.partition("「")[2].removesuffix("」") or words[words.index("：") + 1 : -5]


CITES = {
    "#12": Cite(CiteKind.ISSUE, 12),
    "施策3": Cite(CiteKind.MEASURE, 3),
    "事例7": Cite(CiteKind.CASE, 7),
}


_OF_12 = (
    "課題12/課題#12/＃１２/課題 12/課題の12番/課題番号12/課題番号は12/課題No.12/課題№１２/12番の課題/第12号の課題"
    "/課題（12）/課題「12」/#3、12/#3と#12/課題3・12/課題の3番と12番/3番、12番の課題/施策3、#12"
)


@pytest.mark.parametrize("named", _OF_12.split("/"))
def test_課題の名前はどう打たれても分かる(named: str) -> None:
    assert TakenBack(words=frozenset({はい})).are_quoted_in(f"{named}は「はい」です。")


@pytest.mark.parametrize(
    "named", ["施策12", "施策の12番", "12番の事例", "#3、11", "12件", "課題は12件"]
)
def test_ほかの番号や数はその課題の名前ではない(named: str) -> None:
    assert not TakenBack(words=frozenset({はい})).are_quoted_in(f"{named}で「はい」です。")


@pytest.mark.parametrize("named", ["施策3", "施策の3番", "施策No.3", "3番の施策", "施策2、3"])
def test_施策の名前もどう打たれても分かる(named: str) -> None:
    gone = TakenBack(words=frozenset({"施策3（総務課）「予算」"}))
    assert gone.are_quoted_in(f"{named}は「予算」です。")


@given(st.text(alphabet="課題施策事例#の番号No.、と(「０1２3 ", max_size=40))
def test_課題の名前はどんな文でも探せる(text: str) -> None:
    assert set(numbers_named_in(f"{text}。#12")) >= set(numbers_named_in("#12")) == {HERE.name}


@pytest.mark.parametrize(
    "said", ["さとう", "はるか", "クリス", "ｻﾄｳ", "クリス。", "さとう　はるか", "クリストファー"]
)
@pytest.mark.parametrize("name", ["#12", "施策3"])
def test_直された答えが仮名だけの名前かもしれなければ_どこに引かれても消える(
    name: str, said: str
) -> None:
    gone = TakenBack(words=frozenset({f"{name}（総務課）「{said}」"}))
    assert gone.are_quoted_in(f"担当は「{said}」です。")


@pytest.mark.parametrize("said", ["はい", "まだです", "できません", "予算"])
def test_直された答えがだれでも言う返事や一語なら_名前のない文は残る(said: str) -> None:
    gone = TakenBack(words=frozenset({f"#12（総務課）「{said}」"}))
    assert not gone.are_quoted_in(f"受付で「{said}」と書いてください。")
    assert gone.are_quoted_in(f"12番の課題では「{said}」です。")


def test_はじめのことばは引いた一文だけがなくなる() -> None:
    言葉 = "手が足りない。人を回して。"
    first, last = "今週の「はい」です。\n", "お読みください！\n　よろしくお願いします"
    remark = f"{first}#12に「{言葉}」とありました。{last}"
    edition = replace(begun(digest(Sentence(text="文。", cites=(ISSUE,)))), remark=remark)
    gone = TakenBack(words=frozenset({f"#12（総務課）「{言葉}」", はい}))
    assert edition.without(gone).remark == first + last
    assert [line.text for line in edition.withheld(gone)] == [f"#12に「{言葉}」とありました。"]
    assert edition.withheld_mark(gone) != 0
    assert edition.without(TakenBack(words=frozenset({はい}))) == edition


@given(st.text(alphabet="あい「」。！？\n 　", max_size=40))
def test_はじめのことばは一文ずつに分けても何も失われない(remark: str) -> None:
    pieces = [*sentences_with_breaks(remark)]
    assert "".join(pieces) == remark
    assert "" not in pieces


@pytest.mark.parametrize("blanks", ["", "\n", "\n\n", "　"])
def test_うしろの改行が変わっても引いた文は同じ文だと分かる(blanks: str) -> None:
    line = Line(f"「{予算}」を知りたいです。{blanks}", words=予算)
    bare_line = replace(line, text=line.text.strip())
    for opened, now in ((line, bare_line), (bare_line, line)):
        gone = gone_since(quotations([opened], words=()), [now])
        assert gone == ()
        assert without_gone([opened.text], quotations([決定, opened], words=()), [now]) == (
            opened.text,
        )


@pytest.mark.parametrize("title", ["会議録の自動作成", "窓口の予約（Web）"])
@pytest.mark.parametrize("saved", ["", "、月10時間の削減"])
def test_うちでもやったの文から引かれた題名も分かる(title: str, saved: str) -> None:
    told = f"事例7：{title}（市民課）を、福祉部 福祉課でも始めました{saved}。"
    assert bare(told) == title
    own = Line(f"今週は「{title}」がおすすめです。")
    assert TakenBack(words=frozenset({told})).keeps(own) is None
    still = TakenBack(words=frozenset({told}), spared=frozenset({title}))
    assert still.keeps(own) == own


HERE, ELSEWHERE = Cite(CiteKind.ISSUE, 12), Cite(CiteKind.ISSUE, 3)


def deleted(said: str) -> TakenBack:
    """A message of #12."""
    return TakenBack(words=frozenset({said}), told_of=frozenset({(said, HERE.name)}))


@pytest.mark.parametrize(
    "said", ["はい", "はい。", "ＯＫ！", "了解しました", "できません", "まだです"]
)
def test_消された短い返事はその課題の文だけを消す(said: str) -> None:
    gone = deleted(said)
    text = f"「{said}」と答えた課があります。"
    others = (Line(text, (ELSEWHERE,)), Line(text, (ELSEWHERE,), made=text), Line(text))
    of_it = (
        Line(text, (HERE,)),
        Line(text, (HERE,), made=text),
        Line(text, (ELSEWHERE, HERE), made="もとの文。"),
        Line(f"課題12では{text}"),
    )
    assert [gone.keeps(each) for each in (*others, *of_it)] == [*others, *[None] * len(of_it)]
    assert gone.of_words.left_of(f"{text}#12は{text}") == text


@pytest.mark.parametrize(
    "said", ["鬼頭です", "はるか", "Müller", "0832311111", "予算", "はい、鬼頭です", "様式を一つに"]
)
def test_だれかの名前かもしれない短い発言は_どこに引かれても消える(said: str) -> None:
    text = f"「{said}」とのことです。"
    lines = (Line(text), Line(text, (ELSEWHERE,)), Line(text, (ELSEWHERE,), made=text))
    assert [deleted(said).keeps(each) for each in lines] == [None] * 3


def test_どの課題の発言か分からなければ_短い返事もどこからも消える() -> None:
    gone = TakenBack(words=frozenset({"はい"}))
    assert gone.keeps(Line("「はい」とのことです。", (ELSEWHERE,))) is None


def test_消された発言の短い返事は_ほかの版にしかなくても課題の名前で分かる() -> None:
    own = Line("#12では「はい」でした。")
    other = Line("「はい」と書いてください。")
    gone = gone_with(7, {"はい"}, [own, other], about=[HERE.name])
    assert [gone.keeps(each) for each in (own, other)] == [None, other]
    line = Line("決定：「はい」", (HERE,), "決定：「はい」", "はい", (Spoken(7, 1),))
    gone = gone_with(7, {"はい"}, [line, own, other], about=())
    assert [gone.keeps(each) for each in (line, own, other)] == [None, None, other]


TOLD = frozenset({("はい", HERE.name)})
_BEFORE = ["", "受付では", "#12は", "課題の12番は", "#3、12では", "#3は", "施策12は"]


@given(st.sampled_from(_BEFORE), st.sampled_from(_BEFORE), st.text(max_size=10))
def test_開いたフォームの短い返事は_あとから打った文と同じに見る(
    opened: str, typed: str, behind: str
) -> None:
    line = Line(f"{opened}「はい」とのことです。")
    (found,) = unpacked(packed(quotations([line], words={"はい"}, told_of=TOLD)))
    assert found.names == {HERE.name}
    assert not found.is_cited
    text = f"{typed}「はい」{behind}"
    is_left = without_gone([text], [found], ()) == (text,)
    is_same = text.strip() == line.text
    assert is_left == (not is_same and not deleted("はい").are_quoted_in(text))


決まったこと = Line("決定：「はい」", (HERE,), "決定：「はい」", "はい", (Spoken(7, 1),))
受付 = Line("受付で「はい」と書いてください。")
直した受付 = "受付で「はい」とお書きください。"


@pytest.mark.parametrize("cites", [(), (ELSEWHERE,), (HERE,)])
def test_課題を引いた文が消えたら_残る文を直したものだけが_その引くもので見られる(
    cites: tuple[Cite, ...],
) -> None:
    here = (replace(受付, cites=cites),)
    opened = unpacked(packed(quotations([決まったこと, *here], words={"はい"})))
    gone = gone_since(opened, here)
    typed = ["決まったのは「はい」", 直した受付, "明日は休みです。"]
    left = without_gone(typed, gone, here, here)
    assert left == (*(() if HERE in cites else (直した受付,)), "明日は休みです。")
    assert without_gone(typed, gone, here) == ("明日は休みです。",)


@given(st.sets(st.builds(Cite, st.sampled_from(CiteKind), st.integers(0, 2**63)), max_size=5))
def test_印は何の返事かも読み戻せる(cites: set[Cite]) -> None:
    found = quotations([replace(決まったこと, cites=tuple(cites))], words=())
    assert found[0].names == {each.name for each in cites}
    assert unpacked(packed(found)) == found


def test_名前をもたない前の印は_どこに引かれても分かる() -> None:
    (found,) = quotations([決まったこと], words={"はい"})
    (before,) = unpacked(packed([replace(found, names=frozenset())]))
    assert without_gone([直した受付], [before], [受付], [受付]) == ()


def test_ほかの発言の全文でもある短い言葉は_名前がなくても分かる() -> None:
    opened = quotations([受付], words={"予算", "#12（総務課）「予算」"})
    assert opened == ()
    (found,) = quotations([own("予算")], words={"予算", "#12（総務課）「予算」"})
    assert found.names == frozenset()


def retitled(old: str, new: str) -> TakenBack:
    now = f"事例7：{new}（市民課）"
    return TakenBack(words=frozenset({f"事例7：{old}（市民課）"}), spared=frozenset({now, new}))


def own(title: str, *, before: str = "今週は") -> Line:
    return Line(f"{before}「{title}」がおすすめです。")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("窓口予約改善", "窓口予約"),
        ("会計年度任用職員研修改善", "会計年度任用職員研修"),
        ("鬼頭係長引継書電子化", "引継書電子化"),
        ("山田太郎", "様式改善"),
        ("山田さん", "様式改善"),
    ],
)
def test_漢字だけの題名も直されたら事務局の文から消え_今の題名の文は残る(
    old: str, new: str
) -> None:
    gone = retitled(old, new)
    assert [gone.keeps(own(each)) for each in (old, new)] == [None, own(new)]


def test_どこでも使う短い言葉だった題名は_事例の番号がある文からだけ消える() -> None:
    gone = retitled("窓口予約", "窓口予約改善")
    named = own("窓口予約", before="事例7の")
    assert [gone.keeps(each) for each in (own("窓口予約"), named)] == [own("窓口予約"), None]
    assert gone.keeps(own("窓口予約改善", before="事例7の")) is not None


_TITLES = st.text(
    alphabet="窓口予約改善会議録作成山田鬼頭様式カードのをABC", min_size=1, max_size=12
)


@given(_TITLES, _TITLES)
def test_題名がどう直されても_今の題名の文は残り_前の題名は番号の付く文に残らない(
    old: str, new: str
) -> None:
    assume(old != new)
    gone = retitled(old, new)
    for before in ("今週は", "事例7の"):
        assert gone.keeps(own(new, before=before)) is not None
    assert gone.keeps(own(old, before="事例7の")) is None
    told = f"事例7：{old}（市民課）"
    assert gone.keeps(Line(told, (CITES["事例7"],), told, told)) is None
    is_kept = gone.keeps(own(old)) is not None
    assert not (is_kept and is_telling(old))
    assert not (is_kept and len(old) >= 6 and re.fullmatch(r"[一-龠]+", old))
