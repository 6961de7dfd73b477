"""Improvement cases as files: each gets what they may see."""

import io
from dataclasses import replace
from typing import Any

from openpyxl import Workbook, load_workbook
from pptx import Presentation

from cards.elements import Buttons, ChoiceField
from domain.case_selection import WORDS_LENGTH
from domain.improvement_case import Case, CaseState, CaseText, Effect, Visibility, withdrawn
from domain.office import ChannelPlace
from domain.people import Person
from handlers.reply import Pressed
from storage.improvement_cases import add_case, case_by_id
from storage.organization_office import office_of, save_office
from storage.people import person_by_email
from storage.session import Session
from tests.cases import become, publish
from tests.city import NOW
from tests.largest_cases import largest_text
from tests.scenarios.post import PLATFORM, deliver, post_in
from tests.scenarios.world import Talker, World


def case_of(title: str, visibility: Visibility = Visibility.OFFICE) -> CaseText:
    return CaseText(
        title=title,
        before="手で写していた。",
        after="RPAに任せた。",
        effect=Effect(hours=10),
        visibility=visibility,
    )


async def person(world: World, name: str) -> Person:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        found = await person_by_email(
            session,
            organization_id=deployment.organization.id,
            email=f"{name}@kakehashi.example",
        )
    assert found is not None
    return found


async def has_cases(world: World) -> None:
    """Three published ones for different readers, one that waits."""
    deployment = world.bot.deployment
    database, number = deployment.database, deployment.organization.id
    author = await person(world, "kawase.maki")
    place = f"{author.main_post.department} {author.main_post.section}"
    for title, visibility in (
        ("全庁の事例", Visibility.OFFICE),
        ("フォーラムの事例", Visibility.FORUM),
        ("部局だけの事例", Visibility.DEPARTMENT),
    ):
        await publish(
            database,
            case_of(title, visibility),
            place=place,
            author_id=author.id,
            organization_id=number,
        )
    waiting = Case(
        id=0,
        number=0,
        author_id=author.id,
        department=author.main_post.department,
        section=author.main_post.section,
        state=CaseState.OFFICE_REVIEW,
        version=1,
        text=case_of("確認待ちの事例"),
        created_at=NOW,
        waiting_since=NOW,
    )
    async with database.begin() as session:
        await add_case(session, waiting, organization_id=number, editor_id=author.id)


def rows(content: bytes) -> list[dict[str, Any]]:
    header, *cells = load_workbook(io.BytesIO(content))["事例"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in cells]


def titles(content: bytes) -> list[str]:
    return [row["題名"] for row in rows(content)]


async def choose_channel(session: Session, number: int) -> None:
    office = await office_of(session, organization_id=number)
    office = replace(office, forum=ChannelPlace(PLATFORM, "FORUM"))
    await save_office(session, office, organization_id=number, at=NOW)


async def withdraw(world: World, case_id: int) -> None:
    deployment = world.bot.deployment
    number = deployment.organization.id
    async with deployment.database.read() as session:
        case = await case_by_id(session, organization_id=number, case_id=case_id)
    assert case is not None
    await become(deployment.database, withdrawn(case), read=case, organization_id=number)


async def test_それぞれ見られる事例だけをExcelで受け取る(world: World) -> None:
    市川, 水谷 = world.市川, world.水谷
    assert "改善事例が1件もありません" in await 市川.says("改善事例をExcelで")
    await has_cases(world)

    assert "公開中の事例だけ" in await 市川.says("改善事例をExcelで")
    ((name, content),) = 市川.files.items()
    assert name == "改善事例_2026-11-20.xlsx"
    assert titles(content) == ["全庁の事例"]
    assert "状態" not in rows(content)[0]
    assert "報告者" not in rows(content)[0]

    await world.森田.says("事例をExcelで見せてください")
    assert "確認待ち・差し戻し" in await 水谷.sends(Pressed("case.export"))
    (content,) = 水谷.files.values()
    assert [row["状態"] for row in rows(content)] == ["公開", "公開", "公開", "事務局確認待ち"]
    assert rows(content)[0]["報告者"]

    await 水谷.presses("今年度の発表資料をPowerPointで")
    ((name, content),) = 水谷.files.items()
    assert name == "成果発表_令和8年度.pptx"
    assert len(Presentation(io.BytesIO(content)).slides) == 1 + 3 + 1
    await 市川.says("成果発表の資料をください")
    (content,) = 市川.files.values()
    assert len(Presentation(io.BytesIO(content)).slides) == 1 + 1 + 1

    await 水谷.presses("今年度の事例をExcelで")
    ((name, content),) = 水谷.files.items()
    assert name == "改善事例_令和8年度.xlsx"
    assert len(titles(content)) == 3
    assert "2025年1月の改善事例がまだありません" in await 水谷.sends(
        Pressed("case.export", {"of": "2025-01"})
    )
    assert "期間は読めません" in await 水谷.sends(Pressed("case.export", {"of": "=1+1"}))


