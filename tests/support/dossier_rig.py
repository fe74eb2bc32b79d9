"""An installation that can ask a real node, chains that answer what a test says, and a clock it can move."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.anvil import CHAIN_ID, Anvil
from tests.support.installation import Installation, Json, installation
from tests.support.until import until
from walletdesk.app.wiring import System
from walletdesk.app.wiring.chains import identifier
from walletdesk.chains import ChainTable, alike_in, default_table
from walletdesk.conversations import Conversation
from walletdesk.dossiers.model import Dossier, Finding, Told
from walletdesk.dossiers.ports import Question
from walletdesk.dossiers.reading import Identifying
from walletdesk.dossiers.service import Holding, Opening, PaidBefore, Watching
from walletdesk.dossiers.store import SqlArchive, open_work
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Viewer
from walletdesk.platform.db import Database
from walletdesk.platform.settings import ChainSettings, ConnectorSettings
from walletdesk.staff.store import audit_in

TALK, ANN = ConversationId("cnv_1"), ContactId("con_1")
HOME = f"""
[[chain]]
id = "home"
family = "evm"
name = {{en = "Home Chain", zh-CN = "家园链"}}
chain_id = {CHAIN_ID}
coin = {{symbol = "HOM", decimals = 18}}
block_seconds = 2
explorers = [{{host = "scan.home.example", tx = "/tx/{{id}}"}}]
"""


class Moving:
    """The time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass
class Says:
    """Chains that say what is set here. ``unknown``: of what is not."""

    findings: dict[str, Finding] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    breaks_at: str = ""

    async def __call__(self, questions: Sequence[Question]) -> Sequence[Finding]:
        self.asked += questions
        if any(one.tx == self.breaks_at for one in questions):
            raise KeyError
        return [self.findings.get(one.tx, Finding(code="not_found", asked=one.chains)) for one in questions]


class OneTalk:
    """A conversation that its contact and every agent may read."""

    head = Conversation(
        id=TALK,
        contact=ANN,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
        created_at=datetime(2026, 5, 4, tzinfo=utc_now().tzinfo),
        last_at=datetime(2026, 5, 4, tzinfo=utc_now().tzinfo),
    )

    async def find(self, id: ConversationId) -> Conversation | None:
        return replace(self.head, id=id)

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        if id != TALK:
            raise NotFound
        return self.head


@dataclass
class NoForms:
    asks: bool = False

    async def asked_for_transaction(self, conversation: ConversationId, seq: int) -> bool:
        return self.asks


@dataclass
class Payments:
    """Of the one contact there is."""

    archive: SqlArchive

    async def beside(self, conversation: ConversationId) -> Sequence[Dossier]:
        return await self.archive.carried_out([TALK, ConversationId("cnv_2")])


@dataclass
class MayHold:
    """Where withdrawals can be held, and these agents are of the desk."""

    holds_withdrawals: bool = True
    agents: tuple[str, ...] = ("agt_1",)

    async def may_hold(self, viewer: AgentViewer) -> bool:
        return viewer.agent in self.agents


@dataclass
class Rig:
    """Opening and watching over a database."""

    db: Database
    clock: Moving = field(default_factory=Moving)
    says: Says = field(default_factory=Says)
    forms: NoForms = field(default_factory=NoForms)
    custody: MayHold = field(default_factory=MayHold)
    table: ChainTable = field(default_factory=default_table)

    def __post_init__(self) -> None:
        self.archive, opens = SqlArchive(self.db), open_work(self.db, audit_in(b"k" * 32))
        self.opening = Opening(
            open_work=opens,
            archive=self.archive,
            talks=OneTalk(),
            forms=self.forms,
            identify=Identifying(identifier(self.table)),
            table=self.table,
            askable=["ethereum", "polygon"],
            clock=self.clock,
        )
        self.watching = Watching(
            open_work=opens,
            archive=self.archive,
            talks=OneTalk(),
            look=self.says,
            table=self.table,
            paid=PaidBefore(Payments(self.archive), alike_in),
            clock=self.clock,
        )
        self.holding = Holding(open_work=opens, talks=OneTalk(), custody=self.custody, clock=self.clock)

    async def looks(self, *, after: timedelta = timedelta()) -> int:
        """How many were looked at."""
        self.clock.ahead += after
        bunches = await self.watching.due()
        for bunch in bunches:
            await self.watching.look(bunch)
        return sum(map(len, bunches))

    async def known(self) -> list[Dossier]:
        return list(await self.archive.of_conversation(TALK))


@asynccontextmanager
async def asking_a_node(
    url: str, folder: Path, node_url: str, clock: Callable[[], datetime], **more: object
) -> AsyncIterator[Installation]:
    """An installation with one chain of its own, which is asked at ``node_url``."""
    file = folder / "chains.toml"
    file.write_text(HOME, "utf-8")
    chains = ChainSettings(file=str(file), endpoints={"home": [node_url]})
    reach = ConnectorSettings(may_reach=[node_url.partition("://")[2]])
    async with installation(url, folder, clock=clock, chains=chains, connector=reach, **more) as house:  # type: ignore[arg-type]
        yield house


async def looked(house: Installation) -> None:
    """All that is due was looked at, and whoever is told of it was told."""
    jobs = house.system.dossiers.jobs
    await house.settle()
    await jobs.on_sweep(Job(kind="", key="", run_at=utc_now()))
    await until(lambda: jobs.is_idle)  # the timer may have been quicker
    await house.settle()


async def opened_in(system: System, viewer: AgentViewer, talk: ConversationId) -> str:
    """The id of a new one, by an agent's hand."""
    opened = await system.dossiers.opening.open(viewer, talk, f"0x{secrets.token_hex(32)}", Told())
    return opened[0].id


@asynccontextmanager
async def hanging() -> AsyncIterator[str]:
    """An endpoint that takes a question and never answers."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()


def said(thread: Json, kind: str) -> list[str]:
    """The texts of those who speak as ``kind``, in order."""
    return [
        item["text"]
        for item in thread["items"]
        if item["kind"] == "message" and item["author"]["kind"] == kind
    ]


def happened(thread: Json) -> list[Mapping[str, str]]:
    return [item["event"] for item in thread["items"] if item["kind"] == "event"]


def mine(node: Anvil) -> None:
    node("evm_mine")
