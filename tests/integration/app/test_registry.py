"""The list of official channels over HTTP: anybody reads what was published, administrators keep it."""

from pathlib import Path

import pytest

from tests.support.installation import Installation
from tests.support.registry import publish_sample
from walletdesk.app.sample_channels import publish_sample_channels
from walletdesk.insights.ports import Listing
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.viewers import Role
from walletdesk.registry import RegistryExpiring
from walletdesk.registry.verifier import verify

LIST, SECURITY = "/.well-known/wallet-support.json", "/.well-known/security.txt"
CHANGES = "/.well-known/wallet-support-changes.json"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def test_before_the_first_publication_there_is_nothing(house: Installation) -> None:
    assert [(await house.http.get(path)).status_code for path in (LIST, SECURITY, CHANGES)] == [404] * 3


async def test_anybody_reads_the_list_as_it_was_signed(house: Installation, tmp_path: Path) -> None:
    root = await publish_sample(house.system.channels, tmp_path)
    answer = await house.http.get(LIST)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["access-control-allow-origin"] == "*"
    verified = verify(answer.content, roots=[root], now=utc_now())
    assert verified.mark == (1, 1)
    same = await house.http.get(LIST, headers={"if-none-match": answer.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


async def test_security_txt_says_what_the_standard_asks_for(house: Installation, tmp_path: Path) -> None:
    await publish_sample(house.system.channels, tmp_path)
    answer = await house.http.get(SECURITY)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.text.splitlines())
    published = house.system.channels.watch.published
    assert published is not None
    assert said == {
        "Contact": "mailto:security@wallet.example",
        "Expires": published.expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "zh, en",
        "Canonical": f"http://127.0.0.1:8080{SECURITY}",
    }


async def test_an_administrator_lists_publishes_and_removes(house: Installation, tmp_path: Path) -> None:
    admin = await house.agent(Role.ADMIN)
    await publish_sample(house.system.channels, tmp_path)
    new = {"kind": "app", "value": f"com.example.wallet {':'.join(['AB'] * 32)}"}
    listed = await admin.post("/api/registry/entries", new)
    [app] = [item for item in listed["items"] if item["kind"] == "app"]
    assert (app["certificates"], app["state_name"], listed["serial"]) == (["ab" * 32], "not published yet", 1)
    assert "com.example.wallet" not in (await house.http.get(LIST)).text
    published = await admin.post("/api/registry/publish")
    assert (published["serial"], [item["state_name"] for item in published["items"]]) == (2, [""] * 3)
    await house.system.channels.watch.refresh()
    assert "com.example.wallet" in (await house.http.get(LIST)).text
    left = (await admin.ask("DELETE", f"/api/registry/entries/{app['id']}")).json()
    [gone] = [item for item in left["items"] if not item["id"]]
    assert (gone["kind_name"], gone["state_name"]) == ("App package", "leaves when published")
    await admin.post("/api/registry/publish")
    await house.system.channels.watch.refresh()
    log = (await house.http.get(CHANGES)).json()["changes"]
    assert log[0]["removed"] == [{"kind": "app", "value": "com.example.wallet", "certificates": ["ab" * 32]}]
    rows = (await admin.get("/api/audit?limit=4"))["items"]
    assert [(row["actor"], row["action"], row["target"]) for row in rows] == [
        (admin.id, "registry_published", "3"),
        (admin.id, "registry_entry_removed", "app:com.example.wallet"),
        (admin.id, "registry_published", "2"),
        (admin.id, "registry_entry_added", "app:com.example.wallet"),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "site", "value": "https://a@wallet.example"}, "unreadable_channel"),
        ({"kind": "phone", "value": "4001234567"}, "unreadable_channel"),
        ({"kind": "handle", "value": "@nowhere"}, "unreadable_channel"),
        ({"kind": "site", "value": "wallet.example", "name": "Bad Name"}, "bad_name"),
        ({"kind": "site", "value": "wallet.example", "url": "https://other.example/"}, "bad_address"),
        ({"kind": "site", "value": "wallet.example", "url": "http://wallet.example/"}, "bad_address"),
        ({"kind": "app", "value": "com.example.wallet", "certificates": ["ab"]}, "bad_certificate"),
        ({"kind": "site", "value": PHRASE}, "secret_stopped"),
    ],
)
async def test_what_is_no_channel_is_refused_with_the_reason(
    house: Installation, body: dict[str, object], code: str
) -> None:
    admin = await house.agent(Role.ADMIN)
    answer = await admin.ask("POST", "/api/registry/entries", body)
    assert (answer.status_code >= 400, answer.json()["code"]) == (True, code)
    assert (await admin.get("/api/registry"))["items"] == []


