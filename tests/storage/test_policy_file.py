"""Policy files: what is read, and how each fault is told by line and sentence."""

from pathlib import Path

import pytest

from domain.errors import NotFound
from domain.policy import AppliesTo, Policy, Source
from domain.values import Frozen
from storage.policy_file import (
    PolicyFileError,
    read_policy,
    read_policy_text,
    shipped_policies,
    shipped_policy,
    shipped_policy_ids,
)

SOUND = """\
id: machi
name: ○○町デジタル人材育成方針
organization: ○○町
talent_types:
  - name: 一般職員
    required_skills: [ＢＰＲ活用]
    source: 第2章 1
  - name: DX推進員
    includes: [一般職員]
    sample_skills:
      - skills:
          - AI活用
        sample: true
    source: {section: 第2章 2, quote: 取組を推進する}
skills:
  - name: BPR活用
    definition: BPRの知識を活用できる
    source: 別表
  - name: AI活用
    definition: AIを活用できる
    category: [ICT]
    sample: true
stages:
  - talent_type: DX推進員
    stage: Step1
    definition: 基礎
    rule: {categories: [ICT]}
    source: 第4章
targets:
  - talent_type: DX推進員
    measure: 人数
    value:
    unit: 名
    source: 第5章
"""


def refused(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(PolicyFileError) as refusal:
        read_policy_text(text, name="machi.yaml")
    assert all(problem.file == "machi.yaml" for problem in refusal.value.problems)
    return [(problem.line, problem.sentence) for problem in refusal.value.problems]


def test_短い書き方の方針を読める() -> None:
    policy = read_policy_text(SOUND, name="machi.yaml")
    assert policy.talent_types[0].required_skills == ("BPR活用",)
    assert policy.targets[0].value is None
    assert policy.talent_types[0].source == Source(
        document="○○町デジタル人材育成方針", section="第2章 1"
    )


def test_出典の文書名は方針の文書名で埋まり書いてあれば残る() -> None:
    text = SOUND.replace("organization:", "document: 育成方針 第2版\norganization:").replace(
        "{section: 第2章 2,", "{document: 別の計画, section: 第2章 2,"
    )
    general, promoter = read_policy_text(text, name="machi.yaml").talent_types
    assert general.source is not None
    assert promoter.source is not None
    assert (general.source.document, promoter.source.document) == ("育成方針 第2版", "別の計画")


@pytest.mark.parametrize(
    ("before", "after", "line", "sentence"),
    [
        ("[ＢＰＲ活用]", "[BPR活要]", 6, "talent_types「一般職員」の required_skills(1番目): 『BPR活要』は skills にありません。skills に追加するか、綴りを直してください（近い名前: BPR活用）。"),
        ("          - AI活用", "          - AI", 12, "『AI』は skills にありません。"),
        ("includes: [一般職員]", "includes: [一般]", 9, "『一般』は talent_types にありません。"),
        ("{categories: [ICT]}", "{categories: [IT]}", 27, "『IT』は skills の category にありません。"),
        ("{categories: [ICT]}", "{named_skills: [IT]}", 27, "『IT』は skills にありません。"),
        ("talent_type: DX推進員\n    stage", "talent_type: DX推進\n    stage", 24, "『DX推進』は talent_types にありません。"),
        ("includes: [一般職員]", "includes: [DX推進員]", 9, "引き継ぎが DX推進員→DX推進員 と輪になっています。"),
        ("name: AI活用", "name: ＢＰＲ活用", 19, "『BPR活用』が 1番目と 2番目に二度あります。"),
        ("    source: 別表", "    sourse: 別表", 18, "『sourse』という項目はありません。綴りを直すか、消してください（近い名前: source"),
        ("    source: 別表", "    xyz: 別表\n    source: 別表", 18, "（書ける項目: source、sample、"),
        ("    source: 別表\n", "", 16, "出典 (source) か sample: true のどちらか一方を書いてください。"),
        ("    category: [ICT]\n    sample: true", "    source: 別表\n    sample: true", 19, "どちらか一方を書いてください。"),
        ("    definition: AIを活用できる\n", "", 19, "skills「AI活用」: definition がありません。「definition: …」の行を書いてください。"),
        ("    unit: 名\n", "", 30, "unit がありません。"),
        ("[ＢＰＲ活用]", "BPR活用", 6, "一覧を書くところです。"),
        ("    value:", "    value: たくさん", 32, "targets「人数」の value: 半角の数字を書いてください。"),
        ("sample: true\n    source", "sample: はい\n    source", 13, "true か false を書いてください。"),
        ("definition: BPRの知識を活用できる", "definition: [BPR]", 17, "一つの文字列を書くところです。"),
        ("definition: BPRの知識を活用できる", "definition:", 17, "空です。値を書くか、この行を消してください。"),
        ("    source: 別表", '    source: ""', 18, "skills「BPR活用」の source の section: 空です。"),
        ("id: machi", "id: 町", 1, "半角の英小文字で始め"),
        ("rule: {categories: [ICT]}", "rule: {skills: every}", 27, "『every』とは書けません。none・all・own のどれかにしてください。"),
        ("    includes: [一般職員]", "    applies_to: {employments: [臨時], sample: true}", 9, "『臨時』とは書けません。常勤・再任用・会計年度任用職員・外部人材 のどれかにしてください。"),
        ("    includes: [一般職員]", "    applies_to: {sections: [情報課、総務課], sample: true}", 9, "talent_types「DX推進員」の applies_to の sections(1番目): 『情報課、総務課』が一つの名前になっています。"),
        ("    includes: [一般職員]", "    applies_to: {everyone: true, sample: true, except_employments: [臨時]}", 9, "『臨時』とは書けません。常勤・再任用・会計年度任用職員・外部人材 のどれかにしてください。"),
        ("unit: 名", "unit: 名\n    within_years: 五年", 34, "半角の整数を書いてください。"),
        ("source: {section: 第2章 2, quote: 取組を推進する}", "source: {section: 第2章 2, qoute: 推進}", 14, "talent_types「DX推進員」の source の qoute: 『qoute』という項目はありません。"),
        ("name: BPR活用", "name:", 16, "skills(1番目)の name: 空です。"),
        ("rule: {categories: [ICT]}", "rule: 全部", 27, "「項目名: 値」の並びを書くところです。"),
        ("name: ○○町", "name: ○○町方針\nname: ○○町", 3, "『name』がこのまとまりに二度あります。"),
        ("  - name: BPR活用", "\t- name: BPR活用", 16, "字下げにタブがあります。"),
        ("    definition: AI", "　　　　definition: AI", 20, "字下げに全角の空白があります。"),
        ("    definition: AI", "    definition：AI", 20, "項目名のあとが全角の「：」です。"),
        ("definition: AIを", "definition: AI: を", 20, "「: 」の位置が正しくありません。"),
        ("definition: AIを", 'definition: "AIを', 20, "引用符を閉じてください。"),
        ("name: BPR活用", "name: &bpr BPR活用", 16, "「&」や「*」で始まる値（別名）は使えません。"),
        ("definition: AIを", "definition: *を", 20, "「&」や「*」で始まる値（別名）は使えません。"),
        ("definition: AIを", "definition: @を", 20, "\"…\" で囲んでください。"),
        ("skills:\n  - name: BPR", "---\nskills:\n  - name: BPR", 15, "「---」を消してください。"),
        ("id: machi", "id: machi\n[a, b]: c", 2, "項目名は文字で書いてください。"),
        ("[ＢＰＲ活用]", "[" * 50, 6, "字下げや括弧が深すぎます。"),
        ("definition: AIを", "definition: AI\x07を", 1, "文字として読めない部分があります。"),
    ],
)  # fmt: skip
def test_誤りは行番号と直し方で知らされる(
    before: str, after: str, line: int, sentence: str
) -> None:
    assert before in SOUND, f"試験の準備の誤り: SOUND に {before!r} がありません。"
    found = refused(SOUND.replace(before, after, 1))
    assert any(at == line and sentence in said for at, said in found), found


def test_誤りはすべて一度に行の順で知らされる() -> None:
    text = SOUND.replace("organization: ○○町\n", "").replace("unit: 名", "unitt: 名")
    assert [line for line, _ in refused(text)] == [1, 29, 32]


def test_名前の誤りもすべて一度に知らされる() -> None:
    text = SOUND.replace("[ＢＰＲ活用]", "[A, B]").replace("[一般職員]", "[C]")
    assert [line for line, _ in refused(text)] == [6, 6, 9]


def test_英語の文は利用者に届かない() -> None:
    text = SOUND.replace("rule: {categories: [ICT]}", "rule: {lead_months: 3.5}")
    ((line, sentence),) = refused(text)
    assert line == 27
    assert sentence.endswith("の lead_months: 半角の整数を書いてください。")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ファイルが空です。"),
        ("# 何もない\n", "ファイルが空です。"),
        ("- id: machi\n- name: 町\n", "いちばん外側は"),
        ("ただの文章です", "いちばん外側は"),
        ("id：machi", "全角の「：」"),
        ("a: " + "あ" * 1_000_001, "ファイルが大きすぎます。"),
    ],
)
def test_方針でないものは何を書くかで断られる(text: str, sentence: str) -> None:
    assert any(sentence in said for _, said in refused(text))


