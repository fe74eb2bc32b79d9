"""Facts about the list of official channels."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryEvent(Event):
    @property
    def topic(self) -> str:
        return "registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPublished(RegistryEvent):
    """Everybody can read the list of this number now. ``by`` empty: it was signed anew by itself."""

    serial: int
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryExpiring(RegistryEvent):
    """In ``days`` wallets stop to believe it. ``what``: document or mandate; ``number`` of that."""

    what: str
    number: int
    days: int
