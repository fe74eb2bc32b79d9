"""The tables of the staff."""

from typing import Final

import sqlalchemy as sa

from walletdesk.platform.db import Text, Whole, on_engine, table

AGENT = table(
    "agent",
    sa.Column("id", Text, primary_key=True),
    sa.Column("login", Text, nullable=False, unique=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("role", Text, nullable=False),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("teams", Text, nullable=False),  # JSON: ids
    sa.Column("skills", Text, nullable=False),  # JSON: name to level
    sa.Column("languages", Text, nullable=False),  # JSON: codes, best first
    sa.Column("capacity", Whole, nullable=False),
    sa.Column("active", Whole, nullable=False),
    sa.Column(
        "password_hash", Text, nullable=False, server_default=""
    ),  # "" until an invitation was accepted
)
TEAM = table(
    "team",
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False, unique=True),
)
AVAILABILITY = table(
    "agent_availability",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("state", Text, nullable=False),
    sa.Column("since", Whole, nullable=False),
    sa.Column("reason", Text, nullable=False),
)
SPELL = table(  # where agents were, and why: each availability there ever was
    "agent_spell",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("began_at", Whole, primary_key=True, autoincrement=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    sa.Column("ended_at", Whole),
)
sa.Index("agent_spell_began", SPELL.c.began_at)
PAUSE = table(
    "pause_reason",
    sa.Column("code", Text, primary_key=True),
    sa.Column("place", Whole, nullable=False),  # below 0: it can be chosen no more
    sa.Column("en", Text, nullable=False),
    sa.Column("zh", Text, nullable=False),
)
SESSION = table(
    "agent_session",
    sa.Column("id", Text, primary_key=True),
    sa.Column("secret_hash", Text, nullable=False, unique=True),
    sa.Column("agent", Text, nullable=False, index=True),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("seen_at", Whole, nullable=False),
    sa.Column("expires_at", Whole, nullable=False, index=True),
    sa.Column("browser", Text, nullable=False),
)
INVITATION = table(
    "agent_invitation",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("token_hash", Text, nullable=False, unique=True),
    sa.Column("expires_at", Whole, nullable=False),
)
AUDIT = table(
    "audit",
    sa.Column("number", Whole, primary_key=True, autoincrement=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("actor", Text, nullable=False),
    sa.Column("action", Text, nullable=False),
    sa.Column("target", Text, nullable=False),
    sa.Column("details", Text, nullable=False),  # JSON
    sa.Column("seal", Text, nullable=False),
)
sa.Index("audit_actor", AUDIT.c.actor, AUDIT.c.number)
sa.Index("audit_target", AUDIT.c.target, AUDIT.c.number)
AUDIT_END = table(
    "audit_end",
    sa.Column("one", Whole, primary_key=True, autoincrement=False),  # always 1: there is one end
    sa.Column("number", Whole, nullable=False),
    sa.Column("seal", Text, nullable=False),
)

# What makes the audit append-only in the database itself; a migration that makes the table runs these too.
APPEND_ONLY: Final = {
    "sqlite": (
        "create trigger audit_no_update before update on audit "
        "begin select raise(abort, 'audit rows are never changed'); end",
        "create trigger audit_no_delete before delete on audit "
        "begin select raise(abort, 'audit rows are never removed'); end",
    ),
    "postgresql": (
        "create function audit_refuse() returns trigger language plpgsql as "
        "$$ begin raise exception 'audit rows are never changed or removed'; end $$",
        "create trigger audit_no_change before update or delete or truncate on audit "
        "for each statement execute function audit_refuse()",
    ),
}
for _engine, _lines in APPEND_ONLY.items():
    on_engine(_engine, *_lines)
