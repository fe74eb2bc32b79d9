"""Opening and watching dossiers, on both engines: what is kept, what is told, and what stands in no way."""

import asyncio
import json
from datetime import timedelta

import pytest

from tests.support.dossier_rig import TALK, Rig
from tests.support.kept import events_of
from walletdesk.conversations import Withdrawn
from walletdesk.dossiers import DiagnosisReady, DossierChanged, DossierOpened
from walletdesk.dossiers.jobs import DossierJobs
from walletdesk.dossiers.model import CONTACT, Finding, State, Told, first_broken
from walletdesk.dossiers.service import Heard, opening
from walletdesk.dossiers.store import forget
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.db import Database

pytestmark = pytest.mark.anyio

TX, OTHER = "0x" + "ab" * 32, "0x" + "cd" * 32
SENDER = "0x" + "a1" * 20
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
MINUTE = timedelta(minutes=1)
WAITS = Finding(code="pending", chain="ethereum", evidence={"sender": SENDER, "nonce": "7"})
ARRIVED = Finding(code="confirmed", chain="ethereum", evidence={"confirmations": "99"})
SILENT = Finding(code="unknown", trouble="too_slow")


@pytest.fixture
def rig(db: Database) -> Rig:
    return Rig(db)


def heard(text: str, seq: int = 1, by: str = CONTACT) -> Heard:
    return Heard(conversation=TALK, seq=seq, by=by, text=text)


async def test_a_message_opens_one_dossier_for_each_id_and_waits_for_no_chain(rig: Rig) -> None:
    events = events_of(rig.db)
    text = f"我的两笔转账 {TX} 和 {OTHER} 都没到，又一次：{TX.upper().replace('X', 'x')}"
    assert await rig.opening.hear(heard(text)) is True
    assert await rig.opening.hear(heard(text)) is True
    known = await rig.known()
    assert [(one.name, one.tx, one.state) for one in known] == [
        ("D-3001", TX, State.CHECKING),
        ("D-3002", OTHER, State.CHECKING),
    ]
    assert {one.locale for one in known} == {"zh-CN"}
    assert len([one for one in events if isinstance(one, DossierOpened)]) == 2
    assert rig.says.asked == []


async def test_of_one_message_no_more_than_three_are_taken(rig: Rig) -> None:
    ids = " ".join(f"0x{digit * 64}" for digit in "1234567")
    await rig.opening.hear(heard(f"transfers: {ids}"))
    assert len(await rig.known()) == 3


