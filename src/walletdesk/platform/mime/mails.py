"""From bytes to a ``ReadMail``. Runs in a worker with bounds; see ``worker``."""

from collections.abc import Set
from contextlib import suppress
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from flufl.bounce import all_failures

from walletdesk.platform.mime.automatic import is_list, judged
from walletdesk.platform.mime.bodies import body_of, files_of
from walletdesk.platform.mime.bounced import returned
from walletdesk.platform.mime.bounds import look
from walletdesk.platform.mime.headers import (
    all_of,
    date_of,
    ids,
    parties,
    plain_of,
    sender,
    shown_sender,
    text_of,
)
from walletdesk.platform.mime.model import Automatic, ReadMail, Unreadable, UnreadableError

_MOST: Final = 200  # recipients of a bounce that are named


def read(raw: bytes) -> ReadMail:
    """Raises UnreadableError with the reason; the caller keeps the bytes."""
    look(raw)
    try:
        return _read(BytesParser(policy=compat32).parsebytes(raw))
    except RecursionError as error:
        raise UnreadableError(Unreadable.TOO_DEEP) from error
    except MemoryError as error:
        raise UnreadableError(Unreadable.MEMORY) from error


def _read(message: Message) -> ReadMail:
    who, doubts = sender(message)
    body, more = body_of(message)
    own, before = ids(message)
    path = _return_path(message)
    automatic = judged(message, who.address if who else "", return_path=path)
    failed, gone = _failed(message) if automatic is not Automatic.NO else ((), ())
    if failed:
        automatic = Automatic.BOUNCE
    return ReadMail(
        sender=who,
        shown_sender=shown_sender(message),
        reply_to=parties(message, "Reply-To"),
        to=[*parties(message, "To"), *parties(message, "Cc")],
        subject=text_of(message, "Subject"),
        message_id=own,
        references=before,
        date=date_of(message),
        delivered_to=[*all_of(message, "Delivered-To"), *all_of(message, "X-Original-To")],
        authentication=plain_of(message, "Authentication-Results"),
        return_path=path,
        body=body,
        files=files_of(message),
        automatic=automatic,
        loops=all_of(message, "X-Loop"),
        failed=failed,
        gone=gone,
        returned=returned(message) if automatic is Automatic.BOUNCE else (),
        mailing_list=is_list(message),
        doubts=[*doubts, *more],
    )


def _return_path(message: Message) -> str | None:
    said = message.get("Return-Path")
    return None if said is None else str(said).strip().strip("<>").strip()


def _failed(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom it could not be delivered to, for now or for good; and those for good alone."""
    with suppress(
        IndexError, ValueError, LookupError, AttributeError, TypeError
    ):  # over what no detector foresaw
        for_now, for_good = all_failures(message)
        return _named(for_now | for_good), _named(for_good)
    return (), ()


def _named(found: Set[bytes]) -> tuple[str, ...]:
    return tuple(sorted(one.decode("ascii", "replace") for one in found)[:_MOST])
