"""Twilio by its own documents: the signature, what its states mean to us, and what it is told to say."""

import pytest

from walletdesk.callbacks import What
from walletdesk.channels.voice.twilio import Leg
from walletdesk.channels.voice.twilio.meaning import ended
from walletdesk.channels.voice.twilio.model import is_signed, joined, signature
from walletdesk.kernel.ids import CallId

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
SHOWN = "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_the_signature_is_that_of_the_published_example() -> None:
    assert signature("12345", URL, FIELDS.items()) == SHOWN
    assert is_signed("12345", URL, FIELDS.items(), SHOWN)


@pytest.mark.parametrize(
    ("token", "url", "fields", "shown"),
    [
        ("12346", URL, FIELDS, SHOWN),
        ("12345", f"{URL}&x=1", FIELDS, SHOWN),
        ("12345", URL, {**FIELDS, "Digits": "1235"}, SHOWN),
        ("12345", URL, FIELDS, ""),
        ("12345", URL, FIELDS, "é"),
    ],
)
def test_anything_else_is_not_signed(token: str, url: str, fields: dict[str, str], shown: str) -> None:
    assert not is_signed(token, url, fields.items(), shown)


def test_what_ends_a_call_means_what_it_means_for_that_phone() -> None:
    told = ("busy", "no-answer", "failed", "canceled", "completed", "ringing", "made-up")
    missed = What.AGENT_MISSED
    assert [ended(Leg.AGENT, one) for one in told] == [*[missed] * 4, What.ENDED, None, None]
    assert [ended(Leg.CONTACT, one) for one in told] == [
        What.BUSY,
        What.NO_ANSWER,
        What.UNREACHABLE,
        What.NO_ANSWER,
        What.ENDED,
        None,
        None,
    ]


def test_what_is_said_cannot_become_an_order() -> None:
    made = joined(CallId("call_1"), ["<Dial>+1900</Dial> & more"], "zh-CN")
    assert "&lt;Dial&gt;+1900&lt;/Dial&gt; &amp; more" in made
    assert 'language="zh-CN"' in made
    assert 'record="do-not-record"' in made
    assert "endConferenceOnExit" in made
