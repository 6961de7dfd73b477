"""The Teams app as Teams wants it described, packed for upload: exactly what the code answers.

https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema
"""

import io
import json
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from bot.teams.extension import MARK_MESSAGE, RAISE_AS_ISSUE, REPORT_AS_CASE
from bot.teams.icons import colour_icon, outline_icon
from handlers.course import MOST_SHARED

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.22"
ENGLISH = "en-us"
ENDPOINT = "/api/messages"
"""Where ``edge.py`` listens. Its own word for it comes with all of botbuilder."""
SCOPES = ("personal", "team", "groupChat")
"""Where the app can be added. In a manifest "team" is what activities call "channel"."""
COMMANDS = {
    "次に受ける研修": ("次に受ける研修を、育成方針の根拠とともに示します", "What to take next"),
    "受講状況": ("必要なスキルと受講の状況を示します", "Your skills and trainings"),
    "今年度の計画": ("今年度に受ける研修の計画を示します", "Your plan for this fiscal year"),
    "改善事例を報告": ("仕事を楽にした工夫を、ほかの部署に広げます", "Report an improvement case"),
    "課題を登録": ("困っていることを、部署の課題として登録します", "Raise an issue"),
    "使い方": ("できることを示します", "What you can ask"),
}
"""What Teams offers to type, and what it does in Japanese and English.

The words are sent to us as they stand, so they are Japanese in every language.
"""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest that a zip knows: the same app is the same file."""


def package(*, app_id: str, site: str) -> bytes:
    """The zip. ``app_id``: the Azure Bot's, a GUID; ``site``: a page about the app, https."""
    files = {
        "manifest.json": _json(manifest(app_id=app_id, site=site)),
        f"{ENGLISH}.json": _json(in_english()),
        "color.png": colour_icon(),
        "outline.png": outline_icon(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16  # else nobody may read what an unzip leaves
    return entry


_RIGHTS = ({"name": "ChannelMessage.Read.Group", "type": "Application"},)
"""In a team that we are added to: what is written in the threads of issues is their discussion."""


def manifest(*, app_id: str, site: str) -> dict[str, Any]:
    return {
        "$schema": f"{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA.rpartition("/v")[2],
        "version": version("kakehashi"),
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": "ja",
            "additionalLanguages": [{"languageTag": ENGLISH, "file": f"{ENGLISH}.json"}],
        },
        "developer": {
            "name": "かけはし",
            "websiteUrl": site,
            "privacyUrl": site,
            "termsOfUseUrl": site,
        },
        "name": {"short": "かけはし", "full": "かけはし（次に受ける研修の案内）"},
        "description": {
            "short": "次に受ける研修を、デジタル人材育成方針からお答えします",
            "full": "「次に何の研修を受ければいい？」と送ると、デジタル人材育成方針が求めるスキルと"
            "受講記録を比べて、次に受ける研修を根拠とともに三つまで示します。"
            "受講状況、今年度の計画、受講の報告も、このチャットで済みます。"
            "チームやグループチャットで聞いても、答えはご本人の個人チャットにだけ届きます。",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1f4e79",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(app_id)],
        "composeExtensions": [_extension(app_id)],
        "permissions": ["identity", "messageTeamMembers"],
        # Teams wants a resource here; for rights in a team it looks at nothing but the id.
        "webApplicationInfo": {"id": app_id, "resource": f"api://{app_id}"},
        "authorization": {"permissions": {"resourceSpecific": [*_RIGHTS]}},
        "validDomains": [],
    }


def in_english() -> dict[str, str]:
    """What Teams shows instead, by its place in the manifest."""
    described = {
        f"bots[0].commandLists[{place}].commands[{number}].description": english
        for place in range(len(SCOPES))
        for number, (_, english) in enumerate(COMMANDS.values())
    }
    extension = "composeExtensions[0].commands"
    return {
        "$schema": f"{SCHEMA}/MicrosoftTeams.Localization.schema.json",
        "name.short": "Kakehashi",
        "name.full": "Kakehashi: the training to take next",
        "description.short": "Tells you which training to take next, by your city's policy",
        "description.full": "Ask in Japanese which training to take next. The answer compares the"
        " skills that your municipality's policy asks for with your training record, and quotes the"
        " policy. Answers are for you alone, also where you ask in a team or a group chat.",
        **described,
        f"{extension}[0].title": "Find a training",
        f"{extension}[0].description": "Finds trainings by name and puts one into your message",
        f"{extension}[0].parameters[0].title": "Name of the training",
        f"{extension}[0].parameters[0].description": "Part of the name, in Japanese",
        f"{extension}[1].title": "Ask Kakehashi",
        f"{extension}[1].description": "Asks about what this message says",
        f"{extension}[2].title": "Report an improvement",
        f"{extension}[2].description": "Fills in a report with what this message says",
        f"{extension}[3].title": "Raise an issue",
        f"{extension}[3].description": "Fills in an issue with what this message says",
    }


def _bot(app_id: str) -> Mapping[str, Any]:
    commands = [{"title": title, "description": told} for title, (told, _) in COMMANDS.items()]
    return {
        "botId": app_id,
        "scopes": [*SCOPES],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": [scope], "commands": commands} for scope in SCOPES],
    }


def _extension(app_id: str) -> Mapping[str, Any]:
    search = {
        "id": "searchCourse",
        "type": "query",
        "context": ["compose", "commandBox"],
        "title": "研修を探す",
        "description": f"名前で研修を{MOST_SHARED}件まで探し、書いているメッセージに入れます",
        "initialRun": True,
        "parameters": [
            {
                "name": "text",
                "inputType": "text",
                "title": "研修の名前",
                "description": "名前の一部でも探せます",
            }
        ],
    }
    ask = {
        "id": "ask",
        "type": "action",
        "context": ["message"],
        "title": "かけはしに聞く",
        "description": "このメッセージの内容を、かけはしに聞きます",
        "fetchTask": True,
    }
    report = {
        "id": REPORT_AS_CASE,
        "type": "action",
        "context": ["message"],
        "title": "改善事例として報告",
        "description": "このメッセージの内容で、改善事例の下書きを作ります",
        "fetchTask": True,
    }
    issue = {
        "id": RAISE_AS_ISSUE,
        "type": "action",
        "context": ["message"],
        "title": "課題として登録",
        "description": "このメッセージの内容で、課題の入力画面を開きます",
        "fetchTask": True,
    }
    mark = {
        "id": MARK_MESSAGE,
        "type": "action",
        "context": ["message"],
        "title": "対応策・決定の印",
        "description": "課題のスレッドのこの発言に、対応策か決定の印を付けます",
        "fetchTask": True,
    }
    return {"botId": app_id, "commands": [search, ask, report, issue, mark]}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
