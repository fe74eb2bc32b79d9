"""What the use cases about contacts promise, whatever they are stored in. Give a fixture ``people``."""

from datetime import timedelta

import pytest

from tests.support.contacts import NOON, People
from tests.support.shield import PHRASE, WIF
from walletdesk.contacts import (
    BLOCK_OVER,
    ContactBlocked,
    ContactEmailProven,
    ContactIdentified,
    ContactSignedOut,
    Identity,
    Level,
    Why,
)
from walletdesk.contacts.ports import IdentityTokenRefused
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.kernel.jobs import Job

LEAD = AgentId("agt_lead")
ADDRESS = "li@mail.example"


class SessionPromises:
    async def test_a_browser_comes_back_to_its_own_contact_with_its_secret(self, people: People) -> None:
        first = await people.anonymous(locale="zh-CN")
        again = await people.anonymous(device_secret=first.device_secret or "")
        assert again.contact == first.contact
        assert again.contact.locale == "zh-CN"
        assert again.device_secret is None

    @pytest.mark.parametrize("secret", ["", " ", "d1_", "d1_" + "A" * 43, "null", "%"])
    async def test_no_secret_or_a_guessed_one_opens_only_a_new_contact(
        self, people: People, secret: str
    ) -> None:
        first = await people.anonymous()
        assert (await people.anonymous(device_secret=secret)).contact.id != first.contact.id

    async def test_a_changed_language_is_remembered(self, people: People) -> None:
        first = await people.anonymous(locale="en")
        await people.anonymous(locale="zh-CN", device_secret=first.device_secret or "")
        assert (await people.book.get(first.contact.id)).locale == "zh-CN"

    async def test_new_contacts_from_one_place_are_limited_but_known_ones_are_not(
        self, people: People
    ) -> None:
        first = await people.anonymous()
        people.limiter.hits["contact:new:192.0.2.1"] = 60
        with pytest.raises(TooMany):
            await people.anonymous()
        assert (await people.anonymous(device_secret=first.device_secret or "")).contact == first.contact

    async def test_a_blocked_contact_gets_no_session_and_its_old_one_ends(self, people: People) -> None:
        first = await people.anonymous()
        await people.book.block(first.contact.id, by=LEAD, blocked=True)
        await people.book.block(first.contact.id, by=LEAD, blocked=True)
        assert not people.works(first)
        assert len([e for e in people.happened() if isinstance(e, ContactBlocked)]) == 1
        with pytest.raises(Conflict) as refusal:
            await people.anonymous(device_secret=first.device_secret or "")
        assert refusal.value.code == "blocked"
        await people.book.block(first.contact.id, by=LEAD, blocked=False)
        assert people.works(await people.anonymous(device_secret=first.device_secret or ""))

    async def test_a_block_ends_by_itself_where_it_was_for_a_time(self, people: People) -> None:
        """What was made longer, or is until somebody takes it back, does not end with the first hour."""
        blocked = (await people.anonymous()).contact.id
        over = Job(kind=BLOCK_OVER, key=blocked, run_at=NOON)

        async def holds(hours: int | None, after: int) -> bool:
            until = None if hours is None else people.clock.at + timedelta(hours=hours)
            await people.book.block(blocked, by=LEAD, blocked=True, why=Why.SPAM, until=until)
            people.clock.forward(hours=after)
            await people.book.on_block_over(over)
            return (await people.book.get(blocked)).blocked

        assert await holds(None, 9)
        assert await holds(2, 1)
        [told] = await people.book.blocks()
        assert (told.contact, told.why, told.by) == (blocked, Why.SPAM, LEAD)
        assert not await holds(1, 1)
        assert (await people.book.block_of(blocked), await people.book.blocks()) == (None, [])

    async def test_signing_out_everywhere_ends_tokens_and_device_secrets(self, people: People) -> None:
        first = await people.anonymous()
        await people.book.sign_out_everywhere(first.contact.id)
        again = await people.anonymous(device_secret=first.device_secret or "")
        assert not people.works(first)
        assert again.contact.id != first.contact.id
        assert people.last(ContactSignedOut).contact == first.contact.id

    async def test_a_process_that_starts_anew_knows_who_was_signed_out(self, people: People) -> None:
        first = await people.anonymous()
        await people.book.sign_out_everywhere(first.contact.id)
        people.book.signed_out.forget_all()
        assert people.works(first)
        await people.book.remember_signed_out()
        assert not people.works(first)


