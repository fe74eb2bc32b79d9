"""What a check makes of a dossier: what is written down, what is told once, when it is looked at again."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.chains import Code
from walletdesk.dossiers.model import (
    ANSWER,
    CONTACT,
    HELD,
    KNOWN_CODES,
    NEWS,
    Dossier,
    Entry,
    Finding,
    Hold,
    State,
    Step,
    Told,
    Why,
    checked,
    deep,
    digest,
    first_broken,
    joined,
    let_go,
    opened,
    put_on_hold,
    tone_of,
)
from walletdesk.dossiers.model.amounts import in_units
from walletdesk.dossiers.model.pace import LATER, SOON
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, ConversationId

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
TX, ANN = "0x" + "ab" * 32, "0x" + "a1" * 20
NEW = Dossier(
    id="dos_1",
    number=3001,
    conversation=ConversationId("cnv_1"),
    tx=TX,
    possible=("ethereum", "polygon"),
    opened_at=NOW,
    opened_by=CONTACT,
    locale="en",
    awaited=True,
    next_at=NOW,
)
WAITS = Finding(code="pending", chain="ethereum", evidence={"sender": ANN, "nonce": "7", "balance": "5"})
ARRIVED = Finding(
    code="confirmed", chain="ethereum", evidence={"sender": ANN, "nonce": "7", "confirmations": "1"}
)
GONE = Finding(code="dropped", evidence={"sender": ANN, "nonce": "7"})
SILENT = Finding(code="unknown", trouble="too_slow")
NOBODY = Finding(code="unknown", trouble="no_endpoint")


def steps(*findings: Finding, start: Dossier = NEW) -> list[Step]:
    taken, dossier = [], start
    for count, finding in enumerate(findings):
        taken.append(checked(dossier, finding, NOW + SOON * count, enough=75))
        dossier = taken[-1].dossier
    return taken


def told(*findings: Finding, start: Dossier = NEW) -> list[str]:
    return [step.tells for step in steps(*findings, start=start)]


def test_who_waits_is_answered_and_then_hears_only_what_is_new() -> None:
    priced = replace(WAITS, code="pending_underpriced")
    assert told(WAITS, priced, WAITS, ARRIVED, ARRIVED) == [ANSWER, "", "", NEWS, ""]


def test_an_outage_is_no_news_and_makes_none_of_what_was_told() -> None:
    assert told(WAITS, SILENT, WAITS, SILENT, ARRIVED) == [ANSWER, "", "", "", NEWS]
    assert told(SILENT, SILENT, WAITS) == [ANSWER, "", NEWS]


def test_what_one_node_may_have_forgotten_for_a_moment_is_told_when_it_is_seen_twice() -> None:
    assert told(WAITS, GONE, WAITS, GONE, GONE, GONE) == [ANSWER, "", "", "", NEWS, ""]


def test_of_what_an_agent_asked_the_contact_hears_only_what_became_of_it() -> None:
    assert told(WAITS, SILENT, ARRIVED, start=replace(NEW, awaited=False)) == ["", "", NEWS]


def test_who_was_told_that_it_arrived_hears_of_it_once_when_it_alarms() -> None:
    poisoned = replace(ARRIVED, code="address_poisoning")
    assert told(ARRIVED, poisoned, poisoned, ARRIVED, poisoned) == [ANSWER, NEWS, "", "", ""]


HOLD = Hold(why=Why.REVIEW, by=AgentId("agt_1"), at=NOW)
MISSING = Finding(code="not_found", asked=("ethereum",))


@pytest.mark.parametrize("looked", [MISSING, SILENT, NOBODY])
def test_what_a_desk_holds_stays_held_while_no_chain_knows_it(looked: Finding) -> None:
    step = put_on_hold(steps(looked)[0].dossier, HOLD, NOW)
    held = step.dossier
    assert (held.code, step.tells, step.before, held.state) == (HELD, NEWS, looked.code, State.WATCHING)
    again = checked(held, looked, NOW + SOON, enough=75)
    assert (again.dossier.code, again.entry, again.tells) == (HELD, None, "")
    assert put_on_hold(again.dossier, replace(HOLD, by=AgentId("agt_2")), NOW).entry is None
    other = put_on_hold(again.dossier, replace(HOLD, why=Why.NETWORK), NOW)
    assert (other.before, other.tells) == (None, NEWS)


def test_once_a_chain_knows_it_nobody_holds_it() -> None:
    held = put_on_hold(steps(MISSING)[0].dossier, HOLD, NOW).dossier
    sent = checked(held, WAITS, NOW, enough=75)
    assert (sent.dossier.code, sent.dossier.hold, sent.tells) == ("pending", None, NEWS)
    for known in (sent.dossier, steps(WAITS, MISSING)[-1].dossier):
        with pytest.raises(Conflict) as refusal:
            put_on_hold(known, HOLD, NOW)
        assert refusal.value.code == "on_a_chain"


def test_what_is_let_go_is_looked_up_anew() -> None:
    held = put_on_hold(steps(MISSING)[0].dossier, HOLD, NOW).dossier
    step = let_go(held, NOW)
    assert (step.dossier.code, step.dossier.next_at, step.dossier.turn) == ("", NOW, held.turn + 1)
    assert (step.tells, step.dossier.tellings) == (NEWS, held.tellings + 1)  # who was told that it is held
    looked = checked(step.dossier, MISSING, NOW, enough=75)
    assert (looked.dossier.code, looked.tells) == ("not_found", "")
    assert checked(looked.dossier, WAITS, NOW, enough=75).tells == NEWS
    assert let_go(step.dossier, NOW).entry is None


def test_who_said_so_does_not_leave_the_house() -> None:
    step = put_on_hold(steps(MISSING)[0].dossier, HOLD, NOW)
    assert step.entry is not None
    assert "agt_1" not in step.entry.text
    assert json.loads(step.entry.text)["held_for"] == "review"


def test_a_block_that_is_taken_back_is_told() -> None:
    assert told(WAITS, ARRIVED, WAITS) == [ANSWER, NEWS, NEWS]


def test_only_what_is_new_is_written_down() -> None:
    richer = replace(WAITS, evidence={**WAITS.evidence, "balance": "6"})
    deeper = replace(ARRIVED, evidence={**ARRIVED.evidence, "confirmations": "9"})
    silent = replace(SILENT, trouble="busy")
    entries = [step.entry for step in steps(WAITS, richer, SILENT, silent, ARRIVED, deeper)]
    assert [entry is not None for entry in entries] == [True, False, True, False, True, False]


def test_each_change_of_code_is_told_with_the_one_before() -> None:
    assert [step.before for step in steps(WAITS, WAITS, ARRIVED)] == ["", None, "pending"]


def test_what_the_chain_said_once_is_known_when_it_says_nothing_more() -> None:
    after = steps(WAITS)[0].dossier
    assert (after.chains, after.sender, after.nonce) == (("ethereum",), ANN, 7)


def test_what_somebody_says_does_not_replace_what_the_chain_said() -> None:
    found = steps(WAITS)[0].dossier
    step = joined(found, Told(sender="0x" + "bb" * 20, nonce=9), NOW, by=CONTACT)
    assert (step.dossier.chain, step.dossier.nonce, step.entry) == ("ethereum", 7, None)


def test_which_chain_somebody_names_is_kept_beside_the_one_that_knows_it() -> None:
    found = steps(WAITS)[0].dossier
    step = joined(found, Told(chain="polygon", meant="0x" + "bb" * 20), NOW, by=CONTACT)
    it = step.dossier
    assert (it.chain, it.named, it.meant, it.chains) == (
        "ethereum",
        "polygon",
        "0x" + "bb" * 20,
        ("ethereum",),
    )
    assert (it.awaited, json.loads(step.entry.text if step.entry else "")["named"]) == (True, "polygon")
    assert joined(it, Told(chain="polygon"), NOW, by=CONTACT).entry is None
    back = joined(it, Told(back=("chain", "meant")), NOW, by="agt_1")
    assert (back.dossier.named, back.dossier.meant, back.dossier.chain) == ("", "", "ethereum")
    assert not {"named", "meant"} & set(json.loads(back.entry.text if back.entry else "{}"))
    assert back.entry
    assert joined(back.dossier, Told(back=("chain",)), NOW, by="agt_1").entry is None


def test_what_is_told_later_is_asked_about_at_once() -> None:
    lost = steps(Finding(code="not_found"))[0].dossier
    step = joined(lost, Told(chain="polygon", sender=ANN, nonce=9), NOW, by=CONTACT)
    it = step.dossier
    assert (it.named, it.likely, it.sender, it.nonce) == ("polygon", "polygon", ANN, 9)
    assert it.chains == lost.possible  # who names a chain may be wrong: none is left out
    assert (step.dossier.next_at, step.dossier.turn, step.dossier.awaited) == (NOW, lost.turn + 1, True)


@pytest.mark.parametrize(
    ("finding", "seen", "wait"),
    [
        (WAITS, 1, SOON),
        (WAITS, 1439, SOON),
        (WAITS, 1440, LATER),
        (WAITS, 1440 + 13 * 144, None),
        (SILENT, 9, SOON),
        (SILENT, 10, LATER),
        (NOBODY, 1, None),
        (Finding(code="not_found"), 59, SOON),
        (Finding(code="not_found"), 60, LATER),
        (ARRIVED, 3, SOON),
        (replace(ARRIVED, evidence={"confirmations": "75"}), 3, None),
        (Finding(code="reverted", chain="ethereum"), 1, None),
        (GONE, 1, SOON),
        (GONE, 2, LATER),
    ],
)
def test_how_soon_it_is_looked_at_again(finding: Finding, seen: int, wait: timedelta | None) -> None:
    before = replace(steps(finding)[0].dossier, seen=seen - 1)
    after = checked(before, finding, NOW, enough=75).dossier
    assert after.next_at == (None if wait is None else NOW + wait)
    assert (after.state is State.SETTLED) == (wait is None)


def test_a_clock_that_jumps_a_month_gives_nothing_up() -> None:
    watched = steps(WAITS)[0].dossier
    after = checked(watched, WAITS, NOW + timedelta(days=31), enough=75)
    assert (after.dossier.state, after.tells) == (State.WATCHING, "")


def test_deep_enough_is_a_quarter_of_an_hour_and_six_blocks() -> None:
    assert (deep(12.0), deep(600.0), deep(0.25), deep(0.0)) == (75, 6, 3600, 6)


def test_every_code_of_the_chains_has_its_sort() -> None:
    assert {code.value for code in Code} <= KNOWN_CODES


@pytest.mark.parametrize(
    ("code", "tone"),
    [
        ("confirmed", "done"),
        ("unlimited_approval", "failed"),
        ("pending", "waiting"),
        ("not_yet_invented", "unknown"),
    ],
)
def test_the_colour_of_a_code(code: str, tone: str) -> None:
    assert tone_of(code) == tone


@pytest.mark.parametrize(
    ("state", "tone", "watched"),
    [("", "waiting", True), ("failed", "failed", False), ("odd", "waiting", True)],
)
def test_a_code_that_waits_here_has_failed_for_good_where_the_chain_says_so(
    state: str, tone: str, watched: bool
) -> None:
    assert tone_of("insufficient_fee", state) == tone
    after = steps(Finding(code="insufficient_fee", chain="xrp", evidence={"state": state}))[0].dossier
    assert (after.next_at is not None) == watched


def test_of_one_code_in_two_states_the_contact_hears_of_both_once() -> None:
    lost = Finding(code="tron_permission_changed", chain="tron", evidence={"state": "missing"})
    done = replace(lost, evidence={"state": "done"})
    poor = Finding(code="insufficient_balance", chain="xrp", evidence={"state": "failed"})
    assert told(WAITS, lost, lost, done, done) == [ANSWER, NEWS, "", NEWS, ""]
    assert told(WAITS, poor, poor) == [ANSWER, NEWS, ""]
    assert told(poor, poor) == [ANSWER, ""]


def chain() -> list[Entry]:
    dossier, first = opened(NEW)
    later = steps(WAITS, SILENT, ARRIVED, start=dossier)
    return [first, *(step.entry for step in later if step.entry)]


def test_a_log_that_was_left_alone_holds() -> None:
    assert (len(chain()), first_broken(chain())) == (4, None)


def test_one_changed_letter_a_missing_line_and_a_swapped_one_are_noticed() -> None:
    forged = chain()
    text = forged[1].text.replace("7", "8")
    forged[1] = Entry(2, text, digest("", text))
    assert first_broken(forged) == 1
    forged[1] = Entry(2, text, digest(forged[0].digest, text))
    assert first_broken(forged) == 2
    changed = chain()
    changed[2] = replace(changed[2], text=changed[2].text.replace("too_slow", "too_busy"))
    without = [*chain()[:1], *chain()[2:]]
    swapped = [chain()[1], chain()[0], *chain()[2:]]
    assert [first_broken(log) for log in (changed, without, swapped, chain()[1:])] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("smallest", "decimals", "shown"),
    [
        (1, 18, "0.000000000000000001"),
        (10**18 + 1, 18, "1.000000000000000001"),
        (10**18, 18, "1"),
        (0, 18, "0"),
        (5_000_000, 6, "5"),
        (1_234_500, 6, "1.2345"),
        (7, 0, "7"),
        (2**256 - 1, 18, "115792089237316195423570985008687907853269984665640564039457.584007913129639935"),
        (-15, 1, "-1.5"),
    ],
)
def test_amounts_are_exact(smallest: int, decimals: int, shown: str) -> None:
    assert in_units(smallest, decimals) == shown


def test_no_token_has_more_decimals_than_digits() -> None:
    with pytest.raises(ValueError, match="78"):
        in_units(1, 78)
