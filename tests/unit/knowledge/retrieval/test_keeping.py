"""Vectors are made once for a text and a model, kept in little room, and made anew when either changes."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from walletdesk.knowledge.retrieval import keeping
from walletdesk.knowledge.retrieval.embedding import Asked, Vectors
from walletdesk.knowledge.retrieval.keeping import KeptVectors, read, write


class Dice:
    """Gives each text a direction of its own, and counts."""

    def __init__(self, model: str = "dice-1") -> None:
        self.model = model
        self.made: list[str] = []

    async def encode(self, texts: Sequence[str]) -> Vectors:
        self.made += texts
        return np.stack([self._one(text) for text in texts])

    async def ask(self, question: str) -> Asked:
        return Asked(self._one(question)[None, :], (1,))

    def _one(self, text: str) -> Vectors:
        row = np.random.default_rng(len(text) + ord(text[0])).normal(size=384)
        return np.asarray(row / np.linalg.norm(row), np.float32)


TEXTS = [f"{letter} phrasing" for letter in "abcdefghijklmnopqrst"]


async def test_a_restart_makes_nothing_anew(tmp_path: Path) -> None:
    own = tmp_path / "vectors" / "dice-1.npz"
    await KeptVectors(Dice(), own=own).learn(TEXTS)
    again = Dice()
    kept = KeptVectors(again, own=own)
    assert kept.missing([*TEXTS, "new"]) == ["new"]
    await kept.learn([*TEXTS, "new"])
    assert again.made == ["new"]
    assert KeptVectors(Dice(), own=own).missing([*TEXTS, "new"]) == []


async def test_eight_bits_keep_the_direction(tmp_path: Path) -> None:
    own = tmp_path / "dice.npz"
    await KeptVectors(Dice(), own=own).learn(TEXTS)
    kept = KeptVectors(Dice(), own=own).of(TEXTS)
    exact = await Dice().encode(TEXTS)
    assert (kept * exact).sum(axis=1).min() > 0.9995
    assert own.stat().st_size < len(TEXTS) * 500


async def test_vectors_of_another_model_are_made_anew(tmp_path: Path) -> None:
    own = tmp_path / "dice.npz"
    await KeptVectors(Dice(), own=own).learn(TEXTS)
    other = KeptVectors(Dice("dice-2"), own=own)
    assert other.missing(TEXTS) == TEXTS
    await other.learn(TEXTS)
    assert read(own, "dice-1") == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
async def test_a_broken_file_costs_time_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "dice.npz"
    own.write_bytes(content)
    kept = KeptVectors(Dice(), own=own)
    await kept.learn(TEXTS)
    assert kept.missing(TEXTS) == []
    assert len(read(own, "dice-1")) == len(TEXTS)


async def test_what_is_shipped_is_only_read(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped.npz"
    await KeptVectors(Dice(), own=shipped).learn(TEXTS)
    before = shipped.read_bytes()
    dice = Dice()
    await KeptVectors(dice, shipped=shipped).learn([*TEXTS, "new"])
    assert dice.made == ["new"]
    assert shipped.read_bytes() == before


def test_two_who_write_leave_one_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "v.npz"
    for value in (1.0, 2.0):
        write(file, "m", {1: np.full(4, value, np.float32)})
    assert list(tmp_path.iterdir()) == [file]


async def test_a_full_disk_costs_no_vector_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    own = tmp_path / "dice.npz"
    kept = KeptVectors(Dice(), own=own)
    with monkeypatch.context() as disk:
        disk.setattr(np, "savez_compressed", full)
        await kept.learn(TEXTS)
    assert kept.missing(TEXTS) == []
    assert os.listdir(tmp_path) == []
    await kept.learn(["new"])
    assert len(read(own, "dice-1")) == len(TEXTS) + 1


async def test_nobody_waits_for_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote: list[threading.Thread] = []
    real = write

    def noted(file: Path, model: str, vectors: dict[int, Vectors]) -> None:
        wrote.append(threading.current_thread())
        real(file, model, vectors)

    monkeypatch.setattr(keeping, "write", noted)
    await KeptVectors(Dice(), own=tmp_path / "dice.npz").learn(TEXTS)
    assert wrote
    assert threading.main_thread() not in wrote
