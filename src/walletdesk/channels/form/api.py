"""The form for programs, the wallet's app above all: one request; number, promise and the way back.

Files follow into the conversation by the token of the answer, as they do in the widget.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.channels.form.inbound import FormInbound, Kept, Sent
from walletdesk.channels.form.model import (
    CATEGORIES,
    LONGEST_DEVICE,
    LONGEST_EMAIL,
    LONGEST_TEXT,
    LONGEST_VERSION,
    Draft,
)
from walletdesk.channels.form.told import about
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.platform.http import Access, access, visit_of
from walletdesk.platform.i18n import negotiate
from walletdesk.releases import told

PATH: Final = "/api/forms/message"
Told = Annotated[str, msgspec.Meta(max_length=2_000)]


class ToldBuild(msgspec.Struct):
    """What the app says of itself. What cannot be read is passed over: nobody is kept from help by it."""

    package: Told = ""
    version: Told = ""
    digest: Told = ""
    source: Told = ""


class SendForm(msgspec.Struct, forbid_unknown_fields=True):
    """``key``: random, at least 128 bits, made anew for each message and kept until it was answered.

    Sent again with the same key and the same words it is the same message, with the same answer. It may
    hold a secret, so it never prints itself.
    """

    key: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22,48}$")]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
    category: Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(CATEGORIES)})$")] = "other"
    email: Annotated[str, msgspec.Meta(max_length=LONGEST_EMAIL)] = ""
    device: Annotated[str, msgspec.Meta(max_length=LONGEST_DEVICE)] = ""
    version: Annotated[str, msgspec.Meta(max_length=LONGEST_VERSION)] = ""
    locale: Annotated[str, msgspec.Meta(max_length=35)] = ""
    build: ToldBuild = msgspec.field(default_factory=ToldBuild)

    def __repr__(self) -> str:
        return type(self).__name__


class FormKept(msgspec.Struct):
    """``token`` reads, writes and uploads until ``expires_at``; ``device_secret`` gets a new one.

    ``link`` opens the same in a browser. ``answer_by``: None where nobody can say. ``mail``: sent (a link to
    press first), proven, refused (none goes there now), or nothing. ``urgent``: show the steps after a theft.
    """

    number: str
    conversation: str
    token: str
    expires_at: int
    device_secret: str
    link: str
    answer_by: int | None
    mail: str
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormApi:
    inbound: FormInbound
    public_url: str

    def answer(self, kept: Kept) -> FormKept:
        return FormKept(
            number=kept.number,
            conversation=kept.conversation,
            token=kept.token.text,
            expires_at=millis(kept.token.expires_at),
            device_secret=kept.secret,
            link=f"{self.public_url}/portal/open?t={kept.secret}",
            answer_by=None if kept.answer_by is None else millis(kept.answer_by),
            mail=kept.mail,
            urgent=kept.urgent,
        )


def api_routes(api: FormApi) -> list[HTTPRouteHandler]:
    @post(PATH, opt=access(Access.PUBLIC))
    async def send_form(request: Request[Any, Any, Any], data: JSONBody[SendForm]) -> FormKept:
        visit = visit_of(request.scope)
        if not data.text.strip():
            raise Invalid("Say what happened.", code="empty")
        draft = _draft(api.inbound, data)
        words = (draft.category, draft.whole)
        sent = Sent(
            draft=draft,
            once=api.inbound.onces.of_key(data.key, "\n".join(words)),
            address=visit.address,
            locale=data.locale or visit.locale,
            about=about(negotiate(data.locale or visit.locale), draft),
            way="form_api",
        )
        return api.answer(await api.inbound.take(sent))

    return [send_form]


def _draft(inbound: FormInbound, data: SendForm) -> Draft:
    build = told(**msgspec.structs.asdict(data.build))
    return Draft(
        category=data.category,
        text=data.text,
        email=data.email,
        device=data.device,
        version=data.version,
        build=inbound.builds.without_secrets(build),
    )
