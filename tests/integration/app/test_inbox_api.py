"""Inboxes as administrators set them up: tried as saved, secrets shown to nobody, nothing lost."""

from tests.support.installation import Installation
from walletdesk.channels.arrivals import TAKE, Arriving, State
from walletdesk.kernel.ids import InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Role

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
    assert (await admin.ask("POST", f"{PATH}/arrivals/{left['id']}/again")).status_code == 204
    assert (await intake.arrivals.find(left["id"])) is not None
    for what in ("raw", "again"):
        method = "GET" if what == "raw" else "POST"
        assert (await admin.ask(method, f"{PATH}/arrivals/arr_none/{what}")).status_code == 404
