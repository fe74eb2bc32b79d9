"""Vectors that are kept between two runs: ten thousand questions take minutes to encode."""

import os
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import numpy as np

from walletdesk.knowledge.retrieval.features import Floats

_AT_ONCE = 500  # texts between two writes of the file: whoever stops it loses no more
_KEY = 16  # bytes that stand for a text


class Encoder(Protocol):
    @property
    def model(self) -> str:
        """Name and version: vectors of two models are never compared."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


class KeptVectors:
    """The port ``Encoder`` again. One file for each model, under ``folder``."""

    def __init__(self, encoder: Encoder, folder: Path, say: Callable[[str], None]) -> None:
        self._encoder = encoder
        self._file = folder / f"vectors-{encoder.model}.npz"
        self._say = say
        self._known = self._read()

    @property
    def model(self) -> str:
        return self._encoder.model

    def encode(self, texts: Sequence[str]) -> Floats:
        missing = list(dict.fromkeys(text for text in texts if _key(text) not in self._known))
        if missing:
            self._say(f"encoding {len(missing):,} texts, once; they are kept in {self._file}")
        for at in range(0, len(missing), _AT_ONCE):
            part = missing[at : at + _AT_ONCE]
            vectors = self._encoder.encode(part)
            self._known |= {_key(text): vector for text, vector in zip(part, vectors, strict=True)}
            self._write()
        return np.stack([self._known[_key(text)] for text in texts])

    def _read(self) -> dict[bytes, Floats]:
        if not self._file.is_file():
            return {}
        with np.load(self._file) as kept:
            return {bytes(key): vector for key, vector in zip(kept["keys"], kept["vectors"], strict=True)}

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, _KEY)
        beside = self._file.with_suffix(f".{os.getpid()}.npz")
        np.savez(beside, keys=keys, vectors=np.stack(list(self._known.values())))
        beside.replace(self._file)


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_KEY).digest()
