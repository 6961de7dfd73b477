"""What the house promises of itself: where things are, how large they grow, what ships."""

import ast
import re
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click import Context
from hatchling.builders.wheel import WheelBuilder

from bot.cli import kakehashi
from bot.commands.settings import with_table
from bot.settings import PREFIX, Settings
from cards.elements import Card, Form

PROJECT = Path(__file__).parents[1]
PACKAGES = (
    "bot",
    "handlers",
    "cards",
    "language",
    "scheduler",
    "storage",
    "domain",
    "policies",
    "samples",
    "benchmarks",
)
PARTS_OF_CARDS = frozenset(
    {
        "__init__",
        "elements",
        "wording",
        "reasons",
        "case_body",
        "case_words",
        "issue_belongs",
        "last_progress",
        "delivery_reasons",
        "open_draft",
        "pictures",
        "charts",
        "digest_charts",
        "digest_edition_words",
        "kpi_charts",
        "personal_data",
        "message_words",
        "next_reminder",
        "told_turns",
        "example_values",
        "example_charts",
        "example_digest",
        "example_editions",
        "example_exchange",
        "example_issues",
        "example_groups",
        "example_measures",
        "example_countermeasures",
        "countermeasure_told",
        "example_kpis",
    }
)
"""Files of cards/ that hold words only, of several cards or of a command, and no card."""
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_DECISION = 320, 60, 40
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
NOT_OURS = frozenset({"data", "build", "dist"})


def _files(suffixes: str) -> Iterator[Path]:
    """The project's files whose suffix is in ``suffixes``, whether git knows them yet or not."""
    tops = [p for p in PROJECT.iterdir() if p.name not in NOT_OURS and p.name[0] != "."]
    for top in [*tops, PROJECT / ".ci"]:
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.is_file() and (path.suffix or path.name) in suffixes.split():
                yield path


def _sources() -> Iterator[Path]:
    """Python files that people write, without the tests."""
    for package in PACKAGES:
        yield from (p for p in (PROJECT / package).rglob("*.py") if "versions" not in p.parts)


def _named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("folder", [*PACKAGES, "tests", "deploy", "docs/decisions"])
def test_約束した配置がある(folder: str) -> None:
    assert (PROJECT / folder).is_dir(), f"フォルダー {folder}/ がありません。"


@pytest.mark.parametrize(
    "module",
    sorted({path.stem for path in (PROJECT / "cards").glob("*.py")} - PARTS_OF_CARDS),
)
def test_どのカードにも見本がある(module: str) -> None:
    examples = getattr(import_module(f"cards.{module}"), "EXAMPLES", {})
    assert examples, (
        f"カード {module} に EXAMPLES がありません。cards/{module}.py に追加してください。"
    )
    for name, example in examples.items():
        assert isinstance(example, Card | Form), (
            f"cards/{module}.py の EXAMPLES『{name}』をカードかフォームにしてください。"
        )


def test_長すぎるファイルがない() -> None:
    long = {
        _named(path): lines
        for path in _sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"{LONGEST_FILE}行を超えました。名詞ひとつのファイルに分けてください：{long}"


def test_長すぎる関数がない() -> None:
    long = {
        f"{_named(path)}:{node.lineno} {node.name}": lines
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long, f"{LONGEST_FUNCTION}行を超えました。段落ごとに関数へ分けてください：{long}"


def test_やり残しの印がない() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    marked = [
        f"{_named(path)}:{number}"
        for path in _files(".py .js .css .html .md .yaml .toml .mako Makefile Dockerfile run")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    assert not marked, f"やり残しの印は課題に書き、ここでは片づけてください：{marked}"


def test_どこかの機械の場所や配布元のアドレスが書かれていない() -> None:
    # In halves, so that this file is not found itself.
    places = re.compile(
        "|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "pypi" + r"\.org"))
        + "|python" + "hosted"
    )  # fmt: skip
    found = [
        f"{_named(path)}:{number}"
        for path in _files(".py .js .css .html .md .yaml .toml .lock .mako Makefile Dockerfile run")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if places.search(line)
    ]
    assert not found, f"その機械だけの場所やアドレスを消してください：{found}"


def _requirements(lock: str) -> dict[str, str]:
    """Name to the whole entry: version, marker and hashes."""
    entries = re.split(r"(?m)^(?=\w)", (PROJECT / lock).read_text(encoding="utf-8"))
    return {entry.partition("==")[0]: entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("lock", LOCKS)
def test_ロックのどの行にもハッシュがありアドレスがない(lock: str) -> None:
    requirements = _requirements(lock)
    assert requirements
    without = [name for name, entry in requirements.items() if "--hash=sha256:" not in entry]
    assert not without, f"ハッシュがありません。make lock で作り直してください：{without}"
    assert "://" not in (PROJECT / lock).read_text(encoding="utf-8")


def test_ロックはpyprojectの依存をすべて含み三つの版がそろっている() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = {re.split(r"[\[><=,]", d)[0] for d in project["project"]["dependencies"]}
    run, dev, build = (_requirements(lock) for lock in LOCKS)
    assert direct <= run.keys(), f"make lock を実行してください：{direct - run.keys()}"
    differing = {name for name, entry in (run | build).items() if dev.get(name) != entry}
    assert not differing, f"make lock を実行してください：{differing}"


def test_READMEは二つのコマンドから始まる() -> None:
    head = (PROJECT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert [line.split()[:2] for line in head.strip().splitlines()] == [
        ["make", "demo"],
        ["make", "test"],
    ]


def test_READMEのコマンドの表と実際のコマンドが同じである() -> None:
    table = re.findall(r"(?m)^\| `kakehashi ([\w-]+)", (PROJECT / "README.md").read_text("utf-8"))
    commands = kakehashi.list_commands(Context(kakehashi))
    assert sorted(set(table)) == sorted(commands)


def test_READMEの設定の表はプログラムから書かれたままである() -> None:
    readme = PROJECT / "README.md"
    text = readme.read_text(encoding="utf-8")
    assert text == with_table(text, readme), "make docs を実行してください。"


@pytest.mark.parametrize("document", ["README.md", "deploy/kakehashi.env.example"])
def test_設定はすべて説明されている(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    missing = [n for f in Settings.model_fields if (n := f"{PREFIX}{f.upper()}") not in text]
    assert not missing, f"{document} に設定の説明を足してください：{missing}"


@pytest.mark.parametrize("path", sorted((PROJECT / "docs/decisions").glob("*.md")), ids=_named)
def test_決定の記録は短く三つの節がある(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (\w+)", text) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= LONGEST_DECISION


def test_配布物に方針や画面や重みなどのファイルがすべて入る(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(PROJECT)).build(directory=str(tmp_path)))
    shipped = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        _named(path)
        for package in PACKAGES
        if package != "benchmarks"
        for path in (PROJECT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - shipped == set(), "pyproject.toml の tool.hatch を直してください。"
    assert {"policies/shimonoseki.yaml", "language/weights/intents.npz"} <= shipped
