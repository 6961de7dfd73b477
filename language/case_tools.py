"""What improvements are made with, found in what people write."""

import re
import unicodedata

_TOOLS = (
    *("RPA", "WinActor", "UiPath", "BizRobo!", "Excel", "マクロ", "VBA", "VLOOKUP", "XLOOKUP"),
    *(
        "ピボットテーブル",
        "パワークエリ",
        "Power Query",
        "Power Automate",
        "Power BI",
        "Power Apps",
    ),
    *(
        "Access",
        "PowerPoint",
        "OneDrive",
        "SharePoint",
        "Planner",
        "Teams",
        "Slack",
        "Zoom",
        "Webex",
    ),
    *(
        "LoGoフォーム",
        "LoGoチャット",
        "Googleフォーム",
        "Microsoft Forms",
        "Forms",
        "スプレッドシート",
    ),
    *("kintone", "Notion", "Trello", "Tableau", "Python", "JavaScript", "GAS", "QGIS", "GIS"),
    *("ChatGPT", "Copilot", "生成AI", "AI-OCR", "OCR", "AI議事録", "音声認識", "文字起こし", "AI"),
    *(
        "チャットボット",
        "LINE",
        "QRコード",
        "バーコード",
        "タブレット",
        "スマートフォン",
        "ドローン",
    ),
    *("電子申請", "ぴったりサービス", "マイナポータル", "書かない窓口", "電子決裁", "電子契約"),
    *(
        "オンライン予約",
        "オンライン会議",
        "オンライン申請",
        "Web会議",
        "キャッシュレス決済",
        "キャッシュレス",
    ),
    *(
        "電子マネー",
        "番号発券機",
        "グループウェア",
        "共有フォルダ",
        "チャットツール",
        "差し込み印刷",
    ),
    *("テンプレート", "予約システム", "ノーコード", "ローコード", "BIツール", "フォーム", "関数"),
    *("セルフレジ", "二次元コード", "センサー", "IoT", "ウェアラブルカメラ", "ホームページ"),
)
_LESS = frozenset({"AI", "ホームページ", "フォーム", "文字起こし"})
"""Named only where nothing that says more is: 「AI議事録で文字起こし」."""


def _spelt(tool: str) -> str:
    """With whatever space or case; ASCII not inside of a longer word: the GIS of 「GIST」."""
    pattern = r"[ -]?".join(re.escape(part) for part in re.split(r"[ -]", tool))
    begins = r"(?<![A-Za-z])" if tool[0].isascii() else ""
    ends = r"(?![A-Za-z])" if tool[-1].isascii() else ""
    return f"{begins}{pattern}{ends}"


_LONGEST_FIRST = sorted(_TOOLS, key=len, reverse=True)
_BEGINS = "".join(sorted({tool[0] for tool in _TOOLS}))
_ANY = re.compile(
    # Most letters begin no tool, which one look at a set tells.
    f"(?=[{re.escape(_BEGINS)}])(?:"
    + "|".join(f"(?P<t{number}>{_spelt(tool)})" for number, tool in enumerate(_LONGEST_FIRST))
    + ")",
    re.IGNORECASE,
)


def tools_named(text: str) -> tuple[str, ...]:
    """In the order in which they are named, each once, as they are usually written."""
    found = dict.fromkeys(
        _LONGEST_FIRST[int(match.lastgroup[1:])]
        for match in _ANY.finditer(unicodedata.normalize("NFKC", text))
        if match.lastgroup
    )
    telling = tuple(tool for tool in found if tool not in _LESS)
    return telling or tuple(found)
