"""Use cases of routing, on both engines."""

import pytest

from tests.support.kept import events_of, jobs_of
from tests.support.routing import Scene, scene
from tests.support.routing_promises import RoutingPromises
from walletdesk.platform.db import Database
from walletdesk.routing import Policy
from walletdesk.routing.store import SqlLines, open_work
from walletdesk.routing.waits.store import SqlHistories


def in_sql(db: Database, policy: Policy) -> Scene:
    return scene(open_work(db), SqlLines(db), events_of(db), lambda: jobs_of(db), policy, SqlHistories(db))


@pytest.fixture
def the(db: Database) -> Scene:
    return in_sql(db, Policy())


@pytest.fixture
def asking(db: Database) -> Scene:
    return in_sql(db, Policy(auto_accept=False))


class TestInSql(RoutingPromises):
    pass
