"""What a mail that comes back does, and what a made-up one does not: in memory and on the SQL store."""

from dataclasses import replace

from tests.support.email import MailRig, proof, replied
from walletdesk.channels.email import MailBounced
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.mime import Automatic, ReadMail

TALK_ID = ConversationId("cnv_" + "0" * 26)


def bounce(message_id: str) -> ReadMail:
    return ReadMail(
        sender=None,
        shown_sender="",
        automatic=Automatic.BOUNCE,
        failed=["person@mail.example"],
        gone=["person@mail.example"],
        returned=["elsewhere@mail.example", message_id.strip("<>")],
    )


class BouncePromises:
    """Give a fixture ``rig``."""

    async def test_a_letter_that_comes_back_is_told_and_nothing_more_goes_to_that_address(
        self, rig: MailRig
    ) -> None:
        assert await rig.post(replied(TALK_ID))
        await rig.run()
        letter = await rig.mail()
        for _ in range(2):  # the same bounce twice
            assert await rig.bounces.note(bounce(letter.message_id))
        assert {(one.mail, one.conversation) for one in rig.told(MailBounced)} == {(letter.id, TALK_ID)}
        assert not await rig.post(replied(1, email="Person@mail.example"))
        assert await rig.post(replied(2, email="other@mail.example"))
        rig.clock.forward(days=2)
        assert not await rig.post(replied(4))
        assert await rig.post(proof(2, to=letter.to))  # they ask for it now
        rig.clock.forward(days=31)
        assert await rig.post(replied(3))

    async def test_nobody_silences_an_address_by_a_bounce_that_is_made_up(self, rig: MailRig) -> None:
        assert await rig.post(replied())
        letter = next(iter((await rig.jobs()).values())).key
        waiting = (await rig.mail(letter)).message_id
        for made_up in ("<1@desk.example>", "<x@mail.example>", waiting):  # the last has not gone out yet
            assert not await rig.bounces.note(bounce(made_up))
        await rig.run()
        assert not await rig.bounces.note(replace(bounce(waiting), automatic=Automatic.YES))
        assert await rig.bounces.note(replace(bounce(waiting), gone=()))  # delayed, and may yet arrive
        assert rig.told(MailBounced) == []
        assert await rig.post(replied(1))

    async def test_an_address_that_writes_lives_and_an_old_bounce_does_not_silence_it_again(
        self, rig: MailRig
    ) -> None:
        assert await rig.post(replied())
        await rig.run()
        old = bounce((await rig.mail()).message_id)
        await rig.bounces.note(old)
        rig.clock.forward(hours=2)
        await rig.bounces.heard_from("person@MAIL.example")
        assert await rig.post(replied(1))
        assert await rig.bounces.note(old)
        rig.clock.forward(hours=2)
        assert await rig.post(replied(2))
