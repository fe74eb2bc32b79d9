"""Whether somebody told of a fake already is found along an index, however many did."""

from typing import cast

import sqlalchemy as sa

from tests.integration.insights.test_board_cost import NUMBERS, Explained
from walletdesk.impersonation.store import TOLD
from walletdesk.platform.db import Database, Statement, statement

REPORTS = (
    "INSERT INTO impersonation_report(id, campaign, at, said, locale, contact) {numbers} "
    "SELECT 'fkr_' || n, 'fkc_1', n, '', 'en', 'con_' || n FROM t"
)


async def test_ten_thousand_reports_of_one_fake_are_not_read_to_find_ones_own(db: Database) -> None:
    async with db.write() as tx:
        await tx.run(statement(sa.text(REPORTS.format(numbers=NUMBERS[db.engine]))))
    async with db.write() as tx:
        await tx.all(statement(sa.text("ANALYZE")))
    asked = cast("Statement", Explained(TOLD, db.engine))
    plan = await db.all(asked, campaign="fkc_1", contact="con_77")
    assert "impersonation_report_of_contact" in " ".join(str(row[-1]) for row in plan)
