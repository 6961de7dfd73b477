"""Whom a message is about: names of the roster are found, and ordinary words are not taken for names."""

import pytest

from handlers.naming import asks_about_a_group, name_index, people_meant
from language.corpus_files import CORPUS, read_sentences
from language.intents import Intent
from language.normalise import normalise

ROSTER = (
    (1, "市川\u3000遥"),
    (2, "三宅 和江"),
    (3, "あべ みどり"),
    (4, "田中太郎"),
    (5, "佐藤 一"),
    (6, "佐藤 次郎"),
    (7, "小林 圭"),
    (8, "ジョン スミス"),
    (9, "中村 彩"),
    (10, "山口 花"),
    (11, "上野 弘美"),
)
SHORT_NAMES = tuple(
    enumerate(
        ("林 実", "森 一郎", "原 秀樹", "東 京子", "平 和子", "関 守", "西 望", "中 一", "岡 山太"),
        20,
    )
)
NAMES = name_index(ROSTER + SHORT_NAMES)
ABOUT_THE_ASKER: tuple[Intent, ...] = (
    Intent.NEXT_TRAINING,
    Intent.TRAINING_STATUS,
    Intent.STAGE_REQUIREMENTS,
)


def ids(text: str) -> list[int]:
    found = people_meant(normalise(text), NAMES)
    return sorted(number for someone in found for number in someone.ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部下の市川さんの受講状況", [1]),
        ("市川さんは次に何の研修を受ければいい？", [1]),
        ("市川さん次何受ければいい？", [1]),
        ("市川の受講状況", [1]),
        ("受講状況　市川", [1]),
        ("市民課市川くんの進捗", [1]),
        ("市川 遥は次に何を受ければいい", [1]),
        ("市川遥の次の研修", [1]),
        ("三宅課長の受講状況", [2]),
        ("あべ みどりさんの受講状況", [3]),
        ("あべさんの受講状況", [3]),
        ("田中太郎の受講状況", [4]),
        ("田中さんの受講状況", [4]),
        ("人事課の佐藤さんの受講状況", [5, 6]),
        ("佐藤次郎さんの受講状況", [6]),
        ("小林さんの受講状況", [7]),
        ("ジョン スミスさんの受講状況", [8]),
        ("山口の受講状況", [10]),
        ("市川さんと三宅さんの受講状況", [1, 2]),
        ("林さんの受講状況", [20]),
        ("林の受講状況", [20]),
        ("自分の部下の市川さんの受講状況", [1]),
    ],
)
def test_名簿の名前が見つかる(text: str, expected: list[int]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "森林研修は次に何を受ければいい？",
        "林業課に異動しました。次に何を受ければいい？",
        "東京都の研修で次に受けるもの",
        "東部長寿センターにいます。次は何を受けますか",
        "関係する研修は何を受けるべき",
        "原課の担当ですが次に何を受ければいい",
        "平日の夜に受けられる次の研修は",
        "平成に受けた研修の履歴",
        "中の人は次に何を受けますか",
        "岡山市の方針で必要な研修は",
        "山口県の研修は何がありますか",
        "上野で受けられる研修は次にいつ",
        "市川市との合同研修の受講状況",
        "今日は西の方の研修に行きます。次は何",
        "たくさん研修があるけど次は何を受ければいい？",
        "研修にさんかしたいです。次は何",
        "業者さんとの打合せに必要な研修は何",
        "報告書を出さんと次に進めんとね。次は何を受ければいい？",
        "手を動かさんと覚えんので次の研修は何がええ？",
        "三宅課長に言われたのですが、次は何を受ければいい？",
        "三宅課長から何か受けろと言われました。何がいい？",
        "市川さんに勧められました。私は次に何を受ければいい？",
        "福祉課の中村です。受講状況を教えて",
        "部下ができました。次に何を受ければいい？",
    ],
)
def test_ふつうの文の中の字は名前と取り違えない(text: str) -> None:
    assert people_meant(normalise(text), NAMES) == ()
    assert text.startswith("原課") or not asks_about_a_group(normalise(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("架空さんの受講状況を見せて", "架空"),
        ("大林さんの受講状況", "大林"),
        ("遥さんは次に何を受ければいい？", "遥"),
        ("みずのさんの受講状況", "みずの"),
        ("架空くんの進捗", "架空"),
    ],
)
def test_名簿にない名前はないとわかる(text: str, name: str) -> None:
    (someone,) = people_meant(normalise(text), NAMES)
    assert (someone.name, someone.ids) == (name, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "課のみんなの受講状況",
        "未受講者の一覧",
        "部下の受講状況",
        "自分の部下の受講状況",
        "皆さんの受講状況",
        "職員の受講状況を一覧で",
        "係の進捗を教えて",
        "まだ受けていない人は誰",
        "課長の受講状況",
        "部下には次に何を受けさせればいい？",
        "部下で研修が遅れてる人は",
        "うちの課で遅れとる人おる？",
        "メンバーの中で終わってない者を教えて",
    ],
)
def test_何人かのことを尋ねているとわかる(text: str) -> None:
    assert asks_about_a_group(normalise(text))


def test_自分のことを尋ねる文例はひとつも取り違えない() -> None:
    """One sentence of the corpus really asks who of the section has not finished."""
    taken = [
        example.text
        for example in read_sentences(sorted(CORPUS.glob("*.jsonl")))
        if example.intent in ABOUT_THE_ASKER
        and (
            people_meant(normalise(example.text), NAMES)
            or asks_about_a_group(normalise(example.text))
        )
    ]
    assert taken == ["うちの課でまだ受け終わってない職員は誰ですか"]


def test_名前は区切りがあってもなくても姓だけでも呼べる() -> None:
    index = name_index([(1, "市川\u3000遥"), (2, "市川 学"), (3, "ＪＯＨＮ")])
    assert index["市川遥"] == {1}
    assert index["市川"] == {1, 2}
    assert index["john"] == {3}


def test_助詞がいくら続いても答えは出る() -> None:
    assert people_meant("市川さん" + "にもの" * 600 + "です", NAMES)
