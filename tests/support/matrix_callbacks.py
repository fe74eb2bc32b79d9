"""Rows of the matrix: callbacks, which a contact books and leads decide about, and linked channels."""

from datetime import timedelta
from typing import Final

from tests.support.callbacks import ANSWERS
from tests.support.matrix import COLUMNS, Row, Scene
from tests.support.roles import CONTACTS, DESK, OWNER, TALK
from walletdesk.callbacks import Callback, State
from walletdesk.contacts import Identity
from walletdesk.contacts.linking import Link
from walletdesk.kernel.clock import millis, utc_now
from walletdesk.kernel.ids import CallbackId, ContactId, ConversationId, new_id

LEADS: Final = frozenset({"lead", "admin"})
BOOK, OWN = "/portal/{conversation}/callback", "/callbacks/{callback}"


async def callback(scene: Scene) -> str:
    """The contact's, tried again in an hour, in a conversation of its own; booking is limited."""
    at, id = utc_now(), CallbackId(new_id("cbk"))
    one = Callback(
        id=id,
        conversation=ConversationId(await scene.conversation()),
        contact=ContactId(scene.contact.id),
        number=ANSWERS,
        locale="en",
        made_at=at,
        slot=None,
        due_at=at + timedelta(hours=1),
        state=State.AGAIN,
    )
    async with scene.system.callbacks.booking.open_work() as work:
        await work.callbacks.add(one)
    return id


ONE: Final = {"callback": callback}
RULES: Final = {"on": True, "seats": 2, "tries": 3, "pause": 15, "version": 0}


async def booked(scene: Scene) -> str:
    """A conversation in which a call is booked."""
    found = await scene.system.callbacks.archive.find(CallbackId(await callback(scene)))
    assert found is not None
    return found.conversation


async def linked(scene: Scene) -> str:
    """When a channel of the contact was linked: each at a time of its own, for they are told apart by it."""
    contact, at = ContactId(scene.contact.id), utc_now()
    there = Identity("telegram:inb_sample", new_id("per"))
    async with scene.system.contacts.linking.open_work() as work:
        await work.identities.give(there, contact, at)
        await work.links.keep(Link(identity=there, contact=contact, absorbed=None, at=at))
    return str(millis(at))


RUNNING: Final = {"conversation": booked}
CALLBACKS: Final[dict[str, Row]] = {
    f"GET {TALK}/callback": Row(may=DESK),
    f"GET {TALK}/mail": Row(may=DESK),
    f"POST {TALK}/callback/call": Row(may=DESK, make=RUNNING, body={}),
    "GET /api/callback-rules": Row(may=LEADS),
    "PUT /api/callback-rules": Row(may=LEADS, body=RULES),
    "GET /callbacks": Row(may=frozenset(COLUMNS)),
    f"GET {BOOK}": Row(may=OWNER, portal=True),
    f"POST {BOOK}": Row(may=OWNER, portal=True, form={"number": ANSWERS, "slot": "now"}),
    f"GET {OWN}": Row(may=OWNER, portal=True, make=ONE),
    f"POST {OWN}": Row(may=OWNER, portal=True, make=ONE, form={"slot": "now"}),
    f"GET {OWN}/cancel": Row(may=OWNER, portal=True, make=ONE),
    f"POST {OWN}/cancel": Row(may=OWNER, portal=True, make=ONE, form={}),
    "GET /linked": Row(may=frozenset(COLUMNS)),
    "POST /linked/code": Row(may=CONTACTS, portal=True, form={}),
    "POST /linked/number": Row(may=CONTACTS, portal=True, form={"number": "123456"}),
    "POST /linked/part": Row(may=OWNER, portal=True, make={"at": linked}, form={"at": "{at}"}),
}
