"""A table came while a report was being written: for the draft, or to be taken over."""

from collections.abc import Sequence

from cards.elements import Bold, Button, Buttons, Card, note, paragraph
from cards.open_draft import NO_TITLE


def file_for_what_card(
    names: Sequence[str], *, title: str, draft_key: str, file_keys: Sequence[str], nonce: str
) -> Card:
    """``names`` of the files, ``title`` of the draft. Two ways, neither of which is likelier."""
    sentence = f"「{'」「'.join(names)}」は、どちらに使いますか。"
    files = ",".join(file_keys)
    return Card(
        "ファイルの使いみち",
        (
            paragraph(Bold(sentence)),
            paragraph(f"改善事例の下書き「{title or NO_TITLE}」が書きかけです。"),
            Buttons(
                (
                    Button(
                        "下書きに添付", "case.attach_file", {"draft": draft_key, "files": files}
                    ),
                    Button("取り込む", "import.look_through", {"files": files}),
                )
            ),
            note("「取り込む」では、名簿・研修一覧・受講記録・改善事例として確かめます。"),
        ),
        summary=sentence,
        nonce=nonce,
    )


EXAMPLES = {
    "ファイルの使いみち": file_for_what_card(
        ("転記の手順.xlsx",),
        title="申請書の転記をRPAで自動化",
        draft_key="d1",
        file_keys=("f1",),
        nonce="n1",
    ),
}