class IdentityPromises:
    async def test_a_vouched_person_is_the_same_contact_on_every_device(self, people: People) -> None:
        phone = await people.vouched("1001", name="李雷", locale="zh-CN")
        laptop = await people.vouched("1001")
        assert laptop.contact == phone.contact
        assert phone.contact.level is Level.IDENTIFIED
        assert (phone.contact.name, phone.contact.locale) == ("李雷", "zh-CN")

    async def test_two_vouched_people_are_two_contacts(self, people: People) -> None:
        assert (await people.vouched("1001")).contact.id != (await people.vouched("1002")).contact.id

    async def test_whoever_is_met_for_the_first_time_keeps_the_contact_of_the_device(
        self, people: People
    ) -> None:
        device = await people.anonymous()
        vouched = await people.vouched("1001", device.device_secret or "")
        assert vouched.contact.id == device.contact.id
        assert people.last(ContactIdentified).absorbed is None

    async def test_a_known_person_takes_the_conversations_of_the_proven_device_along(
        self, people: People
    ) -> None:
        known, device = await people.vouched("1001"), await people.anonymous()
        vouched = await people.vouched("1001", device.device_secret or "")
        assert vouched.contact.id == known.contact.id
        fact = people.last(ContactIdentified)
        assert (fact.contact, fact.absorbed) == (known.contact.id, device.contact.id)
        assert (await people.book.get(device.contact.id)).merged_into == known.contact.id

    async def test_without_the_secret_of_the_device_nothing_is_taken_along(self, people: People) -> None:
        device = await people.anonymous()
        for guess in ("", device.contact.id, device.token.text, "d1_" + "A" * 43):
            await people.vouched("1001", guess)
        assert people.last(ContactIdentified).absorbed is None
        assert people.works(device)
        assert (await people.book.get(device.contact.id)).merged_into is None

    async def test_what_an_anonymous_browser_kept_never_opens_an_identified_contact(
        self, people: People
    ) -> None:
        device = await people.anonymous()
        vouched = await people.vouched("1001", device.device_secret or "")
        later = await people.anonymous(device_secret=device.device_secret or "")
        assert later.contact.id != vouched.contact.id
        assert not people.works(device)
        assert people.works(vouched)

    async def test_the_next_person_at_a_shared_browser_gets_nothing_of_the_one_before(
        self, people: People
    ) -> None:
        device = await people.anonymous()
        first = await people.vouched("1001", device.device_secret or "")
        second = await people.vouched("1002", device.device_secret or "")
        assert second.contact.id != first.contact.id
        assert people.last(ContactIdentified).absorbed is None

    async def test_one_signed_word_is_good_for_one_use(self, people: People) -> None:
        device = await people.anonymous()
        token = people.wallet.says("one", "1001")
        await people.anonymous(identity_token=token)
        with pytest.raises(IdentityTokenRefused):
            await people.anonymous(identity_token=token, device_secret=device.device_secret or "")
        assert people.works(device)

    async def test_a_refused_word_falls_back_to_nothing(self, people: People) -> None:
        device = await people.anonymous()
        with pytest.raises(IdentityTokenRefused):
            await people.anonymous(identity_token="forged", device_secret=device.device_secret or "")

    async def test_a_blocked_person_stays_blocked_and_a_blocked_device_brings_nothing_along(
        self, people: People
    ) -> None:
        person, device = await people.vouched("1001"), await people.anonymous()
        await people.book.block(device.contact.id, by=LEAD, blocked=True)
        await people.vouched("1001", device.device_secret or "")
        assert (await people.book.get(device.contact.id)).merged_into is None
        await people.book.block(person.contact.id, by=LEAD, blocked=True)
        with pytest.raises(Conflict):
            await people.vouched("1001")

    async def test_coming_back_unchanged_is_no_news(self, people: People) -> None:
        await people.vouched("1001", name="Lei")
        before = len(people.happened())
        await people.vouched("1001", name="Lei")
        assert len(people.happened()) == before

    async def test_what_the_wallet_verified_counts_as_proven(self, people: People) -> None:
        vouched = await people.vouched("1001", email=ADDRESS)
        assert vouched.contact.email == ADDRESS

    async def test_a_channel_identity_is_one_contact_however_often_it_is_met(self, people: People) -> None:
        identity = Identity("email", ADDRESS)
        first = await people.book.recognise(identity, name="Li\u202e\nLei")
        assert await people.book.recognise(identity) == first
        assert (await people.book.get(first)).name == "Li Lei"


