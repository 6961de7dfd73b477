"""The columns of the office files, with the headers that offices write for them."""

from domain.office_table import Column, Layout


def _required(name: str, *variants: str) -> Column:
    return Column(name, variants, required=True)


def _optional(name: str, *variants: str) -> Column:
    return Column(name, variants)


ROSTER = Layout(
    "職員名簿",
    (
        _required("職員番号", "職員No", "職員コード", "職員ID", "社員番号"),
        _required("氏名", "職員名", "職員氏名", "名前", "姓名"),
        _required("メールアドレス", "メール", "Eメール", "E-mail", "Email", "mail"),
        _required("部局", "部", "部局名", "部名"),
        _required("所属", "課", "所属課", "課名", "所属名", "課・室", "課室"),
        _optional("職名", "役職", "役職名"),
        _required("職級", "職位", "級", "職階"),
        _optional("任用形態", "任用区分", "雇用形態", "任用"),
        _optional("在職状況", "在職区分", "在籍状況", "状況"),
        _optional("人材区分", "人材像", "専門性"),
        _optional("チーム役割", "DX推進チームの役割", "推進体制の役割", "DXチーム役割", "役割"),
        _optional("兼務", "兼務先", "兼務所属"),
        _optional("ICT機器", "ICT機器の取扱い", "ICT機器取扱い", "ICT機器利用"),
        _optional("採用年月日", "採用日", "入庁日", "入庁年月日"),
        _optional("上司の職員番号", "上司職員番号", "上司番号", "上司"),
        _optional("システムの担当", "かけはしの担当"),
    ),
)

CATALOGUE = Layout(
    "研修一覧",
    (
        _required("研修コード", "コード", "研修番号", "講座コード", "研修No", "研修ID"),
        _required("研修名", "講座名", "研修名称", "コース名", "研修・講座名"),
        _optional("概要", "内容", "研修概要", "研修内容"),
        _optional("研修手法", "手法", "実施方法", "方法", "受講方法", "形式"),
        _optional("実施主体", "主催", "実施機関", "実施者"),
        _optional("時間", "研修時間", "所要時間", "時間数"),
        _required("必須・選択", "必須", "必須選択の別", "区分(必須・選択)", "必修・選択"),
        _optional("習得スキル", "得られるスキル", "スキル", "身につくスキル"),
        _optional("対象", "対象者", "受講対象", "対象職員", "受講対象者"),
        _optional("前提研修", "前提", "前提となる研修", "前提研修コード"),
        _optional("有効期間", "有効期限", "修了の有効期間"),
        _optional("受講期限", "期限", "修了期限"),
        _optional("修了確認", "確認", "修了の確認"),
        _optional("随時受講", "随時", "常時受講"),
        _optional("URL", "リンク", "ホームページ"),
        _optional("区分", "例"),
    ),
)

SESSIONS = Layout(
    "開催日程",
    (
        _required("研修コード", "コード", "研修番号", "講座コード", "研修No", "研修ID"),
        _required("開催日", "実施日", "日程", "開催年月日", "実施年月日"),
        _optional("開始時刻", "開始", "開始時間"),
        _optional("終了時刻", "終了", "終了時間"),
        _optional("会場", "場所", "開催場所", "実施場所"),
        _optional("定員", "定員数", "募集人数", "人数"),
        _optional("申込数", "申込者数", "申込人数", "受講予定者数"),
        _optional("申込締切", "締切", "申込期限", "申込締切日", "締切日"),
    ),
)

RECORDS = Layout(
    "受講記録",
    (
        _required("職員番号", "職員No", "職員コード", "職員ID", "社員番号"),
        _optional("氏名", "職員名", "職員氏名", "名前", "姓名"),
        _optional("種別", "記録の種別", "種類"),
        _optional("研修コード", "コード", "研修番号", "講座コード", "研修No", "研修ID"),
        _optional("名称", "研修名", "講座名", "資格名", "案件名", "研修・資格・案件名"),
        _required("受講日", "修了日", "取得日", "開始日", "受講年月日", "修了年月日", "取得年月日"),
        _optional("終了日", "有効期限", "終了年月日", "終了日・有効期限"),
        _optional("状態", "受講状況", "結果", "修了状況"),
        _optional("役割", "案件での役割"),
        _optional("後進指導", "後進の指導", "指導"),
        _optional("備考", "メモ", "摘要"),
    ),
)
