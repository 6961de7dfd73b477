"""What the administrator reads in the browser while they add the app to their workspace."""

from html import escape
from http import HTTPStatus

from aiohttp import web

_HEADERS = {
    # The addresses carry invitations and codes: they go nowhere else, and stay nowhere.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}

_PAGE = """<!DOCTYPE html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}｜かけはし</title>
<h1>{title}</h1>
<p>{what_to_do}</p>{button}
</html>
"""

_BUTTON = """
<form method="post"><button>{label}</button></form>"""
"""Without an address of its own it goes to that of the page, the invitation included."""

ASK_AGAIN = (
    "かけはしの担当者に、新しい招待のアドレス（kakehashi workspace invite）を頼んでください。"
)
OPEN_AGAIN = "招待のアドレスを開くところから、やり直してください。"


def page(
    title: str, what_to_do: str, *, button: str = "", status: HTTPStatus = HTTPStatus.OK
) -> web.Response:
    pressed = _BUTTON.format(label=escape(button)) if button else ""
    text = _PAGE.format(title=escape(title), what_to_do=escape(what_to_do), button=pressed)
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)


def refused(title: str, what_to_do: str) -> web.Response:
    return page(title, what_to_do, status=HTTPStatus.BAD_REQUEST)


def consent(organization: str) -> web.Response:
    """Before anybody is asked by Slack, which does not know whose this is."""
    return page(
        f"{organization}の かけはし を、あなたの Slack に入れます",
        f"{organization}の職員が使うワークスペースの、アプリを追加できる人が押してください。"
        "次に開くSlackの画面で、ワークスペースを選んで許可します。"
        f"{organization}の方でなければ、この画面を閉じてください。",
        button="Slackに追加する",
    )


def on_to(address: str) -> web.Response:
    """To Slack, whose page asks for itself."""
    headers = {**_HEADERS, "Location": address}
    return web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)


def pressed_elsewhere() -> web.Response:
    return refused("この画面からは追加できません", f"何も変わっていません。{OPEN_AGAIN}")


def invitation_used_up() -> web.Response:
    return refused(
        "この招待は、もう使えません",
        "別のワークスペースに使われたか、この招待での追加が取り消されています。"
        f"一つの招待で追加できるワークスペースは一つです。何も変えていません。{ASK_AGAIN}",
    )


def invitation_not_valid() -> web.Response:
    return refused(
        "この招待は使えません", f"期限が切れたか、アドレスが途中で切れています。{ASK_AGAIN}"
    )


def attempt_not_valid() -> web.Response:
    return refused(
        "時間が切れたか、途中で別の画面になりました", f"何も変わっていません。{OPEN_AGAIN}"
    )


def already_used() -> web.Response:
    return refused(
        "この画面はもう使われました",
        "追加が済んでいれば、Slackで「かけはし」に話しかけられます。済んでいなければ、"
        f"{OPEN_AGAIN}",
    )


def not_allowed_there() -> web.Response:
    return refused(
        "Slackで許可されませんでした",
        "何も追加していません。アプリを追加できる人（Slackの管理者など）が開いているか確かめ、"
        f"{OPEN_AGAIN}",
    )


def slack_refused() -> web.Response:
    return page(
        "Slackから応答がありません",
        f"追加できませんでした。時間をおいて、{OPEN_AGAIN}続くときは、かけはしの担当者に伝えてください。",
        status=HTTPStatus.BAD_GATEWAY,
    )


def whole_enterprise() -> web.Response:
    return refused(
        "組織全体（Enterprise Grid）には追加できません",
        f"ワークスペースを一つ選んで追加します。{OPEN_AGAIN}",
    )


def too_few_rights(missing: str) -> web.Response:
    return refused(
        "アプリの権限が足りません",
        f"かけはしの担当者に、Slackアプリの権限（{missing}）を加えるよう頼んでください。",
    )


def tokens_rotate() -> web.Response:
    return refused(
        "トークンのローテーションが有効なアプリです",
        "かけはしの担当者に、「kakehashi manifest slack」の定義でSlackアプリを作り直すよう頼んでください。",
    )


def of_another(workspace: str) -> web.Response:
    return page(
        "ほかの自治体が使っているワークスペースです",
        f"「{workspace}」は、別の自治体のものとして登録されています。何も変えていません。"
        "Slackで選んだワークスペースを確かめ、正しければ、かけはしの担当者に連絡してください。",
        status=HTTPStatus.CONFLICT,
    )


def done(*, organization: str, workspace: str) -> web.Response:
    return page(
        "かけはしを追加しました",
        f"{organization}のワークスペース「{workspace}」で使えます。この画面は閉じ、"
        "Slackの「アプリ」から「かけはし」を開いて、「次に何の研修を受ければいい？」と話しかけてください。",
    )