class SecretPromises:
    @pytest.mark.parametrize("secret", [PHRASE, f"Li {PHRASE}", PHRASE.replace(" ", "\u200b"), WIF])
    async def test_a_name_that_holds_a_secret_is_not_kept(self, people: People, secret: str) -> None:
        vouched = await people.vouched("1001", name=secret)
        met = await people.book.recognise(Identity("email", ADDRESS), name=secret)
        assert [(await people.book.get(id)).name for id in (vouched.contact.id, met)] == ["", ""]

    async def test_a_name_that_holds_a_secret_leaves_the_one_that_is_known(self, people: People) -> None:
        await people.vouched("1001", name="Lei")
        assert (await people.vouched("1001", name=PHRASE)).contact.name == "Lei"

    @pytest.mark.parametrize("secret", [PHRASE, WIF])
    async def test_a_handle_that_holds_a_secret_is_refused(self, people: People, secret: str) -> None:
        with pytest.raises(IdentityTokenRefused):
            await people.vouched(secret)
        with pytest.raises(SecretStopped):
            await people.book.recognise(Identity("email", secret))
        assert people.happened() == []

    async def test_no_link_is_mailed_to_a_secret(self, people: People) -> None:
        opened = await people.anonymous()
        with pytest.raises(SecretStopped):
            await people.proving.request(opened.contact.id, f"{WIF}@mail.example", ip="192.0.2.1")


