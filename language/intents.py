"""What a message can want: the 28 intents, each with the words of its button."""

from enum import StrEnum


class Intent(StrEnum):
    """The value is the name that other programs see (``kakehashi understand``)."""

    NEXT_TRAINING = "next_training"
    TRAINING_STATUS = "training_status"
    FIND_COURSE = "find_course"
    COURSE_DETAIL = "course_detail"
    ENROLL = "enroll"
    CANCEL_ENROLLMENT = "cancel_enrollment"
    COMPLETE_COURSE = "complete_course"
    RECORD_QUALIFICATION = "record_qualification"
    STAGE_REQUIREMENTS = "stage_requirements"
    RECORD_PROJECT = "record_project"
    REPORT_CASE = "report_case"
    FIND_CASES = "find_cases"
    RAISE_ISSUE = "raise_issue"
    LIST_ISSUES = "list_issues"
    UPDATE_ISSUE = "update_issue"
    SIMILAR_ISSUES = "similar_issues"
    DIGEST = "digest"
    KPI = "kpi"
    EXPLAIN_TERM = "explain_term"
    EXPLAIN_POLICY = "explain_policy"
    CONSULT = "consult"
    REMINDER_SETTINGS = "reminder_settings"
    PROFILE = "profile"
    PRIVACY = "privacy"
    ANNOUNCE = "announce"
    HELP = "help"
    SMALL_TALK = "small_talk"
    NONE = "none"

    @property
    def caption(self) -> str:
        """The words of a button: what the person would say."""
        return _CAPTIONS[self]

    @property
    def is_offered(self) -> bool:
        """Whether a button for it makes sense when we ask 「どれですか？」."""
        return self not in (Intent.SMALL_TALK, Intent.NONE)


_CAPTIONS = {
    Intent.NEXT_TRAINING: "次に受ける研修を知りたい",
    Intent.TRAINING_STATUS: "自分の受講状況を見たい",
    Intent.FIND_COURSE: "研修を探したい",
    Intent.COURSE_DETAIL: "研修の内容を知りたい",
    Intent.ENROLL: "研修に申し込みたい",
    Intent.CANCEL_ENROLLMENT: "申込みを取り消したい",
    Intent.COMPLETE_COURSE: "受講が終わったことを報告したい",
    Intent.RECORD_QUALIFICATION: "資格を登録したい",
    Intent.STAGE_REQUIREMENTS: "次の育成段階の条件を知りたい",
    Intent.RECORD_PROJECT: "DX案件の経験を登録したい",
    Intent.REPORT_CASE: "改善事例を登録したい",
    Intent.FIND_CASES: "改善事例を探したい",
    Intent.RAISE_ISSUE: "課題を登録したい",
    Intent.LIST_ISSUES: "課題の一覧を見たい",
    Intent.UPDATE_ISSUE: "課題を更新したい",
    Intent.SIMILAR_ISSUES: "同じ課題のある部署を知りたい",
    Intent.DIGEST: "週のまとめを見たい",
    Intent.KPI: "KPIの達成状況を見たい",
    Intent.EXPLAIN_TERM: "用語の意味を知りたい",
    Intent.EXPLAIN_POLICY: "育成方針について知りたい",
    Intent.CONSULT: "人に相談したい",
    Intent.REMINDER_SETTINGS: "お知らせの設定を変えたい",
    Intent.PROFILE: "自分の登録情報を見たい",
    Intent.PRIVACY: "自分のデータの扱いを知りたい",
    Intent.ANNOUNCE: "お知らせを配信したい",
    Intent.HELP: "使い方を知りたい",
    Intent.SMALL_TALK: "あいさつ・雑談",
    Intent.NONE: "どれでもない",
}
