"""「消した発言の扱いを変える」: the organization's rule for messages in issues' threads."""

from cards.elements import Buttons, Card, ChoiceField, Form, Option, note, paragraph
from cards.issue_thread import CHANGE_RULE
from domain.issue_thread import DeletedText

_TITLE = "消した発言の扱い"
_WORDS = {
    DeletedText.GOES: "文も消す（消したことだけが残る）",
    DeletedText.STAYS: "文は残す",
}


def rule_card(rule: DeletedText, *, may_set: bool) -> Card:
    """As it is: everybody who writes may know it."""
    line = f"課題のスレッドで消された発言の扱いは「{_WORDS[rule]}」です。"
    told = "変えると、これから消される発言に当てはまります。" if may_set else "事務局が決めます。"
    buttons = [Buttons((CHANGE_RULE,))] if may_set else []
    return Card(_TITLE, (paragraph(line), note(told), *buttons), summary=line)


def rule_form(rule: DeletedText, *, nonce: str) -> Form:
    return Form(
        title=_TITLE,
        action="issue.set_rules",
        intro=(
            paragraph("課題のスレッドで、書いた人が発言を消したときの扱いを選んでください。"),
            note(
                "「文も消す」を選ぶと、これまでに消された発言の残っている文も消え、元に戻せません。"
            ),
        ),
        fields=(
            ChoiceField(
                "rule",
                "消した発言の文",
                tuple(Option(each.value, words) for each, words in _WORDS.items()),
                value=rule.value,
            ),
        ),
        submit="決める",
        nonce=nonce,
    )


def rule_set_card(rule: DeletedText, *, is_new: bool) -> Card:
    done = "しました" if is_new else "しています"
    line = f"課題のスレッドで消された発言の扱いを「{_WORDS[rule]}」に{done}。"
    return Card(_TITLE, (paragraph(line),), summary=line)


EXAMPLES = {
    "いまの消した発言の扱い": rule_card(DeletedText.GOES, may_set=True),
    "消した発言の扱い": rule_form(DeletedText.GOES, nonce="n1"),
    "消した発言の扱いを決めた": rule_set_card(DeletedText.STAYS, is_new=True),
}
