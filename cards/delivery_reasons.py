"""Why a message has not been sent, in Japanese: the codes of the outbox, the ledger and the platforms.

Codes that mean the same to the office have the same sentence: they are one line of the report.
"""

import re
from collections.abc import Iterator, Mapping

_UNREACHABLE = (
    "名簿のメールアドレスのアカウントがSlackになく、Teamsでもかけはしを追加していません。"
    "名簿を確かめるか、Teamsでアプリを追加してもらってください。"
)
_DISCONNECTED = "Slackの連携が切れています。ワークスペースをつなぎ直してください。"
_SHUT_OUT = (
    "Slackのワークスペースの設定で、かけはしが止められています。"
    "Slackの管理者に確かめてもらってください。"
)
_ACCOUNT_GONE = "アカウントが停止されたか、なくなっています。"
_CHANNEL_GONE = (
    "設定されたチャンネルが見つかりません。チャンネルにかけはしを加え、設定し直してください。"
)
_BLOCKED = "本人がTeamsでかけはしをブロックしています。"
_FORBIDDEN = "Teamsの管理者が、かけはしを止めています。"
_TOO_FAST = "SlackやTeamsの速さの上限に達したため、少しずつ送っています。"
_NO_CONNECTION = "SlackやTeamsから答えがありません。つながりしだい送ります。"

