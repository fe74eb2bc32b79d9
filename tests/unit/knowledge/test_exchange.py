"""Articles as a folder of files: out, in again, and what is refused on the way."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import walletdesk.knowledge.starter
from tests.support.house import StrictHouse
from tests.support.knowledge import (
    BODY,
    LEAD,
    NOW,
    STAKING,
    MemoryKnowledge,
    article,
    editing_in,
    library_in,
    reading,
)
from tests.support.memory import opening
from walletdesk.kernel.errors import Invalid, Refused
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Custody, Done, Editing, Exchange, Fact, Mark, Status, read_topic
from walletdesk.knowledge.folder import folder_of
from walletdesk.knowledge.starter import starter_topics

STARTERS = Path(walletdesk.knowledge.starter.__file__).parent
GERMAN = article(
    locale="de",
    title='Wo sind "meine" Coins?\\',
    status=Status.PUBLISHED,
    internal=True,
    category="app",
    review_by=date(2027, 1, 2),
    facts=(Fact("s1", Mark.CHECKED, "2026-08", 'One "quoted"\tsentence\x7f.', "2026-08"),),
    phrasings=("wo", "weg", "coins weg 😀"),
)
ENGLISH = article(status=Status.PUBLISHED)


class NoGallery:
    """Articles without pictures."""

    async def files(self, names: Collection[str]) -> Mapping[str, bytes]:
        assert not names
        return {}

    async def take_in(self, files: Mapping[str, bytes], *, dry_run: bool) -> Mapping[str, Refused]:
        assert not files
        return {}


@pytest.fixture
def memory() -> MemoryKnowledge:
    return MemoryKnowledge()


@pytest.fixture
def editing(memory: MemoryKnowledge) -> Editing:
    return replace(editing_in(memory, library_in(memory)), outgoing=StrictHouse())


@pytest.fixture
def exchange(memory: MemoryKnowledge, editing: Editing) -> Exchange:
    return Exchange(
        editing=editing,
        articles=reading(memory),
        gallery=NoGallery(),
        open_work=opening(memory),
        changed=editing.changed,
        clock=lambda: NOW,
    )


async def test_the_starters_go_out_byte_for_byte_as_they_came(editing: Editing, exchange: Exchange) -> None:
    await editing.add_starters(starter_topics())
    files = await exchange.files()
    assert files == {file.name: file.read_text("utf-8") for file in STARTERS.glob("*.md")}
    assert await exchange.take_in(files) == Done(
        same=sum(len(t.locales) for t in starter_topics()), refused={}
    )


async def test_what_differs_between_two_languages_comes_back_as_it_was(exchange: Exchange) -> None:
    files = folder_of([GERMAN, ENGLISH])
    done = await exchange.take_in(files, by="agt_lead")
    assert (done.added, dict(done.refused)) == (("staking (en)", "staking (de)"), {})
    kept = {each.locale: each for each in await exchange.articles.list()}
    assert (kept["de"].title, kept["de"].phrasings) == (GERMAN.title, GERMAN.phrasings)
    assert (kept["de"].internal, kept["de"].category, kept["de"].review_by) == (True, "app", GERMAN.review_by)
    assert (kept["de"].facts, kept["en"].facts) == (GERMAN.facts, ENGLISH.facts)
    assert (kept["en"].internal, kept["en"].category, kept["en"].changed_by) == (False, "", "agt_lead")
    assert await exchange.files() == files
    assert (await exchange.take_in(files)).same == 2


async def test_only_what_is_another_text_is_kept_anew(editing: Editing, exchange: Exchange) -> None:
    first = await editing.save(LEAD, replace(ENGLISH, owner="agt_lead"))
    await editing.save(LEAD, replace(GERMAN, id=ArticleId("other")))
    files = await exchange.files()
    files["staking.md"] = files["staking.md"].replace(first.title, "Where are my coins now?")
    would = await exchange.take_in(files, dry_run=True)
    assert (would.changed, would.same) == (("staking (en)",), 1)
    assert await exchange.articles.find(STAKING, "en") == first
    assert await exchange.take_in(files) == would
    changed = await exchange.articles.find(STAKING, "en")
    assert changed is not None
    assert (changed.title, changed.version, changed.owner) == ("Where are my coins now?", 2, "agt_lead")


async def test_one_file_that_is_refused_keeps_all_of_them_out(exchange: Exchange) -> None:
    good = folder_of([ENGLISH])["staking.md"]
    files = {
        "a.md": good,
        "b.md": good.replace('id = "staking"', 'id = "staking"\ncolour = "red"'),
        "c.md": good.replace('"staking"', '"../up"'),
        "d.md": good.replace('"staking"', '"secret"').replace("# Where", "# abandon abandon"),
        "e.md": good.replace('"staking"', '"other"').replace("## What never to do", "## Never"),
        "f.md": good,
        "g.md": "# Only a text",
        "h.md": good.replace('"staking"', '"advice"').replace(
            "Claim the coins yourself.", "Send us your recovery phrase."
        ),
    }
    done = await exchange.take_in(files)
    assert {name: refusal.code for name, refusal in done.refused.items()} == {
        "b.md": "invalid",
        "c.md": "invalid",
        "d.md": "secret_stopped",
        "e.md": "incomplete",
        "f.md": "conflict",
        "g.md": "invalid",
        "h.md": "asks_for_secret",
    }
    assert list(await exchange.articles.list()) == []


def test_a_file_that_says_something_nobody_knows_is_not_read() -> None:
    good = folder_of([ENGLISH])["staking.md"]
    for fewest, text in ((1, good.replace("route", "rout")), (8, good)):
        with pytest.raises(Invalid):
            read_topic(text, fewest=fewest)
    read = read_topic(good, fewest=1)
    assert (read.bodies["en"], read.custody) == (BODY, (Custody.SELF_CUSTODY, Custody.CUSTODIAL))
