"""``make looks``: a contact sheet of every card example, drawn by the libraries of the platforms.

For a person to look at; nothing at run time needs it. Needs Node.js with npm, and Chromium with
Japanese and emoji fonts (Debian: ``chromium fonts-noto-cjk fonts-noto-color-emoji``).
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.preview.examples import Example, examples
from cards.elements import Card, Form
from cards.renderers import slack, slack_form, teams, teams_form
from cards.renderers.slack_blocks import Block

HERE = Path(__file__).parent
_PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>見本帳</title>
<link rel="stylesheet" href="sheet.css"><style>
body {{ font-family: "Noto Sans CJK JP", "Noto Color Emoji", sans-serif; margin: 16px; width: 1280px }}
section {{ border-top: 1px solid #999; padding: 8px 0 }}
h2 {{ font-size: 14px; color: #555 }}
.columns {{ display: grid; grid-template-columns: 1fr 1fr; gap: 24px; align-items: start }}
.teams > * {{ border: 1px solid #ddd; border-radius: 4px; margin-bottom: 8px; padding: 8px }}
</style><body><script>window.EXAMPLES = {examples}</script><script src="sheet.js"></script></body></html>
"""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _bundle(folder)
    drawn = [_drawn(number, example) for number, example in enumerate(examples())]
    # "</" would end the script.
    written = json.dumps(drawn, ensure_ascii=False).replace("</", "<\\/")
    page = folder / "index.html"
    page.write_text(_PAGE.format(examples=written), "utf-8")
    _photograph(page, [str(each["id"]) for each in drawn])


def _drawn(number: int, example: Example) -> dict[str, object]:
    on_slack, on_teams = _on_both(example.shown)
    return {
        "id": f"example-{number:02}",
        "name": f"{example.file} {example.name}",
        "slack": on_slack,
        "teams": on_teams,
    }


def _on_both(shown: Card | Form) -> tuple[list[Block], list[Block]]:
    match shown:
        case Card():
            return list(slack.render(shown)), list(teams.render(shown))
        case Form():
            return [slack_form.render_form(shown)], [teams_form.render_form(shown)]


def _bundle(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm がありません。Node.js を入れてください。")
    for name in ("package.json", "package-lock.json", "sheet.jsx"):
        shutil.copy(HERE / name, folder)
    subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=folder, check=True)
    esbuild = Path("node_modules", ".bin", "esbuild")
    options = ("--bundle", "--jsx=automatic", "--log-level=warning", "--outfile=sheet.js")
    subprocess.run([esbuild, "sheet.jsx", *options], cwd=folder, check=True)


def _photograph(page: Path, ids: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        tab = browser.new_page(viewport={"width": 1320, "height": 900})
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        tab.goto(page.resolve().as_uri())
        tab.wait_for_selector(f"body[data-drawn='{len(ids)}']")
        tab.screenshot(path=str(page.with_name("all.png")), full_page=True)
        for name in ids:
            tab.locator(f"#{name}").screenshot(path=str(page.with_name(f"{name}.png")))
        browser.close()
    if errors:
        sys.exit("描けないものがありました：\n" + "\n".join(errors))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/looks"))
