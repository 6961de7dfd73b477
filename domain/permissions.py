"""Who may see and do what: one table for the whole product.

Everyone may always see their own record. Every look at someone else's record is audited by the
handler that shows it.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum

from domain.errors import NotAllowed
from domain.people import Attendance, Duty, Person


class Act(StrEnum):
    """What can be done to or for ``subject``."""

    SEE_TRAINING = "受講状況を見る"
    CONFIRM_COMPLETION = "受講の修了を確認する"
    SEE_DESK = "事務局の確認待ちを見る"
    CLOSE_ACCESS_REQUEST = "利用の申し出を処理する"
    IMPORT_OFFICE_FILE = "職員名簿・研修一覧・受講記録を取り込む"
    EXPORT_RECORDS = "受講記録を書き出す"
    EXPORT_KPIS = "年度末点検の資料を書き出す"
    SEE_DELIVERIES = "お知らせの配信状況を見る"
    SEE_DIGEST = "今週のまとめを見る"
    PUBLISH_DIGEST = "今週のまとめをフォーラムに公開する"
    CHOOSE_CHANNEL = "お知らせを送るチャンネルを決める"
    REVIEW_CORRECTIONS = "読み違いの記録を見て決める"
    CHOOSE_CASE_CHANNEL = "改善事例を知らせるチャンネルを決める"
    SET_CASE_REVIEW = "改善事例をだれが確認するかを決める"
    SET_ISSUE_RULES = "課題の話し合いの決まりを決める"
    IMPORT_CASES = "改善事例のファイルを取り込む"
    SELECT_CASES = "今月の改善事例を選んで載せる"
    AGREE_TO_PHRASING = "週のまとめの文をAIに言い換えさせることに同意する"
    PUSH_TRAINING = "部下に受講の声かけ・ねぎらいを送る"


def _is_self(actor: Person, subject: Person) -> bool:
    return actor.id == subject.id


def _is_manager(actor: Person, subject: Person) -> bool:
    return subject.manager_number == actor.employee_number


def _is_office(actor: Person, _subject: Person) -> bool:
    return not {Duty.SECRETARIAT, Duty.TRAINING_OFFICER}.isdisjoint(actor.duties)


def _is_secretariat(actor: Person, _subject: Person) -> bool:
    return Duty.SECRETARIAT in actor.duties


_ALLOWED: dict[Act, tuple[Callable[[Person, Person], bool], ...]] = {
    Act.SEE_TRAINING: (_is_self, _is_manager, _is_office),
    Act.CONFIRM_COMPLETION: (_is_office,),
    Act.SEE_DESK: (_is_office,),
    Act.CLOSE_ACCESS_REQUEST: (_is_office,),
    Act.IMPORT_OFFICE_FILE: (_is_office,),
    Act.EXPORT_RECORDS: (_is_office,),
    Act.EXPORT_KPIS: (_is_office,),
    Act.SEE_DELIVERIES: (_is_office,),
    Act.SEE_DIGEST: (_is_office,),
    Act.PUBLISH_DIGEST: (_is_secretariat,),
    Act.CHOOSE_CHANNEL: (_is_office,),
    Act.REVIEW_CORRECTIONS: (_is_office,),
    Act.CHOOSE_CASE_CHANNEL: (_is_secretariat,),
    Act.SET_CASE_REVIEW: (_is_secretariat,),
    Act.SET_ISSUE_RULES: (_is_secretariat,),
    Act.IMPORT_CASES: (_is_secretariat,),
    Act.SELECT_CASES: (_is_secretariat,),
    Act.AGREE_TO_PHRASING: (_is_secretariat,),
    Act.PUSH_TRAINING: (_is_manager,),
}

_REFUSALS = {
    Act.SEE_TRAINING: "ほかの職員の受講状況は、本人・上司・事務局・研修担当だけが見られます。"
    "ご自分の状況は「受講状況」と送ってください。",
    Act.CONFIRM_COMPLETION: "修了の確認は事務局または研修担当が行います。担当の方に依頼してください。",
    Act.SEE_DESK: "この画面は事務局と研修担当の方だけが開けます。",
    Act.CLOSE_ACCESS_REQUEST: "利用の申し出は事務局または研修担当が処理します。",
    Act.IMPORT_OFFICE_FILE: "ファイルの取り込みは、事務局と研修担当の方だけが行えます。",
    Act.EXPORT_RECORDS: "受講記録の書き出しは、事務局と研修担当の方だけが行えます。",
    Act.SEE_DIGEST: "週のまとめは、事務局と研修担当の方だけが見られます。公開されたものは「まとめの履歴」で見られます。",
    Act.PUBLISH_DIGEST: "週のまとめは、事務局の方がフォーラムに公開します。公開されたものは「まとめの履歴」と送ると見られます。",
    Act.EXPORT_KPIS: "年度末点検の資料は、事務局と研修担当の方だけが書き出せます。"
    "いまの数字は「KPIを見せて」と送ると見られます。",
    Act.SEE_DELIVERIES: "配信状況は、事務局と研修担当の方だけが見られます。",
    Act.CHOOSE_CHANNEL: "お知らせを送るチャンネルは、事務局または研修担当が決めます。",
    Act.REVIEW_CORRECTIONS: "読み違いの記録は、事務局と研修担当の方だけが見られます。",
    Act.CHOOSE_CASE_CHANNEL: "改善事例を知らせるチャンネルは、事務局が決めます。",
    Act.SET_CASE_REVIEW: "改善事例をだれが確認するかは、事務局が決めます。",
    Act.SET_ISSUE_RULES: "課題の話し合いの決まりは、事務局が決めます。",
    Act.IMPORT_CASES: "改善事例のファイルの取り込みは、事務局の方だけが行えます。",
    Act.SELECT_CASES: "今月の改善事例は、事務局の方が選んで載せます。",
    Act.AGREE_TO_PHRASING: "AIの言い換えを使うかどうかは、事務局の職員が決めます。",
    Act.PUSH_TRAINING: "声かけとねぎらいは、その方の上司だけが送れます。"
    "異動のあとは、名簿の上司が新しくなっているか研修担当に確かめてください。",
}


class OwnReport(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "ご自分の報告は確認できません。ほかの事務局または研修担当の方に依頼してください。"
        )


def is_allowed(act: Act, *, actor: Person, subject: Person) -> bool:
    return any(rule(actor, subject) for rule in _ALLOWED[act])


def require(act: Act, *, actor: Person, subject: Person) -> None:
    """Raises NotAllowed, with the sentence for the person, where the table does not allow it."""
    if not is_allowed(act, actor=actor, subject=subject):
        raise NotAllowed(_REFUSALS[act])


def has_other_officer(actor: Person, staff: Iterable[Person]) -> bool:
    """Whether among ``staff`` someone else of the office is at work."""
    return any(
        person.id != actor.id
        and person.attendance is Attendance.ACTIVE
        and _is_office(person, person)
        for person in staff
    )


def require_someone_elses(actor: Person, *, subject_id: int, officers: Iterable[Person]) -> None:
    """Nobody confirms their own report, unless no other officer is there to do it.

    Raises OwnReport.
    """
    if subject_id == actor.id and has_other_officer(actor, officers):
        raise OwnReport