WORDS: Mapping[str, str] = {
    # Nobody to tell, or nowhere to tell them
    "known_nowhere": _UNREACHABLE,
    "no_chat": _UNREACHABLE,
    "no_member": "ゲストなど、職員ではないアカウントになっています。",
    "other_address": "アカウントのメールアドレスが、名簿のものと違うものになっています。",
    "user_disabled": _ACCOUNT_GONE,
    "user_not_found": _ACCOUNT_GONE,
    "unknown_channel": _CHANNEL_GONE,
    "channel_not_found": _CHANNEL_GONE,
    "not_in_channel": _CHANNEL_GONE,
    "is_archived": "設定されたチャンネルはアーカイブされています。",
    "ConversationBlockedByUser": _BLOCKED,
    "MessageWritesBlocked": _BLOCKED,
    "ConversationNotFound": "Teamsのチャットがなくなっています。",
    "BotNotInConversationRoster": "Teamsのチームから、かけはしが外されています。",
    "BotDisabledByAdmin": _FORBIDDEN,
    "ForbiddenOperationException": _FORBIDDEN,
    "host not listed": "Teamsの送り先の住所が、知られているものではありません。",
    "workspace_unknown": "Slackのワークスペースがつながっていません。つないでください。",
    "workspace_revoked": _DISCONNECTED,
    "forgotten": "相手の会話が、もう開かれていません。",
    "digest_not_there": "週のまとめの投稿がないため、ファイルを載せていません。",
    "digest_never_published": "フォーラム版が公開されていないため、送っていません。",
    "files_not_taken": "このチャンネルにはファイルを置けません。「今週のまとめ」のボタンから受け取れます。",
    "too_long": "内容が一通に収まりません。",
    "too_many_attempts": "何度も送り直しましたが、送れませんでした。",
    "no_answer": "答えがなく、届いたかどうかを確かめられません。",
    # The app itself is not wanted, or does not work
    "access_denied": _SHUT_OUT,
    "ekm_access_denied": _SHUT_OUT,
    "enterprise_is_restricted": _SHUT_OUT,
    "org_login_required": _SHUT_OUT,
    "team_access_not_granted": _SHUT_OUT,
    "team_added_to_org": _SHUT_OUT,
    "two_factor_setup_required": _SHUT_OUT,
    "account_inactive": _DISCONNECTED,
    "invalid_auth": _DISCONNECTED,
    "not_allowed_token_type": _DISCONNECTED,
    "not_authed": _DISCONNECTED,
    "token_expired": _DISCONNECTED,
    "token_revoked": _DISCONNECTED,
    "missing_scope": "Slackのアプリに権限が足りません。権限を足し、ワークスペースをつなぎ直してください。",
    "no_token": "Teamsのトークンを受け取れません。アプリのIDとシークレットを確かめてください。",
    "app_refused": "SlackかTeamsが、かけはしのアプリを受け付けません。アプリの設定を確かめてください。",
    "token_unreadable": "Slackのトークンを読めません。システム管理者が、暗号化の鍵を確かめてください。",
    "platform_not_open": "SlackやTeamsにつながっていません。システム管理者が、接続の設定を確かめてください。",
    "fault": "かけはしの中で誤りが起きました。システム管理者が、ログを確かめてください。",
    "database": "データベースに書けません。システム管理者が、データベースを確かめてください。",
    "never_open": "開庁日がありません。閉庁日の設定を確かめてください。",
    # Later
    "out_of_hours": "送らない時間帯か閉庁日です。",
    "paused": "配信を止めています。",
    "on_leave": "休職・育休中です。",
    "ratelimited": _TOO_FAST,
    "429": _TOO_FAST,
    "more than our own limits": _TOO_FAST,
    "platform_rests": "SlackやTeamsの求めに応じて、送るのを少し待っています。",
    "people_looked_up": "Slackで、名簿のメールアドレスからアカウントを探しています。",
    "too_late": "送る直前に時間がかかったため、送り直します。",
    "internal_error": _NO_CONNECTION,
    "fatal_error": _NO_CONNECTION,
    "service_unavailable": _NO_CONNECTION,
    "request_timeout": _NO_CONNECTION,
    # Nothing to say, or not any more
    "nothing_new": "知らせることがありませんでした。",
    "silenced": "本人が、お知らせを止めています。",
    "person_left": "退職した人あてでした。",
    "record_gone": "もとの受講記録がなくなりました。",
    "adopted_already": "すでに「うちでもやった」を登録していました。",
    "role_gone": "DX推進リーダー・DX推進員ではなくなりました。",
    "decided_otherwise": "そのあと、別の決定になりました。",
    "case_gone": "もとの改善事例が取り下げられたか、公開範囲が変わりました。",
    "reviewer_changed": "改善事例を確認する人が変わりました。",
    "manager_changed": "上司が変わりました。",
    "caught_up": "すでに受講していました。",
    "workspace_gone": "つないだワークスペースが、もう外されています。",
    "overtaken": "待っている間に、次の週のお知らせに代わりました。",
    "too_old": "待っている間に、時期を過ぎました。",
    "no_channel": "送り先のチャンネルが設定されていません。",
    "edit_overtaken": "あとの書き換えが、最新の内容を示しました。",
    "edit_not_needed": "投稿がまだで、最新の内容で送られます。",
    "nothing_stands_there": "書き換える投稿がありませんでした。",
    "posted_in_doubt": "もとの投稿が届いたか分からず、書き換えられません。"
    "チャンネルを見て、古い投稿が残っていれば消してください。",
    "posted_anew": "もとの投稿を書き換えられなかったため、新しく投稿しました。",
    "earlier_on_its_way": "前の書き換えが終わるのを待っています。",
    "phrasing_on_its_way": "AIの言い換えを待っています。たいてい40秒以内、課題が何千件もある組織では長くて1分あまりです。",
    "case_withdrawn": "取り下げられた事例でした。",
    "countermeasure_withdrawn": "取り下げられた対応策でした。",
    "not_in_the_measure": "その施策のメンバーから外れたか、施策が終わっていました。",
    "issue_moved_on": "待っている間に、課題の状態か担当がまた変わりました。",
    "issue_gone": "もとの課題がありませんでした。",
    "issue_withdrawn": "取り下げられた課題でした。",
    "exchange_over": "その回の情報交換は、もう終わっていました。",
    "nothing_to_ask": "情報交換には、すでに答えがありました。",
    "thread_gone": "課題の投稿がチャンネルにないため、スレッドに載せていません。",
    "has_moved": "そのあと、課題に動きがありました。",
    "case_not_shown_here": "そのチャンネルでは表示しない事例でした。",
    "dropped": "システム管理者が取りやめました。",
    "dropped_refused": "送れなかったものを、システム管理者が取りやめました。",
}
_SKIPPED = {
    "overtaken": "休みが続き、次の回と同じ日か続く日になりました。",
    "changed": "曜日か時刻を変えたため、この週の回はありませんでした。",
    "too_old": "止まっている間に、時期を過ぎました。",
    "paused": "配信を止めていました。",
    "no_channel": WORDS["no_channel"],
}
_OF_THE_LINE = re.compile(r"\w*Error|(http_)?5\d\d")
"""What the network's faults are called, and the statuses of a server in trouble."""


def because(reason: str) -> str:
    """What nobody has words for is shown as it is: it is a platform's."""
    for word in _words(reason):
        if word in WORDS:
            return WORDS[word]
        if _OF_THE_LINE.fullmatch(word):
            return _NO_CONNECTION
    return f"（{reason or 'その他'}）"


def skipped_because(reason: str) -> str:
    return _SKIPPED.get(reason, f"（{reason}）")


def _words(reason: str) -> Iterator[str]:
    """Teams writes a status before its word, and we a kind before theirs: the last says most."""
    yield reason
    yield reason.partition(" ")[2]
    yield from reversed(reason.replace(":", " ").split())
