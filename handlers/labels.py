"""A button's own label, typed: understood before the model is asked."""

import re
from collections.abc import Mapping
from functools import partial

from cards.digest_edition_preview import CHOOSE, PUBLISH, REMAKE, WITHDRAW
from domain.digest import Part
from domain.kpi import Kpi
from handlers import (
    case,
    case_files,
    case_map,
    case_mine,
    case_queue,
    case_report,
    case_search,
    case_selection,
    consult,
    corrections,
    countermeasure_said,
    delivery_report,
    desk,
    digest,
    digest_edition,
    digest_edition_read,
    digest_said,
    drafts,
    dx_measure,
    exchange,
    exchange_answers,
    export_records,
    issue_candidate,
    issue_discussion,
    issue_files,
    issue_group_map,
    issue_groups,
    issue_list,
    issue_raise,
    issue_rules,
    issue_thread,
    kpi,
    not_reached,
    phrasing_consent,
    policy,
    recommendation,
    reminder_settings,
    training_status,
)
from handlers import help as helping
from handlers.command import Handler
from language.button_words import as_label
from language.case_named import case_named
from language.edition_words import is_of_remark
from language.issue_words import summary_asked_for
from language.normalise import normalise
from language.reminder_manner import is_question
from language.reply_words import reply_wished

_ENDING = re.compile(
    r"(?:[をはがの]|って)?(?:(?:見せて|みせて|見たい|みたい|見る|開いて|ひらいて|開く|教えて|おしえて|出して|表示して|表示"
    r"|立てて|たてて|作って|つくって|知りたい|確認したい|確認|お願い|おねがい|ある|あります|は)"
    r"(?:です|か|の|ね|よ)*)?(?:ください|下さい|ほしい|欲しい|します|いたします|頂戴|ちょうだい)?[。!?、. ]*$"
)
_PLAN = ("今年度の計画", "今年度の受講計画", "今年度の研修計画", "計画", "受講計画", "研修計画")
_CASE_MAP = (
    "横展開マップ",
    "横展開の一覧",
    "横展開の状況",
    *(
        f"{who}が{what}{did}"
        for who in ("どの課", "どの部局", "どの部署", "どこ")
        for what in ("何を", "なにを")
        for did in ("真似した?", "まねした?", "真似しましたか?", "まねしましたか?", "横展開した?")
    ),
)
_TO_SELECT = (
    "選ぶ",
    "選びます",
    "選びたい",
    "選びたいです",
    "選び直す",
    "選び直したい",
    "選び直したいです",
)
_WITHDRAW = tuple(
    f"{what}{wish}"
    for what in ("", "事例を", "改善事例を", "自分の事例を", "報告した事例を", "公開した事例を")
    for wish in ("取り下げる", "取り下げたい", "取り下げたいです", "取下げたい", "取りやめたい")
)
"""Of which, is chosen among their own."""
_EXCHANGE = (
    "情報交換",
    "今週の情報交換",
    "定期的な情報交換",
    *(
        f"{what}に{answer}"
        for what in ("情報交換", "今週の情報交換")
        for answer in ("答える", "答えたい", "答えたいです", "答えます", "回答する")
    ),
)
_SENT_BACK = (
    *(
        "直して出し直す",
        "出し直す",
        "出し直したい",
        "差し戻しの理由",
        "差し戻された",
        "差し戻された事例",
    ),
    *(
        f"{whose}{what}{particle}{said}"
        for whose in ("", "私の", "自分の", "わたしの")
        for what in ("報告", "事例", "改善事例", "報告した事例")
        for particle in ("、", "は", "って", "が")
        for said in ("差し戻されましたか", "差し戻された", "差し戻されていますか", "差し戻されてる")
    ),
)
_DRAFTS = (
    *("下書き", "書きかけ", "続きを書く", "続きを書きたい", "続きから書く"),
    *("下書きの続き", "下書きの続きを書く", "下書きを続ける", "下書きを開く"),
)
_NO_MORE_PHRASING = tuple(
    f"aiの言い換えを{end}" for end in ("やめる", "やめたい", "止める", "止めたい")
)
_PHRASING = (
    *(
        f"aiの言い換え{said}"
        for said in ("", "の設定", "に同意する", "に同意したい", "を使う", "を使いたい", "を始める")
    ),
    *(
        f"aiの言い換え{asked}{mark}"
        for asked in ("は使っていますか", "を使っていますか")
        for mark in ("", "?")
    ),
    *(f"{end}?" for end in _NO_MORE_PHRASING),
)
"""To agree is on the card, beside what is agreed to."""
_EDIT_PARTS: Mapping[str, Handler] = {
    normalise(f"{name}を直す"): partial(digest_said.edit_part, part)
    for part in Part
    if part is not Part.OFFICE  # never in a フォーラム版
    for name in (part.called, part.value)
}
"""Where no card with such a button was shown last: that card's own is pressed (``digest_said``)."""
_NEXT = ("次に受ける研修", "次の研修", "次に何の研修を受ければいい?")

