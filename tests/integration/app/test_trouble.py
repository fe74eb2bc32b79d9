"""When things go wrong: a problem in the caller's language, and nothing half-written."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.installation import Contact, Installation, installation
from tests.support.memory import Hands
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.db import sqlite_writer
from walletdesk.platform.http import SESSION_COOKIE

MESSAGE: Mapping[str, Any] = {"client_id": "x1", "text": "hello"}
WRONG_BODIES: Mapping[str, Mapping[str, Any]] = {
    "a list where an object belongs": {"json": []},
    "a number where words belong": {"json": {**MESSAGE, "text": 7}},
    "an object where words belong": {"json": {**MESSAGE, "text": {"$gt": ""}}},
    "a list where an id belongs": {"json": {**MESSAGE, "client_id": ["x1"]}},
    "null where words belong": {"json": {**MESSAGE, "client_id": None}},
    "what only we may say": {"json": {**MESSAGE, "author": "agent", "seq": 1}},
    "an endless message": {"json": {**MESSAGE, "text": "x" * 10_001}},
    "nothing": {},
    "half of it": {"content": b'{"client_id":"x1","te'},
    "bad UTF-8": {"content": b'{"client_id":"x1","text":"\xff\xfe"}'},
    "half a character": {"content": b'{"client_id":"x1","text":"\\ud800"}'},
    "a number beyond numbers": {"content": b'{"client_id":"x1","text":"x","attachments":[1e999]}'},
    "a nest without end": {"content": b"[" * 100_000},
    "more than a body may hold": {"content": b'{"client_id":"x1","text":"' + b"x" * 2_000_000 + b'"}'},
}


@pytest.fixture(params=["en", "zh-CN"])
async def contact(house: Installation, request: pytest.FixtureRequest) -> Contact:
    return await house.contact(request.param)


async def _begun(house: Installation, contact: Contact) -> str:
    id = (await contact.starts())["head"]["id"]
    await house.settle()
    return str(id)


async def test_a_wrong_body_is_a_problem_in_the_callers_language_and_writes_nothing(
    house: Installation, contact: Contact
) -> None:
    path = f"/api/conversations/{await _begun(house, contact)}"
    before = await contact.get(path)
    answers = {
        name: await contact.ask(
            "POST", f"{path}/messages", headers={"content-type": "application/json"}, **body
        )
        for name, body in WRONG_BODIES.items()
    }
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert {name: s for name, s in statuses.items() if s not in (400, 413, 422)} == {}
    problems = {name: answer.json() for name, answer in answers.items()}
    assert all(a.headers["content-type"] == "application/problem+json" for a in answers.values())
    assert {a.headers["content-language"] for a in answers.values()} == {contact.headers["accept-language"]}
    chinese = contact.headers["accept-language"] == "zh-CN"
    assert {name for name, told in problems.items() if told["title"].isascii() is chinese} == set()
    assert await contact.get(path) == before


@pytest.mark.parametrize("what", ["/nowhere", "/%00", "/cnv_%27%20or%201=1--", "/..%2f..%2fhealthz", "/%ff"])
async def test_an_id_that_is_none_is_not_there(house: Installation, what: str) -> None:
    contact = await house.contact()
    answers = [await contact.ask(m, f"/api/conversations{what}") for m in ("GET",)]
    assert {answer.status_code for answer in answers} <= {400, 404}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_control_characters_are_cleaned_away_and_words_stay(house: Installation) -> None:
    contact = await house.contact()
    id = await _begun(house, contact)
    await contact.says(id, "a\x00b\x1b[31mc\u202ed\ne", "x1")
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    [kept] = [item["text"] for item in items if item["client_id"] == "x1"]
    assert not set(kept) & set("\x00\x1b")
    assert "\n" in kept


async def test_a_token_that_is_spent_is_told_apart_from_none(house: Installation, contact: Contact) -> None:
    id = await _begun(house, contact)
    await contact.post("/api/contact/sign-out")
    await house.settle()
    dead = await contact.ask("GET", f"/api/conversations/{id}")
    forged = await contact.ask("GET", "/api/conversations", headers={"authorization": "Bearer x.y"})
    none = await house.http.get(f"/api/conversations/{id}")
    assert [(a.status_code, a.json()["code"]) for a in (dead, forged)] == [(401, "signed_out")] * 2
    assert none.status_code == 404


class TestALockedDatabase:
    """Another process holds the file, as a backup tool or a shell would."""

    @pytest.fixture
    def path(self, sqlite_template: Path, tmp_path: Path) -> Path:
        return Path(shutil.copy(sqlite_template, tmp_path / "walletdesk.db"))

    @pytest.fixture
    async def locked(
        self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[tuple[Installation, sqlite3.Connection]]:
        monkeypatch.setattr(sqlite_writer, "LOCKED_FOR", 0.3)
        async with installation(f"sqlite:///{path}", tmp_path) as house:
            with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
                yield house, other

    @pytest.mark.slow
    @pytest.mark.parametrize("locale", ["en", "zh-CN"])
    async def test_a_write_is_refused_for_now_and_can_be_sent_again(
        self, locked: tuple[Installation, sqlite3.Connection], locale: str
    ) -> None:
        house, other = locked
        contact = await house.contact(locale)
        id = await _begun(house, contact)
        other.execute("begin immediate")
        refused = await contact.ask("POST", f"/api/conversations/{id}/messages", dict(MESSAGE))
        assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["title"].isascii() is (locale == "en")
        read = await contact.get(f"/api/conversations/{id}")  # reading goes on
        other.execute("rollback")
        stored = await contact.post(f"/api/conversations/{id}/messages", dict(MESSAGE))
        assert stored["seq"] == read["head"]["last_seq"] + 1


class TestAClockThatJumps:
    """Numbers give the order, never the clock."""

    @pytest.fixture
    def clock(self) -> Hands:
        return Hands(utc_now())

    @pytest.fixture
    async def house(self, database_url: str, tmp_path: Path, clock: Hands) -> AsyncIterator[Installation]:
        async with installation(database_url, tmp_path, clock=clock) as running:
            yield running

    async def test_backwards_nothing_is_lost_or_out_of_order(self, house: Installation, clock: Hands) -> None:
        contact = await house.contact()
        id = await _begun(house, contact)
        for n in range(3):
            clock.forward(minutes=-7)
            await contact.says(id, f"n{n}", f"x{n}")
        items = (await contact.get(f"/api/conversations/{id}"))["items"]
        assert [item["seq"] for item in items] == list(range(1, len(items) + 1))
        assert [item["text"] for item in items if item["client_id"] in ("x0", "x1", "x2")] == [
            "n0",
            "n1",
            "n2",
        ]

    async def test_forwards_over_a_month_who_was_known_signs_in_again(
        self, house: Installation, clock: Hands
    ) -> None:
        opened = (await house.http.post("/api/widget/session", json={})).json()
        contact = Contact(house.http, {"authorization": f"Bearer {opened['token']}"})
        id = await _begun(house, contact)
        clock.at += timedelta(days=30)
        late = await contact.ask("GET", f"/api/conversations/{id}")
        assert (late.status_code, late.json()["code"]) == (401, "signed_out")
        again = await house.http.post("/api/widget/session", json={"device_secret": opened["device_secret"]})
        contact.headers["authorization"] = f"Bearer {again.json()['token']}"
        assert (await contact.get(f"/api/conversations/{id}"))["head"]["id"] == id


async def test_a_hundred_at_once_are_all_stored_or_refused_and_none_twice(house: Installation) -> None:
    contact = await house.contact()
    id = await _begun(house, contact)
    bodies = [{"client_id": f"x{n % 50}", "text": f"n{n % 50}"} for n in range(100)]
    path = f"/api/conversations/{id}/messages"
    answers = await asyncio.gather(*(contact.ask("POST", path, body) for body in bodies))
    assert {answer.status_code for answer in answers} == {201}
    items = (await contact.get(f"/api/conversations/{id}/items?after=0&limit=100"))["items"]
    mine = [item for item in items if (item["client_id"] or "").startswith("x")]
    assert sorted(item["client_id"] for item in mine) == sorted(f"x{n}" for n in range(50))
    seqs = {item["client_id"]: item["seq"] for item in mine}
    told = {(body["client_id"], a.json()["seq"]) for body, a in zip(bodies, answers, strict=True)}
    assert told == set(seqs.items())


async def test_an_address_that_is_none_is_a_page_of_the_help_for_a_person(house: Installation) -> None:
    answer = await house.http.get("/nowhere", headers={"accept": "text/html", "accept-language": "zh-CN"})
    assert (answer.status_code, "<h1>没有这一页</h1>" in answer.text) == (404, True)


async def test_an_inbox_that_is_none_begins_nothing(house: Installation) -> None:
    contact = await house.contact()
    body = {"client_id": "s1", "text": "hello", "inbox": "inb_other"}
    assert (await contact.ask("POST", "/api/conversations", body)).status_code == 404
    assert (await contact.get("/api/conversations"))["items"] == []


async def test_nothing_can_be_given_to_a_team_or_an_agent_who_is_none(house: Installation) -> None:
    contact, agent = await house.contact(), await house.agent()
    id = await _begun(house, contact)
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    before = await agent.picture(id)
    for to in ({"team": "tea_nobody"}, {"agent": "agt_nobody"}, {}, {"team": "a", "agent": "b"}):
        answer = await agent.ask("POST", agent.of(id, "/transfer"), to)
        assert answer.status_code in (404, 409, 422), to
    await house.settle()
    assert await agent.picture(id) == before


async def test_where_nothing_is_those_who_work_here_get_their_own_page_and_it_tells_nobody_more(
    house: Installation,
) -> None:
    agent, page = await house.agent(), {"accept": "text/html"}
    dossier = "/workspace/conversations/cnv_none/dossiers/dos_none"
    ways = (
        "/workspace/none",
        "/workspace/settings/none/none",
        "/workspace/knowledge/preview/none/en",
        dossier,
    )
    ended = {"cookie": f"{SESSION_COOKIE}=s1_{'A' * 43}"}
    for who in ({}, ended, {"cookie": agent.headers["cookie"]}):
        got = [await house.http.get(way, headers={**page, **who}) for way in ways]
        assert {one.text for one in got} == {got[0].text}
        assert "wd-lost" in got[0].text
        assert "/contact" not in got[0].text
    assert "wd-lost" not in (await house.http.get("/nowhere", headers=page)).text
    for way, named in (("/workspace/board", "wd-workspace"), ("/workspace/settings/", "wd-settings")):
        assert named in (await house.http.get(way, headers=page)).text
