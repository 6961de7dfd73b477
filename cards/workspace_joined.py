"""「Slackのワークスペースがつながりました」: to the secretariat, with what to do if it was nobody of theirs."""

from datetime import date

from cards import example_values, wording
from cards.elements import Bold, Card, Facts, paragraph
from domain.workspace import SLACK, Workspace


def workspace_joined_card(workspace: Workspace, *, today: date) -> Card:
    title = "Slackのワークスペースがつながりました"
    line = f"Slackのワークスペース「{workspace.name}」がつながりました。"
    return Card(
        title,
        (
            paragraph(Bold(line), "このワークスペースの職員に答え、お知らせを送ります。"),
            Facts(
                (
                    ("追加した日時", wording.moment(workspace.installed_at, today=today)),
                    ("追加した人（SlackのID）", workspace.installed_by),
                    ("ワークスペースのID", workspace.external_id),
                )
            ),
            paragraph(
                "心当たりがないときは、すぐにシステム管理者に連絡し、"
                f"「kakehashi workspace remove {workspace.external_id}」での取り消しを頼んでください。"
            ),
        ),
        line,
    )


EXAMPLES = {
    "ワークスペースがつながった": workspace_joined_card(
        Workspace(
            id=1,
            organization_id=1,
            platform=SLACK,
            external_id="T0MINATO",
            name="かけはし市役所",
            bot_user="U0KAKEHASHI",
            scopes="chat:write",
            sealed=b"",
            installed_at=example_values.NOW,
            revoked_at=None,
            installed_by="U0ADMIN",
        ),
        today=example_values.TODAY,
    ),
}
