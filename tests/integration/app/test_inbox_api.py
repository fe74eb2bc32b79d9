"""Inboxes as administrators set them up: tried as saved, secrets shown to nobody, nothing lost."""

import base64

import sqlalchemy as sa

from tests.support.installation import Installation
from walletdesk.channels.arrivals import TAKE, Arriving, State
from walletdesk.kernel.ids import InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import statement
from walletdesk.staff.store.tables import AUDIT

PASSWORD = "herons-at-dusk"
PATH = "/api/inboxes"
SETTINGS = {"address": "support@wallet.example", "imap_host": "localhost", "imap_user": "support"}
MAIL: dict[str, object] = {
    "kind": "email",
    "name": "Support",
    "settings": SETTINGS,
    "secrets": {"imap_password": PASSWORD},
}


async def test_an_inbox_is_added_tried_changed_and_paused_and_its_secret_never_shown(
    house: Installation,
) -> None:
    admin = await house.agent(Role.ADMIN)
    before = await admin.get(PATH)
    [kind] = [one for one in before["kinds"] if one["id"] == "email"]
    assert {one["name"] for one in kind["fields"] if one["asks"] == "secret"} == {
        "imap_password",
        "webhook_secret",
    }

    added = await admin.post(PATH, MAIL)
    assert (added["secrets"], added["paused"], added["version"]) == (["imap_password"], False, 1)
    one = f"{PATH}/{added['id']}"
    tried = await admin.ask("POST", f"{one}/try")
    assert (tried.status_code, tried.json()["works"]) == (200, False)
    assert "network" in tried.json()["steps"][0]["fault"], "a machine of our own is asked by nobody"

    brought = {"version": 1, "name": "Support", "settings": {"address": "a@b.example"}, "secrets": {}}
    changed = (await admin.ask("PUT", one, brought)).json()
    assert (changed["secrets"], changed["version"]) == (["imap_password"], 2)
    assert (await admin.ask("PUT", one, brought)).status_code == 409
    assert (await admin.ask("POST", f"{one}/try")).json()["works"] is True
    paused = await admin.ask("POST", f"{one}/pause", {"paused": True})
    assert paused.json()["paused"] is True
    gone = {**brought, "version": 3, "secrets": {"imap_password": ""}}
    assert (await admin.ask("PUT", one, gone)).json()["secrets"] == []
    every = await admin.ask("GET", PATH)
    assert PASSWORD not in every.text + tried.text

    wrongs: list[dict[str, object]] = [
        {"settings": {}},
        {"settings": {**SETTINGS, "imap_tls": "maybe"}},
        {"settings": {**SETTINGS, "imap_port": "x"}},
        {"settings": {**SETTINGS, "token": "x"}},
        {"secrets": {"address": "x"}},
        {"name": " "},
    ]
    for wrong in wrongs:
        assert (await admin.ask("POST", PATH, {**MAIL, **wrong})).status_code == 422
    assert (await admin.ask("POST", PATH, {**MAIL, "kind": "pigeon"})).status_code == 404


async def test_what_was_not_taken_is_listed_fetched_as_it_came_and_taken_again(house: Installation) -> None:
    admin, intake = await house.agent(Role.ADMIN), house.system.intake
    added = await admin.post(PATH, {**MAIL, "settings": {"address": "a@b.example"}, "secrets": {}})
    raw = b"<script>\xff"
    large = Arriving("1", raw, {"unreadable": "too_large", "size": "99"})
    await intake.arrivals.keep(InboxId(added["id"]), "email", large)
    for one in await intake.arrivals.listed(InboxId(added["id"]), list(State)):
        await intake.arrivals.take(Job(kind=TAKE, key=one.id, run_at=one.received_at))
    [left] = (await admin.get(f"{PATH}/{added['id']}/arrivals"))["items"]
    assert (left["state"], left["reason"], left["has_raw"]) == ("unreadable", "too_large", True)
    assert [one["not_taken"] for one in (await admin.get(PATH))["items"]] == [1]

    fetched = await admin.ask("GET", f"{PATH}/arrivals/{left['id']}/raw")
    assert fetched.content == raw
    assert fetched.headers["content-disposition"].startswith("attachment")
    assert fetched.headers["content-type"] == "application/octet-stream"
    assert left["words"] == "It is larger than what is read here."
    assert (await admin.ask("POST", f"{PATH}/arrivals/{left['id']}/again")).status_code == 204
    assert (await intake.arrivals.find(left["id"])) is not None
    for what in ("raw", "again", "leave"):
        method = "GET" if what == "raw" else "POST"
        assert (await admin.ask(method, f"{PATH}/arrivals/arr_none/{what}")).status_code == 404


PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PACKED = (
    b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(f"Hello, here it is: {PHRASE}".encode())
    + b"\r\n"
)


async def test_what_is_saved_as_it_came_is_searched_first_and_written_down(house: Installation) -> None:
    """With a phrase in it, it reaches no administrator and is kept no longer."""
    admin, arrivals = await house.agent(Role.ADMIN), house.system.intake.arrivals
    added = await admin.post(PATH, {**MAIL, "settings": {"address": "a@b.example"}, "secrets": {}})
    inbox, unreadable = InboxId(added["id"]), {"unreadable": "too_many_headers"}
    pieces = {"1": PACKED, "2": PACKED.replace(b"From: ", b"X: y\r\n" * 5_000 + b"From: "), "3": b"Hello"}
    for name, raw in pieces.items():
        await arrivals.keep(inbox, "email", Arriving(name, raw, unreadable))
    for one in await arrivals.listed(inbox, [State.WAITING]):
        await arrivals.take(Job(kind=TAKE, key=one.id, run_at=one.received_at))
    secret, packed, plain = sorted(await arrivals.listed(inbox, list(State)), key=lambda one: one.external_id)
    for one in (secret, packed):
        refused = await admin.ask("GET", f"{PATH}/arrivals/{one.id}/raw")
        assert (refused.status_code, "winner" in refused.text) == (422, False)
        assert await arrivals.arrived(one.id) is None
    assert (await admin.ask("GET", f"{PATH}/arrivals/{plain.id}/raw")).content == b"Hello"
    told = {one["id"]: one for one in (await admin.get(f"{PATH}/{inbox}/arrivals"))["items"]}
    assert (told[secret.id]["state"], told[secret.id]["words"]) == (
        "stopped",
        "It held a secret. Nothing of it is kept.",
    )
    assert (await admin.ask("POST", f"{PATH}/arrivals/{secret.id}/again")).status_code == 404
    assert (await admin.ask("POST", f"{PATH}/arrivals/{plain.id}/leave")).status_code == 204
    assert plain.id not in (await admin.ask("GET", f"{PATH}/{inbox}/arrivals")).text
    rows = await house.system.engine.db.all(
        statement(sa.select(AUDIT.c.action, AUDIT.c.target).order_by(AUDIT.c.number))
    )
    noted = [(action, target) for action, target in rows if action.startswith("arrival_")]
    opened = [("arrival_opened", one.id) for one in (secret, packed, plain)]
    assert noted == [*opened, ("arrival_left", plain.id)]
