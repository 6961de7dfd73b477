"""What a case's text is warned of before it is published, and what it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.personal_data import Warned, warnings_in
from tests.effort import effort

TRUE = {
    Warned.PHONE: (
        "083-231-1111へ",
        "０８３－２３１－１１１１に電話",
        "携帯は09012345678です",
        "090 1234 5678",
        "(083) 231-1111",
        "03（1234）5678",
        "090ー1234ー5678",
        "090―1234―5678",
        "+81-90-1234-5678",
        "0120-123-456にかける",
        "TEL 231-1111",
        "電話番号：２３１―１１１１",
        "0 9 0 1 2 3 4 5 6 7 8",
        "050-1234-5678",
        "0833-12-3456",
    ),
    Warned.MY_NUMBER: (
        "123456789018",
        "マイナンバー 1234 5678 9018",
        "１２３４－５６７８－９０１８",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "番号は123456789018。",
    ),
    Warned.MAIL: (
        "taro@example.jp",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐへ",
        "a.b+c@city.lg.jp",
        "taro @ example.co.jp",
        "taro(at)example.jp",
    ),
    Warned.NAME: (
        "佐藤様から電話があった",
        "山田太郎さん（市民）の申請",
        "山田　太郎様の書類",
        "窓口に来た土屋さん",
        "市民の山本さんが喜んだ",
        "松本氏に説明した",
        "鈴木花子ちゃんの入園",
        "サトウ様",
        "スミスさんの届出",
        "氏名：山田太郎",
        "申請者 山田 太郎",
        "世帯主は佐々木一郎",
        "田中一郎（45歳）",
        "小林次郎（市民）",
        "高橋殿",
        "林さんの届",
        "佐藤さまより",
    ),
    Warned.ADDRESS: (
        "南部町123番地",
        "下関市南部町1番1号",
        "豊浦町大字川棚１２３番地の４",
        "中央1丁目2番3号",
        "本町三丁目5-2",
        "下関市南部町1-1に住む",
        "丸の内１－２－３丁目のあたり、中央区丸の内１－２－３",
        "〒750-8521",
        "南部町百二十三番地",
    ),
    Warned.ACCOUNT: (
        "山口銀行下関支店 普通 1234567",
        "口座番号：１２３４５６７",
        "当座 7654321 に振込",
        "ゆうちょ 記号 12340 番号 12345671",
        "普通預金 No.1234567",
        "4111 1111 1111 1111",
        "口座は１２３－４５６７",
    ),
    Warned.SECRET: (
        "パスワードは Abc123!",
        "password: hunter2",
        "PW＝ｋｙｏｔｏ２０２６",
        "ログインは kanri / パスワード「Shimin#01」",
        "暗証番号は1234",
        "APIキー：abcd-efgh-1234",
        "AKIAIOSFODNN7EXAMPLE",
        "xoxb-123456789012-abcdefghij",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "-----BEGIN RSA PRIVATE KEY-----",
        "https://kanri:himitsu@example.jp/",
        "Authorization: Bearer abcdefghijklmnopqrstu.vwxyz",
        "トークンは eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    ),
}

FALSE = (
    "令和8年4月1日から",
    "2026-04-01に開始",
    "2026/04/01 10:00-12:00",
    "月120時間を12時間にした",
    "年間1,234,567円の削減",
    "費用は1234567円",
    "普通交付税 1234567円",
    "支店ごとに1234567件ある口座データ",
    "0-6歳児の名簿",
    "03-04年度の比較",
    "様式第1号の2",
    "仕様書を直した",
    "多様な様式を同様に扱う",
    "従来と同様さまざまな入力",
    "お客様をお待たせしない",
    "住民の皆様に好評",
    "市民の皆さんから",
    "業者さんと打ち合わせ",
    "申請者様の待ち時間",
    "保護者様への連絡",
    "たくさんの帳票",
    "職員さんの声",
    "氏名の転記を自動化",
    "氏名、住所、電話番号の入力",
    "住所と氏名：本人確認",
    "申請者：本人または代理人",
    "世帯主との続柄",
    "対象（市民）への案内",
    "窓口（市民課）で",
    "両氏の協力",
    "摂氏25度",
    "1番窓口と2番窓口",
    "12番目の欄",
    "1-2月に集中",
    "市区町村2-3団体",
    "一丁目一番地の課題から取り組む",
    "1丁目の通りの清掃",
    "パスワードは8文字以上にした",
    "パスワードの定期変更をやめた",
    "パスワードを忘れた人の対応",
    "パスワード：設定しない",
    "暗証番号の入力が不要",
    "暗証番号は4桁",
    "トークンの考え方",
    "123456789012",
    "法人番号1234567890123",
    "型番 ABC-1234-5678",
    "第1234-56号",
    "@example のような書き方",
    "メールは課の共有アドレスへ",
    "Excel2019とPower Automate",
    "RPAで100件/日、1-2分で",
    "https://example.jp/a/b",
    "ver 1.2.3-4",
    "IDとパスワードをやめ、ICカードにした",
    "仕事の仕様、模様、一様、異様",
    "有様を変えた",
    "という様に書いた",
    "おかあさんと子どもの手続",
    "お子さんの入園",
    "社長さんや店長さん",
    "関係者各位殿",
    "主殿を持たない",
    "部長様へ決裁",
    "AIさんのおかげ",
    "ベンダーさんの見積り",
    "ユーザー様の声",
    "村田製作所の機器",
    "神殿、宮殿、沈殿",
    "諸君",
    "赤ちゃんの手続き",
    "電話1本で済む",
    "電話は1日100件",
    "内線で聞く",
    "10丁の書類",
    "3番地域の担当",
    "0.5時間から0.1時間",
    "00000000000000000000000000000000",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TRUE.items() for text in texts]
)
def test_個人や秘密につながる書き方を知らせる(kind: Warned, text: str) -> None:
    assert kind in {each.kind for each in warnings_in(text)}


@pytest.mark.parametrize("text", FALSE)
def test_仕事の言葉は知らせない(text: str) -> None:
    assert [(each.kind, each.words) for each in warnings_in(text)] == []


def test_名簿の職員の名前は住民ではない() -> None:
    text = "水谷さんと水谷 香織さんに教わり、佐藤様の書類を直した"
    known = frozenset({"水谷 香織", "市川　遥"})
    assert [each.words for each in warnings_in(text, known=known)] == ["佐藤様"]


def test_どこに何があるかを元の文字のまま示す() -> None:
    text = "連絡先は０８３－２３１－１１１１、山田太郎さん（市民）。"
    found = warnings_in(text)
    assert [text[each.start : each.end] for each in found] == [each.words for each in found]
    assert [each.words for each in found] == ["０８３－２３１－１１１１", "山田太郎さん"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("電話（083-231-1111）へ", "083-231-1111"),
        ("市民課（083-231-1111", "083-231-1111"),
        ("（083）231-1111へ", "（083）231-1111"),
    ],
)
def test_電話番号は半端なかっこなしで示す(text: str, number: str) -> None:
    assert [each.words for each in warnings_in(text)] == [number]


def test_記録に残しても番号も名前も出ない() -> None:
    for text in ("090-1234-5678", "123456789018", "taro@example.jp", "佐藤様"):
        (found,) = warnings_in(text)
        assert text not in f"{found!r} {found}"


@given(
    st.text(
        alphabet=st.sampled_from(
            "0１2３-－ー ()（）@.様さん氏佐藤山田番地町丁目\nabZ:は=口座パスワード鍵々󠄀𠮷"
        )
    )
)
def test_どんな文でも止まらず重ならない(text: str) -> None:
    end = 0
    for each in warnings_in(text):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.words
        end = each.end


@given(st.text())
def test_どんな文字でも止まらない(text: str) -> None:
    warnings_in(text, known=frozenset({text[:5], ""}))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "0-",
        "a",
        "山",
        "ア",
        "町1-",
        "a.",
        "様",
        "口座 ",
        "山 ",
        "パスワード",
        "(0",
        "(083)",
    ],
)
def test_長い文でもすぐ終わる(piece: str) -> None:
    text = (piece * 6_000)[:6_000]
    assert effort(lambda: warnings_in(text)) < 1.0
