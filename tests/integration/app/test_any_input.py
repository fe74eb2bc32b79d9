"""Whatever is sent to whichever route, nothing crashes, and every answer is what the description says."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import httpx
import pytest
from schemathesis.core.failures import FailureGroup

from tests.support.any_input import Attempt, attempts
from tests.support.indexes import learns_nothing
from tests.support.installation import HOME, Installation
from walletdesk.kernel.viewers import Role

EACH = 4
LEFT_OUT = [
    "GET /api/feed/contact",  # answers when something happens, or after 25 seconds
    "GET /api/feed/workspace",
    "POST /api/sign-out",  # these end the session that asks
    "PUT /api/me/password",
    "DELETE /api/me/sessions/{session}",
]


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.patience(900)
async def test_no_input_crashes_a_route_or_gets_an_undescribed_answer(house: Installation) -> None:
    contact, admin = await house.contact(), await house.agent(Role.ADMIN)
    other = await house.agent()
    conversation = (await contact.starts())["head"]["id"]
    ids = {"conversation": conversation, "contact": contact.id, "agent": other.id, "mode": "reply"}
    described = (await house.http.get("/api/openapi.json")).text
    made = await asyncio.to_thread(all_attempts, described, tuple(ids))
    with learns_nothing():
        found = [
            await surprise(house.http, attempt, who.headers, ids)
            for attempt in made
            for who in (contact, admin)
        ]
    assert sorted({fault for fault in found if fault}) == []
    assert len(made) > 500


@cache
def all_attempts(described: str, ids: Sequence[str]) -> Sequence[Attempt]:
    return list(attempts(json.loads(described), ids=ids, leave_out=LEFT_OUT, each=EACH))


async def surprise(
    http: httpx.AsyncClient, attempt: Attempt, headers: Mapping[str, str], ids: Mapping[str, str]
) -> str | None:
    """What is wrong with the answer, in one line."""
    response = await http.send(attempt.request(HOME, headers, ids))
    try:
        attempt.check(response)
    except FailureGroup as failures:
        return f"{attempt.label} -> {response.status_code}: {'; '.join(map(str, failures.exceptions))[:300]}"
    return None if response.status_code < 400 else misspoken(attempt, response)


def misspoken(attempt: Attempt, response: httpx.Response) -> str | None:
    kind = response.headers["content-type"]
    problem: dict[str, Any] = response.json()
    fits = kind == "application/problem+json" and problem["status"] == response.status_code
    return None if fits else f"{attempt.label} -> {response.status_code}: {kind}"
