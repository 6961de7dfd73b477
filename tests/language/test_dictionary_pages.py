"""The dictionary's pages handed back: nothing is lost, and nothing else is touched."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from benchmarks.resident import of_file_mb
from language import dictionary_pages, words
from language.dictionary_pages import hand_back
from language.words import has_dictionary, words_of

TEXTS = [f"{n}件の申請書を{n}階の窓口で受け付け、台帳に転記して決裁をもらう。" for n in range(40)]


def resident_mb() -> float:
    return of_file_mb(os.getpid(), dictionary_pages._dictionary())


@pytest.fixture(autouse=True)
def _on_linux_with_the_dictionary() -> None:
    if not has_dictionary() or not Path("/proc/self/smaps").exists():
        pytest.skip("SudachiPyの辞書を載せたLinuxでだけ確かめられます")


def test_返すとメモリーから消え_そのあとも同じ言葉が読める() -> None:
    before = [words_of(text) for text in TEXTS]
    most = resident_mb()
    hand_back()
    assert resident_mb() < most / 4
    words._known.clear()
    assert [words_of(text) for text in TEXTS] == before


def test_ほかの人が読んでいるあいだに返しても同じ言葉が読める() -> None:
    before = [words_of(text) for text in TEXTS]
    with ThreadPoolExecutor(2) as threads:
        reading = threads.submit(lambda: [words_of(text) for _ in range(20) for text in TEXTS])
        while not reading.done():
            words._known.clear()
            hand_back()
    assert reading.result() == before * 20


def test_読むだけで分け合う辞書のほかは返さない(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is written to, another file, one that was deleted: of those something could be lost."""
    maps = tmp_path / "maps"
    maps.write_text(
        "1000-2000 r--s 00000000 fe:00 7                   /ある 所/system.dic\n"
        "3000-4000 r--p 00000000 fe:00 7                   /ある 所/system.dic\n"
        "5000-6000 rw-s 00000000 fe:00 7                   /ある 所/system.dic\n"
        "7000-8000 r--s 00000000 fe:00 8                   /ほか/system.dic\n"
        "9000-a000 r--s 00000000 fe:00 7                   /ある 所/system.dic (deleted)\n"
        "b000-c000 rw-p 00000000 00:00 0 \n"
    )
    monkeypatch.setattr(dictionary_pages, "_MAPPINGS", maps)
    monkeypatch.setattr(dictionary_pages, "_dictionary", lambda: "/ある 所/system.dic")
    assert [*dictionary_pages._mapped()] == [(0x1000, 0x2000)]


def test_Linuxでなければ何もしない(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dictionary_pages._madvise.cache_clear()
    monkeypatch.setattr(dictionary_pages, "_MAPPINGS", tmp_path / "ない")
    try:
        words_of(TEXTS[0])
        before = resident_mb()
        hand_back()
        assert resident_mb() == before > 0
    finally:
        dictionary_pages._madvise.cache_clear()


def test_同時に初めて聞かれても辞書は一度しか読み込まない(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two, one would be unloaded while its pages are handed back."""
    loaded: list[None] = []

    @cache
    def slowly() -> None:
        time.sleep(0.05)
        loaded.append(None)

    monkeypatch.setattr(words, "_loaded", slowly)
    with ThreadPoolExecutor(4) as threads:
        [*threads.map(lambda _: words._tokenizer(), range(4))]
    assert len(loaded) == 1
