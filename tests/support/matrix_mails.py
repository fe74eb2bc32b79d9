"""The pages of mails as they came, in the authorisation matrix."""

import base64
from typing import Final

from tests.support.files import picture as drawn
from tests.support.matrix import Row, Scene
from tests.support.roles import DESK, EVERYBODY
from walletdesk.channels.arrivals import Arriving, State, Taken
from walletdesk.channels.arrivals.store import open_work
from walletdesk.kernel.ids import InboxId, new_id

_MAILS: Final = "/workspace/mails/{conversation}"
RAW: Final = b"""From: Li <li@mail.example>
Subject: Where is it
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Hello <b>there</b></p><img src="https://track.example/1.png">
<p><a href="https://evil.example/login">wallet.example</a></p><script>window.pwned = 1</script>
"""


async def arrived(scene: Scene, raw: bytes = RAW) -> str:
    """A mail of the conversation."""
    intake, inbox = scene.system.intake, InboxId(new_id("inb"))
    await intake.arrivals.keep(inbox, "email", Arriving(new_id("ext"), raw))
    [found] = await intake.arrivals.listed(inbox, [State.WAITING])
    async with open_work(scene.system.engine.db)() as work:
        await work.arrivals.settle(found.id, Taken(state=State.TAKEN, conversation=scene._talk))
    return found.id


def with_pictures(host: str = "track.example") -> bytes:
    """One in the mail, one outside."""
    content = base64.encodebytes(drawn("PNG"))
    return (
        b"From: Li <li@mail.example>\nSubject: Where is it\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        b'<p>Hello <b>there</b></p><img src="cid:one"><img src="http://' + host.encode() + b'/1.png">'
        b"\n--b\nContent-Type: image/png; name=shot.png\nContent-ID: <one>\n"
        b"Content-Transfer-Encoding: base64\n\n" + content + b"\n--b--\n"
    )


async def arrived_with_pictures(scene: Scene) -> str:
    return await arrived(scene, with_pictures())


async def first_picture(_: Scene) -> str:
    return "inline-0"


_MADE: Final = {"arrival": arrived}
_MAIL: Final = ("a.eml", RAW)
ROWS: Final[dict[str, Row]] = {
    f"GET {_MAILS}": Row(may=DESK),
    f"GET {_MAILS}/{{arrival}}": Row(may=DESK, make=_MADE),
    f"GET {_MAILS}/{{arrival}}/markup": Row(may=DESK, make=_MADE),
    f"GET {_MAILS}/{{arrival}}/file": Row(may=DESK, make=_MADE),
    f"GET {_MAILS}/{{arrival}}/pictures/{{picture}}": Row(
        may=DESK, make={"arrival": arrived_with_pictures, "picture": first_picture}
    ),
    "POST /verify/mail": Row(may=EVERYBODY, form={"source": ""}, file=True, upload=_MAIL),
    "POST /api/verify/mail": Row(may=EVERYBODY, form={"source": ""}, file=True, upload=_MAIL),
}
