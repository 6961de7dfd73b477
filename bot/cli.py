"""``kakehashi``: the command line (CONTRACT: exit status 0 done, 2 bad input, 1 anything else)."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from bot.failures import Failure
from bot.garbage import no_search_for_garbage
from bot.help_screens import JapaneseHelp
from bot.logs import LEVEL_NAME, log_nowhere, log_to_stderr
from domain.errors import DomainError
from handlers.faults import note_fault

BAD_INPUT = 2
FAILED = 1
_LONGEST_SHOWN = 40
"""Characters of a name that is refused."""


_COMMANDS = {
    "demo": "bot.commands.demo:demo",
    "serve": "bot.commands.serve:serve",
    "worker": "bot.commands.worker:worker",
    "chat": "bot.commands.converse:chat",
    "policy": "bot.commands.policy:policy",
    "import": "bot.commands.files:import_file",
    "export": "bot.commands.export:export_file",
    "recommend": "bot.commands.advise:recommend",
    "understand": "bot.commands.converse:understand",
    "digest": "bot.commands.digest:digest",
    "search-cases": "bot.commands.search:search_cases",
    "group-issues": "bot.commands.issues:group_issues",
    "summarise-thread": "bot.commands.threads:summarise_thread",
    "cards": "bot.commands.cards:cards",
    "organization": "bot.commands.organization:organization",
    "workspace": "bot.commands.workspace:workspace",
    "manifest": "bot.commands.manifest:manifest",
    "outbox": "bot.commands.outbox:outbox",
    "office": "bot.commands.office:office",
    "reminders": "bot.commands.reminders:reminders",
    "settings": "bot.commands.settings:settings",
    "language": "bot.commands.language:language",
    "db": "bot.commands.database:db",
    "doctor": "bot.commands.operate:doctor",
}


class Commands(click.Group):
    """Imports a command when it is asked for: ``serve`` need not wait for spreadsheets to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _, name = _COMMANDS.get(cmd_name, "").partition(":")
        if not module:
            return None
        with no_search_for_garbage():
            command: click.Command = getattr(import_module(module), name)
        return command


# Of every command's context, also of those that other files make.
click.Context.formatter_class = JapaneseHelp


@click.group(cls=Commands, help="自治体のDX推進クロスフォーラムのためのボット「かけはし」")
@click.version_option(package_name="kakehashi", message="%(version)s", help="版を表示して終わる")
def kakehashi() -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point. Every error is one Japanese sentence on stderr."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    # Before click: it imports the command, which may fail, ahead of the group's own function.
    if os.environ.get(LEVEL_NAME) == "DEBUG":
        log_to_stderr("DEBUG")
    else:
        log_nowhere()
    try:
        status = kakehashi.main(args=arguments, prog_name="kakehashi", standalone_mode=False)
    except Failure as failure:
        return _said(failure.sentence, FAILED)
    except DomainError as refusal:
        return _said(refusal.sentence, BAD_INPUT)
    except click.exceptions.NoArgsIsHelpError as help_asked:
        click.echo(help_asked.format_message())
        return BAD_INPUT
    except click.UsageError as error:
        return _said(_usage_sentence(error), BAD_INPUT)
    except click.ClickException as error:
        return _said(f"コマンドを実行できません：{error.format_message()}", BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        return _said("中断しました。", FAILED)
    except BrokenPipeError:
        return FAILED
    except Exception as fault:  # noqa: BLE001 - the last guard: a traceback helps nobody in an office
        return _said(_fault_sentence(fault), FAILED)
    return status if isinstance(status, int) else 0


def _fault_sentence(fault: Exception) -> str:
    """The kind only: the text of a fault may carry what the data hold. The log has the place."""
    note_fault(fault, event="command")
    return (
        f"うまく実行できませんでした（{type(fault).__name__}）。{LEVEL_NAME}=DEBUG を付けて"
        "もう一度実行し、出た記録を開発元に伝えてください。"
    )


def _said(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status


def _usage_sentence(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "kakehashi"
    see = f"「{command} --help」で使い方を確認してください。"
    match error:
        case click.exceptions.NoSuchCommand():
            return f"コマンド「{error.command_name[:_LONGEST_SHOWN]}」はありません。{_near_command(error)}{see}"
        case click.NoSuchOption():
            return f"オプション {error.option_name} はありません。{_near_option(error)}{see}"
        case click.MissingParameter():
            return f"{_parameter(error)} を指定してください。{see}"
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            return f"{_parameter(error)} に書けるのは {_choices(error.param.type)} です。{see}"
        case click.BadParameter():
            return f"{_parameter(error)} の値が正しくありません{_why(error)}。{see}"
        case _:
            return f"コマンドの書き方が正しくありません。{see}"


def _near_command(error: click.exceptions.NoSuchCommand) -> str:
    ctx = error.ctx
    if ctx is None or not isinstance(ctx.command, click.Group):
        return ""
    names = ctx.command.list_commands(ctx)
    near = get_close_matches(error.command_name.lower(), names, n=1)
    return (
        f"「{ctx.command_path} {near[0]}」のことですか。"
        if near
        else f"あるのは {'、'.join(names)} です。"
    )


def _near_option(error: click.NoSuchOption) -> str:
    near = get_close_matches(error.option_name, error.possibilities or (), n=1)
    return f"「{near[0]}」のことですか。" if near else ""


def _choices(choice: click.Choice[str]) -> str:
    return "、".join(map(str, choice.choices))


def _why(error: click.BadParameter) -> str:
    """The reason of our own parameter types; click's are in English."""
    return "" if error.message.isascii() else f"（{error.message}）"


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return str(error.param_hint or "引数")
