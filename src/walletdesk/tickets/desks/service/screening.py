"""What agents type for a desk is looked through before it goes anywhere."""

from collections.abc import Callable

from walletdesk.kernel.errors import SecretStopped
from walletdesk.tickets.desks.model import Ask, DeskKind, Packet, field_of

SecretIn = Callable[[str], str | None]
NAMED = {Ask.TX_ID, Ask.ADDRESS, Ask.ABOUT}  # asked for by name: digits in them are what they were asked for


def refuse_secrets(secret_in: SecretIn, *texts: str) -> None:
    """Each by itself, and all together: a phrase may be spread over the fields."""
    said = [text for text in texts if text]
    if any(secret_in(text) for text in (*said, " ".join(said))):
        raise SecretStopped


def refuse_secrets_of(secret_in: SecretIn, kind: DeskKind, packet: Packet, *texts: str) -> None:
    free = [*texts]
    for id, entry in packet.items():
        asked = field_of(kind, id)
        if asked is not None and asked.ask in NAMED:
            if entry.value and secret_in(f"{asked.name}: {entry.value}"):
                raise SecretStopped
        else:
            free.append(entry.value)
        free.append(entry.lacks)
    refuse_secrets(secret_in, *free)
