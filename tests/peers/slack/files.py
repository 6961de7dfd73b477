"""``files.*``: bytes go up to an address of their own and come down with the bot's token."""

from aiohttp import web

from tests.peers.slack import shapes
from tests.peers.slack.calls import Method
from tests.peers.slack.people_and_places import check_place
from tests.peers.slack.rules import Refusal, needed
from tests.peers.slack.state import BOT_USER, File, Json, Workspace


def shown(workspace: Workspace, file: File) -> Json:
    """As ``files.info`` and a message's ``files`` have it."""
    address = f"{workspace.url}/files-pri/{file.id}"
    return {
        **shapes.shape("message_im_with_file")["event"]["files"][0],
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "user": file.user,
        "size": file.length,
        "filetype": file.name.rpartition(".")[2],
        "url_private": f"{address}/{file.name}",
        "url_private_download": f"{address}/download/{file.name}",
    }


def keep(workspace: Workspace, name: str, content: bytes, *, user: str, channel: str) -> File:
    """A file that a person has put into a channel."""
    made = File(f"F{workspace.number()}", name, user, len(content), content, channels=[channel])
    workspace.files[made.id] = made
    return made


def receive(workspace: Workspace, file_id: str, content: bytes) -> web.Response:
    """At the upload address; Slack takes the bytes once, in the length announced."""
    file = workspace.files.get(file_id)
    if file is None or file.content is not None or len(content) != file.length:
        return web.Response(status=400, text="upload refused")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


def download(workspace: Workspace, file_id: str, *, is_ours: bool) -> web.Response:
    """Without the token Slack leads to its page for signing in, which is a 200 in the end."""
    file = workspace.files.get(file_id)
    if not is_ours:
        return web.Response(status=302, headers={"Location": "/signin"})
    if file is None or file.content is None:
        return web.Response(status=404)
    return web.Response(body=file.content, content_type="application/octet-stream")


def _upload_url(workspace: Workspace, sent: Json) -> Json:
    name, length = needed(sent, "filename", "length")
    if not str(length).isdecimal() or int(length) == 0:
        raise Refusal("invalid_arguments", [f"length {length}"])
    made = File(f"F{workspace.number()}", name, BOT_USER, int(length))
    made.alt = str(sent.get("alt_txt", ""))
    workspace.files[made.id] = made
    return {"upload_url": f"{workspace.url}/upload/{made.id}", "file_id": made.id}


def _complete(workspace: Workspace, sent: Json) -> Json:
    """Shared where ``channel_id`` says, else private to the bot."""
    (named,) = needed(sent, "files")
    completed = [_uploaded(workspace, each) for each in named]
    channel = sent.get("channel_id")
    if channel:
        check_place(workspace, channel)
        for file in completed:
            file.channels.append(channel)
        files = [shown(workspace, file) for file in completed]
        content = {"text": sent.get("initial_comment", ""), "files": files}
        workspace.post(channel, content, thread=sent.get("thread_ts", ""))
    return {"files": [shown(workspace, file) for file in completed]}


def _uploaded(workspace: Workspace, named: Json) -> File:
    file = workspace.files.get(named.get("id", ""))
    if file is None or file.content is None:
        raise Refusal("file_not_found")
    file.title = named.get("title", "")
    return file


def _info(workspace: Workspace, sent: Json) -> Json:
    """Of files of its own, and of those in channels that the bot is in."""
    file = workspace.files.get(sent.get("file", ""))
    readable = {c for c, members in workspace.members.items() if BOT_USER in members}
    if file is None or not (file.user == BOT_USER or readable & set(file.channels)):
        raise Refusal("file_not_found")
    return {"file": shown(workspace, file)}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete,
    "files.info": _info,
}
