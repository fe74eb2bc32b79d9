"""What proof codes and phrases promise, in memory and in SQL."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.verification import (
    ANN,
    ASKER,
    BEN,
    LEA,
    NOBODY,
    NOW,
    OTHER,
    SECRET,
    STRANGER,
    TALK,
    WHOLE,
    ProofRig,
)
from walletdesk.conversations import Happened, Status
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.verification import CodeCheck, CodesRefused
from walletdesk.verification.model import NOT_OURS, State


class ProofPromises:
    """Give a fixture ``rig``."""

    async def test_the_contact_hears_who_showed_it_and_what_they_work_on(self, rig: ProofRig) -> None:
        code = await rig.shown()
        assert await rig.check(code, conversation=TALK) == WHOLE
        assert rig.counted == ["ours"]

    async def test_without_naming_the_conversation_the_contacts_own_is_found(self, rig: ProofRig) -> None:
        assert await rig.check(await rig.shown()) == WHOLE

    async def test_since_when_is_told_of_the_agent_and_not_of_a_namesake(self, rig: ProofRig) -> None:
        """Ann left and somebody else came, who is called Ann by now; or Ann is called otherwise."""
        first, last = rig.talks.joined
        rig.talks.joined = [first, replace(last, event=Happened(what="assigned", agent="Bea"))]
        badge = await rig.badges.seen_by(ASKER, TALK)
        assert badge == WHOLE.badge

    async def test_a_stranger_hears_that_it_is_ours_and_never_whose(self, rig: ProofRig) -> None:
        assert await rig.check(await rig.shown(), NOBODY) == CodeCheck(ours=True, at=NOW)

    async def test_a_code_is_good_once(self, rig: ProofRig) -> None:
        code = await rig.shown()
        await rig.check(code)
        for viewer in (ASKER, NOBODY):
            assert await rig.check(code, viewer) == NOT_OURS

    async def test_a_code_is_good_for_two_minutes(self, rig: ProofRig) -> None:
        code = await rig.shown()
        rig.clock.forward(seconds=120)
        assert await rig.check(code) == NOT_OURS
        code = await rig.shown()
        rig.clock.forward(seconds=119.999)
        assert (await rig.check(code)).ours

    async def test_a_clock_that_was_set_back_opens_nothing(self, rig: ProofRig) -> None:
        code = await rig.shown()
        rig.clock.forward(seconds=-1)
        assert await rig.check(code) == NOT_OURS

    async def test_another_contacts_code_is_none_and_stays_good_for_its_own(self, rig: ProofRig) -> None:
        code = await rig.shown()
        assert await rig.check(code, STRANGER) == NOT_OURS
        assert await rig.check(code, STRANGER, OTHER) == NOT_OURS
        assert (await rig.check(code)).ours

    async def test_a_conversation_that_is_not_theirs_is_not_there(self, rig: ProofRig) -> None:
        code = await rig.shown()
        for viewer, id in ((STRANGER, TALK), (NOBODY, TALK), (ASKER, ConversationId("cnv_none"))):
            with pytest.raises(NotFound):
                await rig.check(code, viewer, id)

    async def test_in_another_conversation_of_the_same_contact_it_is_refused(self, rig: ProofRig) -> None:
        code = await rig.shown()
        rig.talks.all[OTHER].contact = ASKER.contact
        assert await rig.check(code, ASKER, OTHER) == NOT_OURS

    async def test_who_left_the_conversation_proves_nothing_any_more(self, rig: ProofRig) -> None:
        code = await rig.shown()
        rig.gives(TALK, BEN)
        assert await rig.check(code) == NOT_OURS

    async def test_a_new_code_ends_the_one_before(self, rig: ProofRig) -> None:
        first, second = await rig.shown(), await rig.shown()
        assert not (await rig.check(first)).ours
        assert (await rig.check(second)).ours

    async def test_who_only_reads_along_is_shown_no_code(self, rig: ProofRig) -> None:
        with pytest.raises(Conflict):
            await rig.proving.show(LEA, TALK)
        with pytest.raises(NotFound):
            await rig.proving.show(BEN, TALK)
        with pytest.raises(NotFound):
            await rig.proving.say(BEN, TALK, "123456")
        with pytest.raises(Conflict):
            await rig.proving.say(LEA, TALK, "123456")

    async def test_five_wrong_ones_end_the_code_of_the_conversation(self, rig: ProofRig) -> None:
        code = await rig.shown()
        for guess in range(5):
            assert not (await rig.check(_other_than(code, guess), conversation=TALK)).ours
        assert not (await rig.check(code, conversation=TALK)).ours

    async def test_it_is_read_however_it_was_typed(self, rig: ProofRig) -> None:
        for typed in ("{0}{1}", " {0}-{1} ", "{0} \u00b7 {1}", "{0}\u3000{1}"):
            code = await rig.shown()
            assert (await rig.check(typed.format(*code.split()))).ours, typed
        code = await rig.shown()
        assert (await rig.check(code.translate(_WIDE))).ours

    async def test_of_two_who_check_at_once_one_gets_it(self, rig: ProofRig) -> None:
        code = await rig.shown()
        checks = [rig.check(code, viewer) for viewer in (ASKER, NOBODY, ASKER, NOBODY)]
        assert sorted(one.ours for one in await asyncio.gather(*checks)) == [False, False, False, True]

    async def test_ten_thousand_guesses_of_one_address_are_thirty(self, rig: ProofRig) -> None:
        await rig.shown()
        assert await _guesses(rig, 10_000, lambda n: "192.0.2.1") == 30
        rig.clock.forward(seconds=600)
        assert await _guesses(rig, 100, lambda n: "192.0.2.1") == 30

    async def test_ten_thousand_guesses_from_everywhere_are_six_hundred(self, rig: ProofRig) -> None:
        await rig.shown()
        assert await _guesses(rig, 10_000, lambda n: f"2001:db8::{n:x}") == 600

    async def test_a_contact_may_guess_ten_times_in_a_conversation(self, rig: ProofRig) -> None:
        await rig.shown()
        assert await _guesses(rig, 100, lambda n: f"2001:db8::{n:x}", ASKER, TALK) == 10

    async def test_strangers_who_guess_keep_no_contact_from_checking(self, rig: ProofRig) -> None:
        code = await rig.shown()
        await _guesses(rig, 1_000, lambda n: f"2001:db8::{n:x}")
        assert (await rig.check(code)).ours

    async def test_leads_are_told_of_more_wrong_ones_than_slips_explain(self, rig: ProofRig) -> None:
        await _guesses(rig, 20, lambda n: f"2001:db8::{n:x}")
        assert rig.events == []
        await _guesses(rig, 1, lambda n: "192.0.2.9")
        assert rig.events == [CodesRefused(at=NOW)]
        assert rig.counted == ["refused"] * 21

    async def test_the_contact_sees_that_our_agent_typed_their_number(self, rig: ProofRig) -> None:
        asked = await rig.proving.ask(ASKER, TALK)
        assert await _state(rig) == (State.WAITING, "")
        assert await rig.proving.say(ANN, TALK, asked.code)
        assert await _state(rig) == (State.CONFIRMED, "Ann")
        assert not await rig.proving.say(ANN, TALK, asked.code)

    async def test_a_wrong_number_is_told_to_the_contact(self, rig: ProofRig) -> None:
        asked = await rig.proving.ask(ASKER, TALK)
        assert not await rig.proving.say(ANN, TALK, _other_than(asked.code, 1))
        assert await _state(rig) == (State.WRONG, "")
        assert await rig.proving.say(ANN, TALK, asked.code)  # it was a slip
        assert await _state(rig) == (State.CONFIRMED, "Ann")

    async def test_a_number_is_over_after_two_minutes(self, rig: ProofRig) -> None:
        asked = await rig.proving.ask(ASKER, TALK)
        rig.clock.forward(seconds=120)
        assert await _state(rig) == (State.OVER, "")
        assert not await rig.proving.say(ANN, TALK, asked.code)

    async def test_the_number_of_another_conversation_confirms_nothing(self, rig: ProofRig) -> None:
        asked = await rig.proving.ask(STRANGER, OTHER)
        await rig.proving.ask(ASKER, TALK)
        assert not await rig.proving.say(ANN, TALK, asked.code)

    async def test_an_asked_number_is_no_shown_code(self, rig: ProofRig) -> None:
        asked = await rig.proving.ask(ASKER, TALK)
        assert not (await rig.check(asked.code)).ours
        with pytest.raises(NotFound):
            await rig.proving.ask(STRANGER, TALK)
        with pytest.raises(NotFound):
            await rig.proving.standing(STRANGER, TALK)

    async def test_nobody_is_asked_in_a_conversation_that_is_over(self, rig: ProofRig) -> None:
        rig.talks.all[TALK].status = Status.RESOLVED
        with pytest.raises(Conflict):
            await rig.proving.ask(ASKER, TALK)

    async def test_a_phrase_is_kept_changed_and_removed(self, rig: ProofRig) -> None:
        assert await rig.phrases.of(ASKER.contact) == ""
        assert await rig.phrases.set(ASKER, "  green   heron ") == "green heron"
        assert await rig.phrases.set(ASKER, "\u767d\u9e6d\u5728\u6865\u4e0b") == await rig.phrases.of(
            ASKER.contact
        )
        assert await rig.phrases.of(STRANGER.contact) == ""
        await rig.phrases.remove(ASKER)
        assert await rig.phrases.of(ASKER.contact) == ""

    async def test_only_a_proven_contact_sets_or_removes_it(self, rig: ProofRig) -> None:
        await rig.phrases.set(ASKER, "green heron")
        rig.known.proven.clear()
        with pytest.raises(Conflict):
            await rig.phrases.set(ASKER, "grey heron")
        with pytest.raises(Conflict):
            await rig.phrases.remove(ASKER)
        assert await rig.phrases.of(ASKER.contact) == "green heron"

    async def test_a_secret_is_no_phrase(self, rig: ProofRig) -> None:
        for text in (SECRET, "\uff4c\uff45\uff47\uff41\uff4c winner"):
            with pytest.raises(SecretStopped):
                await rig.phrases.set(ASKER, text)
        assert await rig.phrases.of(ASKER.contact) == ""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "x",
            "x" * 41,
            "go to a.example",
            "call 13800",
            "me@mail",
            "a\u202eb",
            "t/me",
            "1 2 3 4 5",
            "\u767d" * 12,
            "a b c d e f g h i j k l",
        ],
    )
    async def test_nobody_speaks_through_our_mails(self, rig: ProofRig, text: str) -> None:
        with pytest.raises(Invalid):
            await rig.phrases.set(ASKER, text)

    async def test_a_phrase_comes_along_when_two_contacts_turn_out_to_be_one(self, rig: ProofRig) -> None:
        await rig.phrases.set(ASKER, "green heron")
        await rig.phrases.hand_over(ASKER.contact, STRANGER.contact)
        assert await rig.phrases.of(STRANGER.contact) == "green heron"
        assert await rig.phrases.of(ASKER.contact) == ""
        await rig.phrases.set(ASKER, "grey heron")
        await rig.phrases.hand_over(ASKER.contact, STRANGER.contact)
        assert await rig.phrases.of(STRANGER.contact) == "green heron"

    async def test_changing_it_all_the_time_is_refused(self, rig: ProofRig) -> None:
        for _ in range(10):
            await rig.phrases.set(ASKER, "green heron")
        with pytest.raises(TooMany):
            await rig.phrases.set(ASKER, "green heron")


_WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


def _other_than(code: str, by: int) -> str:
    """A wrong one, close to the right one."""
    digits = code.replace(" ", "")
    return f"{(int(digits) + by + 1) % 10 ** len(digits):0{len(digits)}}"


async def _state(rig: ProofRig) -> tuple[State, str]:
    standing = await rig.proving.standing(ASKER, TALK)
    return standing.state, standing.agent


async def _guesses(
    rig: ProofRig,
    many: int,
    address: Callable[[int], str],
    viewer: Viewer = NOBODY,
    conversation: ConversationId | None = None,
) -> int:
    """How many of so many were looked at; the others were told to wait."""
    looked = 0
    for n in range(many):
        try:
            await rig.check(f"{n:08}", viewer, conversation, address(n))
            looked += 1
        except TooMany:
            pass
    return looked