async def test_ふだんの言葉でもファイルを受け取れる(world: World) -> None:
    市川, 水谷 = world.市川, world.水谷
    await has_cases(world)

    assert "改善事例4件" in await 水谷.says("改善事例をExcelで書き出して")
    await 水谷.says("成果発表のスライドを作って")
    ((name, content),) = 水谷.files.items()
    assert name == "成果発表_2026-11-20.pptx"
    assert len(Presentation(io.BytesIO(content)).slides) == 1 + 3 + 1
    await 水谷.says("今年度の改善事例を一覧のファイルで")
    ((name, content),) = 水谷.files.items()
    assert name == "改善事例_令和8年度.xlsx"
    assert len(titles(content)) == 3
    assert "令和7年度の改善事例がまだありません" in await 水谷.says("昨年度の事例をExcelで")
    await 市川.says("改善事例をExcelで書き出してください")
    (content,) = 市川.files.values()
    assert titles(content) == ["全庁の事例"]
    assert not (await 水谷.says("改善事例をExcelで書き出せる？") and 水谷.files)


async def test_今月の改善事例は選んだあと事務局に載せたあとほかの方に渡せる(world: World) -> None:
    await has_cases(world)
    市川, 水谷 = world.市川, world.水谷
    async with world.bot.deployment.database.begin() as session:
        await choose_channel(session, world.bot.deployment.organization.id)
    assert "まだ選ばれていません" in await 水谷.says("今月の改善事例をスライドで")
    await 水谷.says("今月の改善事例を選びたい")
    await 水谷.presses("今月の改善事例を選ぶ")
    first = 水谷.form.fields[0]
    assert isinstance(first, ChoiceField)
    全庁 = next(option.value for option in first.options if "全庁の事例" in option.label)
    await 水谷.sends_in(case1=全庁, words="今月は転記です。")
    assert "まだ選ばれていません" in await 市川.says("今月の改善事例をExcelで")

    await 水谷.says("今月の改善事例をExcelで")
    ((name, content),) = 水谷.files.items()
    assert (name, titles(content)) == ("改善事例_2026年11月.xlsx", ["全庁の事例"])
    await 水谷.says("今月の改善事例を選び直したいです")
    await 水谷.presses("選び直す")
    await 水谷.sends_in(case1=全庁, words="今月は転記です。")
    await 水谷.presses("フォーラムに載せる")
    await 市川.says("今月の改善事例をスライドで")
    ((name, content),) = 市川.files.items()
    assert name == "成果発表_2026年11月.pptx"


