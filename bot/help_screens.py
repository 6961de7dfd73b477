"""click's own words on the ``--help`` screens, in Japanese."""

import re
from collections.abc import Iterable

import click

_HEADINGS = {"Options": "オプション", "Commands": "コマンド"}
_IN_USAGE = {
    "[OPTIONS]": "[オプション]",
    "COMMAND [ARGS]...": "コマンド [引数]…",
}
_OF_HELP_OPTION = "Show this message and exit."
_EXTRA = re.compile(r"(?:^|  )\[([^\[\]]+)\]$")
"""What click puts behind an option's help: ``[default: 100; 1<=x<=10000]``."""


class JapaneseHelp(click.HelpFormatter):
    """What the commands say of themselves is in Japanese already. A word of click's that is not known
    here stays as it is.
    """

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, japanese in _IN_USAGE.items():
            args = args.replace(english, japanese)
        super().write_usage(prog, args, "使い方： " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [(term, _in_japanese(words)) for term, words in rows]
        super().write_dl(said, col_max, col_spacing)


def _in_japanese(words: str) -> str:
    if words == _OF_HELP_OPTION:
        return "この説明を表示して終わる"
    return _EXTRA.sub(_extra, words)


def _extra(found: re.Match[str]) -> str:
    said = "、".join(map(_one_extra, found[1].split("; ")))
    return f"（{said}）"


def _one_extra(english: str) -> str:
    if english == "required":
        return "必須"
    in_range = re.sub(r"^(\d+)<=x<=(\d+)$", r"\1〜\2", english)
    return re.sub(r"^default: ", "既定は ", in_range)
