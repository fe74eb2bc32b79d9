"""The first shape: engine, people, conversations and what happens around them."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "agent",
        sa.Column("id", Text, primary_key=True),
        sa.Column("login", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("role", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("teams", Text, nullable=False),
        sa.Column("skills", Text, nullable=False),
        sa.Column("languages", Text, nullable=False),
        sa.Column("capacity", Whole, nullable=False),
        sa.Column("active", Whole, nullable=False),
        sa.Column("password_hash", Text, nullable=False, server_default=""),
        sa.UniqueConstraint("login"),
        sqlite_strict=True,
    )
    op.create_table(
        "agent_availability",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("state", Text, nullable=False),
        sa.Column("since", Whole, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "agent_invitation",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("token_hash", Text, nullable=False),
        sa.Column("expires_at", Whole, nullable=False),
        sa.UniqueConstraint("token_hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "agent_load",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("open", Whole, nullable=False),
        sa.Column("online", Whole, nullable=False),
        sa.Column("missed", Whole, nullable=False),
        sa.Column("missed_ever", Whole, nullable=False),
        sa.Column("last_given_at", Whole),
        sa.Column("gone_since", Whole),
        sqlite_strict=True,
    )
    op.create_table(
        "agent_session",
        sa.Column("id", Text, primary_key=True),
        sa.Column("secret_hash", Text, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("seen_at", Whole, nullable=False),
        sa.Column("expires_at", Whole, nullable=False),
        sa.Column("browser", Text, nullable=False),
        sa.UniqueConstraint("secret_hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "alert",
        sa.Column("id", Text, primary_key=True),
        sa.Column("key", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("last_at", Whole, nullable=False),
        sa.Column("conversation", Text),
        sa.Column("fields", Text, nullable=False),
        sa.Column("count", Whole, nullable=False),
        sa.Column("folded_into", Text),
        sa.Column("acknowledged_by", Text),
        sa.Column("acknowledged_at", Whole),
        sa.UniqueConstraint("key"),
        sqlite_strict=True,
    )
    op.create_table(
        "article",
        sa.Column("id", Text, primary_key=True),
        sa.Column("locale", Text, primary_key=True),
        sa.Column("title", Text, nullable=False),
        sa.Column("summary", Text, nullable=False),
        sa.Column("body", Text, nullable=False),
        sa.Column("route", Text, nullable=False),
        sa.Column("custody", Text, nullable=False),
        sa.Column("facts", Text, nullable=False),
        sa.Column("review_by", Text, nullable=False),
        sa.Column("status", Text, nullable=False),
        sa.Column("updated_at", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "assistant_dialogue",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("heard", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("blob", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("width", Whole),
        sa.Column("height", Whole),
        sa.Column("state", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("number", Whole, primary_key=True, autoincrement=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("actor", Text, nullable=False),
        sa.Column("action", Text, nullable=False),
        sa.Column("target", Text, nullable=False),
        sa.Column("details", Text, nullable=False),
        sa.Column("seal", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_end",
        sa.Column("one", Whole, primary_key=True, autoincrement=False),
        sa.Column("number", Whole, nullable=False),
        sa.Column("seal", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "calendar",
        sa.Column("id", Text, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("zone", Text, nullable=False),
        sa.Column("country", Text),
        sa.Column("subdivision", Text),
        sa.Column("dates", Text, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", Text, primary_key=True),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("level", Text, nullable=False),
        sa.Column("email", Text, nullable=False),
        sa.Column("blocked", Whole, nullable=False),
        sa.Column("epoch", Whole, nullable=False),
        sa.Column("signed_out_at", Whole),
        sa.Column("merged_into", Text),
        sqlite_strict=True,
    )
    op.create_table(
        "contact_device",
        sa.Column("secret_hash", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "contact_email_proof",
        sa.Column("id", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("expires_at", Whole, nullable=False),
        sa.Column("used_at", Whole),
        sqlite_strict=True,
    )
    op.create_table(
        "contact_identity",
        sa.Column("channel", Text, primary_key=True),
        sa.Column("address", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "contact_used_token",
        sa.Column("once", Text, primary_key=True),
        sa.Column("expires_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "conversation",
        sa.Column("id", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("inbox", Text, nullable=False),
        sa.Column("channel", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("status", Text, nullable=False),
        sa.Column("assignee", Text),
        sa.Column("last_agent", Text),
        sa.Column("team", Text),
        sa.Column("priority", Text, nullable=False),
        sa.Column("skill", Text, nullable=False),
        sa.Column("category", Text, nullable=False),
        sa.Column("subject", Text, nullable=False),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("public_seq", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("public_version", Whole, nullable=False),
        sa.Column("contact_read", Whole, nullable=False),
        sa.Column("contact_read_seq", Whole, nullable=False),
        sa.Column("agent_read", Whole, nullable=False),
        sa.Column("agent_read_public", Whole, nullable=False),
        sa.Column("contact_unread", Whole, nullable=False),
        sa.Column("agent_unread", Whole, nullable=False),
        sa.Column("last_at", Whole, nullable=False),
        sa.Column("last_text", Text, nullable=False),
        sa.Column("last_message", Whole, nullable=False),
        sa.Column("waiting_since", Whole),
        sa.Column("first_reply_due", Whole),
        sa.Column("survey", Text, nullable=False),
        sa.Column("packet", Text),
        sa.Column("start_key", Text, nullable=False),
        sa.UniqueConstraint("contact", "start_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "draft",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("agent", Text, primary_key=True),
        sa.Column("mode", Text, primary_key=True),
        sa.Column("version", Whole, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "job",
        sa.Column("kind", Text, primary_key=True),
        sa.Column("key", Text, primary_key=True),
        sa.Column("run_at", Whole, nullable=False),
        sa.Column("args", Text, nullable=False),
        sa.Column("turn", Text, nullable=False),
        sa.Column("attempts", Whole, nullable=False, server_default="0"),
        sa.Column("dead", Whole, nullable=False, server_default="0"),
        sa.Column("error", Text),
        sqlite_strict=True,
    )
    op.create_table(
        "message",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("seq", Whole, primary_key=True),
        sa.Column("public_seq", Whole),
        sa.Column("id", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("author_kind", Text, nullable=False),
        sa.Column("author_id", Text, nullable=False),
        sa.Column("author_name", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("client_key", Text),
        sa.Column("external_id", Text),
        sa.Column("extra", Text),
        sqlite_strict=True,
    )
    op.create_table(
        "message_document",
        sa.Column("id", Whole, primary_key=True, autoincrement=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("seq", Whole, nullable=False),
        sa.UniqueConstraint("conversation", "seq"),
        sqlite_strict=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", Whole, primary_key=True, autoincrement=True),
        sa.Column("topic", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("body", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("attempts", Whole, nullable=False, server_default="0"),
        sa.Column("dead", Whole, nullable=False, server_default="0"),
        sa.Column("reaction", Text),
        sa.Column("error", Text),
        sa.Column("failed_at", Whole),
        sqlite_strict=True,
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", Text, primary_key=True),
        sa.Column("message_id", Text, nullable=False),
        sa.Column("cause", Text, nullable=False),
        sa.Column("to_address", Text, nullable=False),
        sa.Column("proven", Whole, nullable=False),
        sa.Column("template", Text, nullable=False),
        sa.Column("args", Text),
        sa.Column("locale", Text, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("attempts", Whole, nullable=False),
        sa.Column("doubts", Whole, nullable=False),
        sa.Column("next_at", Whole),
        sa.Column("lease", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("code", Whole, nullable=False),
        sa.Column("ended_at", Whole),
        sa.UniqueConstraint("message_id"),
        sa.UniqueConstraint("cause"),
        sqlite_strict=True,
    )
    op.create_table(
        "phrasing",
        sa.Column("article", Text, primary_key=True),
        sa.Column("locale", Text, primary_key=True),
        sa.Column("number", Whole, primary_key=True),
        sa.Column("text", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
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
        sa.Column("rank_at", Whole),
        sa.Column("state", Text, nullable=False),
        sa.Column("agent", Text),
        sa.Column("offer_until", Whole),
        sa.Column("passed", Text, nullable=False),
        sa.Column("preferred", Text),
        sa.Column("away_since", Whole),
        sa.Column("left_at", Whole),
        sa.Column("left_reason", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "sla_policy",
        sa.Column("id", Text, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("calendar", Text, nullable=False),
        sa.Column("targets", Text, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "sla_promise",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("metric", Text, primary_key=True),
        sa.Column("round", Whole, primary_key=True),
        sa.Column("started_at", Whole, nullable=False),
        sa.Column("priority", Text, nullable=False),
        sa.Column("channel", Text, nullable=False),
        sa.Column("minutes", Whole),
        sa.Column("warn_after", Whole),
        sa.Column("due_at", Whole),
        sa.Column("warn_at", Whole),
        sa.Column("state", Text, nullable=False),
        sa.Column("warned_at", Whole),
        sa.Column("breached_at", Whole),
        sa.Column("ended_at", Whole),
        sqlite_strict=True,
    )
    op.create_table(
        "survey",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("asked_at", Whole, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False),
        sa.Column("contact", Text, nullable=False),
        sa.Column("agent", Text),
        sa.Column("answered_at", Whole),
        sa.Column("changed_at", Whole),
        sa.Column("overall", Whole),
        sa.Column("speed", Whole),
        sa.Column("manner", Whole),
        sa.Column("solved", Whole),
        sa.Column("comment", Text),
        sa.UniqueConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "team",
        sa.Column("id", Text, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.UniqueConstraint("name"),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket",
        sa.Column("id", Text, primary_key=True),
        sa.Column("number", Whole, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("subject", Text, nullable=False),
        sa.Column("opened_at", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("owner", Text),
        sa.Column("team", Text),
        sa.Column("priority", Text, nullable=False),
        sa.Column("contact", Text),
        sa.Column("cause", Text),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("conversations", Text, nullable=False),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("cause"),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket_change",
        sa.Column("ticket", Text, primary_key=True),
        sa.Column("seq", Whole, primary_key=True),
        sa.Column("at", Whole, nullable=False),
        sa.Column("by_kind", Text, nullable=False),
        sa.Column("by_id", Text, nullable=False),
        sa.Column("what", Text, nullable=False),
        sa.Column("before", Text, nullable=False),
        sa.Column("after", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket_counter",
        sa.Column("id", Whole, primary_key=True, autoincrement=False),
        sa.Column("last", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket_link",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("ticket", Text, primary_key=True),
        sqlite_strict=True,
    )
    op.create_index("ix_agent_session_agent", "agent_session", ["agent"])
    op.create_index("ix_agent_session_expires_at", "agent_session", ["expires_at"])
    op.create_index("alert_by_conversation", "alert", ["conversation"])
    op.create_index("alert_by_kind", "alert", ["kind", "last_at"])
    op.create_index(
        "alert_by_time",
        "alert",
        [sa.text("at DESC"), sa.text("id DESC")],
        sqlite_where=sa.text("folded_into IS NULL"),
        postgresql_where=sa.text("folded_into IS NULL"),
    )
    op.create_index("attachment_blob", "attachment", ["blob"])
    op.create_index("attachment_of", "attachment", ["conversation", "at"])
    op.create_index("audit_actor", "audit", ["actor", "number"])
    op.create_index("audit_target", "audit", ["target", "number"])
    op.create_index("contact_signed_out", "contact", ["signed_out_at"])
    op.create_index("ix_contact_device_contact", "contact_device", ["contact"])
    op.create_index("ix_contact_email_proof_expires_at", "contact_email_proof", ["expires_at"])
    op.create_index("ix_contact_identity_contact", "contact_identity", ["contact"])
    op.create_index("ix_contact_used_token_expires_at", "contact_used_token", ["expires_at"])
    op.create_index(
        "conversation_active",
        "conversation",
        [sa.text("last_at DESC"), sa.text("id DESC")],
        sqlite_where=sa.text("status IN ('open', 'waiting_for_agent', 'with_agent')"),
        postgresql_where=sa.text("status IN ('open', 'waiting_for_agent', 'with_agent')"),
    )
    op.create_index("conversation_by_assignee", "conversation", ["assignee", "status"])
    op.create_index(
        "conversation_by_status", "conversation", ["status", sa.text("last_at DESC"), sa.text("id DESC")]
    )
    op.create_index(
        "job_due", "job", ["run_at"], sqlite_where=sa.text("dead = 0"), postgresql_where=sa.text("dead = 0")
    )
    op.create_index(
        "message_client",
        "message",
        ["conversation", "client_key"],
        unique=True,
        sqlite_where=sa.text("client_key IS NOT NULL"),
        postgresql_where=sa.text("client_key IS NOT NULL"),
    )
    op.create_index(
        "message_public",
        "message",
        ["conversation", "public_seq"],
        unique=True,
        sqlite_where=sa.text("public_seq IS NOT NULL"),
        postgresql_where=sa.text("public_seq IS NOT NULL"),
    )
    op.create_index("outbox_topic", "outbox", ["topic", "id"])
    op.create_index(
        "outgoing_mail_due",
        "outgoing_mail",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("outgoing_mail_to", "outgoing_mail", ["to_address", "created_at"])
    op.create_index("outgoing_mail_unproven", "outgoing_mail", ["proven", "created_at"])
    op.create_index(
        "queue_entry_agent",
        "queue_entry",
        ["agent"],
        sqlite_where=sa.text("agent IS NOT NULL"),
        postgresql_where=sa.text("agent IS NOT NULL"),
    )
    op.create_index("queue_entry_contact", "queue_entry", ["contact"])
    op.create_index(
        "queue_entry_line",
        "queue_entry",
        ["pool", "rank_at", "conversation"],
        sqlite_where=sa.text("rank_at IS NOT NULL"),
        postgresql_where=sa.text("rank_at IS NOT NULL"),
    )
    op.create_index(
        "sla_promise_running",
        "sla_promise",
        ["conversation"],
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "ticket_by_contact", "ticket", ["contact", sa.text("changed_at DESC"), sa.text("id DESC")]
    )
    op.create_index("ticket_by_owner", "ticket", ["owner", sa.text("changed_at DESC"), sa.text("id DESC")])
    op.create_index("ticket_by_state", "ticket", ["state", sa.text("changed_at DESC"), sa.text("id DESC")])
    op.create_index("ticket_by_time", "ticket", [sa.text("changed_at DESC"), sa.text("id DESC")])
    for engine, line in BESIDE:
        if op.get_context().dialect.name == engine:
            op.execute(line)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")


BESIDE = (
    (
        "sqlite",
        "CREATE VIRTUAL TABLE IF NOT EXISTS message_index USING fts5(tokens, content='', tokenize='unicode61 remove_diacritics 0')",
    ),
    (
        "postgresql",
        "CREATE TABLE IF NOT EXISTS message_index (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)",
    ),
    ("postgresql", "CREATE INDEX IF NOT EXISTS message_index_tokens ON message_index USING gin (tokens)"),
    (
        "sqlite",
        "create trigger audit_no_update before update on audit begin select raise(abort, 'audit rows are never changed'); end",
    ),
    (
        "sqlite",
        "create trigger audit_no_delete before delete on audit begin select raise(abort, 'audit rows are never removed'); end",
    ),
    (
        "postgresql",
        "create function audit_refuse() returns trigger language plpgsql as $$ begin raise exception 'audit rows are never changed or removed'; end $$",
    ),
    (
        "postgresql",
        "create trigger audit_no_change before update or delete or truncate on audit for each statement execute function audit_refuse()",
    ),
)
