"""The cards and forms that every renderer must draw: one per element, then whole ones.

``CARDS`` and ``FORMS`` map a golden file's name to what is rendered. A new element gets a case
here, and with it a golden file on every platform.
"""

from datetime import date

from cards import (
    case,
    case_adoption_form,
    case_alike,
    case_draft,
    case_file_removal,
    case_files,
    case_form,
    case_map,
    case_search,
    case_selection,
    case_spread,
    case_which,
    consult,
    countermeasure,
    countermeasure_confirm,
    countermeasure_form,
    digest,
    digest_details,
    digest_edition,
    digest_edition_form,
    digest_edition_preview,
    digest_editions,
    digest_which,
    discussion,
    dx_measure,
    dx_measure_end,
    dx_measure_notice,
    exchange,
    exchange_answers,
    exchange_form,
    issue,
    issue_alike,
    issue_candidate,
    issue_draft,
    issue_group,
    issue_group_map,
    issue_groups,
    issue_history,
    issue_list,
    issue_moved,
    issue_publish,
    issue_thread,
    phrasing_consent,
    policy,
    recommendation,
    stalled,
    term,
)
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    ChoiceField,
    DateField,
    Divider,
    Element,
    Facts,
    Form,
    Heading,
    Link,
    Mention,
    Note,
    Option,
    Paragraph,
    Progress,
    Quote,
    Table,
    Text,
    TextField,
    note,
    paragraph,
    plain,
)
from cards.example_charts import BARS, COLUMNS, LINES

_POLICY = "下関市デジタル人材育成方針 4-2 デジタル人材の育成"
_CATALOGUE = Link("研修一覧", "https://example.lg.jp/training?year=2026&kind=e")


def _alone(element: Element) -> Card:
    return Card("次の研修", (element,), summary="次の研修は1件です。")


_NEXT_TRAINING = Card(
    "次に受ける研修",
    (
        paragraph(
            Mention("山田 花子", "U0123ABCD"), " さんに必要な研修は ", Bold("3件"), " です。"
        ),
        Divider(),
        Heading("1. 情報セキュリティ研修（必須）"),
        Facts((("方法", "eラーニング"), ("時間", "1時間30分"), ("期限", "2026年9月30日"))),
        Quote("ICT機器を扱う全職員に対し、毎年度、情報セキュリティ研修を実施する。", _POLICY),
        Buttons(
            (
                Button(
                    "詳しく",
                    "course_detail",
                    {"course": "SEC-01"},
                    about="情報セキュリティ研修",
                ),
                Button(
                    "受講済みにする",
                    "complete_course",
                    {"course": "SEC-01"},
                    style=ButtonStyle.PRIMARY,
                    about="情報セキュリティ研修",
                    opens_form=True,
                ),
            )
        ),
        Heading("2. データ利活用の基礎（選択）"),
        Bullets(
            (
                plain("習得: ", Bold("データ分析"), "、可視化"),
                plain("次の開催: 10月5日（月）、残り12席"),
                plain("申し込みは ", _CATALOGUE, " から"),
            )
        ),
        Progress("必須の研修", done=4, total=7),
        note("（例）は、方針に定めのない見本です。出典: ", _POLICY),
        Buttons((Button("全部見る", "next_training", {"limit": "all"}),)),
    ),
    summary="山田さんに必要な研修は3件です。最初は情報セキュリティ研修（期限9月30日）です。",
    nonce="n-20260701-0001",
)

