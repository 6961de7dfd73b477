"""What a later sentence may have overtaken, though nobody said that it was wrong."""

import pytest

from language.thread_message import ThreadMessage
from language.thread_summary import thread_summary

田中, 林 = ("田中", "市民課"), ("林", "総務課")


def told(*lines: tuple[tuple[str, str], str]) -> str:
    summary = thread_summary([ThreadMessage(text, *who) for who, text in lines])
    every = (*summary.facts, *summary.decisions, *summary.open_questions)
    return "\n".join(each.text for each in every)


@pytest.mark.parametrize(
    ("earlier", "later", "gone", "stays"),
    [
        ("検査は週10件が上限です。", "交渉したら、週15件まで受けられます。", "10件", "15件"),
        ("学童の申込は538人です。", "辞退が6人出たので、申込は532人です。", "538人", "532人"),
        ("復旧は15時の見込みです。", "雨で遅れて、16時になりそうです。", "15時", "16時"),
        ("端末は月480台を使っています。", "休職者の分を引いて462台です。", "480台", "462台"),
        ("停止の時間は2時間です。", "停止は2時間から30分に縮まりました。", "2時間", "30分"),
        (
            "愛称は「まどか」に決めました。",
            "愛称は「よりそい」に決定します。",
            "まどか",
            "よりそい",
        ),
        ("会議の場所は有楽町です。", "会議の会場が池袋に変わりました。", "有楽町", "池袋"),
        (
            "広報課の許可が必要です。",
            "広報課に聞いたら、許可は不要で届出だけです。",
            "必要",
            "届出",
        ),
        (
            "窓口の分館は土日も開いています。",
            "確認したら、土日は開いていませんでした。",
            "土日も",
            "土日は",
        ),
        (
            "屋上の喫煙所の廃止は延期します。",
            "予定どおり喫煙所を廃止することに決まりました。",
            "延期",
            "予定どおり",
        ),
        (
            "消防だけ別の日にします。",
            "回線が別なので、別の日にしなくて大丈夫です。",
            "消防だけ",
            "しなくて",
        ),
    ],
)
def test_あとから言われたことが前のことに代わる(
    earlier: str, later: str, gone: str, stays: str
) -> None:
    text = told((田中, earlier), (林, "そうですか。"), (田中, later))
    assert gone not in text
    assert stays in text


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (
            "北館は部屋が14室、予約は月320件です。",
            "南館は部屋が11室、予約は月275件です。",
            ("14室", "320件", "11室", "275件"),
        ),
        ("証明の申請は月40件です。", "届出の受付は月90件です。", ("40件", "90件")),
        (
            "始業は9時50分からとします。",
            "西が丘小だけは10時30分からに変更します。",
            ("9時50分", "10時30分"),
        ),
        ("貸出機は20台あります。", "修理待ちの分として10台を買い足します。", ("20台", "10台")),
    ],
)
def test_別のことの数は前のことを消さない(one: str, other: str, both: tuple[str, ...]) -> None:
    text = told((田中, one), (林, "なるほど。"), (田中, other))
    assert all(figure in text for figure in both)


def test_二度ひるがえった決定は最後のもの() -> None:
    text = told(
        (田中, "受付は3課で開けます。"),
        (林, "福祉課は閉められませんか。"),
        (田中, "では受付は2課とします。"),
        (林, "助かります。"),
        (田中, "相談が増えたので、やはり受付は3課で開けることにします。"),
    )
    assert "2課" not in text
    assert "3課で開ける" in text


def test_元の数で合っていたと言えば元の数に戻る() -> None:
    text = told(
        (田中, "コンビニ交付は先月1,872件でした。"),
        (田中, "集計の範囲が違っていました。1,782件です。"),
        (田中, "何度もすみません、最初の1,872件で合っていました。"),
    )
    assert "1,872件" in text
    assert "1,782件" not in text


def test_四つの課が順に言う数は混ざらない() -> None:
    rows = {"会計課": "8,200枚", "建設課": "15,400枚", "農林課": "5,100枚", "環境課": "6,900枚"}
    lines = [((name, name), f"{name}の複合機は月{count}です。") for name, count in rows.items()]
    lines.append((("建設課", "建設課"), "訂正：建設課 15,400枚 → 14,500枚"))
    text = told(*lines)
    for name, count in (rows | {"建設課": "14,500枚"}).items():
        assert f"{name}の複合機は月{count}" in text


@pytest.mark.parametrize(
    ("earlier", "later", "holds"),
    [
        (
            "執務室は32㎡しかなく、夏は29℃まで上がります。",
            "29℃ではなく28℃でした。",
            "執務室は32㎡しかなく、夏は28℃まで上がります",
        ),
        (
            "残りは役場4台、支所2台、分館3台です。",
            "支所の2台は、昨日3台に増えました。",
            "残りは役場4台、支所3台、分館3台です",
        ),
        (
            "窓口は2台、電話は1台です。",
            "電話の1台は2台の誤りでした、すみません。",
            "電話の1台は2台の誤りでした、すみません",
        ),
    ],
)
def test_単位の違う数は別々に直り_題だけが残ることはない(
    earlier: str, later: str, holds: str
) -> None:
    assert told((田中, earlier), (林, "そうですか。"), (田中, later)) == holds
