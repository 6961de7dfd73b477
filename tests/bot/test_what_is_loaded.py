"""What the commands have in memory before anybody asks for a file."""

import subprocess
import sys

HEAVY = ("openpyxl", "docx", "pptx", "lxml", "PIL", "cryptography", "sudachipy")
"""Each takes 2 MB and more."""
COMMANDS = ("serve", "digest")


def test_表計算や絵や暗号の部品は使うときに読み込む() -> None:
    """The second command is imported after the first: what both would load is the first's."""
    found = f"*({{*{HEAVY}}} & {{*sys.modules}})"
    asked = "import sys" + "".join(
        f"\nimport bot.commands.{command}\nprint({command!r}, {found})" for command in COMMANDS
    )
    done = subprocess.run((sys.executable, "-c", asked), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*COMMANDS], (
        f"使う関数の中で import してください：{done.stdout.strip()}（benchmarks/README.md「週のまとめ」）"
    )
