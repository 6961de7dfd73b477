"""The Slack app as Slack wants it described: exactly the scopes and events that the code uses.

https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from bot.slack.listeners import (
    ASK_ABOUT,
    CASE_COMMAND,
    COMMAND,
    ISSUE_COMMAND,
    MARK_MESSAGE,
    RAISE_AS_ISSUE,
    REPORT_AS_CASE,
)

SCOPES_OF_METHODS = {
    "auth.test": (),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "users.info": ("users:read", "users:read.email"),
    "users.list": ("users:read", "users:read.email"),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.update": (),
}
"""What each Web API method that we call needs."""

SCOPES_OF_EVENTS = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "assistant_thread_started": ("assistant:write",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "tokens_revoked": (),
}

SHORTCUTS = {
    "training.next": ("次に受ける研修", "次に受ける研修を、育成方針の根拠とともに示します"),
    "training.status": ("受講状況", "必要なスキルと受講の状況を示します"),
    "case.write": ("改善事例を報告", "仕事を楽にした工夫を、ほかの部署に広げます"),
    "issue.write": ("課題を登録", "困っていることを登録し、同じことで困っている部署を見つけます"),
    "training.plan": ("今年度の計画", "今年度に受ける研修の計画を示します"),
}
"""Global shortcuts: the action, its name of 24 characters at most, and what it does."""


def manifest(*, url: str, redirect_url: str = "") -> dict[str, Any]:
    """``url``: where Slack reaches us, such as ``https://kakehashi.example.lg.jp``; "" for Socket Mode.

    ``redirect_url``: where a browser comes back to that has installed the app.
    """
    where = {"request_url": f"{url}/slack/events"} if url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "かけはし",
            "description": "次に受ける研修を、デジタル人材育成方針からお答えします",
            "background_color": "#1f4e79",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "かけはし", "always_online": True},
            "assistant_view": {
                "assistant_description": "次に受ける研修、受講状況、今年度の計画をお答えします",
                "suggested_prompts": [],
            },
            "shortcuts": _shortcuts(),
            "slash_commands": [
                _command(url, COMMAND, "次に受ける研修を聞く", "[聞きたいこと]"),
                _command(url, CASE_COMMAND, "改善事例を報告する", "[課題と工夫を文章で]"),
                _command(url, ISSUE_COMMAND, "課題を登録する", "[困っていることを文章で]"),
            ],
        },
        "oauth_config": {
            "scopes": {"bot": list(scopes())},
            **({"redirect_urls": [redirect_url]} if redirect_url else {}),
        },
        "settings": {
            "event_subscriptions": {**where, "bot_events": sorted(SCOPES_OF_EVENTS)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def scopes() -> tuple[str, ...]:
    """Of the bot."""
    of_all = (*SCOPES_OF_METHODS.values(), *SCOPES_OF_EVENTS.values(), ("commands",))
    return tuple(sorted({scope for scopes in of_all for scope in scopes}))


def _command(url: str, command: str, description: str, usage_hint: str) -> dict[str, Any]:
    return {
        "command": command,
        "description": description,
        "usage_hint": usage_hint,
        # A mention then arrives as "<@U…|name>", and not as characters that anyone could type.
        "should_escape": True,
        **({"url": f"{url}/slack/events"} if url else {}),
    }


def _shortcuts() -> list[dict[str, str]]:
    of_everywhere = [
        {"type": "global", "callback_id": action, "name": name, "description": description}
        for action, (name, description) in SHORTCUTS.items()
    ]
    of_messages = {
        "type": "message",
        "callback_id": ASK_ABOUT,
        "name": "かけはしに聞く",
        "description": "このメッセージの内容を、かけはしに聞きます",
    }
    of_cases = {
        "type": "message",
        "callback_id": REPORT_AS_CASE,
        "name": "改善事例として報告",
        "description": "このメッセージの内容で、改善事例の下書きを作ります",
    }
    of_issues = {
        "type": "message",
        "callback_id": RAISE_AS_ISSUE,
        "name": "課題として登録",
        "description": "このメッセージの内容で、課題の入力画面を開きます",
    }
    of_discussions = {
        "type": "message",
        "callback_id": MARK_MESSAGE,
        "name": "対応策・決定の印",
        "description": "課題のスレッドのこの発言に、対応策か決定の印を付けます",
    }
    return [*of_everywhere, of_messages, of_cases, of_issues, of_discussions]
