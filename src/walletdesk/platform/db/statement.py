"""SQL text and parameter order, compiled once from SQLAlchemy Core; no SQLAlchemy at run time."""

from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.dialects.sqlite.dml import OnConflictClause

# PostgreSQL's compiler also asks for a named constraint, which SQLite's clause does not have. Saying "none"
# here lets
# one `insert` serve both engines without loading PostgreSQL's dialect where it is not used.
OnConflictClause.constraint_target = None  # type: ignore[attr-defined]

__all__ = ["Compiled", "Statement", "insert", "statement"]


class Compiled:
    """What a raw driver needs: the text, and which value goes to which place."""

    __slots__ = ("_constants", "_order", "_pick", "sql")

    def __init__(self, source: sa.ClauseElement, dialect: sa.Dialect) -> None:
        compiled = source.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(compiled)
        self._order: tuple[str, ...] = tuple(getattr(compiled, "positiontup", None) or ())
        # SQLAlchemy adds parameters of its own (literals, SQLite's OFFSET): their values travel with us
        binds = {name: compiled.binds[name] for name in self._order}  # type: ignore[attr-defined]
        self._constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        self._pick = itemgetter(*self._order) if len(self._order) > 1 else None  # of one it gives no tuple

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Values in the order of the text. A missing one is a KeyError, which names it."""
        known = {**self._constants, **values} if self._constants else values
        if self._pick is not None:
            picked: tuple[Any, ...] = self._pick(known)
            return picked
        return tuple([known[name] for name in self._order])


class Statement:
    """One statement for both engines. Compiled on first use, so that a start pays only for what it runs."""

    def __init__(self, source: sa.ClauseElement) -> None:
        self._source = source

    @cached_property
    def sqlite(self) -> Compiled:
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - only the engine in use is loaded

        return Compiled(self._source, sqlite.dialect())

    @cached_property
    def postgresql(self) -> Compiled:
        from sqlalchemy.dialects.postgresql import asyncpg  # noqa: PLC0415 - only the engine in use is loaded

        return Compiled(self._source, asyncpg.dialect())  # type: ignore[no-untyped-call]


def statement(source: sa.ClauseElement) -> Statement:
    return Statement(source)
