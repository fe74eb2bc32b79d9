"""The words of what answers a mail: what an agent or the bot said, or that a mail has come."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from walletdesk.channels.email.ports import Answer, Exchange, Receipt
from walletdesk.channels.email.render import Block
from walletdesk.platform.i18n import Locale, translate, when


def subject_of(ours: str, exchange: Exchange | None) -> str:
    """As its contact called it, where the address is theirs; to any other goes no word of a mail."""
    return f"Re: {exchange.subject}" if exchange and exchange.subject else ours


def answered(locale: Locale, answer: Answer, app: str) -> Sequence[str | Block]:
    name = translate(locale, "{app} Support", app=app)
    signed = translate(locale, "{agent}, {app} Support", agent=answer.by, app=app) if answer.by else name
    said = [Block("said", answer.text)] if answer.text else []
    return [*said, Block("said", signed), translate(locale, "To go on, answer this mail.")]


def taken(locale: Locale, *, stopped: bool) -> Iterator[str | Block]:
    if not stopped:
        yield translate(
            locale, "Your mail has reached us. This answer comes from a program; a person reads your mail."
        )
        return
    yield Block(
        "mark",
        translate(
            locale,
            "Your mail holds what looks like a recovery phrase, private key, password or code. We stopped "
            "it: nothing of that mail was kept, no agent sees it. Treat it as leaked.",
        ),
    )
    yield translate(
        locale,
        "If it was a recovery phrase or private key: make a new wallet on a clean device now and move "
        "everything to it. Then delete that mail from your mailbox.",
    )
    yield translate(locale, "Write to us again without it, and tell us what happened.")


def when_answered(locale: Locale, receipt: Receipt, zone: str, now: datetime) -> Iterator[str]:
    yield translate(locale, "Your number: {number}", number=receipt.number)
    if receipt.answer_by:
        by = when(locale, receipt.answer_by, zone, now=now)
        yield translate(locale, "A person answers by {reply_by}.", reply_by=by)
    else:
        yield translate(locale, "We can't estimate the wait right now.")
    yield translate(locale, "To add something, answer this mail.")
