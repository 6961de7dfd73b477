"""What is open: one is spoken about, others wait, none is there twice."""

from hypothesis import given
from hypothesis import strategies as st

from domain.dialogue import MOST_ASIDE, Dialogue, Draft, Filled

drafts = st.builds(
    Draft,
    st.sampled_from(["report", "look"]),
    st.dictionaries(st.sampled_from(["course", "day"]), st.sampled_from("abc").map(Filled)),
)


@given(st.lists(drafts, max_size=8))
def test_割り込みが続いても待つものは限られ同じものは二度ない(said: list[Draft]) -> None:
    dialogue = Dialogue()
    for draft in said:
        dialogue = dialogue.interrupted_by(draft)
        assert dialogue.current == draft
        assert len(dialogue.aside) <= MOST_ASIDE
        assert not any(each.is_same_as(draft) for each in dialogue.aside)


@given(st.lists(drafts, min_size=1, max_size=5))
def test_済んだものはどこにも残らない(said: list[Draft]) -> None:
    dialogue = Dialogue()
    for draft in said:
        dialogue = dialogue.interrupted_by(draft)
    for draft in said:
        dialogue = dialogue.without(draft)
    assert dialogue.is_empty
    assert dialogue.left is None


def test_違う研修の報告は別のもの() -> None:
    rpa, bpr = (Draft("report", {"course": Filled(code)}) for code in ("RPA", "BPR"))
    dialogue = Dialogue().interrupted_by(rpa).interrupted_by(bpr)
    assert dialogue.left == bpr
    assert dialogue.without(bpr).left == rpa
    assert not rpa.is_same_as(bpr)


def test_研修を言っていない報告は言ってある報告と別のもの() -> None:
    rpa, which = Draft("report", {"course": Filled("RPA")}), Draft("report")
    dialogue = Dialogue().interrupted_by(rpa).interrupted_by(which)
    assert dialogue == Dialogue(which, (rpa,))
    assert dialogue.without(which) == Dialogue(aside=(rpa,))


def test_同じ札の報告は研修を言い直しても一つ() -> None:
    rpa, bpr = (Draft("report", {"course": Filled(c)}, nonce="n") for c in ("RPA", "BPR"))
    assert Dialogue(rpa).interrupted_by(bpr) == Dialogue(bpr)
    assert bpr.contradicts(rpa)
    assert not bpr.contradicts(Draft("report", {"day": Filled("2026-11-20")}))


def test_ほかのことを示せば待つ() -> None:
    rpa = Draft("report", {"course": Filled("RPA")})
    assert Dialogue(rpa).put_aside() == Dialogue(aside=(rpa,))
    assert Dialogue(aside=(rpa,)).put_aside().left == rpa
