"""Two fill in one form at once, and what the later one sends cannot be read at first: nothing is lost."""

from domain.dx_measure import DxMeasureState
from domain.issue import IssueState
from handlers.reply import RejectFields
from tests.scenarios.test_対応策 import measures as countermeasures
from tests.scenarios.test_対応策 import told
from tests.scenarios.test_課題 import WRITTEN, issues, registers, sends_as_shown
from tests.scenarios.test_部局横断の施策 import begun, measures
from tests.scenarios.world import Talker, World


def shown(talker: Talker) -> dict[str, str]:
    """What stands in the open form."""
    assert isinstance(talker.reply, RejectFields)
    return {field.name: str(field.value or "") for field in talker.form.fields}


async def both_correct(world: World) -> tuple[Talker, Talker]:
    """Who told 対応策1 and has changed its 道具, and the secretariat with the form of before that."""
    人, 事務局 = await told(world), world.水谷
    await 事務局.says("対応策1")
    await 事務局.presses("対応策を直す")
    await 人.presses("対応策を直す")
    assert "対応策1を直しました。" in await sends_as_shown(人, tools="QRコード、RPA")
    return 人, 事務局


async def test_対応策を読めない時間で送っても先の人が何を変えたかを読み打ったものは残る(
    world: World,
) -> None:
    _, 事務局 = await both_correct(world)
    読んだ = await sends_as_shown(事務局, effect="早くなった。", hours="たくさん")
    assert "先に森田　翔さんが「道具」を変えたため、まだ保存していません。" in 読んだ
    assert set(事務局.form.errors) == {"", "hours"}
    assert (shown(事務局)["effect"], shown(事務局)["hours"]) == ("早くなった。", "たくさん")


async def test_対応策に個人情報らしいものがあっても先の人が変えたことをまず読む(
    world: World,
) -> None:
    _, 事務局 = await both_correct(world)
    電話 = "連絡先は090-1234-5678です。"
    assert "先に森田　翔さんが「道具」を変えた" in await sends_as_shown(事務局, effect=電話)
    assert shown(事務局)["effect"] == 電話
    assert "個人情報などが入っていませんか。" in await sends_as_shown(事務局)
    assert "対応策1を直しました。" in await sends_as_shown(事務局)


async def test_対応策の触れていない欄は先の人が直したままになる(world: World) -> None:
    _, 事務局 = await both_correct(world)
    await sends_as_shown(事務局, effect="早くなった。", hours="たくさん")
    assert shown(事務局)["tools"] == "QRコード、RPA"
    assert "対応策1を直しました。" in await sends_as_shown(事務局, hours="20")
    (今,) = await countermeasures(world)
    assert (今.version, 今.text.tools, 今.text.effect, 今.text.hours) == (
        3,
        "QRコード、RPA",
        "早くなった。",
        20,
    )


async def test_対応策の触れていない課が先に変わっていても選び直さずに送れる(world: World) -> None:
    """The form offers no more the section that it began from."""
    人, 事務局 = await told(world), world.水谷
    await 事務局.says("対応策1")
    await 事務局.presses("対応策を直す")
    await sends_as_shown(事務局, place="other", section="市民課")
    for talker in (人, 事務局):
        await talker.says("対応策1")
        await talker.presses("対応策を直す")
    await sends_as_shown(事務局, place="other", section="福祉政策課")
    await sends_as_shown(人, effect="早くなった。")
    assert "「部署」を変えたため" in 人.reads
    assert set(人.form.errors) == {""}
    assert "対応策1を直しました。" in await sends_as_shown(人)
    (今,) = await countermeasures(world)
    assert (今.text.section, 今.text.effect) == ("福祉政策課", "早くなった。")


async def test_課題を長すぎるひとことや選べない担当で動かしても先の人が選んだものは消えない(
    world: World,
) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    for field, typed in (("remark", "あ" * 501), ("owner", "999")):
        for talker in (事務局, 人):
            await talker.says("#1")
            await talker.presses("状態・段階・担当を変える")
        had = str((await issues(world))[0].standing.state)
        then = "対応中" if had == "受付" else "受付"
        assert "課題#1を変えました。" in await sends_as_shown(人, state=then)
        読んだ = await sends_as_shown(事務局, **{"remark": "様式を集めています。", field: typed})
        assert "先に市川　遥さんが「状態」を変えたため、まだ保存していません。" in 読んだ
        assert set(事務局.form.errors) == {"", field}
        assert (shown(事務局)["state"], shown(事務局)[field]) == (then, typed)
        right = "様式を集めています。" if field == "remark" else ""
        assert "課題#1を変えました。" in await sends_as_shown(事務局, **{field: right})
        (issue,) = await issues(world)
        assert issue.standing.state is IssueState(then)


async def test_施策を書ききれない名前で変えても先に変えたことと直すところが一度にわかる(
    world: World,
) -> None:
    長, 水 = await begun(world), world.水谷
    await 水.says("施策1")
    await 水.presses("施策を変える")
    await 長.presses("施策を変える")
    assert "施策1を変えました。" in await sends_as_shown(長, effect="月80時間減らす。")
    長すぎる = "あ" * 61
    読んだ = await sends_as_shown(水, name=長すぎる)
    assert "さんが「めざす効果」を変えたため、まだ保存していません。" in 読んだ
    assert set(水.form.errors) == {"", "name"}
    assert (shown(水)["name"], shown(水)["effect"]) == (長すぎる, "月80時間減らす。")
    assert "施策1を変えました。" in await sends_as_shown(水, name="入力を一度に")
    (施策,) = await measures(world)
    assert (施策.text.name, 施策.text.effect) == ("入力を一度に", "月80時間減らす。")


async def test_施策をできたことなしで完了にしても先に変えたことを読むまで完了にならない(
    world: World,
) -> None:
    長, 水 = await begun(world), world.水谷
    await 水.says("施策1")
    await 水.presses("完了にする")
    await 長.presses("施策を変える")
    assert "施策1を変えました。" in await sends_as_shown(長, effect="月80時間減らす。")
    長すぎる = "あ" * 1_001
    読んだ = await 水.sends_in(outcome=長すぎる)
    assert "さんが「めざす効果」を変えたため、まだ保存していません。" in 読んだ
    assert set(水.form.errors) == {"", "outcome"}
    assert shown(水)["outcome"] == 長すぎる
    (施策,) = await measures(world)
    assert 施策.text.state is DxMeasureState.UNDER_WAY
    assert "施策1を完了にしました。" in await 水.sends_in(outcome="一度で済むようになった。")
    (施策,) = await measures(world)
    assert (施策.text.effect, 施策.version) == ("月80時間減らす。", 3)