async def test_of_what_is_one_too_many_no_answer_is_promised(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_OF_CONVERSATION", 1)
    assert await rig.opening.hear(heard(f"transfer {TX}")) is True
    assert await rig.opening.hear(heard(f"transfer {OTHER}", 2)) is False
    assert await rig.opening.hear(heard(f"transfer {OTHER} or {TX}", 3)) is True
    assert [one.tx for one in await rig.known()] == [TX]


@pytest.mark.parametrize(
    "text",
    [
        "my private key is " + "c0ffee" * 10 + "beef",
        "0x" + "ab" * 32,  # nobody said what it is
        "is this address mine? " + SENDER,
        "4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi",
        "where is my money",
    ],
)
async def test_what_is_or_may_be_a_key_and_an_address_alone_open_none(rig: Rig, text: str) -> None:
    assert await rig.opening.hear(heard(text)) is False
    assert await rig.known() == []


async def test_bare_digits_in_a_field_that_asked_for_them_are_an_id(rig: Rig) -> None:
    rig.forms.asks = True
    await rig.opening.hear(heard(TX))
    assert [one.tx for one in await rig.known()] == [TX]


async def test_where_nobody_can_be_asked_no_answer_is_promised(rig: Rig) -> None:
    """EOS stands in the table, and no endpoint of it in the settings."""
    link = "https://bloks.io/transaction/" + "ab" * 32
    promised = await rig.opening.hear(heard(f"transaction {link}"))
    assert (promised, [one.awaited for one in await rig.known()]) == (False, [False])
    assert await rig.opening.hear(heard("the same message, of which only this was read")) is False


async def test_it_is_told_once_when_what_waited_has_arrived(rig: Rig) -> None:
    events = events_of(rig.db)
    await rig.opening.hear(heard(f"transfer {TX}"))
    rig.says.findings[TX] = WAITS
    await rig.looks()
    await rig.looks(after=MINUTE)
    rig.says.findings[TX] = ARRIVED
    await rig.looks(after=MINUTE)
    assert await rig.looks(after=MINUTE) == 0
    ready = [(one.code, one.is_news, one.seq) for one in events if isinstance(one, DiagnosisReady)]
    assert ready == [("pending", False, 1), ("confirmed", True, 2)]
    changed = [(one.before, one.after) for one in events if isinstance(one, DossierChanged)]
    assert changed == [("", "pending"), ("pending", "confirmed")]
    (kept,) = await rig.known()
    log = await rig.archive.entries(kept.id)
    assert (len(log), first_broken(log), log[-1].digest) == (3, None, kept.digest)


async def test_what_was_asked_while_somebody_looked_is_looked_at_anew(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfer {TX}"))
    ((taken,),) = await rig.watching.due()
    await rig.opening.tell(AGENT, TALK, taken.id, Told(chain="ethereum", sender=SENDER, nonce=7))
    rig.says.findings[TX] = ARRIVED
    await rig.watching.look([taken])
    (kept,) = await rig.known()
    assert (kept.code, kept.state) == ("", State.CHECKING)
    await rig.looks()
    question = rig.says.asked[-1]
    assert (question.named, question.sender, question.nonce) == ("ethereum", SENDER, 7)
    assert set(question.chains) > {"ethereum", "polygon"}  # whoever names a chain may be wrong
    assert (await rig.known())[0].code == "confirmed"


async def test_a_look_that_found_nothing_new_does_not_undo_what_was_asked_meanwhile(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfer {TX}"))
    rig.says.findings[TX] = WAITS
    await rig.looks()
    rig.clock.ahead += MINUTE
    ((taken,),) = await rig.watching.due()
    await rig.opening.look_again(AGENT, TALK, taken.id)
    await rig.watching.look([taken])
    assert await rig.looks() == 1


async def test_two_who_look_at_one_moment_share_the_work(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfers {TX} {OTHER}"))
    taken = await asyncio.gather(rig.watching.due(), rig.watching.due())
    assert sorted(one.tx for bunches in taken for bunch in bunches for one in bunch) == [TX, OTHER]


async def test_who_died_while_they_looked_holds_it_up_for_two_minutes(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfer {TX}"))
    await rig.watching.due()
    assert await rig.looks(after=MINUTE) == 0
    assert await rig.looks(after=2 * MINUTE) == 1


async def test_a_clock_that_jumps_tells_nobody_anything_and_stops_no_watch(rig: Rig) -> None:
    events = events_of(rig.db)
    await rig.opening.hear(heard(f"transfer {TX}"))
    rig.says.findings[TX] = WAITS
    await rig.looks()
    told = len(events)
    for jump in (timedelta(days=40), timedelta(days=-80), timedelta(days=40)):
        assert await rig.looks(after=jump) == 1
        assert await rig.looks() == 0
    assert (len(events), (await rig.known())[0].state) == (told, State.WATCHING)


async def test_one_that_we_cannot_read_does_not_stand_in_the_way_of_others(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfers {TX} {OTHER}"))
    rig.says.breaks_at = TX
    await DossierJobs(rig.watching).on_look(Job(kind="", key="", run_at=utc_now()))
    assert [one.code for one in await rig.known()] == ["", "not_found"]


async def test_what_was_missing_and_is_told_later_is_joined(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfer {TX}"))
    await rig.looks()
    assert await rig.opening.hear(heard(f"It was on Ethereum, I sent it from {SENDER}, nonce 7", 3)) is True
    assert await rig.opening.hear(heard(f"It was on Ethereum, I sent it from {SENDER}, nonce 7", 3)) is True
    (kept,) = await rig.known()
    assert (kept.named, kept.sender, kept.nonce, kept.awaited) == ("ethereum", SENDER, 7, True)
    assert len(await rig.archive.entries(kept.id)) == 3
    assert await rig.opening.hear(heard("And what does the fee cost?", 4)) is False


@pytest.mark.parametrize(
    "text",
    [
        "Polygon or Ethereum, how would I know?",
        "the database number is 7",
        f"who is {SENDER} and who is 0x{'b2' * 20}",
        f"somebody told me a very long story about {SENDER} " + "and more and more of it " * 9,
    ],
)
async def test_what_does_not_answer_what_was_missing_is_not_joined(rig: Rig, text: str) -> None:
    await rig.opening.hear(heard(f"transfer {TX}"))
    await rig.looks()
    assert await rig.opening.hear(heard(text, 3)) is False


async def test_the_same_id_once_more_is_looked_at_once_more_and_answered(rig: Rig) -> None:
    events = events_of(rig.db)
    await rig.opening.hear(heard(f"transfer {TX}"))
    rig.says.findings[TX] = ARRIVED
    await rig.looks()
    await rig.opening.hear(heard(f"and my transfer {TX}?", 5))
    assert await rig.looks() == 1
    assert [one.is_news for one in events if isinstance(one, DiagnosisReady)] == [False, False]


async def test_an_agent_opens_one_by_hand_and_tells_what_is_known(rig: Rig) -> None:
    told = Told(chain="polygon", sender=SENDER.upper().replace("X", "x"), nonce=3)
    (made,) = await rig.opening.open(AGENT, TALK, TX, told)
    assert (made.opened_by, made.named, made.sender, made.awaited) == ("agt_1", "polygon", SENDER, False)
    await rig.opening.tell(AGENT, TALK, made.id, Told(nonce=4))
    log = await rig.archive.entries(made.id)
    assert [json.loads(one.text)["by"] for one in log] == ["agent", "agent"]  # it leaves the house
    await rig.opening.tell(AGENT, TALK, made.id, Told(back=("chain",)))
    (kept,) = await rig.archive.of_conversation(TALK)
    assert (kept.named, kept.nonce) == ("", 4)
    with pytest.raises(Invalid):
        await rig.opening.open(AGENT, TALK, "no id in here", Told())
    for wrong in (Told(chain="moon"), Told(sender="0x12"), Told(meant="Bob"), Told(last_block=-1)):
        with pytest.raises(Invalid):
            await rig.opening.tell(AGENT, TALK, made.id, wrong)


async def test_a_dossier_of_another_conversation_is_none(rig: Rig) -> None:
    elsewhere = Heard(conversation=ConversationId("cnv_2"), seq=1, by=CONTACT, text=f"transfer {TX}")
    await rig.opening.hear(elsewhere)
    (other,) = await rig.archive.of_conversation(ConversationId("cnv_2"))
    with pytest.raises(NotFound):
        await rig.opening.look_again(AGENT, TALK, other.id)
    with pytest.raises(NotFound):
        await rig.opening.look_again(AGENT, TALK, "dos_none")


async def test_an_outage_is_kept_as_one_line_and_told_to_nobody_twice(rig: Rig) -> None:
    events = events_of(rig.db)
    await rig.opening.hear(heard(f"transfer {TX}"))
    rig.says.findings[TX] = SILENT
    for _ in range(4):
        await rig.looks(after=MINUTE)
    (kept,) = await rig.known()
    assert (kept.seen, len(await rig.archive.entries(kept.id))) == (4, 2)
    assert len([one for one in events if isinstance(one, DiagnosisReady)]) == 1


async def test_what_turns_out_to_be_part_of_a_secret_goes_with_all_that_was_written_of_it(rig: Rig) -> None:
    await rig.opening.hear(heard(f"transfers {TX} {OTHER}"))
    gone = Withdrawn(conversation=TALK, texts=(f"it is {TX[:30]}\n{TX[30:]}",), subject="", upto=4)
    async with rig.db.write() as tx:
        await forget(tx, gone)
    kept = await rig.known()
    assert [one.tx for one in kept] == [OTHER]
    assert len(await rig.archive.entries(kept[0].id)) == 1
