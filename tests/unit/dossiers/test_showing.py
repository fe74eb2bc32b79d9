"""The card in words: every code in both languages, exact amounts, and nothing of a stranger's as ours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from tests.support.dossier_rig import TALK, MayHold, OneTalk
from walletdesk.app.wiring.heart import shown_in
from walletdesk.chains import Code, default_table
from walletdesk.dossiers.model import (
    Dossier,
    DossierView,
    Entry,
    Finding,
    Hold,
    State,
    Why,
    let_go,
    put_on_hold,
)
from walletdesk.dossiers.model.view import ArticleView, FileView
from walletdesk.dossiers.reading import counsel
from walletdesk.dossiers.service import Around, Showing
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.i18n import translate

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
TX, ANN, BOB = "0x" + "ab" * 32, "0x" + "a1" * 20, "0x" + "b2" * 20
CONTACT = ContactViewer(contact=ContactId("con_1"))
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
IN_BLOCK = {
    "sender": ANN,
    "to": BOB,
    "nonce": "7",
    "block": "24118902",
    "confirmations": "12",
    "gas_used": "120000",
    "gas_limit": "120000",
}
BASE = Dossier(
    id="dos_1",
    number=3001,
    conversation=TALK,
    tx=TX,
    possible=("ethereum", "polygon"),
    opened_at=NOW,
    opened_by="contact",
    locale="en",
)


@dataclass
class Shelf:
    """One dossier, an article for every topic, a file, and the addresses that are the contact's."""

    dossier: Dossier
    own: Collection[str] = ()

    async def is_any_due(self, now: datetime) -> bool:
        return False

    async def find(self, id: str) -> Dossier | None:
        return self.dossier if id == self.dossier.id else None

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Dossier]:
        return [self.dossier]

    async def entries(self, id: str) -> Sequence[Entry]:
        return []

    async def article(self, topic: str, locale: str) -> ArticleView:
        return ArticleView(title=topic, url=f"/help/{topic}")

    async def of_contact(self, contact: ContactId) -> Collection[str]:
        return self.own


class Files:
    async def of_conversation(self, conversation: ConversationId) -> Sequence[FileView]:
        return [FileView(name="a.png", sha256="00" * 32, size=3)]


def say(locale: str, sentence: str, /, **values: str) -> str:
    return translate(shown_in(locale), sentence, **values)


def showing(dossier: Dossier, own: Collection[str] = ()) -> Showing:
    shelf = Shelf(dossier, own)
    around = Around(
        say=say,
        counsel=counsel(),
        articles=shelf,
        files=Files(),
        own=shelf,
        custody=MayHold(),
        shown_as={"agt_1": "Ben"}.__getitem__,
    )
    return Showing(archive=shelf, talks=OneTalk(), table=default_table(), around=around)


def found(code: str, chain: str = "ethereum", **evidence: str) -> Dossier:
    finding = Finding(code=code, chain=chain, evidence=evidence, asked=("ethereum",))
    known = replace(BASE, finding=finding, state=State.WATCHING, since=NOW, checked_at=NOW)
    return replace(known, chain=chain)


async def card(dossier: Dossier, locale: str = "en", *, agent: bool = False) -> DossierView:
    return await showing(dossier).one(AGENT if agent else CONTACT, TALK, dossier.id, locale)


def words(view: DossierView) -> list[str]:
    steps = [step.text for step in view.timeline]
    return [view.badge, view.title, view.meaning, view.who, view.undo, *view.steps, *view.never, *steps]


@pytest.mark.parametrize("code", Code, ids=str)
async def test_every_code_is_told_in_both_languages(code: Code) -> None:
    dossier = found(code.value, **IN_BLOCK)
    chinese, english = await card(dossier, "zh-CN"), await card(dossier, "en")
    told = zip(words(chinese), words(english), strict=True)
    assert [zh for zh, en in told if zh == en or not any(sign >= "\u4e00" for sign in zh)] == []
    assert english.article is not None
    assert (english.timeline[0].state, len(english.timeline) > 1) == ("done", True)


async def test_what_nobody_has_looked_at_yet_is_being_looked_up() -> None:
    view = await card(BASE)
    assert (view.state, view.badge, view.tone, view.steps) == ("checking", "Being looked up", "unknown", [])
    assert [step.state for step in view.timeline] == ["done", "now"]
    assert view.possible == ["Ethereum", "Polygon"]
    assert (view.chain, view.explorer, view.amount, view.article) == (None, None, None, None)


async def test_a_chain_that_did_not_answer_is_blamed_and_nobody_else() -> None:
    finding = Finding(code="unknown", trouble="too_slow", silent={"ethereum": "too_slow"})
    view = await card(replace(BASE, finding=finding, state=State.WATCHING, next_at=NOW))
    assert "That lies with us, not with you" in view.meaning
    assert [step.text for step in view.timeline][1:] == [
        "No answer from: Ethereum",
        "We look again by ourselves and write to you here",
    ]
    assert (view.nodes.asked, view.nodes.agree) == (1, 0)


