"""Somebody at their Slack: what they do reaches the app as Slack would send it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.peers.slack import files, forms, reading, shapes
from tests.peers.slack.delivery import FORM, JSON, Receiver, Retry
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.state import BOT_USER, Json, Message


@dataclass
class Person:
    """Acts that show something return the newest message of the app's on the screen."""

    peer: SlackPeer
    app: Receiver
    user: str

    @property
    def direct(self) -> str:
        return f"D{self.user[1:]}"

    @property
    def reads(self) -> str:
        """The newest message of the app's on the screen."""
        screen = self.peer.screen(self.user)
        return reading.words(screen[-1].content) if screen else ""

    @property
    def sees(self) -> str:
        """All that is on the screen, in order: messages and the Home tab, then the open modals."""
        return "\n".join(map(reading.text_of, reading.screen(self.peer, self.user)))

    @property
    def modal(self) -> str:
        """The one in front."""
        return reading.words(self.peer.modals[self.user][-1])

    async def says(self, text: str, **fields: Any) -> str:
        """In the direct messages with the app. ``fields`` of the event besides."""
        self.peer.opens_direct(self.user)
        message = self._wrote(text, self.direct, thread=fields.get("thread_ts", ""))
        return await self._event("message_im", {**shapes.written(message), **fields})

    async def mentions(self, text: str, channel: str, **fields: Any) -> str:
        message = self._wrote(f"<@{BOT_USER}> {text}", channel, thread=fields.get("thread_ts", ""))
        return await self._event("app_mention", {**shapes.written(message), **fields})

    async def replies(self, text: str, channel: str, *, thread: str) -> str:
        """To a message in a channel, "" to none; the ``ts`` of what was written."""
        message = self._wrote(text, channel, thread=thread)
        begins = {} if thread else {"thread_ts": None}
        await self._event("message_channels", {**shapes.written(message), **begins})
        return message.ts

    async def edits(self, ts: str, text: str) -> None:
        """What they have written in a thread of a channel."""
        message = self._said(ts)
        was = shapes.written(message)
        message.content["text"] = text
        edited = {"user": self.user, "ts": self.peer.new_ts()}
        told = shapes.shape("message_changed_in_thread")["event"]["message"]
        newest = {**told, **shapes.written(message), "edited": edited}
        changes = {"message": newest, "previous_message": was, "channel": message.channel}
        await self._event("message_changed_in_thread", changes)

    async def deletes(self, ts: str) -> None:
        message = self._said(ts)
        self.peer.said.remove(message)
        was = shapes.written(message)
        changes = {"previous_message": was, "deleted_ts": ts, "channel": message.channel}
        await self._event("message_deleted_in_thread", changes)

    async def reacts(self, ts: str, reaction: str, channel: str, *, is_there: bool = True) -> None:
        """With ``reaction``; or takes it away."""
        item = {"type": "message", "channel": channel, "ts": ts}
        name = "reaction_added" if is_there else "reaction_removed"
        await self._event(name, {"user": self.user, "reaction": reaction, "item": item})

    async def uploads(self, name: str, content: bytes, *, text: str = "", **fields: Any) -> str:
        """Into the direct messages. ``fields`` of the file as the event tells of it; None: without."""
        channel = self.peer.opens_direct(self.user)
        message = self._wrote(text, channel)
        file = files.keep(self.peer, name, content, user=self.user, channel=channel)
        told = files.shown(self.peer, file) | fields
        message.content["files"] = [{k: v for k, v in told.items() if v is not None}]
        there = {**shapes.written(message), "files": message.content["files"]}
        return await self._event("message_im_with_file", there)

    async def opens_home(self) -> str:
        """What stands there once the app has done what it does then."""
        self.peer.looked_at_home[self.user] = self.peer.new_ts()
        # The view is told of only where one has been published.
        view = self.peer.homes.get(self.user)
        opened = {"user": self.user, "channel": self.direct, "view": view}
        await self._event("app_home_opened", opened)
        return reading.words(self.peer.homes[self.user]) if self.user in self.peer.homes else ""

    async def opens_assistant(self) -> str:
        """The thread that the panel stands in."""
        thread = self.peer.new_ts()
        self.peer.threads[thread] = self.peer.opens_direct(self.user)
        told = shapes.shape("assistant_thread_started")["event"]["assistant_thread"]
        told |= {"user_id": self.user, "channel_id": self.direct, "thread_ts": thread}
        await self._event("assistant_thread_started", {"assistant_thread": told})
        return thread

    async def commands(self, text: str, channel: str, *, name: str = "/kenshu") -> str:
        form = shapes.command(self.peer, self.user, name=name, text=text, channel=channel)
        await self._sends(urlencode(form).encode(), FORM)
        return self.reads

    async def uses_shortcut(self, callback_id: str) -> str:
        await self._interacts(
            shapes.interaction(self.peer, "shortcut", self.user, callback_id=callback_id)
        )
        return self.reads

    async def shortcuts_message(
        self, text: str, channel: str, *, callback_id: str, with_files: Mapping[str, bytes]
    ) -> str:
        """From the menu of somebody's message, which brought ``with_files``."""
        content: Json = {"text": text}
        if with_files:
            kept = [
                files.keep(self.peer, name, held, user="U0SOMEBODY", channel=channel)
                for name, held in with_files.items()
            ]
            content["files"] = [files.shown(self.peer, file) for file in kept]
        somebody = Message(channel, self.peer.new_ts(), content, author="U0SOMEBODY")
        await self._interacts(
            shapes.shortcut_on(self.peer, self.user, somebody, callback_id=callback_id)
        )
        return self.reads

    async def shortcuts_written(self, ts: str, channel: str, *, callback_id: str) -> str:
        """From the menu of what somebody has written in a thread."""
        written = Message(channel, ts, {"text": ""}, author="U0SOMEBODY")
        await self._interacts(
            shapes.shortcut_on(self.peer, self.user, written, callback_id=callback_id)
        )
        return self.reads

    async def types(self, **values: str) -> None:
        """Into the modal in front, which stays open; the app is told where it watches the field."""
        view = self.peer.modals[self.user][-1]
        view["state"] = forms.typed_in(view, values)
        watched = [
            block
            for block in view["blocks"]
            if block["type"] == "input" and block["block_id"] in values
            if block.get("dispatch_action")
        ]
        for block in watched:
            typed = {
                "type": block["element"]["type"],
                "block_id": block["block_id"],
                "action_id": block["element"]["action_id"],
                "value": values[block["block_id"]],
            }
            await self._interacts(shapes.press_in_view(self.peer, self.user, view, typed))

    async def asks_about(self, text: str, channel: str) -> str:
        """With 「かけはしに聞く」 from the menu of a message of somebody else's."""
        somebody = Message(channel, self.peer.new_ts(), {"text": text}, author="U0SOMEBODY")
        asked = shapes.shortcut_on(self.peer, self.user, somebody, callback_id="message.ask")
        await self._interacts(asked)
        return self.reads

    async def presses(self, label: str, *, about: str = "") -> str:
        """In the modal, where one is open; else on the newest thing that has such a button."""
        front = self.peer.modals[self.user][-1:]
        for shown in front or reversed(reading.screen(self.peer, self.user)):
            drawn = shown.content if isinstance(shown, Message) else shown
            if button := reading.button_named(drawn, label, about=about):
                await self._presses(button, shown)
                return self.reads
        raise AssertionError(f"ボタン「{label}」がありません。\n{self.sees}")

    async def presses_at_home(self, label: str) -> str:
        """Whatever else is newer on the screen."""
        home = self.peer.homes[self.user]
        button = reading.button_named(home, label)
        assert button, f"ボタン「{label}」がありません。\n{reading.words(home)}"
        await self._presses(button, home)
        return self.reads

    async def sends_in(self, **values: str) -> Json:
        """The modal in front, with ``values`` by field; what the app answers ({} closes it)."""
        assert self.peer.modals[self.user], "入力画面が開いていません。"
        view = self.peer.modals[self.user][-1]
        assert view["submit"], "送信するボタンがありません。"
        view["state"] = forms.filled_in(view, values)
        sent = shapes.interaction(self.peer, "view_submission", self.user, view={**view})
        status, body = await self._interacts(sent, settles=False)
        assert status == 200, f"Slackは送信できなかったと表示します: {status}"
        said = forms.said_of(body)
        forms.becomes(self.peer, self.user, said)
        # Only now: what the app does behind its answer finds the modal as the answer left it.
        await self.app.settles()
        return said

    async def closes_modal(self) -> None:
        """The app is told where it has asked for that."""
        view = self.peer.modals[self.user].pop()
        if view["notify_on_close"]:
            closed = shapes.interaction(self.peer, "view_closed", self.user, view=view)
            await self._interacts(closed)

    async def again(self) -> tuple[int, str]:
        """Slack has not heard an acknowledgement of what it sent last, and sends it once more."""
        content, content_type = self.peer.sent[-1]
        self.peer.repeated += 1
        return await self.app.receives(content, content_type, retry=Retry(self.peer.repeated))

    def _said(self, ts: str) -> Message:
        (message,) = [m for m in self.peer.said if m.ts == ts and m.author == self.user]
        return message

    def _wrote(self, text: str, channel: str, *, thread: str = "") -> Message:
        assert self.user in self.peer.members[channel], f"{channel}にいません。"
        return self.peer.say(self.user, channel, {"text": text}, thread=thread)

    async def _presses(self, button: Json, shown: Message | Json) -> None:
        if isinstance(shown, Message):
            sent = shapes.press_on_message(self.peer, self.user, shown, button)
        else:
            sent = shapes.press_in_view(self.peer, self.user, shown, button)
        await self._interacts(sent)

    async def uninstalls(self, event: str = "app_uninstalled") -> None:
        """An administrator takes the app out; Slack tells of that in two events."""
        changes = {"type": event, "tokens": None} if event == "app_uninstalled" else {}
        await self._event("tokens_revoked", changes)

    async def _event(self, name: str, changes: Mapping[str, Any]) -> str:
        event = shapes.event(self.peer, name, self.user, changes)
        await self._sends(json.dumps(event).encode(), JSON)
        return self.reads

    async def _interacts(
        self, payload: Mapping[str, Any], *, settles: bool = True
    ) -> tuple[int, str]:
        content = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._sends(content, FORM, settles=settles)

    async def _sends(
        self, content: bytes, content_type: str, *, settles: bool = True
    ) -> tuple[int, str]:
        self.peer.sent.append((content, content_type))
        self.peer.repeated = 0
        send = self.app.receives if settles else self.app.acknowledges
        return await send(content, content_type)
