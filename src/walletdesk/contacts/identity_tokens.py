"""Reading the signed word of the wallet's back end about who a person is (a JWT, RFC 7519).

A key has one algorithm, given in the settings: the token's header only names the key and never chooses how it
is checked, so a public key cannot be used as an HMAC secret and ``none`` does not exist.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from joserfc import jws, jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from walletdesk.contacts.model import IdentityClaims, mail_address
from walletdesk.contacts.ports import IdentityTokenRefused, SecretIn
from walletdesk.contacts.tokens import fingerprint
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import Invalid

LONGEST_LIFE = timedelta(minutes=10)
SKEW = timedelta(seconds=30)  # how far the wallet's clock may be from ours
TOKEN_LENGTH = 4096
SHORTEST_SECRET = 32  # bytes; RFC 7518: an HMAC key at least as long as the hash
SMALLEST_RSA = 2048
TEXT_LENGTH = 255
VERSION_LENGTH = 40
_HEADER = {"alg", "kid", "typ"}
_TYPES: Final[Mapping[str, type[Key]]] = {
    "EdDSA": OKPKey,
    "ES256": ECKey,
    "RS256": RSAKey,
    "HS256": OctKey,
}
ALGORITHMS: Final = tuple(_TYPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityKey:
    """One key of the wallet's back end: a public key as PEM, or for HS256 the shared secret itself."""

    kid: str
    algorithm: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Loaded:
    algorithms: tuple[str, ...]
    key: Key


class SignedIdentity:
    """``issuer`` is compared only if it is given."""

    def __init__(
        self, keys: Sequence[IdentityKey], *, audience: str, secret_in: SecretIn, issuer: str = ""
    ) -> None:
        self._keys = {key.kid: _load(key) for key in keys}
        self._audience = audience
        self._secret_in = secret_in
        self._issuer = issuer

    def read(self, token: str, at: datetime) -> IdentityClaims:
        try:
            return _claims(self._verified(token, at), self._secret_in)
        except (JoseError, ValueError, TypeError, OverflowError, RecursionError) as failure:
            raise IdentityTokenRefused(why=type(failure).__name__) from None

    def _verified(self, token: str, at: datetime) -> Mapping[str, object]:
        if len(token) > TOKEN_LENGTH:
            raise IdentityTokenRefused(why="too long")
        header = jws.extract_compact(token.encode("ascii")).headers()
        loaded = self._keys.get(str(header.get("kid", "")))
        if loaded is None:
            raise IdentityTokenRefused(why="unknown kid")
        if set(header) - _HEADER or header.get("typ", "JWT") != "JWT":
            raise IdentityTokenRefused(why="unexpected header")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # "EdDSA" is only the older name of Ed25519
            claims = jwt.decode(token, loaded.key, algorithms=loaded.algorithms).claims
        self._rules(at).validate(claims)
        return claims

    def _rules(self, at: datetime) -> jwt.JWTClaimsRegistry:
        options: dict[str, jwt.ClaimsOption] = {k: {"essential": True} for k in ("exp", "iat", "jti", "sub")}
        options["aud"] = {"essential": True, "value": self._audience}
        if self._issuer:
            options["iss"] = {"essential": True, "value": self._issuer}
        return jwt.JWTClaimsRegistry(now=millis(at) // 1000, leeway=int(SKEW.total_seconds()), **options)


def _claims(claims: Mapping[str, object], secret_in: SecretIn) -> IdentityClaims:
    issued, expires = _time(claims["iat"]), _time(claims["exp"])
    if not timedelta(0) < expires - issued <= LONGEST_LIFE:
        raise IdentityTokenRefused(why="lives too long")
    if not (subject := _text(claims, "sub")) or not (once := _text(claims, "jti")):
        raise IdentityTokenRefused(why="no sub or jti")
    return IdentityClaims(
        subject=subject,
        once=fingerprint(once),
        expires_at=expires + SKEW,
        name=_text(claims, "name"),
        email=_email(claims, secret_in),
        locale=_text(claims, "locale"),
        app_version=_text(claims, "app_version")[:VERSION_LENGTH],
    )


def _time(seconds: object) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise IdentityTokenRefused(why="a time is no number")
    return from_millis(int(seconds * 1000))


def _text(claims: Mapping[str, object], name: str) -> str:
    text = claims.get(name, "")
    if not isinstance(text, str) or len(text) > TEXT_LENGTH:
        raise IdentityTokenRefused(why=f"{name} is no short text")
    return text


def _email(claims: Mapping[str, object], secret_in: SecretIn) -> str:
    """Only an address that the wallet says it verified: any other would let a stranger receive mail.

    Screened as it was said: in small letters a key is not known again.
    """
    if claims.get("email_verified") is not True:
        return ""
    said = _text(claims, "email")
    try:
        return "" if secret_in(said) else mail_address(said)
    except Invalid:
        return ""


def _load(key: IdentityKey) -> _Loaded:
    """A ValueError tells the operator what is wrong with a key, without showing it."""
    if key.algorithm not in _TYPES:
        raise ValueError(f"identity key {key.kid}: algorithm must be one of {', '.join(ALGORITHMS)}")
    if not key.kid or not key.key:
        raise ValueError("an identity key needs a kid and a key")
    if key.algorithm == "HS256" and len(key.key.encode()) < SHORTEST_SECRET:
        raise ValueError(f"identity key {key.kid}: a shared secret needs at least {SHORTEST_SECRET} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # _check_shape refuses what it only warns of
            loaded = _TYPES[key.algorithm].import_key(key.key)
    except (JoseError, ValueError) as failure:
        raise ValueError(f"identity key {key.kid} cannot be read as {key.algorithm}") from failure
    _check_shape(key, loaded)
    return _Loaded(_NAMES.get(key.algorithm, (key.algorithm,)), loaded)


_NAMES = {"EdDSA": ("EdDSA", "Ed25519")}  # RFC 9864 renamed it; most libraries still write the old name


def _check_shape(key: IdentityKey, loaded: Key) -> None:
    if loaded.is_private and key.algorithm != "HS256":
        raise ValueError(f"identity key {key.kid}: give the public key; the private one is the wallet's")
    if isinstance(loaded, RSAKey) and loaded.public_key.key_size < SMALLEST_RSA:
        raise ValueError(f"identity key {key.kid}: an RSA key needs at least {SMALLEST_RSA} bits")
