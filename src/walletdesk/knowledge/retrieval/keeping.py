"""Vectors that were made once: of phrasings in a file, of questions the latest thousand in memory.

A file holds the vectors of one model, found by the text they were made of, in whole numbers of eight bits.
What is shipped with the starter articles is such a file; what an installation makes lies in its data folder.
"""

import asyncio
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

import numpy as np

from walletdesk.knowledge.retrieval.cutting import spelled
from walletdesk.knowledge.retrieval.embedding import Asked, Embedder, Vectors

_QUESTIONS = 1000
_AT_A_TIME = 8  # phrasings between two looks at who else waits
_STEPS = 127  # of eight bits, beside zero

_log = logging.getLogger(__name__)


class KeptVectors:
    """``shipped`` is only read. Without ``own`` nothing is written."""

    def __init__(self, embedder: Embedder, *, shipped: Path | None = None, own: Path | None = None) -> None:
        self._embedder = embedder
        self._shipped, self._own = shipped, own
        self._known: dict[int, Vectors] | None = None
        self._new: dict[int, Vectors] = {}
        self._writing = Lock()

    @property
    def model(self) -> str:
        return self._embedder.model

    def missing(self, texts: Sequence[str]) -> list[str]:
        known = self._all()
        return list(dict.fromkeys(text for text in texts if key_of(text) not in known))

    def of(self, texts: Sequence[str]) -> Vectors:
        """Of texts none of which is missing."""
        known = self._all()
        return np.stack([known[key_of(text)] for text in texts])

    def mean(self) -> Vectors:
        """What all texts have in common, as far as is known."""
        return np.asarray(np.mean(list(self._all().values()), axis=0), np.float32)

    def only(self, texts: Sequence[str]) -> dict[int, Vectors]:
        """Of texts none of which is missing, by what ``write`` finds them again."""
        return {key_of(text): self._all()[key_of(text)] for text in texts}

    async def learn(self, texts: Sequence[str]) -> None:
        """They are known from now on, whatever becomes of the file."""
        missing = await asyncio.to_thread(self.missing, texts)
        for at in range(0, len(missing), _AT_A_TIME):
            some = missing[at : at + _AT_A_TIME]
            made = dict(zip(map(key_of, some), await self._embedder.encode(some), strict=True))
            self._all().update(made)
            self._new.update(made)
        if missing and self._own:
            await asyncio.to_thread(self._save, self._own)

    def _save(self, file: Path) -> None:
        with self._writing:  # whoever comes second writes what is new of both
            try:
                write(file, self.model, {**read(file, self.model), **self._new})
            except OSError as failure:  # a full disk costs a restart, not an answer
                _log.warning("Vectors not kept, the next start makes them anew: %s", failure)

    def _all(self) -> dict[int, Vectors]:
        if self._known is None:
            shipped = _shipped(self._shipped, self.model) if self._shipped else {}
            self._known = shipped | (read(self._own, self.model) if self._own else {})
        return self._known


class Remembering:
    """An embedder that is asked the same thing twice and works once."""

    def __init__(self, embedder: Embedder, *, most: int = _QUESTIONS) -> None:
        self._embedder, self._most = embedder, most
        self._asked: OrderedDict[int, Asked] = OrderedDict()

    @property
    def model(self) -> str:
        return self._embedder.model

    async def encode(self, texts: Sequence[str]) -> Vectors:
        return await self._embedder.encode(texts)

    async def ask(self, question: str) -> Asked:
        key = key_of(question)  # not the words themselves: they need not lie in memory
        if (found := self._asked.get(key)) is None:
            found = self._asked[key] = await self._embedder.ask(question)
        self._asked.move_to_end(key)
        while len(self._asked) > self._most:
            self._asked.popitem(last=False)
        return found


@cache
def _shipped(file: Path, model: str) -> dict[int, Vectors]:
    """Once in a process: it never changes."""
    return read(file, model)


def read(file: Path, model: str) -> dict[int, Vectors]:
    """Nothing of a file that is not there, is broken, or is of another model: it is made anew."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            if str(held["model"]) != model:
                return {}
            rows = held["rows"].astype(np.float32)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
            return dict(zip(held["keys"].tolist(), rows, strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def write(file: Path, model: str, vectors: dict[int, Vectors]) -> None:
    """In eight bits: the direction is what counts, and it moves by less than half a degree."""
    keys = sorted(vectors)
    rows = np.stack([vectors[key] for key in keys])
    small = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True) * _STEPS).astype(np.int8)
    stored(file, model=np.array(model), keys=np.array(keys, np.uint64), rows=small)


def stored(file: Path, **arrays: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> None:
    """All of it or nothing: whoever reads meanwhile reads what was there before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".npz", delete=False) as draft:
        try:
            np.savez_compressed(draft, allow_pickle=False, **arrays)
            draft.close()
            os.replace(draft.name, file)
        except BaseException:
            os.unlink(draft.name)
            raise


def key_of(text: str) -> int:
    """Of the spelling that is encoded: a vector is made anew where a table of words changes what is read."""
    return int.from_bytes(blake2b(spelled(text).encode(), digest_size=8).digest(), "big")
