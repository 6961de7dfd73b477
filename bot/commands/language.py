"""``kakehashi language train | evaluate | vectors | corrections``."""

from pathlib import Path

import click
import orjson

from bot.commands.export import check_target, write_whole
from bot.commands.options import policy_option, run_async, settings_with
from bot.deployment import open_deployment
from bot.failures import Failure
from bot.settings import Settings
from domain.correction import Correction, Review
from domain.errors import DomainError
from language.corpus_files import BadCorpus, Sentence, read_sentences
from language.evaluate import evaluate, losses, milliseconds
from language.evaluation_report import (
    describe,
    describe_confusions,
    describe_losses,
    describe_pace,
)
from language.issue_corpus import ToldIssue, read_issues
from language.issue_encoder import issue_encoder
from language.issue_evaluation import evaluate_issues
from language.issue_report import describe_issues
from language.model import trained_understander
from language.thread_corpus import ToldThread, read_threads
from language.thread_evaluation import evaluate_threads
from language.thread_report import describe_threads
from language.thread_summary import thread_summary
from language.vector_file import cache_file
from language.vectors import word_vectors
from storage.corrections import corrections


class NoTrainingTools(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "学習には開発用のライブラリーが必要です。「make test」で用意してから実行してください。"
        )


class NoVectors(Failure):
    def __init__(self) -> None:
        super().__init__(
            "言葉のベクトル（ja-ginza）がありません。「pip install --no-deps --require-hashes -r requirements.lock」で入れてください。"
        )


class NoPlace(Failure):
    def __init__(self) -> None:
        super().__init__(
            f"{cache_file().parent} に書けません。書けるフォルダーを環境変数 XDG_CACHE_HOME で指定してください。"
        )


class CorpusRefused(DomainError):
    """A file of sentences cannot be read."""


def _train_intents() -> None:
    # scikit-learn comes with the development tools only.
    from language.train import train as learn

    report = learn()
    click.echo(f"{describe(report.held_out)}\n\n{describe_confusions(report.held_out)}\n")
    click.echo(f"重みを書きました：{report.weights}")


def _train_issues() -> None:
    from language.issue_training import train_issues

    report = train_issues()
    click.echo(f"{describe_issues(report.held_out)}\n")
    click.echo(f"重みを書きました：{report.weights}")


def _train_threads() -> None:
    from language.thread_training import train_threads

    report = train_threads()
    for name, evaluation in report.held_out:
        click.echo(f"{name}（ほかの組から学んだ重みで）\n{describe_threads(evaluation)}\n")
    click.echo(f"重みを書きました：{report.weights}")


LEARNED = {"intents": _train_intents, "issues": _train_issues, "threads": _train_threads}


@click.group(help="言葉の読み取りを学習する・測る")
def language() -> None:
    pass


@language.command(
    help="付属の文例（intents 意図、issues 課題、threads 話し合い）から学習し、重みを書き直す"
)
@click.argument(
    "what", metavar="[intents|issues|threads]", required=False, type=click.Choice([*LEARNED])
)
def train(what: str | None) -> None:
    for each in LEARNED if what is None else [what]:
        try:
            LEARNED[each]()
        except ImportError:
            raise NoTrainingTools from None
        except BadCorpus as error:
            raise CorpusRefused(str(error)) from None


@language.command("evaluate", help="正解つきの文・課題・スレッド（JSON Lines）で正しさを測る")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--confusion", is_flag=True, help="取り違えの多い意図の組も、件数だけ示す")
def evaluate_file(file: Path, confusion: bool) -> None:
    fields = _first_fields(file)
    if "messages" in fields:
        click.echo(describe_threads(evaluate_threads(_threads(file), thread_summary)))
        return
    if "cluster" in fields:
        click.echo(describe_issues(evaluate_issues(issue_encoder(), _issues(file))))
        return
    sentences = _sentences(file)
    understander = trained_understander()
    evaluation = evaluate(understander, sentences)
    lost = losses(understander, sentences, clean=evaluation.accuracy)
    click.echo(f"{describe(evaluation)}\n\n{describe_losses(lost)}\n")
    click.echo(describe_pace(milliseconds(understander, sentences)))
    if confusion:
        click.echo(f"\n{describe_confusions(evaluation)}")


def _first_fields(file: Path) -> frozenset[str]:
    """Of its first line: they tell of what it has the answers."""
    try:
        with file.open("rb") as lines:
            first = orjson.loads(next((line for line in lines if line.strip()), b"{}"))
    except (OSError, orjson.JSONDecodeError):
        return frozenset()
    return frozenset(first) if isinstance(first, dict) else frozenset()


def _threads(file: Path) -> tuple[ToldThread, ...]:
    """Raises CorpusRefused."""
    try:
        return read_threads([file])
    except BadCorpus as error:
        raise CorpusRefused(str(error)) from None


def _issues(file: Path) -> tuple[ToldIssue, ...]:
    """Raises CorpusRefused."""
    try:
        return read_issues([file])
    except BadCorpus as error:
        raise CorpusRefused(str(error)) from None


def _sentences(file: Path) -> tuple[Sentence, ...]:
    """At least one. Raises CorpusRefused."""
    try:
        sentences = read_sentences([file])
    except BadCorpus as error:
        raise CorpusRefused(str(error)) from None
    except (OSError, UnicodeDecodeError):
        raise CorpusRefused(f"{file} を開けません。UTF-8のファイルか確かめてください。") from None
    if not sentences:
        raise CorpusRefused(f"{file} に文がありません。")
    return sentences


@language.command(
    help="検索に使う言葉のベクトルを、先に用意しておく（なければ初めて使うときに作る）"
)
def vectors() -> None:
    if word_vectors() is None:
        raise NoVectors
    if not cache_file().exists():
        raise NoPlace
    click.echo(f"言葉のベクトルがあります：{cache_file()}")


@language.command(
    "corrections", help="採用した読み違いの記録を、学習用の文（JSON Lines）に書き出す"
)
@click.argument("file", metavar="FILE.jsonl", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="同じ名前のファイルを置き換える")
@policy_option
def export_corrections(file: Path, overwrite: bool, policy_name: str | None) -> None:
    check_target(file, overwrite=overwrite, endings=(".jsonl",))
    accepted = run_async(_accepted(settings_with(policy_name)))
    check_target(file, overwrite=overwrite, endings=(".jsonl",))
    write_whole(file, b"".join(_line(entry) for entry in accepted))
    click.echo(f"採用した記録{len(accepted)}件を {file} に書き出しました。")


async def _accepted(settings: Settings) -> tuple[Correction, ...]:
    async with open_deployment(settings) as deployment:
        organization_id = deployment.organization.id
        async with deployment.database.read() as session:
            return await corrections(
                session, organization_id=organization_id, review=Review.ACCEPTED
            )


def _line(entry: Correction) -> bytes:
    """As ``language/corpus/`` has its sentences."""
    return orjson.dumps({"text": entry.text, "intent": entry.meant}) + b"\n"