def test_別名の爆弾は広げずに断られる() -> None:
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]
    ((line, sentence),) = refused("\n".join(["a0: &a0 [x]", *levels]))
    assert line == 1
    assert "別名" in sentence


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        ("id: machi\nname: 町の方針".encode("cp932"), 2, "Shift_JIS (cp932) です。UTF-8 で保存し直してください。"),
        ("id: machi\n".encode("utf-16"), 1, "UTF-16 です。UTF-8 で保存し直してください。"),
        (b"PK\x03\x04\xff\xff\x80", 1, "YAML のファイルか確かめ"),
        (b"id: machi\nname: \x85", 2, "YAML のファイルか確かめ"),
    ],
)  # fmt: skip
def test_UTF8でないファイルは保存の仕方を知らされる(
    tmp_path: Path, content: bytes, line: int, sentence: str
) -> None:
    path = tmp_path / "machi.yaml"
    path.write_bytes(content)
    with pytest.raises(PolicyFileError) as refusal:
        read_policy(path)
    (problem,) = refusal.value.problems
    assert problem.line == line
    assert sentence in problem.sentence
    assert refusal.value.sentence == f"{path} {line}行目: {problem.sentence}"


def test_BOM付きのUTF8も読める(tmp_path: Path) -> None:
    path = tmp_path / "machi.yaml"
    path.write_text(SOUND, "utf-8-sig")
    assert read_policy(path).id == "machi"


