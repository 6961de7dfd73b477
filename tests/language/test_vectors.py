"""Word vectors out of the wheel: packed, mapped, mended, and done without."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.resident import of_file_mb
from language import vector_file
from language.vector_file import FORMAT, BrokenFile, Packed, cache_file, packed_vectors, read, write
from language.vectors import WordVectors, murmur_hash, word_vectors
from language.words import words_of


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_file()


def small(seed: int = 1, *, words: int = 50, rows: int = 7) -> Packed:
    chance = np.random.default_rng(seed)
    hashes = np.sort(chance.integers(0, 2**63, words).astype(np.uint64) * 2)
    return Packed(
        hashes,
        chance.integers(0, rows, words).astype(np.uint32),
        chance.normal(size=(rows, 300)).astype(np.float16),
    )


def near(one: str, other: str) -> float:
    vectors = word_vectors()
    assert vectors is not None, "ja-ginza がありません。make test で入れてください。"
    meant, compared = vectors.sentence(words_of(one)), vectors.sentence(words_of(other))
    assert meant is not None
    assert compared is not None
    return float(meant @ compared)


def test_意味の近い言葉は遠い言葉より近い() -> None:
    assert near("議事録", "会議録") > near("議事録", "水道") + 0.2
    assert near("電話が多い", "問い合わせが絶えない") > near("電話が多い", "遊具の点検") + 0.1


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="Linuxでだけ確かめられます")
def test_メモリーから返してもベクトルは変わらず_読み込むだけでは載ったままにならない(
    cache: Path,
) -> None:
    assert packed_vectors() is not None
    packed = read(cache)
    assert of_file_mb(os.getpid(), str(cache)) < 1, "確かめるために読んだところは返します"
    table, hashes = packed.table.copy(), packed.hashes.copy()
    assert of_file_mb(os.getpid(), str(cache)) > 10
    packed.hand_back()
    assert of_file_mb(os.getpid(), str(cache)) < 1
    assert np.array_equal(packed.table, table)
    assert np.array_equal(packed.hashes, hashes)


def test_メモリーにあるだけのベクトルは返すものがない() -> None:
    packed = small()
    packed.hand_back()
    assert packed.table.shape == (7, 300)


def test_知らない言葉だけの文には向きがない() -> None:
    vectors = word_vectors()
    assert vectors is not None
    assert vectors.sentence(words_of("")) is None
    assert vectors.sentence(words_of("を")) is None


def test_ハッシュはspaCyと同じである() -> None:
    # Of spaCy 3.8: spacy.strings.hash_string("coffee"), as its documentation has it.
    assert murmur_hash(b"coffee") == 3197928453018144401


def test_初めて使うときに作り次からはそれを読む(cache: Path) -> None:
    first = packed_vectors()
    assert first is not None
    made = cache.stat()
    again = packed_vectors()
    assert again is not None
    assert cache.stat() == made
    assert made.st_mode & 0o444 == 0o444
    assert np.array_equal(first.rows, again.rows)


@pytest.mark.parametrize(
    "broken",
    [b"", b"not json", b"{}\n", b"x" * 5000],
    ids=["空", "読めない", "見出しだけ", "ほかのもの"],
)
def test_壊れたファイルは作り直される(broken: bytes, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_bytes(broken)
    assert packed_vectors() is not None
    assert len(read(cache).hashes) > 400_000


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_一字でも変わったファイルは読まれない(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("changed") / "x.vectors"
    write(small(), file)
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(256, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    with pytest.raises(BrokenFile):
        read(file)


def test_途中で切れたファイルは読まれない(tmp_path: Path) -> None:
    file = tmp_path / "x.vectors"
    write(small(), file)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BrokenFile):
        read(file)


def test_同時に書いてもどちらかのファイルがまるごと残る(tmp_path: Path) -> None:
    file, made = tmp_path / "x.vectors", [small(seed) for seed in (1, 2)]

    def write_often(packed: Packed) -> None:
        for _ in range(20):
            write(packed, file)

    threads = [threading.Thread(target=write_often, args=(each,)) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert any(np.array_equal(read(file).hashes, each.hashes) for each in made)
    assert [*tmp_path.iterdir()] == [file]


def test_書けない場所でも使える(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    packed = packed_vectors()
    assert packed is not None
    assert len(packed.hashes) > 400_000
    assert not cache_file().exists()


def test_ホイールがなければベクトルなしになる(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "PACKAGE", "no_such_package")
    assert packed_vectors() is None


def test_ホイールの中身が違えばベクトルなしになる(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key2row").write_bytes(b"\x01")
    (tmp_path / "vectors").write_bytes(b"x")
    monkeypatch.setattr(vector_file, "_source", lambda: tmp_path)
    assert packed_vectors() is None


def test_ファイル名には形の番号が入る() -> None:
    assert cache_file().name.endswith(f"-{FORMAT}.vectors")


def test_引けない言葉は正規化した形から順に探す() -> None:
    (word,) = words_of("しゃしん")
    hashes = np.array([murmur_hash("写真".encode())], dtype=np.uint64)
    packed = Packed(hashes, np.array([0], np.uint32), np.ones((1, 300), np.float16))
    vectors = WordVectors(packed, np.zeros(300, np.float32))
    assert vectors.vector(word) is not None
    assert vectors.vector(words_of("電話")[0]) is None
