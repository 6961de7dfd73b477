"""課題のまとまり: candidates with their evidence, confirmed ones that stay, merged, split, taken back."""

from handlers.reply import Pressed, RejectFields
from storage.audit import audit_entries
from storage.issue_groups import group_revisions, standing_groups
from storage.issue_links import every_link
from storage.people import staff_in_service
from tests.scenarios.world import Talker, World

二度打ち = {
    "title": "転入届を二つのシステムに打っている",
    "what": "転入届の内容を、住民記録システムと台帳の両方に手で二度入力している。",
}
二重入力 = {
    "title": "申請書を二重に入力している",
    "what": "申請書の内容を、福祉システムと台帳の両方に手で二度入力している。",
}
公用車 = {
    "title": "公用車の空きが分からない",
    "what": "公用車が空いているか、総務課の台帳まで見に行かないと分からない。",
}


async def chief_of(world: World, department: str) -> Talker:
    async with world.bot.deployment.database.read() as session:
        people = await staff_in_service(
            session, organization_id=world.bot.deployment.organization.id
        )
    found = next(
        person
        for person in people
        if any(r.name == "DX統括リーダー" and r.department == department for r in person.team_roles)
    )
    return world.person(found.email)


async def registers(talker: Talker, **values: str) -> None:
    await talker.sends(Pressed("issue.write", {"new": "yes"}))
    await talker.sends_in(**values)


async def three_issues(world: World) -> Talker:
    """#1 市民部, #2 福祉部: the same; #3 市民部: something else. 市民部's DX統括リーダー."""
    await registers(world.市川, **二度打ち)
    await registers(world.森田, **二重入力)
    await registers(world.市川, **公用車)
    return await chief_of(world, "市民部")


async def confirmed(world: World) -> Talker:
    長 = await three_issues(world)
    await 長.sends(Pressed("group.ask_confirm", {"issues": "1,2"}))
    assert "まとまり1になりました。" in await 長.sends_in(
        label="二度打ちをなくす", kind="共通する課題"
    )
    return 長


async def labels(world: World) -> dict[str, tuple[int, ...]]:
    async with world.bot.deployment.database.read() as session:
        groups = await standing_groups(
            session, organization_id=world.bot.deployment.organization.id
        )
    return {group.label: group.issue_ids for group in groups}


async def test_候補は根拠と一緒に出て誰でも見られる(world: World) -> None:
    await three_issues(world)
    人 = world.大谷
    assert "確かめたまとまりは0件、候補は1件です。" in await 人.says("共通の課題")
    読んだ = await 人.presses("候補を見る")
    assert "市民部、福祉部" in 読んだ
    assert "つながる言葉：" in 読んだ
    assert "手で二度入力している。（#2）" in 読んだ
    assert "#2　申請書を二重に入力している" in 読んだ
    assert "公用車" not in 読んだ
    assert "確かめられるのは、DX統括リーダーと事務局です。" in 読んだ
    読んだ = await 人.sends(Pressed("group.ask_confirm", {"issues": "1,2"}))
    assert "課題のまとまりを変えられるのは" in 読んだ


async def test_課題がなければ登録へ案内する(world: World) -> None:
    assert "まとまりは、まだありません。" in await world.市川.says("共通の課題")
    assert "描けません" in await world.市川.says("課題マップ")


async def test_統括リーダーが確かめたまとまりは残り近い課題は加えるか違うと答えられる(
    world: World,
) -> None:
    長 = await three_issues(world)
    await 長.says("まとまりを見せて")
    await 長.presses("候補を見る")
    await 長.presses("まとまりとして確かめる")
    assert "名前を60文字までで書いてください。" in await 長.sends_in(label="", kind="共通する課題")
    assert isinstance(長.reply, RejectFields)
    読んだ = await 長.sends_in(label="二度打ちをなくす", kind="共通する課題")
    assert "まとまり1になりました。" in 読んだ
    assert await labels(world) == {"二度打ちをなくす": (1, 2)}
    await registers(
        world.森田,
        title="紙の申請書を二度打ちしている",
        what="申請書の内容を、システムと台帳の両方に手で二度入力している。",
    )
    読んだ = await 長.says("まとまり1")
    assert "このまとまりに近い課題（候補）" in 読んだ
    await 長.presses("加える")
    assert await labels(world) == {"二度打ちをなくす": (1, 2, 4)}
    await 長.presses("直前の変更を取り消す")
    assert await labels(world) == {"二度打ちをなくす": (1, 2)}
    読んだ = await 長.presses("違う")
    assert "このまとまりに近い課題" not in 読んだ
    async with world.bot.deployment.database.read() as session:
        (link,) = await every_link(session, organization_id=world.bot.deployment.organization.id)
    assert (link.low, link.high, link.kind.value) == (1, 4, "違う")
    読んだ = await 長.presses("これまでの変更")
    assert "確認" in 読んだ
    assert "＋#4" in 読んだ
    assert "取り消し" in 読んだ


