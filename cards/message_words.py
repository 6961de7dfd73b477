"""What the messages of the outbox, and the turns of the ledger, are called."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "reminder.person": "本人へのお知らせ",
    "reminder.manager": "所属長へのお知らせ",
    "reminder.forum": "フォーラムへのお知らせ",
    "digest": "今週のまとめ",
    "digest.files": "今週のまとめのファイル",
    "digest.posted": "週のまとめの投稿",
    "digest.post_changed": "投稿した週のまとめの書き換え",
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
    "case.file_removed": "改善事例の添付ファイルを外した知らせ",
    "case.adopted": "「うちでもやった」の知らせ",
    "case.alike": "似た仕事の改善事例の知らせ",
    "case.selection": "今月の改善事例",
    "case.selection_changed": "投稿した今月の改善事例の書き換え",
    "issue.posted": "課題の投稿",
    "issue.changed": "投稿した課題の書き換え",
    "exchange.ask": "情報交換のお願い",
    "exchange.again": "情報交換の二度目のお願い",
    "exchange.answered": "課題のスレッドへの情報交換の答え",
    "exchange.answer_changed": "スレッドの情報交換の答えの書き換え",
    "exchange.summary": "情報交換のまとめ",
    "exchange.summary_changed": "情報交換のまとめの書き換え",
    "exchange.unanswered": "情報交換の未回答の知らせ",
    "stalled.chief": "動きのない課題の知らせ",
    "stalled.office": "動きのない課題の事務局への知らせ",
    "issue.owned": "課題の担当になった知らせ",
    "issue.solved": "課題が解決した知らせ",
    "measure.put_in": "施策のメンバーになった知らせ",
    "countermeasure.told": "対応策が届いた知らせ",
    "workspace.joined": "ワークスペースをつないだ知らせ",
}


def message_name(kind: str) -> str:
    return WORDS.get(kind, kind)
