"""The words for a whole mail on the check page. What it says of itself is shown only where we signed it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from walletdesk.help_center.checking import Answer, Checked, Letter, Reason
from walletdesk.platform.i18n import Locale, translate

_FORGED = (Reason.CHANGED, Reason.UNSIGNED)


def letter_title(checked: Checked, locale: Locale) -> str:
    """Empty for what is no mail, and for one that is known to be bad."""
    if checked.reason is None or checked.answer is Answer.KNOWN_BAD:
        return ""
    if checked.answer is Answer.OFFICIAL:
        return translate(locale, "This mail is from us")
    if checked.answer is Answer.UNTOLD:
        return translate(locale, "We cannot tell")
    if checked.reason in _FORGED:
        return translate(locale, "It says it is from us and is not")
    return translate(locale, "This mail is not from us")


def letter_says(checked: Checked, locale: Locale) -> Iterator[str]:
    letter, reason = checked.letter, checked.reason
    if letter is None or reason is None:
        return
    if letter.is_attached:
        yield translate(locale, "This is about a mail that was attached to the other one.")
    yield _why(reason, checked, locale)
    if reason is Reason.HOLDS:
        yield translate(
            locale,
            "Anybody can send an old mail of ours on. Look below at when it was sent and to whom: if that "
            "isn't you, it wasn't meant for you.",
        )
    elif reason is Reason.NO_MAIL:
        yield translate(locale, "Save the mail as a file (.eml), or copy its whole source, headers included.")
    elif checked.answer is Answer.UNTOLD:
        yield translate(
            locale,
            "Treat it as not from us: open no link in it and answer nothing. Ask us in the app, where nobody "
            "can pretend to be us.",
        )
    else:
        yield translate(locale, "Open no link in it, answer nothing, and delete it.")


def _why(reason: Reason, checked: Checked, locale: Locale) -> str:
    match reason:
        case Reason.HOLDS:
            return translate(locale, "Our signature is on it and fits: nothing in it was changed.")
        case Reason.CHANGED:
            return translate(
                locale,
                "It bears our signature, but the signature doesn't fit: the mail was changed on its way, or "
                "somebody made it up.",
            )
        case Reason.UNSIGNED:
            return translate(
                locale,
                "It names our address as its sender. Every mail from there bears our signature, and this "
                "one bears none.",
            )
        case Reason.OPEN:
            return translate(
                locale,
                "A signature of ours is on it, but it doesn't cover all of what you see. The rest may be "
                "from somebody else.",
            )
        case Reason.NO_MAIL:
            return translate(locale, "This isn't a whole mail: nothing in it says who sent it.")
        case _:
            return _less_sure(reason, checked, locale)


def _less_sure(reason: Reason, checked: Checked, locale: Locale) -> str:
    match reason:
        case Reason.UNLISTED:
            return translate(
                locale, "Our signature is on it and fits, but its sender isn't on our list of channels."
            )
        case Reason.OTHER_KEY:
            return translate(locale, "It bears a signature in our name that this page can't check.")
        case Reason.OFF:
            return translate(
                locale,
                "It names an address of ours as its sender, but bears no signature that this page could "
                "check. A sender can be forged.",
            )
        case Reason.SENDERS:
            return translate(locale, "It doesn't name exactly one sender. Honest mails do.")
        case _ if checked.answer is Answer.UNTOLD:
            return translate(locale, "Nothing shows whether its sender belongs to us.")
        case _:
            return translate(locale, "Its sender isn't one of our addresses.")


def letter_facts(
    checked: Checked, locale: Locale, moment: Callable[[datetime], str]
) -> Iterator[tuple[str, str]]:
    """Only of a mail that stands as it left us."""
    letter = checked.letter
    if letter is None or checked.answer is not Answer.OFFICIAL:
        return
    yield from _signed(letter, locale, moment)


def _signed(letter: Letter, locale: Locale, moment: Callable[[datetime], str]) -> Iterator[tuple[str, str]]:
    if letter.sent:
        yield translate(locale, "Sent"), moment(letter.sent)
    if letter.to:
        yield translate(locale, "Sent to"), letter.to
    if letter.subject:
        yield translate(locale, "Subject"), letter.subject