CARDS: dict[str, Card] = {
    "heading": _alone(Heading("今年度の計画")),
    "paragraph": _alone(
        paragraph("期限は ", Bold("3月31日"), " です。\n詳しくは ", _CATALOGUE, " をご覧ください。")
    ),
    "mention": _alone(
        paragraph(Mention("佐藤 一郎", "U0456EFGH"), " さんと ", Mention("鈴木 次郎"), " さんへ")
    ),
    "note": _alone(note("出典: 下関市デジタル人材育成方針 4-2")),
    "note_with_link": _alone(note("（例）見本です。", Bold("必ず"), " ", _CATALOGUE, " を確認")),
    "quote": _alone(Quote("全ての職員が、デジタル技術を活用できることを目指す。", _POLICY)),
    "bullets": _alone(
        Bullets((plain("データ分析"), plain(Bold("必須"), " の研修"), plain(_CATALOGUE)))
    ),
    "facts": _alone(Facts((("方法", "eラーニング"), ("時間", "未登録")))),
    "progress": _alone(Progress("必須の研修", done=3, total=8)),
    "progress_nothing_required": _alone(Progress("資格", done=0, total=0)),
    "progress_finished": _alone(Progress("習得スキル", done=5, total=5, unit="個")),
    "table": _alone(
        Table(
            ("部局", "必須修了", "対象"),
            (("福祉部", "12", "20"), ("建設部", "", "8")),
            caption="部局別の受講状況",
        )
    ),
    "two_tables": Card(
        "受講状況",
        (
            Table(("部局", "修了"), (("福祉部", "12"),), caption="必須"),
            Table(("部局", "修了"), (("福祉部", "3"), ("建設部", "5")), caption="選択"),
        ),
    ),
    "column_chart": _alone(COLUMNS),
    "bar_chart": _alone(BARS),
    "line_chart": _alone(LINES),
    "divider": Card("区切り", (paragraph("前"), Divider(), paragraph("後"))),
    "buttons": _alone(
        Buttons(
            (
                Button("詳しく", "course_detail", {"course": "DX-01"}, about="DX入門"),
                Button("申し込む", "enroll", {"course": "DX-01"}, style=ButtonStyle.PRIMARY),
                Button("取り消す", "cancel", {"course": "DX-01"}, style=ButtonStyle.DANGER),
            )
        )
    ),
    "many_buttons": _alone(
        Buttons(tuple(Button(f"{n}番", "pick", {"number": str(n)}) for n in range(1, 9)))
    ),
    "long_button": _alone(
        Buttons((Button("とても長い名前の研修に申し込む" * 6, "enroll", {"course": "L-01"}),))
    ),
    "title_only": Card("受け付けました", ()),
    "long_title": Card("とても長い見出し" * 25, (paragraph("本文"),)),
    "next_training": _NEXT_TRAINING,
    "next_training_with_a_case": recommendation.EXAMPLES["事例のある研修から受ける"],
    "policy_skills": policy.EXAMPLES["必要なスキル（例）"],
    "case_draft": case_draft.EXAMPLES["添付と注意と似た事例"],
    "case_file_removal": case_file_removal.EXAMPLES["添付ファイルを外す"],
    "policy_passages": policy.EXAMPLES["近い文"],
    "not_in_policy": policy.EXAMPLES["見当たらない"],
    "cases_file": case_files.EXAMPLES["改善事例の書き出し（事務局）"],
    "cases_of_the_month": case_selection.EXAMPLE,
    "term": term.EXAMPLES["用語"],
    "term_of_another_policy": term.EXAMPLES["ほかの方針の用語"],
    "consult": consult.EXAMPLES["相談できる人"],
    "improvement_case": case.EXAMPLES["改善事例"],
    "improvement_cases_found": case_search.EXAMPLES["改善事例を探した"],
    "improvement_cases_near": case_search.EXAMPLES["近い改善事例"],
    "case_which": case_which.EXAMPLES["どの事例か"],
    "case_by_button_alone": case_which.EXAMPLES["ボタンだけで行うこと"],
    "case_thanked": case_spread.EXAMPLES["参考になった"],
    "case_adopted_elsewhere": case_spread.EXAMPLES["ほかの課でも始まった"],
    "case_alike": case_alike.EXAMPLES["似た仕事の改善事例"],
    "case_alike_to_an_issue": case_alike.EXAMPLES["似た仕事の改善事例（課題）"],
    "issue": issue.EXAMPLES["課題"],
    "issue_with_cases": issue.EXAMPLES["事例のある課題"],
    "issue_alike": issue_alike.EXAMPLES["同じ課題ですか"],
    "issue_draft": issue_draft.EXAMPLES["課題の確認"],
    "issue_history": issue_history.EXAMPLES["課題の経過"],
    "issue_in_channel": issue_publish.EXAMPLES["チャンネルの課題"],
    "issue_discussion": discussion.EXAMPLES["話し合いのまとめ"],
    "issue_thread": issue_thread.EXAMPLES["課題の話し合い"],
    "issue_thread_reply": issue_thread.EXAMPLES["課題への返信先"],
    "issue_list": issue_list.EXAMPLE,
    "digest": digest.EXAMPLES["今週のまとめ"],
    "digest_cases": digest_details.EXAMPLES["まとめの改善事例の内訳"],
    "digest_measures": digest_details.EXAMPLES["まとめの施策の内訳"],
    "digest_edition_withdraw": digest_edition_preview.EXAMPLES[
        "フォーラムから取り下げるか確かめる"
    ],
    "digest_edition_coming": digest_edition_preview.EXAMPLES["公開したフォーラム版"],
    "digest_editions": digest_editions.EXAMPLES["まとめの履歴（事務局）"],
    "digest_part": digest.EXAMPLES["まとめの課題の動き"],
    "digest_edition": digest_edition_preview.EXAMPLES["先に変えられたフォーラム版"],
    "digest_in_forum": digest_edition.EXAMPLES["フォーラムの週のまとめ"],
    "digest_edition_versions": digest_editions.EXAMPLES["フォーラム版の履歴"],
    "digest_which": digest_which.EXAMPLES["どの週のまとめか"],
    "digest_or_own": digest_which.EXAMPLES["フォーラム版か自分の受講状況か"],
    "digest_phrased": digest.EXAMPLES["AIが言い換えた部局横断の課題"],
    "phrasing_to_agree": phrasing_consent.EXAMPLES["AIの言い換えの説明"],
    "phrasing_stopped": phrasing_consent.EXAMPLES["AIの言い換えが止まっている"],
    "issue_groups": issue_groups.EXAMPLES["課題のまとまり"],
    "issue_group_candidate": issue_groups.EXAMPLES["まとまりの候補"],
    "issue_candidates_dismissed": issue_candidate.EXAMPLES["外した候補"],
    "issue_group": issue_group.EXAMPLES["まとまり"],
    "issue_group_history": issue_group.EXAMPLES["まとまりのこれまでの変更"],
    "countermeasure": countermeasure.EXAMPLES["対応策"],
    "countermeasure_history": countermeasure.EXAMPLES["対応策の経過"],
    "countermeasure_to_tell": countermeasure_confirm.EXAMPLES["言葉で登録する対応策"],
    "countermeasure_told": countermeasure.EXAMPLES["対応策が届いた"],
    "issue_to_move": issue_moved.EXAMPLES["言葉で状態を変える"],
    "issue_owned": issue_moved.EXAMPLES["課題の担当になった"],
    "dx_measure": dx_measure.EXAMPLES["施策"],
    "dx_measure_completed": dx_measure.EXAMPLES["完了した施策"],
    "dx_measure_put_in": dx_measure_notice.EXAMPLES["施策のメンバーになった"],
    "dx_measures": dx_measure.EXAMPLES["施策一覧"],
    "dx_measure_history": dx_measure.EXAMPLES["施策の経過"],
    "exchange": exchange.EXAMPLES["今週の情報交換"],
    "exchange_in_thread": exchange_answers.EXAMPLES["スレッドの答え"],
    "exchange_summary": exchange_answers.EXAMPLES["情報交換のまとめ"],
    "exchange_answers": exchange_answers.EXAMPLES["みんなの答え"],
    "exchange_helpers": exchange_answers.EXAMPLES["力になれそうな人"],
    "exchange_unanswered": exchange_answers.EXAMPLES["情報交換の未回答"],
    "stalled": stalled.EXAMPLES["動きのない課題"],
    "issue_group_map": issue_group_map.EXAMPLES["課題マップ"],
    "case_map": case_map.EXAMPLES["横展開マップ"],
    "several_pages": Card(
        "全職員の受講状況",
        tuple(
            element
            for n in range(1, 31)
            for element in (
                Heading(f"{n}番の部署"),
                paragraph("必須の研修が残っています。" * 8),
                Divider(),
            )
        ),
        summary="30部署の受講状況です。",
    ),
    "long_paragraph": Card("長い報告", (paragraph("改善の経緯を記します。" * 1_000),)),
    "every_element": Card(
        "すべての要素",
        (
            Heading("見出し"),
            Paragraph((Text("文"), Bold("太字"), _CATALOGUE, Mention("田中", "U0789IJKL"))),
            Note((Text("注"),)),
            Quote("引用", "出典"),
            Bullets((plain("一"), plain("二"))),
            Facts((("項目", "値"),)),
            Progress("進み具合", done=1, total=2),
            Table(("列",), (("行",),)),
            Divider(),
            BARS,
            Buttons((Button("押す", "press"),)),
        ),
    ),
}