LABELS: Mapping[str, Handler] = {
    **dict.fromkeys(_NEXT, recommendation.show_next_training),
    **dict.fromkeys(_PLAN, recommendation.show_plan),
    "全部見る": recommendation.show_all_trainings,
    "全部": recommendation.show_all_trainings,
    "受講状況": training_status.show_training_status,
    **dict.fromkeys(
        ("自分の事例", "自分の改善事例", "私の事例", "事例の下書き", *_WITHDRAW, *_SENT_BACK),
        case_mine.show_own_cases,
    ),
    **dict.fromkeys(_DRAFTS, drafts.go_on_writing),
    **dict.fromkeys(("改善事例を報告", "改善事例の報告", "改善事例を報告する"), case_report.report),
    "事務局の確認待ち": desk.show_desk,
    "確認待ち": desk.show_waiting,
    **dict.fromkeys(
        ("事例の確認待ち", "改善事例の確認待ち", "確認待ちの事例", "確認待ちの改善事例"),
        case_queue.show_queue,
    ),
    **dict.fromkeys(
        ("改善事例をexcelで", "事例をexcelで", "改善事例の書き出し", "改善事例の一覧をexcelで"),
        case_files.give_cases,
    ),
    **dict.fromkeys(
        ("成果発表", "成果発表の資料", "改善事例をpowerpointで", "すべての発表資料をpowerpointで"),
        case_files.give_slides,
    ),
    **dict.fromkeys(("課題を登録", "課題の登録", "課題を登録する"), issue_raise.raise_issue),
    **dict.fromkeys(
        ("課題一覧", "課題の一覧", "課題リスト", "すべての部署の課題"), issue_list.show_page
    ),
    **dict.fromkeys(("うちの課の課題", "うちの課の課題一覧"), issue_list.show_own_section),
    **dict.fromkeys(
        ("止まっているもの", "止まっている課題", "動きのない課題"), issue_list.show_stalled
    ),
    **dict.fromkeys(("課題のまとまり", "共通の課題", "跨る課題"), issue_groups.show_groups),
    **dict.fromkeys(("施策一覧", "施策の一覧", "部局横断dx施策"), dx_measure.show_measures),
    **dict.fromkeys(_EXCHANGE, exchange.show_exchange),
    **dict.fromkeys(
        ("みんなの答え", "情報交換のまとめ", "今週の情報交換のまとめ", "情報交換の答え"),
        exchange_answers.show_answers,
    ),
    **dict.fromkeys(("外した候補", "外したまとまりの候補"), issue_candidate.show_dismissed),
    **dict.fromkeys(("課題マップ", "課題のまとまりの図"), issue_group_map.show_map),
    **dict.fromkeys(
        ("話し合いの決まり", "消した発言の扱い", "消した発言の扱いを変える"),
        issue_rules.show_rule,
    ),
    **dict.fromkeys(
        ("話し合いのまとめ", "課題の話し合いのまとめ", "議論のまとめ"), issue_discussion.ask_which
    ),
    **dict.fromkeys(("課題をexcelで", "課題の書き出し"), issue_files.give_issues),
    "うちではこうしている": countermeasure_said.ask_which,
    **dict.fromkeys(
        ("うちでも採用", "うちの採用を直す", "対応策を直す", "対応策を取り下げる"),
        countermeasure_said.ask_which_measure,
    ),
    **dict.fromkeys(("指標の一覧", "指標", "kpi", "kpiの一覧"), kpi.show_figures),
    **dict.fromkeys(("目標と見込み", "数値目標", "目標に届きそう?"), kpi.show_targets),
    **dict.fromkeys(("月ごとの推移", "指標の推移", "kpiの推移"), kpi.show_months),
    **{normalise(each.value): partial(kpi.show_one, each) for each in Kpi},
    "今月の改善事例": case_selection.show_selection,
    **dict.fromkeys(
        (f"今月の{what}を{said}" for what in ("改善事例", "事例") for said in _TO_SELECT),
        case_selection.select_in_words,
    ),
    "受講記録をexcelで": export_records.give_records,
    "受講記録の書き出し": export_records.give_records,
    "今週のまとめ": digest.show_digest,
    "まとめをexcelで": digest.give_digest,
    **dict.fromkeys(
        (
            "フォーラム版をつくる",
            "フォーラム版を開く",
            PUBLISH,
            CHOOSE,
            "載せるものを選ぶ",
            REMAKE,
            WITHDRAW,
        ),
        digest_edition.show_edition,
    ),
    **_EDIT_PARTS,
    "まとめの履歴": digest_edition_read.show_editions,
    "この週の版": digest_edition_read.show_versions_meant,
    **dict.fromkeys(_PHRASING, phrasing_consent.show_consent),
    "全文を読む": digest_edition_read.show_published,
    "配信状況": delivery_report.show_deliveries,
    "読み違いの記録": corrections.show_corrections,
    "届かなかった人": not_reached.show_not_reached,
    **dict.fromkeys(
        ("お知らせの設定", "リマインドの設定", "リマインダーの設定"),
        reminder_settings.show_settings,
    ),
    "曜日と時刻を変える": reminder_settings.show_settings,
    **dict.fromkeys(("育成方針の目次", "方針の目次", "育成方針"), policy.show_policy),
    **dict.fromkeys(("デジタル専門人材に聞く", "相談できる人"), consult.show_consult),
    **dict.fromkeys(("改善事例", "改善事例を探す", "事例を探す"), case_search.find_more_cases),
    **dict.fromkeys(_CASE_MAP, case_map.show_map),
    "登録情報": helping.show_profile,
    "使い方": helping.show_help,
    "どれでもない": helping.show_help,
}

_CHANGING: Mapping[str, Handler] = {
    "来週まで止める": reminder_settings.snooze,
    "もう送らない": reminder_settings.stop,
    "また送る": reminder_settings.resume,
    **dict.fromkeys(_NO_MORE_PHRASING, phrasing_consent.end),
}
"""What is pressed to be done: 「もう送らない？」 is none of them."""


def handler_of_label(text: str) -> Handler | None:
    """「今年度の計画を見せて」 is the button 「今年度の計画」; None where no label was typed."""
    heard = as_label(text)
    changing = _CHANGING.get(heard)
    if changing and not is_question(text):
        return changing
    known = LABELS.get(heard) or LABELS.get(_ENDING.sub("", heard).strip("「」『』 "))
    if known:
        return known
    if is_of_remark(text):
        return digest_edition.show_edition
    if (number := case_named(text)) is not None:
        return partial(case.show_numbered, number)
    if wish := reply_wished(text):
        return partial(issue_thread.show_wished, wish)
    issue = summary_asked_for(text)
    return None if issue is None else partial(issue_discussion.show_numbered, issue)
