"""Whole mails from a provider: kept before the answer; whoever cannot sign them finds nothing there."""

import base64
import hmac
from pathlib import Path

import httpx

from tests.support.installation import HOME, Installation, installation
from tests.support.mail_in import ADMIN, mail
from walletdesk.channels.arrivals import State
from walletdesk.kernel.clock import utc_now

KEY = b"k" * 32


async def brings(
    house: Installation,
    inbox: str,
    raw: bytes,
    *,
    key: bytes = KEY,
    seconds: int = 0,
    type: str = "message/rfc822",
) -> httpx.Response:
    at = str(int(utc_now().timestamp()) + seconds)
    signature = base64.b64encode(hmac.digest(key, f"msg_1.{at}.".encode() + raw, "sha256")).decode()
    headers = {"webhook-id": "msg_1", "webhook-timestamp": at, "webhook-signature": f"v1,{signature}"}
    sent = {"content-type": type, "host": HOME.removeprefix("http://")}
    return await house.http.post(f"/hooks/mail/{inbox}", content=raw, headers={**headers, **sent})


async def test_a_signed_mail_is_on_disk_when_it_is_acknowledged(database_url: str, tmp_path: Path) -> None:
    async with installation(database_url, tmp_path) as house:
        intake = house.system.intake
        secrets = {"webhook_secret": f"whsec_{base64.b64encode(KEY).decode()}"}
        inbox = await intake.inboxes.add("email", "Mail", {}, secrets, by=ADMIN)
        without = await intake.inboxes.add("email", "Mail", {}, {}, by=ADMIN)
        other = await intake.inboxes.add("line", "Line", {}, secrets, by=ADMIN)
        raw = mail("hello") + b"\xff" * 2_000_000

        answers = [await brings(house, inbox.id, raw), await brings(house, inbox.id, raw)]
        assert [one.status_code for one in answers] == [200, 200]
        assert [one.json() for one in answers] == [{"kept": True}] * 2
        [kept] = await intake.arrivals.listed(inbox.id, list(State))
        brought = await intake.arrivals.arrived(kept.id)
        assert brought is not None
        assert brought.raw == raw

        refused = [
            await brings(house, inbox.id, raw, key=b"x" * 32),
            await brings(house, inbox.id, raw, seconds=-400),
            await brings(house, without.id, raw),
            await brings(house, other.id, raw),
            await brings(house, "inb_none", raw),
            await brings(house, inbox.id, b""),
        ]
        assert {one.status_code for one in refused} == {404}
        assert len({one.text for one in refused}) == 1, "no stranger learns which of these it was"
        assert (await brings(house, inbox.id, raw, type="application/json")).status_code == 415
        assert (await brings(house, inbox.id, b"x" * 25_000_001)).status_code == 413
        assert len(await intake.arrivals.listed(inbox.id, list(State))) == 1
