"""Reasons of pauses, and the stretches in which agents were here or there."""

from collections.abc import Sequence

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Row, Transaction, insert, statement
from walletdesk.staff.model import Availability, PauseReason, Spell, State
from walletdesk.staff.store.tables import PAUSE, SPELL

_S = SPELL.c
END = statement(
    sa.update(SPELL)
    .where(_S.agent == sa.bindparam("of"), _S.ended_at.is_(None))
    .values(ended_at=sa.bindparam("ended"))
)
_begin = insert(SPELL).values({column.name: sa.bindparam(column.name) for column in _S})
BEGIN = statement(  # two changes in one millisecond: the later one is what was
    _begin.on_conflict_do_update(
        index_elements=["agent", "began_at"],
        set_={name: _begin.excluded[name] for name in ("state", "reason", "ended_at")},
    )
)
SPELLS = statement(
    sa.select(*_S)
    .where(
        _S.began_at < sa.bindparam("until"),
        sa.or_(_S.ended_at.is_(None), _S.ended_at > sa.bindparam("since")),
    )
    .order_by(_S.began_at, _S.agent)
)
HIDE = statement(sa.update(PAUSE).values(place=-1))
_put = insert(PAUSE).values({column.name: sa.bindparam(column.name) for column in PAUSE.c})
PUT = statement(
    _put.on_conflict_do_update(
        index_elements=["code"], set_={name: _put.excluded[name] for name in ("place", "en", "zh")}
    )
)
PAUSES = statement(sa.select(PAUSE).where(PAUSE.c.place >= 0).order_by(PAUSE.c.place))
EVERY_PAUSE = statement(sa.select(PAUSE).order_by(PAUSE.c.code))


class SqlPauses:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def replace(self, reasons: Sequence[PauseReason]) -> None:
        await self._tx.run(HIDE)
        for place, one in enumerate(reasons):
            await self._tx.run(PUT, code=one.code, place=place, en=one.en, zh=one.zh)


async def keep_spell(tx: Transaction, said: Availability) -> None:
    began = millis(said.since)
    await tx.run(END, of=said.agent, ended=began)
    await tx.run(
        BEGIN, agent=said.agent, began_at=began, state=said.state.value, reason=said.reason, ended_at=None
    )


def pause_of(row: Row) -> PauseReason:
    code, _, en, zh = row
    return PauseReason(code=code, en=en, zh=zh)


def spell_of(row: Row) -> Spell:
    agent, began, state, reason, ended = row
    return Spell(
        agent=AgentId(agent),
        state=State(state),
        reason=reason,
        began_at=from_millis(began),
        ended_at=None if ended is None else from_millis(ended),
    )
