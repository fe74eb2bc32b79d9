"""The tables of learning and what is asked of them. No word of a contact stands in them."""

import sqlalchemy as sa

from walletdesk.assistant.learning.model import Outcome
from walletdesk.platform.db import Text, Whole, insert, statement, table

DECISION = table(
    "answer_decision",
    sa.Column("message", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("outcome", Text, nullable=False),
    sa.Column("shown", Text, nullable=False),
    sa.Column("guesses", Text, nullable=False),  # JSON
    sa.Column("answer_from", Whole, nullable=False),
    sa.Column("knowledge", Text, nullable=False),
    sa.Column("model", Text, nullable=False),
    sa.Column("version", Text, nullable=False),
    sa.Column("helped", Whole),
    sa.Column("topic", Text),  # what it was about; empty: no article
    sa.Column("judged_by", Text),
    sa.Column("judged_at", Whole),
    sa.Column("settled", Text, nullable=False),
)
_D = DECISION.c
sa.Index("answer_decision_of_conversation", _D.conversation, _D.seq)
sa.Index("answer_decision_at", _D.at)
_is_judged = sa.or_(_D.topic.is_not(None), _D.helped.is_not(None))
sa.Index("answer_decision_judged", _D.at, sqlite_where=_is_judged, postgresql_where=_is_judged)

VERSION = table(
    "answer_version",
    sa.Column("id", Text, primary_key=True),
    sa.Column("at", Whole, nullable=False),
    sa.Column("by", Text, nullable=False),
    sa.Column("answer", Whole),
    sa.Column("offer", Whole),
    sa.Column("scorer", Text),  # JSON
    sa.Column("judged", Whole, nullable=False),
    sa.Column("strangers", Whole, nullable=False),
    sa.Column("lessons", Text, nullable=False),  # JSON
    sa.Column("before", Text, nullable=False),  # JSON
    sa.Column("after", Text, nullable=False),  # JSON
)
SWITCH = table(
    "answer_switch",
    sa.Column("number", Whole, primary_key=True, autoincrement=False),
    sa.Column("version", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("by", Text, nullable=False),
)
_V, _S = VERSION.c, SWITCH.c
_most: sa.BindParameter[int] = sa.bindparam("most")
_WITHOUT = (Outcome.MISSED, Outcome.HANDED_OVER, Outcome.OFFERED)
_went_unanswered = sa.or_(*(_D.outcome == outcome.value for outcome in _WITHOUT), _D.helped == 0)

ADD = statement(
    insert(DECISION)
    .values({column.name: sa.bindparam(column.name) for column in DECISION.c})
    .on_conflict_do_nothing()
    .returning(_D.message)
)
FIND = statement(sa.select(DECISION).where(_D.message == sa.bindparam("message")))
HOLD = statement(sa.select(DECISION).where(_D.message == sa.bindparam("message")).with_for_update())
HOLD_NEWEST = statement(
    sa.select(DECISION)
    .where(_D.conversation == sa.bindparam("conversation"))
    .order_by(_D.seq.desc())
    .limit(1)
    .with_for_update()
)
SAVED = ("outcome", "helped", "topic", "judged_by", "judged_at", "settled")
SAVE = statement(
    sa.update(DECISION)
    .where(_D.message == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in SAVED})
)
OF_CONVERSATION = statement(
    sa.select(DECISION).where(_D.conversation == sa.bindparam("conversation")).order_by(_D.seq.desc())
)
JUDGED = statement(
    sa.select(DECISION).where(_is_judged).order_by(_D.at.desc(), _D.message.desc()).limit(_most)
)
OPEN = statement(
    sa.select(DECISION)
    .where(_D.at >= sa.bindparam("since"), _D.settled == "", _went_unanswered)
    .order_by(_D.at.desc(), _D.message.desc())
    .limit(_most)
)
COUNTS = statement(
    sa.select(_D.outcome, _D.helped, sa.func.count())
    .where(_D.at >= sa.bindparam("since"))
    .group_by(_D.outcome, _D.helped)
)
ADD_VERSION = statement(
    insert(VERSION).values({column.name: sa.bindparam(column.name) for column in VERSION.c})
)
FIND_VERSION = statement(sa.select(VERSION).where(_V.id == sa.bindparam("id")))
_last_first = (_V.at.desc(), _V.id.desc())
NEWEST = statement(sa.select(VERSION).where(_V.at <= sa.bindparam("until")).order_by(*_last_first).limit(1))
_EACH = '"message":'  # of each lesson, once: none of them has words of anybody
_shortened = sa.func.length(_V.lessons) - sa.func.length(sa.func.replace(_V.lessons, _EACH, ""))
_lessons = sa.cast(_shortened / len(_EACH), Whole)
_entry = (_V.id, _V.at, _V.by, _V.answer, _V.judged, _V.strangers, _lessons, _V.before, _V.after)
ENTRIES = statement(sa.select(*_entry).order_by(*_last_first).limit(_most))
FORGET = statement(
    sa.delete(VERSION).where(
        _V.at < sa.bindparam("before_at"), _V.id != sa.bindparam("keep"), _V.id != sa.bindparam("also")
    )
)
IN_FORCE = statement(sa.select(SWITCH).order_by(_S.number.desc()).limit(1))
TURN = statement(
    insert(SWITCH)
    .values({column.name: sa.bindparam(column.name) for column in SWITCH.c})
    .on_conflict_do_nothing()
    .returning(_S.number)
)
