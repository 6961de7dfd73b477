"""「RPAって何？」: a word, as the policy's glossary or one of its skills explains it."""

from collections.abc import Iterator, Sequence

from cards import example_values, wording
from cards.elements import Button, Buttons, Card, Element, Quote, note, paragraph
from cards.policy import CONSULT, CONTENTS, part_elements, samples_note
from domain.policy import GlossaryEntry, Source
from domain.policy_words import Part
from domain.training import Course

MOST_RELATED = 3


def term_card(
    entry: GlossaryEntry,
    *,
    of_other: str,
    skills: Sequence[str],
    courses: Sequence[Course],
) -> Card:
    """``of_other``: whose policy explains it, where it is not one's own; else empty."""
    return Card(
        entry.term,
        (
            *_whose(of_other),
            *_definition(entry),
            *_related(skills, courses),
            Buttons((CONSULT,)),
        ),
        summary=f"「{entry.term}」の説明です。",
    )


def skills_card(
    term: str,
    parts: Sequence[Part],
    *,
    is_named: bool,
    of_other: str,
    courses: Sequence[Course],
) -> Card:
    """No glossary has the word, but skills of the policy do: in their names, else in what they are."""
    if is_named:
        what = f"名前に「{term}」の入ったスキルの説明です。"
    else:
        what = f"「{term}」は、次のスキルの説明に出てきます。"
    return Card(
        term,
        (
            paragraph(f"用語集に「{term}」はありません。{what}"),
            *_whose(of_other),
            *(element for part in parts for element in part_elements(part)),
            *samples_note(parts),
            *_related((), courses),
            Buttons((CONSULT,)),
        ),
        summary=what,
    )


def mentioned_card(term: str, sources: Sequence[Source]) -> Card:
    """Sentences of the policy that have the word, though none explains it by itself."""
    return Card(
        term,
        (
            paragraph(f"用語集に「{term}」はありません。方針の本文には、こう書かれています。"),
            *(Quote(source.quote, wording.cite(source)) for source in sources),
            Buttons((CONTENTS, CONSULT)),
        ),
        summary=f"「{term}」の出てくる育成方針の文です。",
    )


def not_explained_card(term: str, *, policy_name: str) -> Card:
    return Card(
        f"「{term}」の説明はありません",
        (
            paragraph(f"{policy_name}と、用語集のある育成方針では、説明されていません。"),
            paragraph("意味の取り違えを避けるため、方針にない説明はお見せしていません。"),
            Buttons((CONSULT, CONTENTS)),
        ),
        summary=f"「{term}」は、育成方針で説明されていません。",
    )


def which_term_card() -> Card:
    sentence = "知りたい言葉を「RPAって何？」のように送ってください。"
    return Card(
        "どの言葉ですか", (paragraph(sentence), Buttons((CONTENTS, CONSULT))), summary=sentence
    )


def _whose(of_other: str) -> Iterator[Element]:
    if of_other:
        yield note(f"自団体の方針にはないため、{of_other}の説明です。")


def _definition(entry: GlossaryEntry) -> Iterator[Element]:
    if entry.source is not None:
        yield Quote(entry.definition, wording.cite(entry.source))
    else:
        yield paragraph(f"{entry.definition}（例）")


def _related(skills: Sequence[str], courses: Sequence[Course]) -> Iterator[Element]:
    buttons = [
        *(
            Button(name, "policy.show", {"about": "skill", "name": name}, about=f"スキル{name}")
            for name in skills[:MOST_RELATED]
        ),
        *(
            Button(
                wording.course_name(course),
                "course.show",
                {"course": course.code},
                about=f"{course.name}の詳細",
            )
            for course in courses[:MOST_RELATED]
        ),
    ]
    if buttons:
        yield paragraph("関係するスキルと研修です。" if skills else "関係する研修です。")
        yield Buttons(tuple(buttons))


_ENTRY = GlossaryEntry(
    term="RPA",
    definition="人に代わり自動化する技術のこと。",
    source=Source(document=example_values.POLICY_NAME, section="7 用語集"),
)

EXAMPLES = {
    "用語": term_card(_ENTRY, of_other="", skills=("RPAの活用",), courses=(example_values.BPR,)),
    "ほかの方針の用語": term_card(
        _ENTRY, of_other="下関市デジタル人材育成方針", skills=(), courses=()
    ),
    "スキルの説明": skills_card(
        "EBPM",
        (Part("データ利活用応用", ("EBPMのプロセスを実行できる。（例）",)),),
        is_named=False,
        of_other="",
        courses=(example_values.BPR,),
    ),
    "本文に出てくる": mentioned_card(
        "クロスフォーラム",
        (
            Source(
                document=example_values.POLICY_NAME,
                section="5 DX推進チームの設置",
                quote="「DX推進クロスフォーラム」を形成します。",
            ),
        ),
    ),
    "説明がない": not_explained_card("ゼロトラスト", policy_name=example_values.POLICY_NAME),
    "どの言葉": which_term_card(),
}
