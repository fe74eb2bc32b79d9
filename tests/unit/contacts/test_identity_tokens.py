"""The wallet's signed word: one good token, and every way of bending it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from tests.support.contacts import NOON
from tests.support.shield import WIF, secret_in
from walletdesk.contacts.identity_tokens import IdentityKey, SignedIdentity
from walletdesk.contacts.ports import IdentityTokenRefused


def private_pem(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def small_rsa() -> str:
    public = generate_private_key(65537, 1024).public_key()  # noqa: S505 - to see it refused
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


ED_SIGNER, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
SECRET = "a shared secret of the wallet, 40 letters"
ED, EC, RSA = (
    OKPKey.import_key(private_pem(ED_SIGNER)),
    ECKey.generate_key("P-256"),
    RSAKey.generate_key(2048),
)
SIGNING: dict[str, tuple[str, Key]] = {
    "ed": ("Ed25519", ED),
    "ec": ("ES256", EC),
    "rsa": ("RS256", RSA),
    "hs": ("HS256", OctKey.import_key(SECRET)),
}


def pem(key: OKPKey | ECKey | RSAKey) -> str:
    return key.as_pem(private=False).decode()


KEYS = [
    IdentityKey(kid="ed", algorithm="EdDSA", key=pem(ED)),
    IdentityKey(kid="ec", algorithm="ES256", key=pem(EC)),
    IdentityKey(kid="rsa", algorithm="RS256", key=pem(RSA)),
    IdentityKey(kid="hs", algorithm="HS256", key=SECRET),
]
READER = SignedIdentity(KEYS, audience="walletdesk", secret_in=secret_in, issuer="wallet.example")
NOW = int(NOON.timestamp())
CLAIMS: dict[str, object] = {
    "iss": "wallet.example",
    "aud": "walletdesk",
    "sub": "1001",
    "jti": "j-1",
    "iat": NOW,
    "exp": NOW + 300,
}


def token(kid: str = "ed", **changed: object) -> str:
    return signed({**CLAIMS, **changed}, kid)


def signed(claims: Mapping[str, object], kid: str = "ed") -> str:
    algorithm, key = SIGNING[kid]
    return jwt.encode({"alg": algorithm, "kid": kid}, dict(claims), key, algorithms=[algorithm])


def refused(text: str, at: datetime = NOON) -> bool:
    with pytest.raises(IdentityTokenRefused) as refusal:
        READER.read(text, at)
    return refusal.value.code == "token_refused"


def b64(value: bytes | Mapping[str, object]) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def by_hand(header: Mapping[str, object], sign: Callable[[bytes], bytes], claims: object = None) -> str:
    body = f"{b64(header)}.{b64(json.dumps(CLAIMS if claims is None else claims).encode())}"
    return f"{body}.{b64(sign(body.encode()))}"


@pytest.mark.parametrize("kid", list(SIGNING))
def test_a_good_token_is_read_with_each_kind_of_key(kid: str) -> None:
    claims = READER.read(token(kid, name="李雷", locale="zh-CN"), NOON)
    assert (claims.subject, claims.name, claims.locale) == ("1001", "李雷", "zh-CN")
    assert claims.once != "j-1"


def test_the_older_name_of_ed25519_is_understood() -> None:
    assert READER.read(by_hand({"alg": "EdDSA", "kid": "ed"}, ED_SIGNER.sign), NOON).subject == "1001"


@pytest.mark.parametrize("algorithm", ["none", "nOnE", "NONE", "", None])
def test_an_unsigned_token_is_refused(algorithm: str | None) -> None:
    assert refused(by_hand({"alg": algorithm, "kid": "ed"}, lambda _: b""))
    assert refused(by_hand({"alg": algorithm, "kid": "hs"}, lambda _: b""))


@pytest.mark.parametrize(("kid", "key"), [("rsa", RSA), ("ec", EC), ("ed", ED)])
def test_a_public_key_is_no_shared_secret(kid: str, key: OKPKey | ECKey | RSAKey) -> None:
    for secret in (pem(key), pem(key).strip()):
        sign = _hmac_with(secret.encode())
        assert refused(by_hand({"alg": "HS256", "kid": kid}, sign))


def _hmac_with(secret: bytes) -> Callable[[bytes], bytes]:
    return lambda body: hmac.digest(secret, body, hashlib.sha256)


def test_a_key_may_only_be_used_with_its_own_algorithm() -> None:
    assert refused(jwt.encode({"alg": "PS256", "kid": "rsa"}, dict(CLAIMS), RSA, algorithms=["PS256"]))
    assert refused(jwt.encode({"alg": "RS256", "kid": "ec"}, dict(CLAIMS), RSA, algorithms=["RS256"]))


def test_a_key_brought_along_by_the_token_is_not_used() -> None:
    header = {
        "alg": "Ed25519",
        "kid": "ed",
        "jwk": OKPKey.import_key(private_pem(STRANGER)).as_dict(private=False),
    }
    assert refused(by_hand(header, STRANGER.sign))
    assert refused(
        by_hand(
            {"alg": "Ed25519", "jwk": OKPKey.import_key(private_pem(STRANGER)).as_dict(private=False)},
            ED_SIGNER.sign,
        )
    )


@pytest.mark.parametrize(
    "extra", [{"jku": "https://evil.example"}, {"crit": ["b64"], "b64": False}, {"typ": "at+jwt"}, {"x": 1}]
)
def test_an_unexpected_header_is_refused_though_well_signed(extra: dict[str, object]) -> None:
    assert refused(by_hand({"alg": "Ed25519", "kid": "ed", **extra}, ED_SIGNER.sign))


@pytest.mark.parametrize("kid", ["other", "", None, 1, ["ed"]], ids=repr)
def test_an_unknown_key_is_refused(kid: object) -> None:
    assert refused(by_hand({"alg": "Ed25519", "kid": kid}, ED_SIGNER.sign))


def test_a_stranger_s_signature_is_refused() -> None:
    assert refused(by_hand({"alg": "Ed25519", "kid": "ed"}, STRANGER.sign))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "jti", "iat", "exp"])
def test_every_claim_is_needed(claim: str) -> None:
    assert refused(signed({name: value for name, value in CLAIMS.items() if name != claim}))


def each(claim: str, *values: object) -> list[tuple[str, object]]:
    return [(claim, value) for value in values]


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        *each("aud", "other", "", None, [], ["other"], {}, 1),
        *each("iss", "evil.example", "", None, ["wallet.example"]),
        *each("sub", "", None, 1001, True, [], "x" * 256),
        *each("jti", "", None, 1, [], "x" * 256),
        *each("exp", "soon", None, True, 1e400, -1, NOW - 31, NOW + 601, NOW),
        *each("iat", "now", None, NOW + 31, NOW - 400, -1e308),
        *each("nbf", NOW + 31, "x"),
        *each("name", 1, ["x"], "x" * 256),
        *each("locale", 1, {}),
    ],
    ids=repr,
)
def test_a_claim_that_is_wrong_is_refused(claim: str, value: object) -> None:
    assert refused(signed({**CLAIMS, claim: value}))


def test_our_name_may_stand_among_others() -> None:
    assert READER.read(token(aud=["shop", "walletdesk"]), NOON).subject == "1001"


def test_a_token_is_refused_when_it_is_old_and_remembered_until_then() -> None:
    good = token()
    last = READER.read(good, NOON + timedelta(seconds=329))
    assert last.expires_at == NOON + timedelta(seconds=330)
    assert refused(good, NOON + timedelta(seconds=330))


def test_only_an_address_that_the_wallet_verified_is_believed() -> None:
    assert READER.read(token(email="Li@mail.example", email_verified=True), NOON).email == "li@mail.example"
    for verified in (False, None, "true", 1):
        assert READER.read(token(email="li@mail.example", email_verified=verified), NOON).email == ""
    assert READER.read(token(email="no address", email_verified=True), NOON).email == ""


def test_an_address_that_holds_a_key_is_left_out() -> None:
    """Seen before it is put into small letters, which hide it."""
    assert READER.read(token(email=f"{WIF}@mail.example", email_verified=True), NOON).email == ""


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "é.é.é", "x" * 5000, "e30.e30.", "eyJ9.e30.AA"])
def test_what_is_no_token_is_refused(text: str) -> None:
    assert refused(text)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_a_well_signed_body_that_is_no_set_of_claims_is_refused(body: object) -> None:
    assert refused(by_hand({"alg": "Ed25519", "kid": "ed"}, ED_SIGNER.sign, [body]))


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_break_the_reader(header: bytes, body: bytes) -> None:
    assert refused(f"{b64(header)}.{b64(body)}.AAAA")


def test_without_keys_nobody_is_identified() -> None:
    with pytest.raises(IdentityTokenRefused):
        SignedIdentity([], audience="walletdesk", secret_in=secret_in).read(token(), NOON)


@pytest.mark.parametrize(
    "key",
    [
        IdentityKey(kid="k", algorithm="none", key="x"),
        IdentityKey(kid="k", algorithm="HS256", key="short"),
        IdentityKey(kid="", algorithm="HS256", key=SECRET),
        IdentityKey(kid="k", algorithm="RS256", key="no key"),
        IdentityKey(kid="k", algorithm="ES256", key=pem(RSA)),
        IdentityKey(kid="k", algorithm="EdDSA", key=ED.as_pem(private=True).decode()),
        IdentityKey(kid="k", algorithm="RS256", key=small_rsa()),
    ],
)
def test_a_key_that_is_not_fit_is_named_at_the_start_without_showing_it(key: IdentityKey) -> None:
    with pytest.raises(ValueError, match="identity key") as failure:
        SignedIdentity([key], audience="walletdesk", secret_in=secret_in)
    assert key.key not in str(failure.value) or key.key == "x"
