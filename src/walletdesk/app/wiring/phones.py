"""Who dials: the simulated exchange, or Twilio with our people's own phones."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.people import Staff
from walletdesk.channels.voice.twilio import Account, Answered, Leg, TwilioPhone
from walletdesk.channels.voice.twilio.store import SqlLines
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.connector import Connector, NotReached, Outgoing
from walletdesk.platform.i18n import negotiate, translate
from walletdesk.platform.settings import KeyUnusable, Settings, secret_from

MOST_ANSWERED = 100_000  # bytes


class _Made(msgspec.Struct):
    sid: str = ""


@dataclass(frozen=True, slots=True)
class OwnPhones:
    """By the login, as the operator wrote them down."""

    staff: Staff
    numbers: Mapping[str, str]

    async def of(self, agent: AgentId) -> str:
        every = await self.staff.personnel.list()
        return next((self.numbers.get(one.login, "") for one in every if one.id == agent and one.active), "")


def twilio(engine: Engine, staff: Staff) -> TwilioPhone | None:
    """None where somebody else dials, or nobody."""
    voice = engine.settings.voice
    if voice.provider != "twilio":
        return None
    token = secret_from(voice.twilio.token_file)
    if not token:  # with it anybody could sign
        raise KeyUnusable(f"{voice.twilio.token_file}: is empty")
    account = Account(
        id=voice.twilio.account,
        token=token,
        number=voice.twilio.number,
        base=voice.twilio.base.rstrip("/"),
    )
    connector = Connector(engine.settings.connector)

    async def rest(url: str, form: Mapping[str, str]) -> Answered:
        body = urlencode(form).encode()
        asked = Outgoing(url=url, method="POST", headers=account.headers, body=body, most_bytes=MOST_ANSWERED)
        try:
            answer = await connector.send(asked)
        except NotReached:  # it may have arrived: whoever asks again must not ring twice
            return Answered(0)
        return Answered(answer.status, _sid(answer.body) if answer.status < 300 else "")

    return TwilioPhone(
        account=account,
        public_url=engine.settings.public_url,
        rest=rest,
        phones=OwnPhones(staff, voice.phones),
        lines=SqlLines(engine.db),
        spoken=lambda leg, locale: _spoken(engine.settings, leg, locale),
        clock=engine.clock,
    )


def _sid(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Made).sid
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ""


def _spoken(settings: Settings, leg: Leg, locale: str) -> tuple[str, ...]:
    """To our own people in the installation's language: they may not speak the contact's."""
    if leg is Leg.AGENT:
        return (
            translate(
                negotiate(settings.locale),
                "A booked call. Say the number that stands in the conversation first. We are calling them "
                "now.",
            ),
        )
    shown = negotiate(locale)
    return (
        translate(
            shown,
            "This is the call that you booked with {app} Support. We first say a number: compare it with the "
            "one that the app or your private link shows.",
            app=settings.name_of_app(shown),
        ),
        translate(
            shown,
            "Nobody of us asks for your recovery phrase, private key, password or a code, also not on the "
            "phone.",
        ),
    )
