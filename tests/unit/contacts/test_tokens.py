"""Tokens of contacts: what is ours, what is not, and for how long."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support.contacts import KEY, NOON
from walletdesk.contacts import ContactAuthenticator, DeviceSecrets, ProofTokens, SessionTokens, SignedOut
from walletdesk.contacts.tokens import SESSION_LIFE
from walletdesk.kernel.ids import ContactId, new_id

CONTACT = ContactId(new_id("con"))
TOKENS = SessionTokens([KEY])
GOOD = TOKENS.issue(CONTACT, 3, NOON)


def test_a_session_token_says_who_and_from_when() -> None:
    read = TOKENS.read(GOOD.text, NOON)
    assert read is not None
    assert (read.contact, read.epoch, read.expires_at) == (CONTACT, 3, NOON + SESSION_LIFE)


def test_a_session_token_ends() -> None:
    assert TOKENS.read(GOOD.text, NOON + SESSION_LIFE - timedelta(milliseconds=1)) is not None
    assert TOKENS.read(GOOD.text, NOON + SESSION_LIFE) is None


def test_a_session_token_of_another_installation_or_purpose_is_nothing() -> None:
    assert SessionTokens([b"x" * 32]).read(GOOD.text, NOON) is None
    assert ProofTokens(KEY).proof_of(GOOD.text) is None


def test_a_key_can_be_changed_without_signing_anybody_out() -> None:
    changed = SessionTokens([b"n" * 32, KEY])
    assert changed.read(GOOD.text, NOON) is not None
    assert TOKENS.read(changed.issue(CONTACT, 3, NOON).text, NOON) is None


@given(st.integers(0, len(GOOD.text) - 1), st.sampled_from("0123456789abcdefzAZ._-="))
def test_no_letter_of_a_session_token_can_be_changed(place: int, letter: str) -> None:
    forged = GOOD.text[:place] + letter + GOOD.text[place + 1 :]
    assert (TOKENS.read(forged, NOON) is not None) == (forged == GOOD.text)


@given(st.text())
def test_no_text_is_a_token_by_chance(text: str) -> None:
    assert TOKENS.read(text, NOON) is None
    assert ProofTokens(KEY).proof_of(text) is None
    assert DeviceSecrets(KEY).hash_of(text) is None


def test_device_secrets_differ_and_only_a_keyed_hash_is_kept() -> None:
    secrets = DeviceSecrets(KEY)
    one, two = secrets.new(), secrets.new()
    assert one != two
    assert secrets.hash_of(one) == secrets.kept(one) != secrets.kept(two)
    assert DeviceSecrets(b"x" * 32).hash_of(one) != secrets.hash_of(one)


def test_whoever_is_signed_out_stays_out_until_the_next_epoch() -> None:
    signed_out = SignedOut()
    who = ContactAuthenticator(tokens=TOKENS, signed_out=signed_out, clock=lambda: NOON)
    signed_out.note(CONTACT, 4, NOON)
    signed_out.note(CONTACT, 2, NOON)
    assert who.session(GOOD.text) is None
    assert who.session(TOKENS.issue(CONTACT, 4, NOON).text) is not None


def test_who_was_signed_out_is_forgotten_when_the_last_token_is_too_old_anyway() -> None:
    signed_out = SignedOut()
    signed_out.note(CONTACT, 4, NOON)
    signed_out.note(ContactId("con_other"), 1, NOON + SESSION_LIFE + timedelta(seconds=1))
    read = TOKENS.read(GOOD.text, NOON)
    assert read is not None
    assert not signed_out.covers(read)


def test_a_token_names_a_contact_and_nothing_else_does() -> None:
    who = ContactAuthenticator(tokens=TOKENS, signed_out=SignedOut(), clock=lambda: NOON)
    viewer = who.viewer(GOOD.text)
    assert viewer is not None
    assert viewer.contact == CONTACT
    for text in ("", CONTACT, f"{GOOD.text}x", f" {GOOD.text}"):
        assert who.viewer(text) is None


def test_nothing_secret_is_shown_by_printing_a_value() -> None:
    assert GOOD.text not in repr(GOOD)
