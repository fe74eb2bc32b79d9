"""The words of an answer, the same for the page, the API and the widget. Never that something is safe."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

import msgspec

from walletdesk.help_center.checking import Alike, Answer, Channel, Checked, CodeAnswer, Fake, Listed, What
from walletdesk.help_center.http.saying_letters import letter_facts, letter_says, letter_title
from walletdesk.platform.i18n import Locale, day, translate
from walletdesk.registry import handle_shown

Moment = Callable[[datetime], str]
COMPARED: Final = ("letters", "ending", "hyphens", "added", "typo")  # shown beside our name, letter by letter


class Part(msgspec.Struct):
    """``differs``: here it is not what ours is."""

    text: str
    differs: bool


class Line(msgspec.Struct):
    name: str
    parts: list[Part]
    is_ours: bool


class Fact(msgspec.Struct):
    name: str
    said: str


class Said(msgspec.Struct):
    """``answer``: official, known_bad, not_ours, untold. ``what``: site, mail, handle, phone, ticket ...

    ``never`` holds of every answer; ``danger`` is empty where nothing can have been given away.
    """

    answer: str
    what: str
    value: str
    lookalike: bool
    title: str
    about: str
    lines: list[Line]
    says: list[str]
    facts: list[Fact]
    never: str
    danger: str


def said(checked: Checked, locale: Locale, moment: Moment) -> Said:
    is_fake = checked.answer in (Answer.NOT_OURS, Answer.KNOWN_BAD)
    return Said(
        answer=checked.answer.value,
        what=checked.thing.what.value,
        value=checked.thing.value,
        lookalike=checked.is_lookalike,
        title=letter_title(checked, locale) or title(checked.answer, locale),
        about=_about(checked, locale),
        lines=_lines(checked, locale),
        says=list(_sentences(checked, locale, moment)),
        facts=[
            *(Fact(name, value) for name, value in letter_facts(checked, locale, moment)),
            *_signed(checked.channel, locale),
            *_reported(checked.fake, locale),
            *(fact for one in checked.lists for fact in _facts(one, locale)),
        ],
        never=translate(
            locale,
            "Even an official channel never asks for your phrase, key, password or codes, nor for a fee.",
        ),
        danger=_danger(checked.thing.what, locale) if is_fake else "",
    )


def title(answer: Answer, locale: Locale) -> str:
    match answer:
        case Answer.OFFICIAL:
            return translate(locale, "Official")
        case Answer.KNOWN_BAD:
            return translate(locale, "Known scam")
        case Answer.NOT_OURS:
            return translate(locale, "Not ours")
        case Answer.UNTOLD:
            return translate(locale, "This page cannot tell")


def _about(checked: Checked, locale: Locale) -> str:
    if checked.is_lookalike:
        return translate(locale, "and built to look like us")
    if checked.thing.what is What.HANDLE:
        return handle_shown(checked.thing.value, locale)
    return "" if checked.thing.what is What.CODE else checked.thing.value


def _sentences(checked: Checked, locale: Locale, moment: Moment) -> Iterator[str]:
    if checked.thing.what is What.LETTER:
        yield from _of_letter(checked, locale)
        return
    match checked.thing.what:
        case What.CODE:
            yield _of_code(checked.code, locale, moment)
            if checked.code and checked.code.ours and not checked.code.agent:
                yield translate(
                    locale,
                    "That holds inside your own conversation with us alone. Whoever gave it to you elsewhere "
                    "passed it on: stop.",
                )
        case What.TICKET:
            yield _of_ticket(checked, locale)
        case What.ADDRESS:
            yield translate(locale, "We never give out an address to send coins to. Whoever does is not us.")
        case What.OTHER:
            yield translate(locale, "Paste one thing alone: a link, an address, a handle or a number.")
        case What.PICTURE:
            yield translate(
                locale, "The picture shows no link, address, handle or number that we could compare."
            )
        case _:
            yield from _of_channel(checked, locale)


def _of_letter(checked: Checked, locale: Locale) -> Iterator[str]:
    yield from letter_says(checked, locale)
    if checked.lists or checked.fake or checked.alike:
        yield from _of_channel(checked, locale)


def _of_channel(checked: Checked, locale: Locale) -> Iterator[str]:
    if checked.answer is Answer.OFFICIAL:
        yield _ours(checked, locale)
        yield from _forged(checked.thing.what, locale)
        return
    if checked.read_like_ours:
        yield translate(locale, "In the picture it reads like a channel of ours.")
        yield translate(
            locale,
            "Letters that only look alike can't be told apart in a picture. Copy the text and check that.",
        )
        return
    if checked.answer is Answer.UNTOLD and not checked.alike:
        yield translate(locale, "Our list of channels is not published yet. Ask us in the app.")
        return
    if checked.lists:
        yield translate(locale, "A list of scam sites names it.")
    if checked.fake:
        yield translate(locale, "It was reported to us, and one of us looked: it is a fake.")
    if checked.alike:
        yield from _tricks(checked.alike, locale)
    if checked.answer is Answer.NOT_OURS and not checked.alike:
        yield translate(locale, "It is not one of our channels. If somebody says so, it is not us.")
        yield translate(locale, "More than that we do not know about it.")


def _ours(checked: Checked, locale: Locale) -> str:
    if checked.channel and not checked.channel.is_listed:
        return translate(locale, "It is the address of this help site itself.")
    return translate(locale, "This is on our signed list of channels.")


def _forged(what: What, locale: Locale) -> Iterator[str]:
    if what is What.MAIL:
        yield translate(locale, "But a sender can be forged and look like this. Confirm in the app first.")
    if what is What.PHONE:
        yield translate(locale, "But a caller can forge this number. Hang up, and confirm in the app.")


def _tricks(alike: Alike, locale: Locale) -> Iterator[str]:
    for trick in alike.tricks:
        yield _trick(trick, alike, locale)


def _trick(trick: str, alike: Alike, locale: Locale) -> str:
    match trick:
        case "letters":
            return _letters(alike, locale)
        case "ending":
            return translate(locale, "The name is ours, the ending is not.")
        case "hyphens":
            return translate(locale, "It is our name, cut up.")
        case "added":
            return translate(locale, "It is our name with something added.")
        case "typo":
            return translate(locale, "It differs from our name by a letter or two.")
        case _:
            return _place(trick, alike, locale)


def _place(trick: str, alike: Alike, locale: Locale) -> str:
    match trick:
        case "in_front":
            return translate(
                locale, "Our name only stands in front. The site belongs to {site}.", site=alike.site
            )
        case "decoration":
            return translate(
                locale, "Our name before the @ means nothing. It belongs to {site}.", site=alike.site
            )
        case "hidden":
            return translate(locale, "It holds characters that nobody can see.")
        case _:
            return translate(
                locale, "It lies under our name, but is not on our list. Enter nothing there; ask us first."
            )


def _letters(alike: Alike, locale: Locale) -> str:
    theirs = [piece.text for piece in alike.theirs if piece.differs]
    ours = [piece.text for piece in alike.ours if piece.differs]
    if theirs and len(theirs) == len(ours) and len(theirs[0]) <= 3:
        return translate(locale, "“{theirs}” reads like “{ours}”.", theirs=theirs[0], ours=ours[0])
    return translate(locale, "Some letters are others that read alike.")


def _of_code(code: CodeAnswer | None, locale: Locale, moment: Moment) -> str:
    if code is None or not code.ours:
        return translate(
            locale,
            "No proof number of ours: wrong, used, or older than two minutes. "
            "Ours have 8 digits. Ask for a new one.",
        )
    if code.agent and code.since:
        return translate(
            locale,
            "Yes: {agent}, in conversation with you since {since}. The number is now used up.",
            agent=code.agent,
            since=moment(code.since),
        )
    if code.at is None:
        return translate(locale, "Yes: one of our agents has shown it. The number is now used up.")
    return translate(
        locale,
        "Yes: one of our agents was given it at {at}. The number is now used up.",
        at=moment(code.at),
    )


def _of_ticket(checked: Checked, locale: Locale) -> str:
    if checked.answer is Answer.OFFICIAL:
        return translate(locale, "This ticket is yours, and it is with us.")
    if checked.answer is Answer.NOT_OURS:
        return translate(locale, "We never gave out such a number. Whoever named it to you is not us.")
    return translate(
        locale,
        "Whose ticket this is cannot be told here. Look where you wrote to us: in the app, under Help, or by "
        "your private link. If it isn't there, it isn't yours, and whoever named it to you isn't us.",
    )


def _lines(checked: Checked, locale: Locale) -> list[Line]:
    alike = checked.alike
    if alike is None or not alike.theirs:
        return []
    theirs = [Part(piece.text, piece.differs) for piece in alike.theirs]
    ours = [Part(piece.text, piece.differs) for piece in alike.ours]
    lines = [Line(translate(locale, "You were sent"), theirs, is_ours=False)]
    return [*lines, Line(translate(locale, "Ours is"), ours, is_ours=True)] if ours else lines


def _signed(channel: Channel | None, locale: Locale) -> Iterator[Fact]:
    if channel is None or channel.issued is None or channel.expires is None:
        return
    told = translate(
        locale,
        "number {serial}, signed {issued}, valid to {expires}",
        serial=channel.serial,
        issued=day(locale, channel.issued.date()),
        expires=day(locale, channel.expires.date()),
    )
    yield Fact(translate(locale, "Signed list"), told)


def _reported(fake: Fake | None, locale: Locale) -> Iterator[Fact]:
    if fake is not None:
        yield Fact(translate(locale, "Reports"), str(fake.reports))
        yield Fact(translate(locale, "First reported"), day(locale, fake.first_at.date()))


def _facts(one: Listed, locale: Locale) -> Sequence[Fact]:
    return [
        Fact(translate(locale, "Listed"), one.entry),
        Fact(translate(locale, "List"), f"{one.source}, {day(locale, one.of)}"),
        Fact(translate(locale, "Licence of the list"), one.licence),
    ]


def _danger(what: What, locale: Locale) -> str:
    if what is What.LETTER:
        return translate(locale, "Did you follow it, or give your phrase, key, password or a code?")
    if what is What.SITE:
        return translate(locale, "Did you type your phrase, key or password there?")
    return translate(locale, "Did you give them your phrase, key, password or a code?")
