"""The pages of mails as they came, in the authorisation matrix."""

from typing import Final

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


_MADE: Final = {"arrival": arrived}
_MAIL: Final = ("a.eml", RAW)
ROWS: Final[dict[str, Row]] = {
    f"GET {_MAILS}": Row(may=DESK),
    f"GET {_MAILS}/{{arrival}}": Row(may=DESK, make=_MADE),
    f"GET {_MAILS}/{{arrival}}/markup": Row(may=DESK, make=_MADE),
    f"GET {_MAILS}/{{arrival}}/file": Row(may=DESK, make=_MADE),
    "POST /verify/mail": Row(may=EVERYBODY, form={"source": ""}, file=True, upload=_MAIL),
    "POST /api/verify/mail": Row(may=EVERYBODY, form={"source": ""}, file=True, upload=_MAIL),
}
