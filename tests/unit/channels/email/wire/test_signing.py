"""The scheme of Standard Webhooks, by its own published vector, and what does not pass."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.channels.email.wire.signing import is_fresh, is_signed, key_of

SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
SENT = datetime.fromtimestamp(1_614_265_330, UTC)
SHOWN = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


@pytest.mark.parametrize("secret", [SECRET, f"whsec_{SECRET}", f" whsec_{SECRET}\n"])
def test_the_published_vector_is_signed(secret: str) -> None:
    key = key_of(secret)
    assert key is not None
    assert is_signed(SHOWN, BODY, key)
    several = {**SHOWN, "webhook-signature": f"v1,xx v1a,zz {SHOWN['webhook-signature']}"}
    assert is_signed(several, BODY, key), "while a secret is being changed there are two"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook-id", "msg_other"),
        ("webhook-timestamp", "1614265331"),
        ("webhook-signature", "v1,"),
        ("webhook-signature", SHOWN["webhook-signature"].removeprefix("v1,")),
        ("webhook-signature", SHOWN["webhook-signature"].replace("v1,", "v1a,")),
        ("webhook-signature", "v1,\udcff " * 3),
        ("webhook-signature", "v1,x " * 10 + SHOWN["webhook-signature"]),
    ],
)
def test_what_was_changed_is_not(name: str, value: str) -> None:
    key = key_of(SECRET)
    assert key is not None
    assert not is_signed({**SHOWN, name: value}, BODY, key)
    assert not is_signed(SHOWN, BODY + b" ", key)
    assert not is_signed(SHOWN, BODY, key[:-1])


@pytest.mark.parametrize("secret", ["", "whsec_", "not base64!", "c2hvcnQ=", "密"])
def test_what_is_no_secret_opens_nothing(secret: str) -> None:
    assert key_of(secret) is None


def test_only_what_was_sent_about_now_is_read() -> None:
    for minutes, fresh in ((0, True), (5, True), (-5, True), (6, False), (-6, False)):
        assert is_fresh(SHOWN, SENT + timedelta(minutes=minutes)) is fresh
    for name in SHOWN:
        assert not is_fresh({**SHOWN, name: ""}, SENT)
    for odd in ("1614265330.0", "-1614265330", "١٦١٤٢٦٥٣٣٠", "9" * 40):
        assert not is_fresh({**SHOWN, "webhook-timestamp": odd}, SENT)
