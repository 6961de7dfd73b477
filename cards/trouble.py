"""What a person reads when something could not be done: always what to do next."""

from cards.elements import Button, Buttons, Card, note, paragraph

_HELP = Buttons((Button("使い方", "help.show"),))


def refused_card(sentence: str) -> Card:
    """A rule of the domain said no, in its own words."""
    return Card("できませんでした", (paragraph(sentence), _HELP), summary=sentence)


def not_in_roster_card(*, email: str, organization: str, has_asked: bool = True) -> Card:
    """How to get in; ``has_asked``: the office has been told."""
    told = (
        "事務局に利用の申し出を伝えました。名簿に登録されると使えるようになります。"
        if has_asked
        else "使いたいときは、ダイレクトメッセージで話しかけてください。事務局に利用の申し出が届きます。"
    )
    return Card(
        "職員名簿に見つかりません",
        (
            paragraph(f"{email}は、{organization}の職員名簿に登録されていません。"),
            paragraph(told),
            note("急ぐときは、事務局に所属と氏名、このメールアドレスを伝えてください。"),
        ),
        summary=f"職員名簿に登録されていません。{told}",
    )


def outsider_card(*, organization: str) -> Card:
    """A guest, or someone of another organization in a shared channel."""
    sentence = f"{organization}の職員のアカウントだけが使えます。"
    return Card(
        "職員の方だけが使えます",
        (
            paragraph(sentence),
            note("職員の方は、ゲストではなく職員用のアカウントから送ってください。"),
        ),
        summary=sentence,
    )


def email_hidden_card() -> Card:
    """The platform does not show the address by which the roster knows people."""
    sentence = "アカウントのメールアドレスを確認できないため、職員名簿と照合できません。"
    return Card(
        "どなたか確認できません",
        (
            paragraph(sentence),
            note(
                "システム管理者に、アカウントのメールアドレスの登録と、かけはしのアプリに与えた権限の確認を依頼してください。"
            ),
        ),
        summary=sentence,
    )


def out_of_date_card() -> Card:
    """A button or a form that this version does not know, or that has been used."""
    return Card(
        "この画面は古くなっています",
        (
            paragraph("押されたボタンは、もう使えません。もう一度はじめから選んでください。"),
            Buttons((Button("次に受ける研修", "training.next"), Button("使い方", "help.show"))),
        ),
        summary="この画面は古くなっています。",
    )


def form_expired_card() -> Card:
    """The platform gives a form three seconds to open."""
    sentence = "混み合っていて、入力画面を開けませんでした。もう一度ボタンを押してください。"
    return Card("入力画面を開けませんでした", (paragraph(sentence),), summary=sentence)


def already_done_card() -> Card:
    return Card(
        "すでに処理されています",
        (paragraph("ほかの担当者が処理したか、同じボタンが二度押されました。"),),
        summary="すでに処理されています。",
    )


def too_long_card(*, length: int, limit: int) -> Card:
    sentence = (
        f"メッセージが長すぎます（{length:,}文字）。{limit:,}文字までに短くして送ってください。"
    )
    return Card("メッセージが長すぎます", (paragraph(sentence),), summary=sentence)


def failed_card(reference: str) -> Card:
    """A fault of ours; the number finds it in the log."""
    sentence = "うまく処理できませんでした。時間をおいてもう一度お試しください。"
    return Card(
        "うまく処理できませんでした",
        (
            paragraph(sentence),
            note(f"続くときは、事務局に受付番号 {reference} を伝えてください。"),
        ),
        summary=sentence,
    )


EXAMPLES = {
    "断り": refused_card("ほかの職員の受講状況は、本人・上司・事務局・研修担当だけが見られます。"),
    "名簿にない": not_in_roster_card(email="someone@kakehashi.example", organization="かけはし市"),
    "職員でない": outsider_card(organization="かけはし市"),
    "メール不明": email_hidden_card(),
    "古いボタン": out_of_date_card(),
    "フォームの時間切れ": form_expired_card(),
    "処理済み": already_done_card(),
    "長すぎる": too_long_card(length=40_000, limit=4_000),
    "障害": failed_card("A1B2C3"),
}
