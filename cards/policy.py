"""What the policy says, in its own words, each with where it stands; and that it does not say."""

from collections.abc import Iterator, Sequence

from cards import example_values, wording
from cards.elements import (
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    Quote,
    note,
    paragraph,
    plain,
)
from domain.policy import Source
from domain.policy_subject import Topic
from domain.policy_words import Part, PolicyAnswer, Quoted

CONSULT = Button("デジタル専門人材に聞く", "consult.show")
CONTENTS = Button("育成方針の目次", "policy.show")
LONGEST_ASKED = 60
"""Characters of a question that are shown again."""


def topic_button(topic: Topic) -> Button:
    return Button(topic.value, "policy.show", {"about": "topic", "name": topic.value})


def policy_answer_card(answer: PolicyAnswer, *, onward: Sequence[Button] = ()) -> Card:
    return Card(
        answer.title,
        (
            *(element for part in answer.parts for element in part_elements(part)),
            *samples_note(answer.parts),
            Buttons((*onward, CONTENTS, CONSULT)),
        ),
        summary=f"{answer.title}について、育成方針の文をお見せします。",
    )


def passages_card(sources: Sequence[Source]) -> Card:
    """Found by search: near to the question, which is all that we know of them."""
    return Card(
        "育成方針にはこう書かれています",
        (
            *(Quote(source.quote, wording.cite(source)) for source in sources),
            note("質問に近い文を、方針の本文からそのまま引いています。"),
            Buttons((CONTENTS, CONSULT)),
        ),
        summary="質問に近い育成方針の文をお見せします。",
    )


def policy_contents_card(topics: Sequence[Topic], *, policy_name: str) -> Card:
    return Card(
        "育成方針の目次",
        (
            paragraph(f"{policy_name}に書かれていることを、本文のままお答えします。"),
            Buttons((*map(topic_button, topics), CONSULT)),
            note("例：「管理職に必要なスキルは？」「研修の対象は誰？」「RPAって何？」"),
        ),
        summary=f"{policy_name}についてお答えします。",
    )


def not_in_policy_card(asked: str, *, policy_name: str) -> Card:
    """Nothing near enough was found, and nothing is made up."""
    shown = asked if len(asked) <= LONGEST_ASKED else asked[: LONGEST_ASKED - 1] + "…"
    return Card(
        "育成方針に見当たりません",
        (
            paragraph(f"「{shown}」の答えになる文は、{policy_name}に見当たりませんでした。"),
            paragraph("言い方を変えて送るか、次から選んでください。"),
            Buttons((_primary(CONSULT), CONTENTS)),
        ),
        summary="答えになる文は、育成方針に見当たりませんでした。",
    )


def part_elements(part: Part) -> Iterator[Element]:
    if part.heading:
        yield Heading(part.heading)
    if part.items:
        yield Bullets(tuple(plain(item) for item in part.items))
    for quote in part.quotes:
        yield Quote(quote.text, wording.cite(quote.source))
    if part.source is not None and not part.quotes:
        yield note(f"出典：{wording.cite(part.source)}")


def samples_note(parts: Sequence[Part]) -> Iterator[Element]:
    shown = "".join(word for part in parts for word in (part.heading, *part.items))
    if "（例）" in shown:
        yield note("（例）は方針の本文にない例です。引用は、例のもとにした文です。")


def _primary(button: Button) -> Button:
    return Button(button.label, button.action, style=ButtonStyle.PRIMARY)


_SOURCE = Source(
    document=example_values.POLICY_NAME,
    section="5 DX推進チームの設置",
    quote="DX推進チームのメンバーは、各種スキルの習得と活用に努めます。",
)

EXAMPLES = {
    "役割": policy_answer_card(
        PolicyAnswer(
            "「DX推進員」の役割", (Part("DX推進員", quotes=(Quoted(_SOURCE.quote, _SOURCE),)),)
        ),
        onward=(
            Button(
                "必要なスキル",
                "policy.show",
                {"about": "holder", "name": "DX推進員", "aspect": "必要なスキル"},
                about="DX推進員に必要なスキル",
            ),
        ),
    ),
    "必要なスキル（例）": policy_answer_card(
        PolicyAnswer(
            "「DX推進員」に必要なスキル",
            (
                Part(
                    "DX推進員",
                    ("BPR（例）", "RPAの活用（例）"),
                    (Quoted(_SOURCE.quote, _SOURCE, is_basis=True),),
                ),
            ),
        )
    ),
    "サイクル": policy_answer_card(
        PolicyAnswer(
            "推進のサイクル", (Part("", ("課題の認識・発見", "解決策検討"), source=_SOURCE),)
        )
    ),
    "近い文": passages_card((_SOURCE,)),
    "目次": policy_contents_card(
        (Topic.TALENT_TYPES, Topic.VISION), policy_name=example_values.POLICY_NAME
    ),
    "見当たらない": not_in_policy_card(
        "研修は勤務時間中に受けていいの", policy_name=example_values.POLICY_NAME
    ),
}