async def test_where_nobody_can_be_asked_it_says_so_and_promises_no_second_look() -> None:
    finding = Finding(
        code="unknown",
        trouble="no_endpoint",
        silent={"ethereum": "no_endpoint", "polygon": "no_endpoint"},
    )
    view = await card(replace(BASE, finding=finding, state=State.SETTLED))
    assert view.title == "We cannot look into this chain here"
    assert view.steps == ["Ask a person: an agent can look it up on a public explorer."]
    assert not any("We look again" in step.text for step in view.timeline)


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ({"value": "1"}, ("0.000000000000000001", "ETH", False)),
        ({"value": "1000000000000000001"}, ("1.000000000000000001", "ETH", False)),
        ({"amount": "250000000", "decimals": "6", "symbol": "USDT", "token": BOB}, ("250", "USDT", True)),
        ({"amount": "5", "token": BOB, "symbol": "X"}, ("5", "smallest units of a token X", True)),
        ({"amount": "5", "token": BOB, "decimals": "255"}, ("5", "smallest units of a token", True)),
        ({"amount": "50", "decimals": "1", "symbol": "claim at evil.com", "token": BOB}, ("5", BOB, True)),
        ({"amount": "1", "item": "7", "token": BOB}, ("1", "piece of a collection", True)),
        ({"amount": "5", "symbol": "X"}, ("5", "smallest units of a token X", True)),
        ({"amount": "5", "token": "1005416", "decimals": "0"}, ("5", "1005416", True)),
        ({"amount": "0.01", "symbol": "USD", "token": BOB}, ("0.01", "USD", True)),
        ({"amount": "7", "amount_form": "decimal", "symbol": "USD", "token": BOB}, ("7", "USD", True)),
    ],
)
async def test_amounts_are_exact_and_what_a_token_calls_itself_is_told_as_that(
    evidence: dict[str, str], shown: tuple[str, str, bool]
) -> None:
    amount = (await card(found("confirmed", **evidence))).amount
    assert amount is not None
    assert (amount.value, amount.symbol, amount.claimed) == shown


@pytest.mark.parametrize(
    ("chain", "decimals", "symbol"),
    [("xrp", "6", "XRP"), ("stellar", "7", "XLM"), ("cosmos", "6", "ATOM"), ("sui", "9", "SUI")],
)
async def test_a_chain_s_own_coin_is_claimed_by_nobody(chain: str, decimals: str, symbol: str) -> None:
    evidence = {"amount": "15" + "0" * (int(decimals) - 1), "decimals": decimals, "symbol": symbol}
    dossier = found("confirmed", chain, **evidence)
    amount, ready = (await card(dossier)).amount, await showing(dossier).ready("dos_1", "en")
    assert amount is not None
    assert ready is not None
    assert (amount.value, amount.symbol, amount.claimed) == ("1.5", symbol, False)
    assert ready.amount == f"1.5 {symbol}"


async def test_all_outputs_of_a_bitcoin_payment_are_not_told_as_what_was_sent() -> None:
    dossier = found("confirmed", "bitcoin", outputs_value="150000000")
    view = await card(dossier, agent=True)
    assert view.amount is None
    assert [(one.name, one.value) for one in view.findings][:1] == [
        ("All outputs together, change included", "1.5 BTC")
    ]


async def test_agents_read_a_decimal_amount_as_it_was_written() -> None:
    view = await card(found("confirmed", amount="7", amount_form="decimal", token=BOB), agent=True)
    assert [(one.name, one.value) for one in view.findings][:2] == [
        ("Amount, as the chain writes it", "7"),
        ("Token contract", BOB),
    ]


async def test_what_a_token_calls_itself_is_never_in_the_bots_mouth() -> None:
    dossier = found("confirmed", amount="5", decimals="0", symbol="USDT", token=BOB)
    ready = await showing(dossier).ready("dos_1", "en")
    assert ready is not None
    assert ready.amount == ""


@pytest.mark.parametrize("code", ["insufficient_fee", "insufficient_balance", "memo_missing"])
async def test_what_failed_for_good_is_not_told_as_waiting_or_carried_out(code: str) -> None:
    view = await card(found(code, "xrp", sender=ANN, state="failed"), agent=True)
    assert (view.tone, view.badge) == ("failed", "Failed")
    assert view.undo == "Nothing to undo: what was to be sent did not move. A fee may have been spent."
    assert [step.text for step in view.timeline][-1] == "It failed"
    assert [one.name for one in view.findings] == ["Sent from", "Chains that answered"]


