"""The routes about contacts, through the whole edge, on both engines."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.contacts import KEY, People, people
from tests.support.web import Known, client
from walletdesk.contacts import EmailProofRequested, Level
from walletdesk.contacts.http import TEMPLATES, authenticator, routes
from walletdesk.contacts.store import SqlReading, open_work
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId
from walletdesk.platform.db import Database
from walletdesk.platform.http import SESSION_COOKIE, Assets, Pages, Web, build_app
from walletdesk.platform.settings import Settings
from walletdesk.staff.store import audit_in

ADDRESS = "li@mail.example"
FORM = {"content-type": "application/x-www-form-urlencoded"}
LEAD = {
    "cookie": f"{SESSION_COOKIE}=lead",
    "sec-fetch-site": "same-origin",
    "x-csrf-token": "csrf-of-this-session",
}


@dataclass(frozen=True)
class Desk:
    people: People
    web: httpx.AsyncClient

    async def session(self, **asked: str) -> dict[str, Any]:
        answer = await self.web.post("/api/widget/session", json=asked)
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    async def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {(await self.session())['token']}"}

    async def mailed_path(self) -> str:
        await self.web.post("/api/contact/email", json={"email": ADDRESS}, headers=await self.bearer())
        letter = await self.people.proving.letter(self.people.last(EmailProofRequested).proof)
        assert letter is not None
        link = urlsplit(letter.link)
        return f"{link.path}?{link.query}"


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    here = people(open_work(db, audit_in(KEY)), SqlReading(db), lambda: seen)
    settings, assets = Settings(), Assets()
    pages = Pages([TEMPLATES], settings=settings, assets=assets)
    handlers = routes(here.sessions, here.proving, here.book, pages)
    app = build_app(
        handlers,
        Web(settings=settings, assets=assets, authenticators=[authenticator(here.authenticator), Known()]),
    )
    async with client(app) as web:
        yield Desk(here, web)


async def test_a_browser_gets_a_token_and_a_secret_and_comes_back_with_it(desk: Desk) -> None:
    first = await desk.session(locale="zh-CN")
    again = await desk.session(device_secret=first["device_secret"])
    assert first["contact"] == again["contact"]
    assert again["device_secret"] is None
    assert first["expires_at"] == int((desk.people.clock.at.timestamp() + 3600) * 1000)


async def test_a_vouched_person_is_identified(desk: Desk) -> None:
    device = await desk.session()
    token = desk.people.wallet.says("word", "1001")
    vouched = await desk.session(identity_token=token, device_secret=device["device_secret"])
    assert vouched["contact"] == {"id": device["contact"]["id"], "level": "identified"}


async def test_every_refused_word_is_answered_the_same_and_only_the_log_knows_why(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    token = desk.people.wallet.says("word", "1001")
    await desk.session(identity_token=token)
    with caplog.at_level(logging.WARNING, "walletdesk.contacts"):
        answers = [
            await desk.web.post("/api/widget/session", json={"identity_token": word})
            for word in (token, "forged")
        ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text for answer in answers}) == 1
    assert [getattr(record, "why", "") for record in caplog.records] == ["used before", "not said"]
    assert token not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"contact": "con_1"},
        {"level": "identified"},
        {"device_secret": 1},
        {"device_secret": ["x"]},
        {"identity_token": "x" * 4097},
        {"locale": "x" * 36},
        [],
        "x",
        None,
    ],
    ids=lambda body: str(body)[:30],
)
async def test_nothing_else_can_be_said_when_a_session_is_opened(desk: Desk, body: object) -> None:
    assert (await desk.web.post("/api/widget/session", json=body)).status_code == 422


async def test_a_session_token_of_yesterday_is_told_that_it_is_old(desk: Desk) -> None:
    bearer = await desk.bearer()
    desk.people.clock.forward(hours=1)
    answer = await desk.web.post("/api/contact/email", json={"email": ADDRESS}, headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


async def test_signing_out_ends_the_token(desk: Desk) -> None:
    bearer = await desk.bearer()
    assert (await desk.web.post("/api/contact/sign-out", headers=bearer)).status_code == 204
    assert (await desk.web.post("/api/contact/sign-out", headers=bearer)).status_code == 401


async def test_a_stranger_cannot_ask_for_a_mail(desk: Desk) -> None:
    answer = await desk.web.post("/api/contact/email", json={"email": ADDRESS})
    assert answer.status_code == 404
    assert desk.people.happened() == []


async def test_opening_the_link_changes_nothing_and_the_button_confirms_once(desk: Desk) -> None:
    path = await desk.mailed_path()
    contact = desk.people.last(EmailProofRequested).contact
    for _ in range(3):
        page = await desk.web.get(path)
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<form" in page.text
    assert (await desk.people.book.get(contact)).level is Level.ANONYMOUS
    token = path.partition("?t=")[2]
    done = await desk.web.post(
        "/confirm-email", data={"t": token}, headers={"origin": "http://127.0.0.1:8080"}
    )
    assert done.status_code == 200
    assert (await desk.people.book.get(contact)).email == ADDRESS
    again = await desk.web.post("/confirm-email", data={"t": token})
    assert again.status_code == 404
    assert "<form" not in again.text
    assert "<form" not in (await desk.web.get(path)).text


async def test_the_page_speaks_the_readers_language(desk: Desk) -> None:
    path = await desk.mailed_path()
    page = await desk.web.get(path, headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-CN">' in page.text
    assert "确认" in page.text


@pytest.mark.parametrize(
    "token", ["", "x", '"><script>alert(1)</script>', "prf_" + "0" * 26 + "." + "A" * 43]
)
async def test_a_made_up_link_shows_no_button_and_nothing_of_itself(desk: Desk, token: str) -> None:
    page = await desk.web.get("/confirm-email", params={"t": token})
    assert "<form" not in page.text
    assert "<script" not in page.text
    refused = await desk.web.post("/confirm-email", data={"t": token})
    assert refused.status_code == 404
    assert refused.headers["content-type"].startswith("text/html")


async def test_another_site_cannot_press_the_button(desk: Desk) -> None:
    path = await desk.mailed_path()
    token = path.partition("?t=")[2]
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = await desk.web.post("/confirm-email", data={"t": token}, headers=headers)
        assert answer.status_code == 403
    assert (await desk.people.book.get(desk.people.last(EmailProofRequested).contact)).email == ""


async def test_the_page_is_kept_by_nobody_and_framed_by_nobody(desk: Desk) -> None:
    page = await desk.web.get(await desk.mailed_path())
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "strict-origin"


async def test_a_lead_blocks_a_contact_and_nobody_else_does(desk: Desk) -> None:
    first = await desk.session()
    contact = first["contact"]["id"]
    path, body = f"/api/contacts/{contact}/blocked", {"blocked": True}
    bearer = {"authorization": f"Bearer {first['token']}"}
    for headers in ({}, bearer, {**LEAD, "cookie": f"{SESSION_COOKIE}=agent"}):
        assert (await desk.web.put(path, json=body, headers=headers)).status_code == 404
    assert (await desk.web.put(path, json=body, headers=LEAD)).status_code == 204
    assert (await desk.people.book.get(ContactId(contact))).blocked
    assert (
        await desk.web.post("/api/contact/email", json={"email": ADDRESS}, headers=bearer)
    ).status_code == 401
    refused = await desk.web.post("/api/widget/session", json={"device_secret": first["device_secret"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")
