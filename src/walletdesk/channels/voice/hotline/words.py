"""What callers hear, in their language: short, and nothing that cannot be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from walletdesk.channels.voice.hotline.model import LANGUAGES, NOW, TOPICS, Call, Offer, Step
from walletdesk.kernel.clock import from_millis
from walletdesk.platform.i18n import Locale, negotiate, translate

NEVER: Final = "We never ask for your recovery phrase, private key or password."
TOPIC_NAMES: Final = {
    "security": "coins stolen, or somebody has your recovery phrase",
    "transfer": "a transfer that does not arrive",
    "wallet": "the wallet and its backup",
    "app": "the app does not work",
    "other": "something else",
}
TOLD: Final = {
    "dead": "That key has no meaning here.",
    "goodbye": "We heard no key. You can write to us in the app at any time. Goodbye.",
    "too_many": "There were many calls from this number. Write to us in the app, or call later.",
    "wrong_code": "This code opens nothing. It is good for ten minutes and once.",
    "unproven": "It goes on without the code. We then do not know who you are.",
    "proven": "Thank you. We know now which conversation it is about.",
    "gone": "This time cannot be booked any more.",
    "booked_already": "A call is booked for this conversation already. It stands in the app.",
    "no_person": "Nobody can take your call at the moment.",
    "no_times": "We cannot call back the number you call from.",
    "nobody": "We are sorry: nobody could take your call.",
    "danger": (
        "First: tell nobody your recovery phrase. If somebody has it, make a new wallet on a clean device "
        "and move what is left there. Pay nobody who promises to get coins back."
    ),
}
CODE: Final = (
    "If you are signed in: the app shows a code of six digits under “I am calling”. Type it now, and say "
    "it to nobody. Without one press the hash key."
)
PERSON: Final = "To wait for a person, press 1."
WAIT: Final = "The wait now: {wait}."
CALL_BACK: Final = "To be called back, press 2."
CLOSED: Final = "We are closed now."
OPENS: Final = "We open again: {at}."
NOBODY_HERE: Final = "Nobody is free at the moment."
WRITE: Final = "You can write to us in the app at any time. Goodbye."
TURN_TIME: Final = "As soon as it is your turn: press {key}."
SLOT: Final = "{slot}: press {key}."
WAITING: Final = "You are in line. Please stay on the line."
BOOKED: Final = "Your call is booked."
SAYS_IN_APP: Final = "Our agent says a number first, which the app shows with your conversation."
SAYS_FIRST: Final = (
    "When we call, our agent says this number first: {number}. Once more: {number}. Whoever cannot say it is "
    "not us. If we miss you, a later call has another number: then call us instead."
)
FIRST_LINE: Final = "Call by phone: {topic}."
Times = Callable[[Locale, datetime], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineWords:
    """``slot`` and ``when`` write a half hour and a moment; ``app`` is the wallet's name."""

    app: Callable[[Locale], str]
    slot: Times
    when: Times
    says_first: Callable[[str], str]

    def turn(self, call: Call, offer: Offer) -> Sequence[tuple[str, str]]:
        if not call.locale:
            return self._greeting(call)
        locale = negotiate(call.locale)
        said = [translate(locale, TOLD[call.told])] if call.told in TOLD else []
        return [(locale, one) for one in [*said, *self._menu(call, locale, offer)]]

    def begins(self, call: Call) -> str:
        locale = negotiate(call.locale)
        return translate(locale, FIRST_LINE, topic=translate(locale, TOPIC_NAMES[call.about]))

    def _greeting(self, call: Call) -> Sequence[tuple[str, str]]:
        """In every language, each by itself."""
        said = []
        for key, name in LANGUAGES.items():
            locale = negotiate(name)
            if call.told in TOLD:
                said.append((locale, translate(locale, TOLD[call.told])))
            if not call.is_over:
                welcome = translate(locale, "This is {app} Support.", app=self.app(locale))
                said += [(locale, welcome), (locale, translate(locale, "For English, press {key}.", key=key))]
        return said

    def _menu(self, call: Call, locale: Locale, offer: Offer) -> Sequence[str]:
        match call.step:
            case Step.TOPIC:
                line = "{topic}: press {key}."
                names = [(key, translate(locale, TOPIC_NAMES[topic])) for key, topic in TOPICS.items()]
                return [
                    translate(locale, NEVER),
                    *(translate(locale, line, topic=name, key=key) for key, name in names),
                ]
            case Step.CODE:
                return [translate(locale, CODE)]
            case Step.CHOICE:
                return self._choice(locale, offer)
            case Step.TIMES:
                return [self._time(locale, key, one) for key, one in enumerate(call.offered, start=1)]
            case Step.WAITING:
                return [translate(locale, WAITING), *self._wait(locale, offer)]
        return self._booked(call, locale) if call.callback else []

    def _choice(self, locale: Locale, offer: Offer) -> Sequence[str]:
        said = []
        if offer.person:
            said += [*self._wait(locale, offer), translate(locale, PERSON)]
        elif offer.open:
            said.append(translate(locale, NOBODY_HERE))
        else:
            said.append(translate(locale, CLOSED))
            if offer.opens is not None:
                said.append(translate(locale, OPENS, at=self.when(locale, offer.opens)))
        if offer.times:
            said.append(translate(locale, CALL_BACK))
        if not offer.times and not offer.person:
            said.append(translate(locale, WRITE))
        return said

    def _wait(self, locale: Locale, offer: Offer) -> Sequence[str]:
        return [translate(locale, WAIT, wait=offer.wait)] if offer.wait else []

    def _time(self, locale: Locale, key: int, chosen: str) -> str:
        if chosen == NOW:
            return translate(locale, TURN_TIME, key=key)
        return translate(locale, SLOT, slot=self.slot(locale, from_millis(int(chosen))), key=key)

    def _booked(self, call: Call, locale: Locale) -> Sequence[str]:
        said = [translate(locale, BOOKED)]
        if call.verified:
            return [*said, translate(locale, SAYS_IN_APP), translate(locale, NEVER)]
        number = " ".join(self.says_first(call.callback).replace(" ", ""))
        return [*said, translate(locale, SAYS_FIRST, number=number), translate(locale, NEVER)]
