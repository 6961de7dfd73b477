"""What the commands have in memory before anybody asks for a file."""

import subprocess
import sys

import pytest

HEAVY = ("openpyxl", "docx", "pptx", "lxml", "PIL", "cryptography", "sudachipy")
"""Each takes 2 MB and more."""


@pytest.mark.parametrize("command", ["serve", "digest"])
def test_表計算や絵や暗号の部品は使うときに読み込む(command: str) -> None:
    asked = f"import sys, bot.commands.{command}; print(*({{*{HEAVY}}} & {{*sys.modules}}))"
    done = subprocess.run((sys.executable, "-c", asked), capture_output=True, text=True, check=True)
    assert done.stdout.split() == [], (
        f"使う関数の中で import してください：{done.stdout.strip()}（benchmarks/README.md「週のまとめ」）"
    )