def test_ないファイルやフォルダは開けないと知らされる(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nai.yaml"):
        with pytest.raises(PolicyFileError) as refusal:
            read_policy(path)
        assert str(refusal.value).startswith(f"{path}: ファイルを開けません。")


def test_説明書は書けるまとまりと当てはめの項目をすべて説明する() -> None:
    written = (Path(__file__).parents[2] / "docs" / "方針ファイル.md").read_text("utf-8")
    names = {*Policy.model_fields, *AppliesTo.model_fields, "required_skills", "sample_skills"}
    assert sorted(name for name in names - {"note"} if f"`{name}" not in written) == []


def test_五つの方針はidとファイル名が同じで読める() -> None:
    assert {"kakamigahara", "okayama", "shimonoseki", "tokyo-template", "yamaguchi"} <= set(
        shipped_policy_ids()
    )
    assert {key: policy.id for key, policy in shipped_policies().items()} == {
        policy_id: policy_id for policy_id in shipped_policy_ids()
    }


def test_知らない方針は選べるidとともに断られる() -> None:
    with pytest.raises(NotFound, match="shimonoseki"):
        shipped_policy("atlantis")


@pytest.mark.parametrize("policy_id", shipped_policy_ids())
def test_どの出典にも文書名がある(policy_id: str) -> None:
    sources = list(_sources(shipped_policy(policy_id)))
    assert len(sources) > 10
    assert all(source.document for source in sources)


def _sources(value: object) -> list[Source]:
    match value:
        case Source():
            return [value]
        case Frozen():
            return [
                s for field in type(value).model_fields for s in _sources(getattr(value, field))
            ]
        case tuple():
            return [s for item in value for s in _sources(item)]
        case _:
            return []