_REPORT = Form(
    "修了の報告",
    "report_completion",
    (
        TextField("course", "研修名", hint="わかる範囲で結構です。", max_length=200),
        DateField(
            "finished",
            "修了日",
            value=date(2026, 6, 30),
            earliest=date(2026, 4, 1),
            latest=date(2026, 7, 1),
        ),
        ChoiceField(
            "method",
            "受講方法",
            (Option("elearning", "eラーニング"), Option("onsite", "集合研修")),
            value="onsite",
            hint="近いものを選んでください。",
        ),
        TextField("note", "感想", required=False, multiline=True),
    ),
    submit="報告する",
    intro=(paragraph("修了した研修を教えてください。"), note("＊は必須です。")),
    args={"course": "SEC-01"},
    nonce="n-20260701-0002",
)

FORMS: dict[str, Form] = {
    "dx_measure_end": dx_measure_end.EXAMPLES["施策の完了"],
    "form": _REPORT,
    "digest_edition_form": digest_edition_form.EXAMPLES["先に変えられたフォーラム版の文"],
    "digest_edition_choice": digest_edition_form.EXAMPLES["フォーラムに載せるものを選ぶ"],
    "exchange_form": exchange_form.EXAMPLES["まとめて答える"],
    "case_form": case_form.EXAMPLES["似た事例のある報告"],
    "countermeasure_form": countermeasure_form.EXAMPLES["うちではこうしている（書き直し）"],
    "countermeasure_adoption": countermeasure_form.EXAMPLES["うちでも採用"],
    "case_adoption": case_adoption_form.EXAMPLES["うちでもやった（事務局が直す）"],
    "form_with_errors": Form(
        _REPORT.title,
        _REPORT.action,
        (
            TextField("course", "研修名", value="セキュリティ <研修>"),
            DateField("finished", "修了日", value=date(2027, 1, 1)),
        ),
        submit=_REPORT.submit,
        args=_REPORT.args,
        errors={
            "": "報告を受け付けられませんでした。",
            "finished": "今日までの日付にしてください。",
        },
        nonce=_REPORT.nonce,
    ),
    "form_with_many_choices": Form(
        "所属の選択",
        "choose_section",
        (
            ChoiceField(
                "section",
                "所属",
                (
                    Option("", "選んでください"),
                    *(Option(f"s{n}", f"第{n}課") for n in range(1, 121)),
                ),
                value="s7",
            ),
            ChoiceField("leader", "担当", (), required=False),
        ),
    ),
    "form_with_long_names": Form(
        "とても長い名前の様式に記入してください（年度末の報告用）",
        "annual_report",
        (TextField("summary", "一年のまとめ", value="実績。" * 1_200, multiline=True),),
        submit="この内容で今年度の報告として提出し、所属長へ送る",
        intro=(Table(("部局", "修了"), (("福祉部", "12"),)),),
    ),
}