async def test_昔の事例集は列を一度教えるとチャットで取り込める(world: World) -> None:
    head = ["取組名", "困りごと", "やったこと", "担当課", "年度"]
    row = ["押印の廃止", "来庁していた。", "印を外した。", "市民課", "令和6年度"]

    def file(*rows: list[str]) -> bytes:
        book = Workbook()
        for each in (head, *rows):
            book.worksheets[0].append(each)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    水谷 = world.水谷
    assert "どの列かわかりません" in await 水谷.attaches(("事例集.xlsx", file(row)))
    key = next(
        button.args
        for card in 水谷.cards
        for element in card.elements
        if isinstance(element, Buttons)
        for button in element.buttons
    )
    await 水谷.presses("列を選ぶ")
    assert [field.label for field in 水谷.form.fields] == ["「困りごと」の列", "「やったこと」の列"]
    assert "「工夫」にあたる列" in await 水谷.sends_in(column0="課題", column1="-")
    assert "ほかの列でも" in await 水谷.sends_in(column0="課題", column1="課題")
    assert "押印の廃止" in await 水谷.sends_in(column0="課題", column1="工夫")
    assert "取り込みました" in await 水谷.presses("取り込む")
    assert "事務局の方だけ" in await world.市川.sends(Pressed("case.ask_columns", key))
    assert "ファイルがもうありません" in await 水谷.sends(Pressed("case.ask_columns", key))

    again = await 水谷.attaches(("次の事例集.xlsx", file(row, ["電子申請", *row[1:]])))
    assert "電子申請" in again
    assert "変更なし" in again
    await 水谷.presses("取り込む")
    await 水谷.says("改善事例をExcelで")
    (content,) = 水谷.files.values()
    assert titles(content) == ["押印の廃止", "電子申請"]


async def test_今月の改善事例を選んで言葉を直し月に一度載せる(world: World) -> None:
    await has_cases(world)
    deployment = world.bot.deployment
    number = deployment.organization.id
    post, 水谷, ほか = post_in(world.bot), world.水谷, world.水谷
    async with deployment.database.begin() as session:
        await choose_channel(session, number)
    assert "まだ選ばれていません" in await world.市川.says("今月の改善事例")
    assert "まだ選んでいません" in await 水谷.says("今月の改善事例")
    await 水谷.presses("今月の改善事例を選ぶ")
    assert 水谷.form.action == "case.select"
    assert "事務局の方が選んで" in await world.市川.sends(Pressed("case.ask_select"))
    for 人 in (水谷, ほか):
        await 人.sends(Pressed("case.ask_select"))
    first = 水谷.form.fields[0]
    assert isinstance(first, ChoiceField)
    second = 水谷.form.fields[1]
    assert isinstance(second, ChoiceField)
    assert (first.required, second.required) == (True, False)
    assert [field.options[0].label == "選ばない" for field in (first, second)] == [False, True]
    labels = {option.label: option.value for option in first.options}
    全庁 = next(value for label, value in labels.items() if "全庁の事例" in label)
    フォーラム = next(value for label, value in labels.items() if "フォーラムの事例" in label)
    assert not any("部局だけ" in label or "確認待ち" in label for label in labels)
    two = {"case1": 全庁, "case2": フォーラム, "words": "<!channel> *今月*は[転記](http://x)です。"}
    assert "2回選んで" in await 水谷.sends_in(case1=全庁, case2=全庁)
    assert "全庁の事例" in await 水谷.sends_in(**two)
    assert "先にほかの方が保存しました" in await ほか.sends_in(case1=フォーラム, words="別の言葉")
    assert "別の言葉" in ほか.reads

    assert "まだ選ばれていません" in await world.市川.says("今月の改善事例")
    assert "（下書き）" in await 水谷.says("今月の改善事例")
    assert "をフォーラムに載せる」は、ボタンを押したときだけ" in await 水谷.says(
        "フォーラムに載せてください"
    )
    assert "フォーラムのチャンネルに載せます" in await 水谷.presses("フォーラムに載せる")
    assert "もうフォーラムに載せています" in await ほか.sends_in(case1=フォーラム, words="別の言葉")
    assert "もうフォーラムに載せています" in await ほか.sends(
        Pressed("case.post_selection", {"version": "2"})
    )
    await withdraw(world, int(フォーラム))
    await deliver(world.bot)
    posted = post.read("FORUM")
    assert "全庁の事例" in posted
    assert "フォーラムの事例" not in posted
    assert str(two["words"]) in posted
    assert len(post.boxes["FORUM"]) == 1
    assert "全庁の事例" in await world.市川.says("今月の改善事例を見せて")


async def test_載せられる事例がなければ_選ぶ画面のかわりにそう言う(world: World) -> None:
    assert "フォーラムに載せられる改善事例がまだありません" in await world.水谷.says(
        "今月の改善事例を選ぶ"
    )


