"""What Twilio tells us. Whoever cannot sign as Twilio does finds nothing here."""

import re
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from walletdesk.channels.voice.twilio.incoming import IN, TwilioIncoming
from walletdesk.channels.voice.twilio.model import HANG_UP, Leg, is_signed, joined
from walletdesk.channels.voice.twilio.phone import PATH, TwilioPhone
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import CallId
from walletdesk.platform.http import Access, access
from walletdesk.platform.i18n import negotiate

FORM: Final = "application/x-www-form-urlencoded"
XML: Final = "text/xml"
MOST_FIELDS: Final = 100
_SID: Final = re.compile(r"CA[0-9a-zA-Z]{8,40}")
Nth = Annotated[int, QueryParameter(ge=0, le=1_000)]
Word = Annotated[str, QueryParameter(max_length=60)]


def twilio_routes(phone: TwilioPhone) -> list[HTTPRouteHandler]:
    told = access(Access.PUBLIC, takes=FORM, answers=[XML])

    @post(f"{PATH}/answered", opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def answered(
        request: Request[Any, Any, Any], call: Word = "", leg: Word = "", locale: Word = ""
    ) -> Response[str]:
        fields, whose = await _signed(phone, request), _leg(leg)
        sid, shown = fields.get("CallSid", ""), negotiate(locale)
        if not _SID.fullmatch(sid):
            raise NotFound
        if not await phone.picked_up(CallId(call), whose, sid):
            return Response(HANG_UP, media_type=XML)
        return Response(joined(CallId(call), phone.spoken(whose, shown), shown), media_type=XML)

    @post(f"{PATH}/ended", opt=told, include_in_schema=False, status_code=204)
    async def ended(
        request: Request[Any, Any, Any], call: Word = "", leg: Word = "", locale: Word = ""
    ) -> None:
        fields = await _signed(phone, request)
        await phone.hung_up(CallId(call), _leg(leg), fields.get("CallStatus", ""))

    return [answered, ended, *_incoming(phone)]


def _incoming(phone: TwilioPhone) -> list[HTTPRouteHandler]:
    """Calls that come in. A call that did not come in by Twilio is not to be found."""
    told = access(Access.PUBLIC, takes=FORM, answers=[XML])

    @post(IN, opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def came(request: Request[Any, Any, Any]) -> Response[str]:
        incoming, fields = await _came(phone, request)
        return _xml(await incoming.came(fields))

    @post(f"{IN}/keys", opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def pressed(request: Request[Any, Any, Any], n: Nth = 0) -> Response[str]:
        incoming, fields = await _came(phone, request)
        return _xml(await incoming.pressed(fields, n))

    @post(f"{IN}/wait", opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def waited(request: Request[Any, Any, Any]) -> Response[str]:
        incoming, fields = await _came(phone, request)
        return _xml(await incoming.waited(fields))

    @post(f"{IN}/answered", opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def picked_up(request: Request[Any, Any, Any], of: Word = "", n: Nth = 0) -> Response[str]:
        incoming, _ = await _came(phone, request)
        return _xml(await incoming.answered(of, n))

    @post(f"{IN}/dialled", opt=told, media_type=XML, include_in_schema=False, status_code=200)
    async def dialled(request: Request[Any, Any, Any], n: Nth = 0) -> Response[str]:
        incoming, fields = await _came(phone, request)
        return _xml(await incoming.dialled(fields, n))

    @post(f"{IN}/ended", opt=told, include_in_schema=False, status_code=204)
    async def over(request: Request[Any, Any, Any]) -> None:
        incoming, fields = await _came(phone, request)
        await incoming.ended(fields)

    return [came, pressed, waited, picked_up, dialled, over]


async def _came(phone: TwilioPhone, request: Request[Any, Any, Any]) -> tuple[TwilioIncoming, dict[str, str]]:
    fields = await _signed(phone, request)
    if phone.incoming is None or not _SID.fullmatch(fields.get("CallSid", "")):
        raise NotFound
    return phone.incoming, fields


def _xml(text: str) -> Response[str]:
    return Response(text, media_type=XML)


async def _signed(phone: TwilioPhone, request: Request[Any, Any, Any]) -> dict[str, str]:
    """The fields, once the signature over them and over the address that we gave fits."""
    query = request.scope["query_string"].decode("latin-1")
    url = f"{phone.public_url}{request.scope['path']}" + (f"?{query}" if query else "")
    try:
        body = (await request.body()).decode()
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # no letters, or too many fields: nothing that Twilio sends
        raise NotFound from None
    if not is_signed(phone.account.token, url, fields, request.headers.get("x-twilio-signature", "")):
        raise NotFound
    return dict(fields)


def _leg(text: str) -> Leg:
    try:
        return Leg(text)
    except ValueError:
        raise NotFound from None