async def test_the_page_says_how_the_list_stands(house: Installation, tmp_path: Path) -> None:
    admin = await house.agent(Role.ADMIN)
    [nothing] = (await admin.get("/api/registry"))["notes"]
    assert "registry init" in nothing["text"]
    await house.system.channels.authority.begin(tmp_path / "root.key", days=6)
    await admin.post("/api/registry/publish")
    notes = (await admin.get("/api/registry"))["notes"]
    assert [note["urgent"] for note in notes] == [False, True]  # the mandate ends before the list


async def test_anybody_reads_what_is_ours_and_what_changed(house: Installation, tmp_path: Path) -> None:
    path = "/official-channels?locale=zh-CN"
    assert (await house.http.get(path)).status_code == 404
    assert path not in (await house.http.get("/verify?locale=zh-CN")).text
    await publish_sample(house.system.channels, tmp_path)
    [site] = [e for e in await house.system.channels.publishing.archive.listed() if e.entry.kind == "site"]
    await house.system.channels.publishing.remove(site.id, by="agt_1")
    await house.system.channels.publishing.publish(by="agt_1")
    await house.system.channels.watch.refresh()
    assert path in (await house.http.get("/verify?locale=zh-CN")).text  # the check page leads to it
    page = (await house.http.get(path)).text
    assert "<b><bdi>security@wallet.example</bdi></b>" in page
    assert "<b><bdi>wallet.example</bdi></b>" not in page
    assert "− <bdi>wallet.example</bdi>" in page


async def test_leads_are_told_once_that_the_list_ends_soon(house: Installation) -> None:
    for _ in range(2):
        async with house.system.engine.db.write() as tx:
            tx.emit(RegistryExpiring(at=utc_now(), what="mandate", number=1, days=6))
    await house.settle()
    found = await house.system.work.alerting.list(Listing(open=True))
    assert [(alert.kind.value, alert.shown_values) for alert in found] == [("list_expiring", {"days": 6})]


async def test_articles_and_saved_replies_lead_to_what_is_listed(house: Installation) -> None:
    path = "/help/en/app-update"
    before = (await house.http.get(path)).text
    assert "not published here" not in before
    assert "the official download page" in before
    await publish_sample_channels(house.system)
    await publish_sample_channels(house.system)  # a second start changes nothing
    after = (await house.http.get(path)).text
    assert '<a href="https://wallet.example/download"' in after
    agent, contact = await house.agent(Role.LEAD), await house.contact()
    talk = (await contact.starts())["head"]["id"]
    names = "link:download,link:status,link:portal,link:complaint,link:crisis"
    held = await agent.get(agent.of(talk, f"/values?names={names}&locale=en"))
    home = "http://127.0.0.1:8080"
    assert held["values"] == {
        "link:complaint": f"{home}/message?category=other&locale=en",
        "link:download": "https://wallet.example/download",
        "link:portal": f"{home}/portal?locale=en",
        "link:status": "https://status.wallet.example",
    }
    foreign = house.system.channels.registry.foreign
    assert [link for link in held["values"].values() if foreign(link)] == []
    for article in await house.system.answers.library.list("en"):
        digest = await house.system.answers.library.digest(article.id, "en")
        assert foreign(digest.text) == []