async def test_載せた今月の改善事例からも_取り下げた事例はその場で消える(world: World) -> None:
    await has_cases(world)
    deployment, post, 水谷 = world.bot.deployment, post_in(world.bot), world.水谷
    async with deployment.database.begin() as session:
        await choose_channel(session, deployment.organization.id)
    await 水谷.says("今月の改善事例を選ぶ")
    await 水谷.presses("今月の改善事例を選ぶ")
    first = 水谷.form.fields[0]
    assert isinstance(first, ChoiceField)
    labels = {option.label: option.value for option in first.options}
    全庁 = next(value for label, value in labels.items() if "全庁の事例" in label)
    フォーラム = next(value for label, value in labels.items() if "フォーラムの事例" in label)
    await 水谷.sends_in(case1=全庁, case2=フォーラム, words="今月の二件です。")
    await 水谷.presses("フォーラムに載せる")
    await deliver(world.bot)
    assert "全庁の事例" in post.read("FORUM")
    assert "フォーラムの事例" in post.read("FORUM")

    await takes_back(水谷, 全庁)
    await deliver(world.bot)
    assert "全庁の事例" not in post.read("FORUM")
    assert "フォーラムの事例" in post.read("FORUM")
    assert "今月の二件です。" in post.read("FORUM")

    await takes_back(水谷, フォーラム)
    await deliver(world.bot)
    assert "の事例　" not in post.read("FORUM")
    assert "取り下げられたか、公開範囲が変わったため、表示していません" in post.read("FORUM")
    assert len(post.boxes["FORUM"]) == 1


async def takes_back(talker: Talker, case_id: str) -> None:
    await talker.sends(Pressed("case.history", {"case": case_id}))
    await talker.presses("取り下げる")
    assert "取り下げました" in await talker.sends_in(reason="住民の名前が入っていた")


async def test_フォーラムが決まっていなければ今月の改善事例は載せたことにしない(
    world: World,
) -> None:
    await has_cases(world)
    deployment, post, 水谷 = world.bot.deployment, post_in(world.bot), world.水谷
    await 水谷.says("今月の改善事例を選ぶ")
    await 水谷.presses("今月の改善事例を選ぶ")
    first = 水谷.form.fields[0]
    assert isinstance(first, ChoiceField)
    全庁 = next(option.value for option in first.options if "全庁の事例" in option.label)
    await 水谷.sends_in(case1=全庁, words="")
    選んだ = 水谷.reply
    assert "フォーラムのチャンネルが決まっていないため" in await 水谷.presses("フォーラムに載せる")
    await deliver(world.bot)
    assert not post.boxes
    async with deployment.database.begin() as session:
        await choose_channel(session, deployment.organization.id)
    水谷.reply = 選んだ
    assert "フォーラムのチャンネルに載せます" in await 水谷.presses("フォーラムに載せる")
    await deliver(world.bot)
    assert "全庁の事例" in post.read("FORUM")


async def test_どの欄も上限まで書いた事例を選んでもフォーラムには一通で載る(world: World) -> None:
    deployment = world.bot.deployment
    number = deployment.organization.id
    post, 水谷 = post_in(world.bot), world.水谷
    for title in "一二三四五":
        text = replace(largest_text("字"), title=f"{title}つ目の事例")
        await publish(deployment.database, text, organization_id=number)
    async with deployment.database.begin() as session:
        await choose_channel(session, number)
    await 水谷.says("今月の改善事例を選ぶ")
    await 水谷.presses("今月の改善事例を選ぶ")
    first = 水谷.form.fields[0]
    assert isinstance(first, ChoiceField)
    values = [option.value for option in first.options]
    chosen = {f"case{place}": value for place, value in enumerate(values, start=1)}
    await 水谷.sends_in(**chosen, words="今" * WORDS_LENGTH)
    await 水谷.presses("フォーラムに載せる")
    await deliver(world.bot)
    for title in "一二三四五":
        assert f"{title}つ目の事例" in post.read("FORUM")
    assert post.read("FORUM").count("…（続きは「くわしく見る」）") == 5
    assert "今" * WORDS_LENGTH in post.read("FORUM")
