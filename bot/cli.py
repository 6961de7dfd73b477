"""``kakehashi``: the command line (CONTRACT: exit status 0 done, 2 bad input, 1 anything else)."""

import logging
import sys
from collections.abc import Sequence

import click

from bot.commands.advise import recommend
from bot.commands.cards import cards
from bot.commands.converse import chat, understand
from bot.commands.export import export_file
from bot.commands.files import import_file
from bot.commands.language import language
from bot.commands.operate import db, doctor
from bot.commands.policy import policy
from bot.commands.run import demo, serve
from domain.errors import DomainError

BAD_INPUT = 2
FAILED = 1

_log = logging.getLogger("kakehashi")


@click.group(help="自治体のDX推進クロスフォーラムのためのボット「かけはし」")
@click.version_option(package_name="kakehashi", message="%(version)s")
def kakehashi() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    # Their INFO lines carry request bodies and statements.
    for noisy in ("aiohttp", "alembic", "apscheduler", "slack_bolt", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


for command in (
    demo,
    serve,
    chat,
    policy,
    import_file,
    export_file,
    recommend,
    understand,
    cards,
    language,
    db,
    doctor,
):
    kakehashi.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point. Every error is one Japanese sentence on stderr."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    try:
        status = kakehashi.main(args=arguments, prog_name="kakehashi", standalone_mode=False)
    except DomainError as refusal:
        return _said(refusal.sentence, BAD_INPUT)
    except click.UsageError as error:
        return _said(_usage_sentence(error), BAD_INPUT)
    except click.ClickException as error:
        return _said(f"コマンドを実行できません：{error.format_message()}", BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        return _said("中断しました。", FAILED)
    except BrokenPipeError:
        return FAILED
    return status if isinstance(status, int) else 0


def _said(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status


def _usage_sentence(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "kakehashi"
    see = f"「{command} --help」で使い方を確認してください。"
    match error:
        case click.NoSuchOption():
            return f"オプション {error.option_name} はありません。{see}"
        case click.MissingParameter():
            return f"{_parameter(error)} を指定してください。{see}"
        case click.BadParameter():
            return f"{_parameter(error)} の値が正しくありません。{see}"
        case _:
            return f"コマンドの書き方が正しくありません。{see}"


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return str(error.param_hint or "引数")
