"""What the messages of the outbox, and the turns of the ledger, are called."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "reminder.person": "本人へのお知らせ",
    "reminder.manager": "所属長へのお知らせ",
    "reminder.forum": "フォーラムへのお知らせ",
    "reminder.report": "配信状況の報告",
    "reminder.nudge": "声かけ",
    "reminder.thanks": "ねぎらい",
    "completion.decided": "修了の確認の結果",
    "case.decided": "改善事例の確認の結果",
    "case.waiting": "改善事例の確認のお願い",
    "case.waiting_long": "確認を長く待っている改善事例の知らせ",
    "case.published": "改善事例の投稿",
    "case.changed": "投稿した改善事例の書き換え",
    "case.withdrawn": "改善事例の取り下げの知らせ",
    "case.adopted": "「うちでもやった」の知らせ",
    "case.alike": "似た仕事の改善事例の知らせ",
    "case.selection": "今月の改善事例",
    "case.selection_changed": "投稿した今月の改善事例の書き換え",
    "issue.posted": "課題の投稿",
    "issue.changed": "投稿した課題の書き換え",
    "workspace.joined": "ワークスペースをつないだ知らせ",
}


def message_name(kind: str) -> str:
    return WORDS.get(kind, kind)