async def test_確かめる二度押しも入っている課題の別のまとまりも一つだけ(world: World) -> None:
    長 = await confirmed(world)
    読んだ = await 長.sends(長.last_sent.body, nonce=長.last_sent.nonce)
    assert "すでに処理されています" in 読んだ
    await 長.sends(Pressed("group.ask_confirm", {"issues": "1,3"}))
    読んだ = await 長.sends_in(label="別のまとまり", kind="跨る課題")
    assert "ほかのまとまりに入っている課題があります（まとまり1「二度打ちをなくす」）" in 読んだ
    assert 長.form.fields[0].value == "別のまとまり"
    assert await labels(world) == {"二度打ちをなくす": (1, 2)}


async def test_まとまりの課題を開くとまとまりと施策がわかり分けた先も開ける(
    world: World,
) -> None:
    長 = await three_issues(world)
    await registers(world.森田, title="公用車の鍵", what="鍵がどこにあるか分からない。")
    await 長.sends(Pressed("group.ask_confirm", {"issues": "1,2,3,4"}))
    await 長.sends_in(label="入力と公用車", kind="共通する課題")
    await 長.presses("部局横断DX施策にする")
    施策 = {"name": "入力を一度に", "aim": "一度で済ませる。", "lead_department": "市民部"}
    await 長.sends_in(**施策, lead="市川 遥")
    await 長.says("まとまり1")
    await 長.presses("課題を分ける")
    読んだ = await 長.sends_in(numbers="#3、#4", label="公用車")
    assert "いっしょに変わったまとまり：まとまり2「公用車」" in 読んだ
    assert "公用車の鍵" in await 長.presses("まとまり2を見る")
    人 = world.大谷
    読んだ = await 人.says("#4")
    assert "まとまり2「公用車」（共通する課題）" in 読んだ
    assert "施策1「入力を一度に」（課題の認識・発見）" in 読んだ
    assert "一度で済ませる。" in await 人.presses("施策1を見る")


async def test_分けた課題はまた候補にならず合わせると戻り取り消しは両方に効く(
    world: World,
) -> None:
    長 = await three_issues(world)
    await 長.sends(Pressed("group.ask_confirm", {"issues": "1,2,3"}))
    await 長.sends_in(label="入力と公用車", kind="共通する課題")
    await 長.presses("課題を分ける")
    assert "このまとまりにない課題です：#99" in await 長.sends_in(numbers="#99", label="")
    assert 長.form.fields[0].value == "#99"
    assert "まとまりには課題が2件以上いります" in await 長.sends_in(numbers="#1、#2、#3")
    読んだ = await 長.sends_in(numbers="＃２")
    assert "まとまり1を変えました。" in 読んだ
    assert "このまとまりに近い課題" not in 読んだ
    assert await labels(world) == {"入力と公用車": (1, 3)}
    await 長.presses("直前の変更を取り消す")
    assert await labels(world) == {"入力と公用車": (1, 2, 3)}
    await 長.presses("まとまりを解く")
    assert "課題はそのまま残っています。" in 長.reads
    assert await labels(world) == {}
    await 長.presses("直前の変更を取り消す")
    assert await labels(world) == {"入力と公用車": (1, 2, 3)}
    await registers(world.森田, title="別の手間", what="庁内便の仕分けに時間がかかる。")
    await registers(world.市川, title="ほかの手間", what="押印のために回覧が止まる。")
    await 長.sends(Pressed("group.ask_confirm", {"issues": "4,5"}))
    await 長.sends_in(label="時間", kind="跨る課題")
    await 長.presses("ほかのまとまりと合わせる")
    await 長.sends_in(other="1")
    assert await labels(world) == {"時間": (1, 2, 3, 4, 5)}
    await 長.presses("直前の変更を取り消す")
    assert await labels(world) == {"入力と公用車": (1, 2, 3), "時間": (4, 5)}


async def test_二人が同時に変えると後の人は何が変わったかを読み打った名前は残る(
    world: World,
) -> None:
    長 = await confirmed(world)
    水 = world.水谷
    await 水.says("まとまり1")
    await 水.presses("名前・種類を変える")
    await 長.presses("名前・種類を変える")
    assert "まとまり1を変えました。" in await 長.sends_in(label="一度で済ませる", kind="跨る課題")
    読んだ = await 水.sends_in(label="入力を減らす", kind="共通する課題")
    assert "さんが変えた（名前の変更）" in 読んだ
    assert 水.form.fields[0].value == "入力を減らす"
    assert await labels(world) == {"一度で済ませる": (1, 2)}
    assert "まとまり1を変えました。" in await 水.sends_in(label="入力を減らす", kind="共通する課題")
    assert await labels(world) == {"入力を減らす": (1, 2)}
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        revisions = await group_revisions(session, organization_id=number)
        entries = await audit_entries(session, organization_id=number)
    assert [each.group.version for each in revisions] == [1, 2, 3]
    actions = [entry.action for entry in entries if entry.action.endswith("_GROUP")]
    assert sorted(actions) == ["CONFIRM_GROUP", "RENAME_GROUP", "RENAME_GROUP"]


async def test_課題マップは部局とまとまりを表と画像で見せる(world: World) -> None:
    長 = await confirmed(world)
    読んだ = await 長.says("課題マップ")
    assert "2部局の課題が、1のまとまりになっています。" in 読んだ
    assert "市民部（1）、福祉部（1）" in 読んだ
    ((name, content),) = 長.files.items()
    assert name == "課題マップ_2026-11-20.png"
    assert content.startswith(b"\x89PNG")