@pytest.mark.parametrize(
    ("state", "badge", "undo"),
    [
        ("done", "Carried out: please look", "What was carried out cannot be taken back."),
        ("gone", "Not carried out", "Nothing to undo: nothing has moved."),
        ("missing", "Not found", "Not known yet."),
    ],
)
async def test_other_keys_alarm_without_saying_that_it_was_carried_out(
    state: str, badge: str, undo: str
) -> None:
    dossier = found("tron_permission_changed", "tron", state=state)
    view, ready = await card(dossier), await showing(dossier).ready("dos_1", "en")
    assert (view.tone, view.badge, view.undo) == ("failed", badge, undo)
    assert ready is not None
    assert ready.ask == ""


async def test_gas_that_ran_out_is_told_in_numbers() -> None:
    view = await card(found("out_of_gas", **IN_BLOCK))
    assert view.timeline[-1].text == "Stopped: 120,000 of 120,000 gas used"
    assert view.timeline[-1].state == "missing"
    assert view.timeline[1].address == ANN
    assert (view.tone, view.badge) == ("failed", "Failed")


async def test_a_gap_names_the_number_that_is_missing() -> None:
    view = await card(found("pending_nonce_gap", sender=ANN, nonce="57", next_nonce="54", missing_nonce="55"))
    assert [(step.state, step.text) for step in view.timeline][3:] == [
        ("done", "Number 54 was carried out"),
        ("missing", "Number 55 is missing: it comes first"),
        ("now", "Number 57, this one, waits"),
        ("next", "It is carried out in a block"),
    ]


@pytest.mark.parametrize(
    ("own", "direction"), [((ANN,), "outgoing"), ((BOB,), "incoming"), ((), None), ((ANN, BOB), None)]
)
async def test_the_direction_is_told_where_one_address_is_known_to_be_theirs(
    own: tuple[str, ...], direction: str | None
) -> None:
    view = await showing(found("confirmed", **IN_BLOCK), own).one(CONTACT, TALK, "dos_1", "en")
    assert view.direction == direction


async def test_agents_see_all_evidence_and_contacts_what_helps() -> None:
    dossier = found("pending", sender=ANN, nonce="7", balance="5", max_fee="9")
    seen, own = await card(dossier, agent=True), await card(dossier)
    assert {"Balance of the sender", "Highest fee offered, per gas"} <= {one.name for one in seen.findings}
    assert [one.name for one in own.findings] == ["Sent from", "Number (nonce)"]
    assert seen.json_url.startswith("/api/workspace/")
    assert own.json_url == "/api/conversations/cnv_1/dossiers/dos_1/export.json"


async def test_a_code_of_another_version_is_told_as_not_known() -> None:
    assert (await card(found("from_the_future"))).title == "We could not find out"


async def test_a_wrong_id_and_another_conversations_look_alike() -> None:
    elsewhere = replace(BASE, conversation=ConversationId("cnv_9"))
    for dossier, talk, id in (
        (BASE, TALK, "dos_none"),
        (BASE, ConversationId("cnv_9"), "dos_1"),
        (elsewhere, TALK, "dos_1"),
    ):
        with pytest.raises(NotFound):
            await showing(dossier).one(CONTACT, talk, id, "en")


async def test_others_are_told_what_is_known_of_each() -> None:
    (known,) = await showing(found("confirmed", **IN_BLOCK)).of_conversation(TALK)
    assert (known.name, known.tx, known.chain, known.address, known.at) == (
        "D-3001",
        TX,
        "ethereum",
        BOB,
        NOW,
    )


def held(why: Why) -> Dossier:
    return put_on_hold(BASE, Hold(why=why, by=AGENT.agent, at=NOW), NOW).dossier


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_nobody_is_sent_to_ask_another_for_what_we_hold(locale: str, why: Why) -> None:
    view, ready = await card(held(why), locale), await showing(held(why)).ready("dos_1", locale)
    assert ready is not None
    told = "".join([*words(view), ready.title, ready.meaning, ready.step])
    theirs = [one for one in ("provider", "对方") if one in told]
    assert bool(theirs) is (why is Why.UNKNOWN)
    ours = ("We have not let it go yet", "我们还没有放行")
    assert (view.title in ours, ready.title in ours) == ((not theirs), (not theirs))


async def test_that_it_was_let_go_is_told_whatever_was_found_since() -> None:
    for now in (let_go(held(Why.REVIEW), NOW).dossier, found("pending", **IN_BLOCK)):
        ready = await showing(now).ready("dos_1", "en", is_let_go=True)
        assert ready is not None
        assert (ready.title, ready.amount) == ("It is not held any more", "")
        assert ready.meaning.startswith("We look for it on the networks")
        chinese = await showing(now).ready("dos_1", "zh-CN", is_let_go=True)
        assert chinese is not None
        assert chinese.title == "已放行"
    assert await showing(let_go(held(Why.REVIEW), NOW).dossier).ready("dos_1", "en") is None
