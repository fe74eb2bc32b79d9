"""A service that people ask for, and whether it exists where contacts hold their own keys, or where we do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Who holds the keys. Hybrid: both kinds of contact, and nobody knows beforehand which one asks."""

    SELF_CUSTODY = "self_custody"
    CUSTODIAL = "custodial"
    HYBRID = "hybrid"


class Service(StrEnum):
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a name
    FREEZE_ACCOUNT = "freeze_account"
    UNFREEZE_ACCOUNT = "unfreeze_account"
    RESET_2FA = "reset_2fa"
    CHANGE_EMAIL_PHONE = "change_email_phone"
    ACCOUNT_ACTIVITY = "account_activity"
    WITHDRAWAL_STATUS = "withdrawal_status"
    IDENTITY_CHECK = "identity_check"
    DELETE_ACCOUNT = "delete_account"
    CHANGE_ACCOUNT = "change_account"  # anything else that somebody of us would do to an account
    RECOVER_PHRASE = "recover_phrase"
    REVERSE_TRANSACTION = "reverse_transaction"


Words = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``why``, ``instead``: for whoever has no such service.

    ``modes``: of one kind of custody each, in which it exists.
    """

    service: Service
    modes: frozenset[Mode]
    why: Words
    instead: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """``exists`` in a hybrid installation: for accounts alone; ``why`` is for who holds their own keys."""

    service: Service
    exists: bool
    why: Words
    instead: Words


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Of one installation."""

    mode: Mode
    entries: Mapping[Service, Entry]

    def offers(self, service: Service) -> Offer:
        entry = self.entries[service]
        exists = bool(entry.modes & _kinds(self.mode))
        return Offer(
            service=service,
            exists=exists,
            why=entry.why,
            instead=entry.instead,
        )

    @property
    def missing(self) -> frozenset[Service]:
        """What nobody here may offer."""
        return frozenset(service for service in self.entries if not self.offers(service).exists)


def _kinds(mode: Mode) -> frozenset[Mode]:
    return frozenset({Mode.SELF_CUSTODY, Mode.CUSTODIAL} if mode is Mode.HYBRID else {mode})
