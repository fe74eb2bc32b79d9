"""A hint is signed as others can check it, tells nothing that was said, and leaves only while it is true."""

import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.conversations import Conversation
from walletdesk.integrations import BadSecret, Hinting, NotTaken, read_secrets, signed
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.jobs import Job

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ID = ConversationId("cnv_1")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Wallet:
    """Everything around: a conversation, whose it is, and the back end that takes hints."""

    talk: Conversation | None
    subject: str = "1001"
    blocked: bool = False
    status: int = 204
    jobs: list[Job] = field(default_factory=list)
    taken: list[tuple[bytes, Mapping[str, str]]] = field(default_factory=list)

    async def find(self, id: str) -> "Conversation | Wallet | None":
        return self if id.startswith("con_") else self.talk

    async def address_of(self, id: ContactId, channel: str) -> str:
        return self.subject if channel == "wallet" else ""

    def schedule(self, *jobs: Job) -> None:
        self.jobs += jobs

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Wallet"]:
        yield self

    async def send(self, body: bytes, headers: Mapping[str, str]) -> int:
        self.taken.append((body, headers))
        return self.status


def hinting(wallet: Wallet) -> Hinting:
    return Hinting(
        open_work=wallet.open,
        archive=wallet,  # type: ignore[arg-type]  # one fake for both books
        contacts=wallet,  # type: ignore[arg-type]
        send=wallet.send,
        secrets=read_secrets(SECRET),
        after=timedelta(seconds=30),
        clock=lambda: NOON,
    )


@pytest.fixture
def wallet() -> Wallet:
    talk = Conversation(
        id=ID,
        contact=ContactId("con_1"),
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
        created_at=NOON,
        last_at=NOON,
        contact_unread=2,
        public_seq=7,
        seq=9,
    )
    return Wallet(talk)


def test_the_signature_is_that_of_the_standard() -> None:
    at, body = datetime.fromtimestamp(1614265330, UTC), b'{"test": 2432232314}'
    made = signed(read_secrets(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body)
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert made["webhook-timestamp"] == "1614265330"
    other = "whsec_" + base64.b64encode(b"n" * 32).decode()
    both = signed(read_secrets(f"{other}\n{SECRET}\n"), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body)
    assert both["webhook-signature"].split(" ")[1] == made["webhook-signature"]


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_no base64 at all, but long enough!"])
def test_what_is_no_secret_is_not_signed_with(text: str) -> None:
    with pytest.raises(BadSecret):
        read_secrets(text)


async def test_a_hint_says_whom_and_where_and_nothing_that_was_said(wallet: Wallet) -> None:
    await hinting(wallet).tell(ID)
    [(body, headers)] = wallet.taken
    assert json.loads(body) == {
        "type": "conversation.unread",
        "timestamp": "2026-11-23T12:00:00+00:00",
        "data": {"subject": "1001", "conversation": "cnv_1", "unread": 2},
    }
    assert headers["webhook-id"] == "msg_cnv_1_7"


async def test_one_look_for_all_that_is_said_meanwhile(wallet: Wallet) -> None:
    await hinting(wallet).plan(ID, ContactId("con_1"), NOON)
    assert [(job.key, job.run_at, job.only_sooner) for job in wallet.jobs] == [
        ("cnv_1", NOON + timedelta(seconds=30), True)
    ]
    wallet.subject = ""
    await hinting(wallet).plan(ID, ContactId("con_1"), NOON)
    assert len(wallet.jobs) == 1  # of nobody whom the wallet knows


async def test_what_is_not_true_any_more_is_not_told(wallet: Wallet) -> None:
    talk = wallet.talk
    assert talk is not None
    for now in (
        replace(wallet, talk=replace(talk, contact_unread=0)),
        replace(wallet, talk=None),
        replace(wallet, subject=""),
        replace(wallet, blocked=True),
    ):
        await hinting(now).tell(ID)
        assert now.taken == []


@pytest.mark.parametrize("status", [301, 400, 410, 500])
async def test_what_was_not_taken_is_said_so_that_it_is_tried_again(wallet: Wallet, status: int) -> None:
    with pytest.raises(NotTaken, match=str(status)):
        await hinting(replace(wallet, status=status)).tell(ID)