class EmailPromises:
    async def test_an_address_counts_only_after_the_button_behind_its_link(self, people: People) -> None:
        opened = await people.anonymous()
        token = await people.mailed_token(opened, " Li@Mail.Example ")
        assert await people.proving.is_open(token)
        assert (await people.book.get(opened.contact.id)).email == ""
        await people.proving.confirm(token, ip="192.0.2.7")
        proven = await people.book.get(opened.contact.id)
        assert (proven.email, proven.level) == (ADDRESS, Level.EMAIL)
        assert people.last(ContactEmailProven).address == ADDRESS

    async def test_a_link_works_once(self, people: People) -> None:
        token = await people.mailed_token(await people.anonymous(), ADDRESS)
        await people.proving.confirm(token, ip="192.0.2.7")
        assert not await people.proving.is_open(token)
        with pytest.raises(NotFound):
            await people.proving.confirm(token, ip="192.0.2.7")

    async def test_a_link_is_worthless_after_a_day(self, people: People) -> None:
        token = await people.mailed_token(await people.anonymous(), ADDRESS)
        people.clock.forward(hours=24)
        assert not await people.proving.is_open(token)
        with pytest.raises(NotFound):
            await people.proving.confirm(token, ip="192.0.2.7")

    async def test_the_letter_is_not_written_for_a_link_that_is_spent(self, people: People) -> None:
        token = await people.mailed_token(await people.anonymous(), ADDRESS)
        await people.proving.confirm(token, ip="192.0.2.7")
        assert await people.proving.letter(token.partition(".")[0]) is None
        assert await people.proving.letter("prf_none") is None

    @pytest.mark.parametrize("guess", ["", ".", "prf_.", "prf_" + "0" * 26 + "." + "A" * 43])
    async def test_an_empty_or_guessed_token_confirms_nothing(self, people: People, guess: str) -> None:
        await people.mailed_token(await people.anonymous(), ADDRESS)
        assert not await people.proving.is_open(guess)
        with pytest.raises(NotFound):
            await people.proving.confirm(guess, ip="192.0.2.7")

    async def test_knowing_the_number_of_a_proof_is_not_having_its_link(self, people: People) -> None:
        first = await people.mailed_token(await people.anonymous(), ADDRESS)
        people.limiter.hits.clear()
        second = await people.mailed_token(await people.anonymous(), "wang@mail.example")
        for seal in ("A" * 43, second.partition(".")[2]):
            bent = f"{first.partition('.')[0]}.{seal}"
            assert not await people.proving.is_open(bent)
            with pytest.raises(NotFound):
                await people.proving.confirm(bent, ip="192.0.2.7")

    async def test_guessing_is_stopped(self, people: People) -> None:
        for _ in range(30):
            with pytest.raises(NotFound):
                await people.proving.confirm("guess", ip="192.0.2.7")
        with pytest.raises(TooMany):
            await people.proving.confirm("guess", ip="192.0.2.7")

    async def test_a_stranger_s_mailbox_cannot_be_filled_from_many_browsers(self, people: People) -> None:
        await people.mailed_token(await people.anonymous(), ADDRESS)
        for _ in range(15):
            other = await people.anonymous()
            with pytest.raises(TooMany):
                await people.proving.request(other.contact.id, ADDRESS.upper(), ip="192.0.2.1")
        assert len([e for e in people.happened() if type(e).__name__ == "EmailProofRequested"]) == 1

    async def test_one_contact_cannot_write_to_many_mailboxes(self, people: People) -> None:
        opened = await people.anonymous()
        for n in range(5):
            await people.proving.request(opened.contact.id, f"a{n}@mail.example", ip="192.0.2.1")
        with pytest.raises(TooMany):
            await people.proving.request(opened.contact.id, "a6@mail.example", ip="192.0.2.1")

    async def test_nothing_of_a_link_is_in_what_is_kept(self, people: People) -> None:
        token = await people.mailed_token(await people.anonymous(), ADDRESS)
        assert token.partition(".")[2] not in str(people.happened())

    async def test_a_proven_address_is_not_asked_for_again(self, people: People) -> None:
        opened = await people.anonymous()
        await people.proving.confirm(await people.mailed_token(opened, ADDRESS), ip="192.0.2.7")
        assert not await people.proving.request(opened.contact.id, ADDRESS, ip="192.0.2.1")

    async def test_proving_a_known_address_opens_nobody_elses_contact(self, people: People) -> None:
        mine = await people.anonymous()
        await people.proving.confirm(await people.mailed_token(mine, ADDRESS), ip="192.0.2.7")
        people.limiter.hits.clear()
        stranger = await people.anonymous()
        await people.proving.confirm(await people.mailed_token(stranger, ADDRESS), ip="192.0.2.7")
        assert await people.book.recognise(Identity("email", ADDRESS)) == mine.contact.id
        assert (await people.book.get(stranger.contact.id)).id == stranger.contact.id

    async def test_a_link_confirms_for_the_person_the_contact_became(self, people: People) -> None:
        known, device = await people.vouched("1001"), await people.anonymous()
        token = await people.mailed_token(device, ADDRESS)
        await people.vouched("1001", device.device_secret or "")
        await people.proving.confirm(token, ip="192.0.2.7")
        proven = await people.book.get(known.contact.id)
        assert (proven.email, proven.level) == (ADDRESS, Level.IDENTIFIED)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "li", "@mail.example", "li@mail", "li@mail.example\nBcc: x@y.example", "a b@mail.example"),
            *("<li@mail.example>", "li@mail.example, x@y.example", "李@mail.example", "li@-a.example"),
        ],
    )
    async def test_only_a_plain_address_is_taken(self, people: People, text: str) -> None:
        opened = await people.anonymous()
        with pytest.raises(Invalid):
            await people.proving.request(opened.contact.id, text, ip="192.0.2.1")

    async def test_an_unknown_contact_proves_nothing(self, people: People) -> None:
        with pytest.raises(NotFound):
            await people.proving.request(ContactId("con_none"), ADDRESS, ip="192.0.2.1")


class BookPromises:
    async def test_what_the_wallet_calls_somebody_is_known_by_their_contact(self, people: People) -> None:
        vouched, nobody = (await people.vouched("1001")).contact, (await people.anonymous()).contact
        assert await people.book.address_of(vouched.id, "wallet") == "1001"
        assert await people.book.address_of(vouched.id, "email") == ""
        assert await people.book.address_of(nobody.id, "wallet") == ""

    async def test_many_are_read_at_once_and_the_unknown_are_left_out(self, people: People) -> None:
        some = [(await people.anonymous()).contact for _ in range(60)]
        found = await people.book.many([*(contact.id for contact in some), ContactId("con_none")])
        assert found == {contact.id: contact for contact in some}
        assert all(contact.created_at == NOON for contact in found.values())


class ContactsPromises(SessionPromises, IdentityPromises, EmailPromises, BookPromises, SecretPromises):
    pass
