"""What a contact does at one moment on two devices is all kept, on both engines."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.support.dossier_rig import ANN, TALK, OneTalk
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.db import Database
from walletdesk.theft import Containing, Holding, Step
from walletdesk.theft.store import SqlArchive, open_work

pytestmark = pytest.mark.anyio

ME = ContactViewer(contact=ANN)


class WordsAreAddresses:
    """And whichever begin alike look alike."""

    def addresses_in(self, text: str) -> Sequence[str]:
        return text.split()

    async def inspect(self, address: str) -> Sequence[Holding]:
        return [Holding(chain="home", amount="1")]

    def imitates(self, known: str, candidate: str) -> bool:
        return known[:2] == candidate[:2]


@pytest.fixture
def containing(db: Database) -> Containing:
    return Containing(
        open_work=open_work(db),
        archive=SqlArchive(db),
        reading=OneTalk(),
        chains=WordsAreAddresses(),
        clock=utc_now,
    )


async def test_of_first_changes_at_once_none_is_lost(containing: Containing) -> None:
    await asyncio.gather(*(containing.mark(ME, TALK, step, done=True) for step in Step))
    kept = await containing.seen_by(ME, TALK)
    assert (set(kept.steps), kept.version) == (set(Step), len(Step))


async def test_what_the_chains_say_is_kept_beside_it(containing: Containing) -> None:
    await containing.tell(ME, TALK, "a1", theirs=False)
    await containing.look(TALK)
    kept = await containing.seen_by(ME, TALK)
    assert [one.holdings for one in kept.own] == [(Holding(chain="home", amount="1"),)]


@pytest.mark.parametrize("thief_first", [True, False])
async def test_a_look_alike_is_found_whichever_is_told_first(
    containing: Containing, thief_first: bool
) -> None:
    for theirs in (thief_first, not thief_first):
        await containing.tell(ME, TALK, "a1-thief b2-thief" if theirs else "a1-mine", theirs=theirs)
    kept = await containing.seen_by(ME, TALK)
    assert [one.imitates for one in kept.theirs] == ["a1-mine", ""]
