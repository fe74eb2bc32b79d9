"""A phrase that came in pieces: when the last is stopped, those before it are nowhere any more."""

import asyncio
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from tests.support.installation import Agent, Contact, Installation
from tests.support.mail import Does, Sink
from walletdesk.channels.email import SEND
from walletdesk.channels.email.store import OUTGOING_MAIL
from walletdesk.conversations import MessagesWithdrawn
from walletdesk.conversations.store import SCRUB
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import OUTBOX

# Words of the list that no article of ours says, so that each can be looked for by itself
FIRST, SECOND, LAST = (
    "walnut giraffe kangaroo",
    "mosquito squirrel dolphin",
    "gorilla lobster raccoon tortoise dinosaur salmon",
)
WORDS = [*FIRST.split(), *SECOND.split()]

DEAD_LETTER = statement(
    sa.insert(OUTBOX).values(
        topic=sa.bindparam("topic"), kind=sa.bindparam("kind"), body=sa.bindparam("body"), at=0, dead=1
    )
)

DUE_NOW = statement(sa.update(OUTGOING_MAIL).values(next_at=0))


class Leak:
    """A contact who has sent two thirds of a phrase, the first of them as the first message."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.db = house.system.engine.db

    async def begin(self, first: str = FIRST) -> None:
        self.contact: Contact = await self.house.contact()
        self.agent: Agent = await self.house.agent()
        self.id = (await self.contact.starts(first))["head"]["id"]
        await self.house.settle()
        await self.contact.post(f"/api/conversations/{self.id}/agent")
        await self.contact.post(f"/api/conversations/{self.id}/leave-message")  # a ticket, called as it began
        await self.house.settle()
        async with self.db.write() as tx:  # an event that nobody could digest
            body = {
                "topic": self.id,
                "kind": "MessageAdded",
                "body": msgspec.json.encode({"text": first}).decode(),
            }
            await tx.run(DEAD_LETTER, **body)
        await self.contact.says(self.id, "here comes the rest", "m1")
        self.feed = await self.contact.get("/api/feed/contact")
        await self.contact.says(self.id, SECOND, "m2")

    async def completes_it(self) -> None:
        body = {"client_id": "m3", "text": LAST}
        answer = await self.contact.ask("POST", f"/api/conversations/{self.id}/messages", body)
        assert answer.json()["code"] == "secret_stopped"

    async def scrubbed(self) -> None:
        """What the job does a moment later."""
        await self.house.system.heart.scrubbing.on_scrub(
            Job(kind=SCRUB, key="all", run_at=self.house.system.engine.clock())
        )

    async def opened(self, who: Agent | Contact, where: str) -> list[tuple[str, bool]]:
        items = (await who.get(f"{where}/conversations/{self.id}"))["items"]
        return [(item["text"], item["withdrawn"]) for item in items if item["author"]["kind"] == "contact"]


@pytest.fixture
async def leak(house: Installation) -> Leak:
    leak = Leak(house)
    await leak.begin()
    return leak


async def test_no_earlier_part_is_left_in_any_row_or_file(leak: Leak, tmp_path: Path) -> None:
    await leak.house.settle()
    assert await _holding(leak.db, tmp_path) != []
    await leak.completes_it()
    await leak.house.settle()
    await leak.scrubbed()
    assert await _holding(leak.db, tmp_path) == []


async def test_what_comes_in_pieces_within_a_moment_is_not_put_into_the_index_late(
    leak: Leak, tmp_path: Path
) -> None:
    await leak.completes_it()
    await leak.house.settle()
    await leak.scrubbed()
    assert await _holding(leak.db, tmp_path) == []
    found = await leak.agent.get(f"/api/workspace/search?q={WORDS[4]}")
    assert leak.id not in str(found)


async def test_what_the_browser_stopped_withdraws_what_went_out_before(leak: Leak, tmp_path: Path) -> None:
    """The last piece never comes here: the contact's page tells only that there was one."""
    for _ in range(2):  # told twice, done once
        await leak.contact.post(f"/api/conversations/{leak.id}/begun")
    await leak.house.settle()
    await leak.scrubbed()
    assert await _holding(leak.db, tmp_path) == []
    assert await leak.opened(leak.agent, "/api/workspace") == [
        ("", True),
        ("here comes the rest", False),
        ("", True),
    ]
    head = (await leak.agent.get(f"/api/workspace/conversations/{leak.id}"))["head"]
    assert head["priority"] == "security"


async def test_nobody_takes_back_with_it_what_is_no_piece(house: Installation) -> None:
    contact = await house.contact()
    id = (await contact.starts("my usdt has not arrived since yesterday"))["head"]["id"]
    await contact.post(f"/api/conversations/{id}/begun")
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    assert items[0]["text"] == "my usdt has not arrived since yesterday"


