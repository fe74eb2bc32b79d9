"""The two tables of routing."""

import sqlalchemy as sa

from walletdesk.platform.db import Text, Whole, table

ENTRY = table(
    "queue_entry",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("pool", Text, nullable=False),
    sa.Column("team", Text, nullable=False),
    sa.Column("skill", Text, nullable=False),
    sa.Column("level", Whole, nullable=False),
    sa.Column("language", Text, nullable=False),
    sa.Column("priority", Text, nullable=False),
    sa.Column("entered_at", Whole, nullable=False),
    sa.Column("asked_at", Whole, nullable=False),
    sa.Column("decided_at", Whole, nullable=False),
    sa.Column("rank_at", Whole),  # only while in line: that keeps what is long over out of every count
    sa.Column("state", Text, nullable=False),
    sa.Column("agent", Text),
    sa.Column("offer_until", Whole),
    sa.Column("passed", Text, nullable=False),  # agent ids, comma between
    sa.Column("preferred", Text),
    sa.Column("away_since", Whole),
    sa.Column("left_at", Whole),
    sa.Column("left_reason", Text, nullable=False),
    sa.Column("joined_at", Whole),  # when this wait began, where, and what was told then
    sa.Column("joined_place", Whole),
    sa.Column("joined_agents", Whole),
    sa.Column("told_low", Whole),
    sa.Column("told_high", Whole),
    sa.Column("told_expected", Whole),  # milliseconds
    sa.Column("channel", Text, nullable=False, server_default=""),
    sa.Column("weight", Whole, nullable=False, server_default="100"),  # hundredths of a conversation
    sa.Column("overflowed_at", Whole),
    sa.Column("suggested_at", Whole),
)
IN_LINE = ENTRY.c.rank_at.is_not(None)
sa.Index(
    "queue_entry_line",
    ENTRY.c.pool,
    ENTRY.c.rank_at,
    ENTRY.c.conversation,
    ENTRY.c.weight,  # so that a queue is weighed along the index
    sqlite_where=IN_LINE,
    postgresql_where=IN_LINE,
)
sa.Index(  # how long the longest has waited is not told by the order of the line
    "queue_entry_longest",
    ENTRY.c.pool,
    ENTRY.c.entered_at,
    sqlite_where=IN_LINE,
    postgresql_where=IN_LINE,
)
sa.Index(
    "queue_entry_agent",
    ENTRY.c.agent,
    sqlite_where=ENTRY.c.agent.is_not(None),
    postgresql_where=ENTRY.c.agent.is_not(None),
)
sa.Index("queue_entry_contact", ENTRY.c.contact)

LOAD = table(
    "agent_load",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("open", Whole, nullable=False),
    sa.Column("units", Whole, nullable=False, server_default="0"),  # what the open ones weigh, in hundredths
    sa.Column("online", Whole, nullable=False),
    sa.Column("missed", Whole, nullable=False),  # offers in a row
    sa.Column("missed_ever", Whole, nullable=False),
    sa.Column("last_given_at", Whole),
    sa.Column("gone_since", Whole),
)
