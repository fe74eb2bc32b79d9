"""The tables: what happened, of whom, and what was counted from it. No word of anybody stands in them."""

from collections.abc import Sequence

import sqlalchemy as sa

from walletdesk.platform.db import Text, Whole, table

PARCEL = 100  # how many are named in one statement; unused places repeat the first
_PLACE = ("channel", "inbox", "team", "agent", "language", "topic")

FACT = table(
    "insight_fact",
    sa.Column("about", Text, primary_key=True),
    sa.Column("at", Whole, primary_key=True, autoincrement=False),
    sa.Column("did", Text, primary_key=True),
    sa.Column("key", Text, primary_key=True),
    *(sa.Column(name, Text, nullable=False) for name in _PLACE),
    sa.Column("word", Text, nullable=False),
    sa.Column("value", Whole, nullable=False),
)
ABOUT = table(
    "insight_about",
    sa.Column("about", Text, primary_key=True),
    sa.Column("last_at", Whole, nullable=False),
    sa.Column("mark", Whole, nullable=False),  # moves with each telling
    sa.Column("counted", Whole, nullable=False),  # the mark that was counted
)
IS_STALE = ABOUT.c.mark != ABOUT.c.counted
sa.Index("insight_about_stale", ABOUT.c.about, sqlite_where=IS_STALE, postgresql_where=IS_STALE)
sa.Index("insight_about_last", ABOUT.c.last_at)

FIGURE = table(
    "insight_figure",
    sa.Column("about", Text, primary_key=True),
    sa.Column("number", Whole, primary_key=True, autoincrement=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("day", Whole, nullable=False),  # the date's ordinal, where the installation is
    sa.Column("hour", Whole, nullable=False),
    *(sa.Column(name, Text, nullable=False) for name in _PLACE),
    sa.Column("word", Text, nullable=False),
    sa.Column("value", Whole, nullable=False),
    sa.Column("seconds", Whole),
)
# With all that reports ask for: they read the index alone, which halves their time
COVERED = (
    "kind",
    "day",
    "hour",
    "channel",
    "team",
    "language",
    "topic",
    "word",
    "value",
    "seconds",
    "at",
    "agent",
)
sa.Index("insight_figure_by_day", *(FIGURE.c[name] for name in COVERED))

WHO = [sa.bindparam(f"who_{n}", type_=Text) for n in range(PARCEL)]


def parcels(about: Sequence[str]) -> list[dict[str, str]]:
    """The values of ``WHO``, as many times as it takes."""
    cut = [about[begin : begin + PARCEL] for begin in range(0, len(about), PARCEL)]
    return [{f"who_{n}": part[n] if n < len(part) else part[0] for n in range(PARCEL)} for part in cut]