async def test_both_sides_see_that_it_was_withdrawn_in_its_place(leak: Leak) -> None:
    await leak.completes_it()
    await leak.house.settle()
    left = [("", True), ("here comes the rest", False), ("", True)]
    assert await leak.opened(leak.contact, "/api") == left
    assert await leak.opened(leak.agent, "/api/workspace") == left
    transcript = await leak.contact.ask("GET", f"/api/conversations/{leak.id}/transcript?format=text")
    assert transcript.text.count("Withdrawn: part of a secret") == 2


async def test_a_transcript_that_waits_is_mailed_without_them_also_where_a_link_was_defanged(
    mailing_house: Installation, sink: Sink, tmp_path: Path
) -> None:
    leak, mail = Leak(mailing_house), mailing_house.system.mail
    assert mail is not None
    await leak.begin(f"{FIRST} https://desk.example/pear")
    await leak.house.proves_an_address(leak.contact)
    sink.plan.append(Does.BUSY)
    viewer = ContactViewer(contact=ContactId(leak.contact.id))
    assert await mail.reactions.send_transcript(viewer, ConversationId(leak.id))
    sending = Job(kind=SEND, key="", run_at=utc_now())
    await mail.sender.run(sending)
    await leak.completes_it()
    async with leak.db.write() as tx:
        await tx.run(DUE_NOW)
    await mail.sender.run(sending)
    [letter] = sink.letters
    bodies = [part.get_payload(decode=True) for part in letter.message.walk()]
    texts = [body.decode() for body in bodies if isinstance(body, bytes)]
    assert [text.count("Withdrawn: part of a secret") for text in texts] == [2, 2]
    assert not [word for word in WORDS for text in texts if word in text]
    await leak.house.settle()
    await leak.scrubbed()
    assert await _holding(leak.db, tmp_path) == []


async def test_the_thread_says_which_by_the_numbers_of_each_reader(leak: Leak) -> None:
    await leak.completes_it()
    for who, where in ((leak.contact, "/api"), (leak.agent, "/api/workspace")):
        items = (await who.get(f"{where}/conversations/{leak.id}"))["items"]
        [stopped] = [one["event"] for one in items if one["event"] and one["event"]["parts"]]
        assert stopped["parts"] == [item["seq"] for item in items if item["withdrawn"]]
        assert (stopped["value"], stopped["size"]) == ("mnemonic", "12")


async def test_whoever_comes_back_to_the_line_is_not_told_the_old_words(leak: Leak) -> None:
    begun = leak.feed
    told = await leak.contact.get(f"/api/feed/contact?epoch={begun['epoch']}&n={begun['n']}")
    assert SECOND in str(told)
    await leak.completes_it()
    told = await leak.contact.get(f"/api/feed/contact?epoch={begun['epoch']}&n={begun['n']}")
    assert not any(word in str(told) for word in WORDS)


async def test_the_event_tells_numbers_only(leak: Leak) -> None:
    told: list[object] = []
    leak.db.on_kept(lambda kept: told.extend(one.event for one in kept.events))
    await leak.completes_it()
    [event] = [one for one in told if isinstance(one, MessagesWithdrawn)]
    assert event.seqs[0] == 1
    assert not any(word in repr(told) for word in WORDS)


async def test_the_next_one_does_not_put_off_that_the_files_are_rid_of_it(leak: Leak) -> None:
    told: list[Job] = []
    leak.db.on_kept(lambda kept: told.extend(kept.jobs))
    await leak.completes_it()
    assert [job.only_sooner for job in told if job.kind == SCRUB] == [True]


async def test_of_two_halves_sent_at_one_moment_none_is_left(house: Installation) -> None:
    contact = await house.contact()
    for n in range(10):
        id = (await contact.starts(client_id=f"s{n}"))["head"]["id"]
        halves = enumerate([" ".join(WORDS), LAST])
        bodies = [{"client_id": f"m{n}-{k}", "text": half} for k, half in halves]
        where = f"/api/conversations/{id}/messages"
        answers = await asyncio.gather(*(contact.ask("POST", where, body) for body in bodies))
        assert sorted(answer.status_code for answer in answers) == [201, 422]
        opened = await contact.get(f"/api/conversations/{id}")
        assert not any(word in str(opened) for word in [*WORDS, *LAST.split()])


async def _holding(db: Database, folder: Path) -> list[str]:
    """Every file, and every row of every table and index, that a word of the first parts stands in."""
    found = _files(folder) + await _rows(db)
    return [f"{where}: {word}" for where, held in found for word in WORDS if word in held]


def _files(folder: Path) -> list[tuple[str, str]]:
    return [(file.name, str(file.read_bytes())) for file in folder.rglob("*") if file.is_file()]


async def _rows(db: Database) -> list[tuple[str, str]]:
    is_embedded = db.engine == "sqlite"
    ask = (
        "select name from sqlite_master where type = 'table'"
        if is_embedded
        else "select table_name from information_schema.tables where table_schema = 'public'"
    )
    tables = [str(row[0]) for row in await db.all(statement(sa.text(ask)))]
    return [
        (table, " ".join(map(str, row)))
        for table in tables
        for row in await db.all(statement(sa.text(f'select * from "{table}"')))  # noqa: S608 - names of our own
    ]
