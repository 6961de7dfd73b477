"""「AIの言い換え」: what leaves the house with it, whether it is used, and to agree or to end it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import assert_never

from cards import wording
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Facts,
    Heading,
    note,
    paragraph,
)
from domain.japan_time import JAPAN
from domain.phrasing import LONGEST_SOURCE, MOST_CHARACTERS, MOST_SENTENCES
from domain.phrasing_consent import Destination, PhrasingConsent, PhrasingUse, use_of

SHOW = Button("AIの言い換え", "phrasing.show")
_END = Button("AIの言い換えをやめる", "phrasing.end")


def statement(destination: Destination) -> Iterator[tuple[str, str]]:
    """What leaves the house, for whoever agrees: a name and what there is to know."""
    yield "送り先", f"{destination.place}（モデル：{destination.model}）"
    yield (
        "送る文",
        (
            "週のまとめの「部局横断の課題」に引用する文と、その元の文（1件"
            f"{LONGEST_SOURCE}文字まで）。課題の題名・「何が起きているか」・「望む姿」、「決定」「対応策」にした発言、"
            f"登録した対応策の「していること」です。1回に{MOST_SENTENCES}文、{MOST_CHARACTERS:,}文字までを、"
            "課題と対応策の番号といっしょに送ります"
        ),
    )
    yield (
        "送る時",
        "週のまとめを事務局に届けるときと、事務局が開いたとき（Excelと「kakehashi digest」も）",
    )
    yield (
        "伏せるもの",
        (
            "名簿の職員の氏名、人の名前に見える言葉、メールアドレス、電話番号、職員番号、住所、"
            "5桁以上の番号（個人番号など）、パスワードや鍵、メンション。"
            "「〔氏名A〕」のような印に置き換えてから送り、もとの言葉は送りません"
        ),
    )
    yield (
        "伏せきれないもの",
        (
            "敬称も役職も付かない、名簿にない人の名前の一部、部署名、数字、日付、文の内容から分かること。"
            "住民や職員を特定できることを、課題に書かないようにしてください"
        ),
    )
    yield (
        "送らないもの",
        (
            "職員名簿、受講の記録、改善事例（事例から登録した対応策も）、KPI、添付ファイル、話し合いのまとめ、"
            "そのほかの発言、命令・お願い・URLのある文"
        ),
    )
    yield (
        "返ってきた文",
        (
            "数字・日付・部署名・言葉・肯定と否定を元の文と照らし、合わない文は使いません。"
            "使った文には「AIの言い換え」と付き、元の文も見られます"
        ),
    )
    yield (
        "送り先での扱い",
        "保存や学習への利用は、送り先との契約によります。契約と庁内の規程を確かめてください",
    )


def consent_card(
    consent: PhrasingConsent | None,
    destination: Destination | None,
    *,
    who: str,
    may_decide: bool,
    today: date,
    done: str = "",
    nonce: str = "",
) -> Card:
    """``destination``: as the settings have it now. ``who`` has agreed. ``done``: what was pressed."""
    use = use_of(consent, destination)
    line = _line(consent, use, who=who, today=today)
    elements: list[Element] = [*([paragraph(done)] if done else []), paragraph(Bold(line))]
    if destination is None:
        elements.append(note(_NO_DESTINATION))
    else:
        elements += [Heading("外へ送られるもの"), Facts(tuple(statement(destination)))]
    if not may_decide:
        elements.append(note("使うかどうかは、事務局が決めます。"))
    elif buttons := _buttons(use, destination):
        elements.append(Buttons(buttons))
    return Card("AIの言い換え", tuple(elements), summary=f"{done}{line}", nonce=nonce)


_NO_DESTINATION = (
    "AIの送り先が設定されていないため、何も送りません。"
    "使うときは、システム管理者に KAKEHASHI_LLM_URL などの設定を頼んでください。"
)


def _line(consent: PhrasingConsent | None, use: PhrasingUse, *, who: str, today: date) -> str:
    agreed = f"{_agreed(consent, who=who, today=today)}に同意" if consent else ""
    match use:
        case PhrasingUse.NEVER_AGREED:
            return "使っていません。課題の文は、外へ送られません。"
        case PhrasingUse.IN_USE:
            return f"使っています（{agreed}）。"
        case PhrasingUse.OTHER_DESTINATION:
            was = consent.destination.called if consent else ""
            return (
                f"止まっています。送り先かモデルが、{agreed}したもの（{was}）と違います。"
                "使うときは、もう一度読んで同意してください。"
            )
        case PhrasingUse.NO_DESTINATION:
            return f"止まっています（{agreed}した送り先が、設定にありません）。"
        case _:
            assert_never(use)


def _agreed(consent: PhrasingConsent, *, who: str, today: date) -> str:
    day = wording.day(consent.at.astimezone(JAPAN).date(), today=today)
    return f"{wording.people_name(who)}が{day}" if who else day


def _buttons(use: PhrasingUse, destination: Destination | None) -> tuple[Button, ...]:
    agree = (
        Button(
            "AIの言い換えに同意する",
            "phrasing.agree",
            {"to": destination.key},
            style=ButtonStyle.PRIMARY,
        )
        if destination
        else None
    )
    match use:
        case PhrasingUse.NEVER_AGREED:
            return (agree,) if agree else ()
        case PhrasingUse.IN_USE | PhrasingUse.NO_DESTINATION:
            return (_END,)
        case PhrasingUse.OTHER_DESTINATION:
            return (agree, _END) if agree else (_END,)
        case _:
            assert_never(use)


_PLACE = Destination("https://llm.example.lg.jp/v1", "model-1")
_AGREED = PhrasingConsent(_PLACE, 1, datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN))
_TODAY = date(2026, 11, 24)
EXAMPLES = {
    "AIの言い換えの説明": consent_card(
        None, _PLACE, who="", may_decide=True, today=_TODAY, nonce="n1"
    ),
    "AIの言い換えを使っている": consent_card(
        _AGREED, _PLACE, who="水谷　香", may_decide=True, today=_TODAY, done="同意を記録しました。"
    ),
    "AIの言い換えが止まっている": consent_card(
        _AGREED,
        Destination("https://llm.example.lg.jp/v1", "model-2"),
        who="水谷　香",
        may_decide=True,
        today=_TODAY,
    ),
    "AIの送り先がない": consent_card(None, None, who="", may_decide=False, today=_TODAY),
}
