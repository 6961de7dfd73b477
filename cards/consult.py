"""「聞ける人いますか」: colleagues who may be asked, the nearest first, and what for."""

from collections.abc import Iterator, Sequence

from cards import example_values, wording
from cards.elements import (
    Bold,
    Bullets,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    Quote,
    note,
    paragraph,
    plain,
)
from cards.policy import CONTENTS
from domain.advisers import Contact, Nearness
from domain.people import place_name
from domain.policy import Adviser, Source

SHOWN = 5
"""Of each nearness; who asks needs one."""


def consult_card(
    contacts: Sequence[Contact],
    advisers: Sequence[Adviser],
    *,
    asker_id: int,
    heads: Sequence[str] = (),
) -> Card:
    """Nearness by nearness in the order of the contacts. ``advisers``: of the roles that are shown, what
    the policy says of them. ``heads`` come first.
    """
    return Card(
        "相談できる人",
        (
            *(paragraph(head) for head in heads),
            *_contacts(contacts, asker_id=asker_id),
            *_roles(advisers),
            note(
                "職員名簿にある氏名・所属・役割だけをお見せしています。連絡は庁内の方法でとってください。"
            ),
            Buttons((CONTENTS,)),
        ),
        summary=_summary(contacts),
    )


def nobody_to_ask_card() -> Card:
    sentence = "職員名簿に、相談先となる役割の人も事務局の人も登録されていません。"
    return Card(
        "相談先が登録されていません",
        (
            paragraph(sentence),
            paragraph("所属長に相談するか、システム管理者に職員名簿の確認を依頼してください。"),
            Buttons((CONTENTS,)),
        ),
        summary=sentence,
    )


def no_such_place(name: str) -> str:
    return f"「{name}」は職員名簿に見つかりません。"


def nobody_in_place(name: str) -> str:
    return f"「{name}」には、相談先となる役割の人が登録されていません。"


def nobody_with_role(name: str) -> str:
    return f"「{name}」の役割の人は、職員名簿に登録されていません。"


def nobody_in_section(name: str) -> str:
    return f"同じ課・所属に「{name}」は登録されていません。"


OFFICE_INSTEAD = "全庁の相談を受ける役割の人が登録されていないため、事務局を案内します。"
NO_TELEPHONE = "電話番号とメールアドレスは、お見せしていません。庁内の電話帳で確かめてください。"
NO_EXPERIENCE = "だれが何に詳しいか、何を受講したかはお見せしていません。次の人に相談してください。"


def _contacts(contacts: Sequence[Contact], *, asker_id: int) -> Iterator[Element]:
    for nearness in dict.fromkeys(each.nearness for each in contacts):
        found = [each for each in contacts if each.nearness is nearness]
        yield Heading(nearness.value)
        lines = tuple(_line(each, asker_id=asker_id) for each in found[:SHOWN])
        rest = len(found) - SHOWN
        yield Bullets((*lines, *([plain(f"ほか{rest}人")] if rest > 0 else [])))


def _line(contact: Contact, *, asker_id: int) -> tuple[Inline, ...]:
    own = "（あなた）" if contact.person_id == asker_id else ""
    place = place_name(contact.department, contact.section)
    return plain(
        Bold(f"{wording.people_name(contact.name)}{own}"), f"　{place}・{'、'.join(contact.roles)}"
    )


def _roles(advisers: Sequence[Adviser]) -> Iterator[Element]:
    quoted = [each for each in advisers if each.source is not None and each.source.quote]
    if quoted:
        yield Heading("それぞれの役割（育成方針から）")
    for adviser in quoted:
        if adviser.source is not None:
            yield paragraph(Bold(adviser.name))
            yield Quote(adviser.source.quote, wording.cite(adviser.source))


def _summary(contacts: Sequence[Contact]) -> str:
    first = contacts[0]
    return f"{wording.people_name(first.name)}（{first.section}）などに相談できます。"


_CONTACTS = (
    Contact(2, "森田　翔", "福祉部", "高齢福祉課", ("DX推進員",), Nearness.SECTION),
    Contact(3, "川瀬　真紀", "福祉部", "福祉政策課", ("DX推進リーダー",), Nearness.DEPARTMENT),
    Contact(4, "間宮　律", "デジタル推進部", "情報政策課", ("デジタル専門人材",), Nearness.OFFICE),
)
_ADVISERS = (
    Adviser(
        name="デジタル専門人材",
        reach="office",
        source=Source(
            document=example_values.POLICY_NAME,
            section="5 DX推進チームの設置",
            quote="課題・対応策について必要な助言や支援を行います。",
        ),
    ),
)

EXAMPLES = {
    "相談できる人": consult_card(_CONTACTS, _ADVISERS, asker_id=example_values.PERSON.id),
    "名簿にない課": consult_card(
        _CONTACTS[2:],
        _ADVISERS,
        asker_id=example_values.PERSON.id,
        heads=(no_such_place("デジタル推進課"), NO_TELEPHONE),
    ),
    "事務局": consult_card(
        (Contact(5, "水谷　香", "総務部", "総務課", ("事務局",), Nearness.OFFICE),),
        (),
        asker_id=5,
        heads=(OFFICE_INSTEAD,),
    ),
    "だれもいない": nobody_to_ask_card(),
}
