"""Why a message has not been sent, in Japanese: the codes of the outbox, the ledger and the platforms."""

_NOT_SENT = {
    "known_nowhere": "SlackでもTeamsでも、その職員のアカウントが見つかりません。",
    "no_chat": "Teamsでかけはしのアプリを追加していません。",
    "no_member": "ゲストなど、職員ではないアカウントになっています。",
    "user_disabled": "アカウントが停止されています。",
    "user_not_found": "アカウントがなくなっています。",
    "users_not_found": "アカウントがなくなっています。",
    "account_inactive": "アカウントかアプリが停止されています。",
    "unknown_channel": "設定されたチャンネルが見つかりません。",
    "channel_not_found": "設定されたチャンネルが見つかりません。",
    "no_channel": "送り先のチャンネルが設定されていません。",
    "is_archived": "設定されたチャンネルはアーカイブされています。",
    "not_in_channel": "設定されたチャンネルから、かけはしが外されています。",
    "token_revoked": "Slackの連携が取り消されています。",
    "invalid_auth": "Slackの連携が切れています。",
    "token_expired": "Slackの連携の期限が切れています。",
    "ConversationBlockedByUser": "本人がTeamsでかけはしをブロックしています。",
    "MessageWritesBlocked": "本人がTeamsでかけはしをブロックしています。",
    "ConversationNotFound": "Teamsのチャットがなくなっています。",
    "BotNotInConversationRoster": "Teamsのチームから、かけはしが外されています。",
    "too_long": "内容が一通に収まりません。",
    "too_many_attempts": "何度も送り直しましたが、送れませんでした。",
}
_HELD = {
    "out_of_hours": "送らない時間帯か閉庁日です。",
    "never_open": "開庁日がありません。閉庁日の設定を確かめてください。",
    "paused": "配信を止めています。",
    "on_leave": "休職・育休中です。",
    "ratelimited": "送る速さの上限に達しました。",
    "no_channel": "送り先のチャンネルが設定されていません。",
    "people_looked_up": "Slackで、名簿のメールアドレスからアカウントを探しています。",
    "platform_not_open": "SlackかTeamsにつながっていません。",
}
_SKIPPED = {
    "overtaken": "休みが続き、次の回と重なりました。",
    "too_old": "止まっている間に、時期を過ぎました。",
    "no_channel": "送り先のチャンネルが設定されていません。",
    "paused": "配信を止めていました。",
}


def not_sent_because(reason: str) -> str:
    return _words(_NOT_SENT, reason)


def held_because(reason: str) -> str:
    return _words(_HELD, reason)


def skipped_because(reason: str) -> str:
    return _words(_SKIPPED, reason)


def _words(known: dict[str, str], reason: str) -> str:
    """Teams writes a status before its word, and we a kind before Slack's."""
    for word in (reason, *reason.replace(":", " ").split()):
        if word in known:
            return known[word]
    return f"（{reason or 'その他'}）"
