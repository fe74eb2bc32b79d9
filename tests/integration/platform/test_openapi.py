"""The description of the API says for every route who may call it, what it takes and how it refuses."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from tests.support.web import client, web_app
from walletdesk.platform.http import Access, access

VENDORED = Path(__file__).parents[3] / "ui" / "vendor" / "swagger-ui"


class Line(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=20)]


def routes() -> list[HTTPRouteHandler]:
    @post("/api/lines", opt=access(Access.CONTACT))
    async def add(data: JSONBody[Line]) -> Line:
        return data

    @get("/api/workspace/lines/{line:str}", opt=access(Access.LEAD))
    async def one(line: FromPath[str]) -> Line:
        return Line(line)

    @post("/api/workspace/lines", opt=access(Access.AGENT))
    async def write() -> None: ...

    @get("/help/page", opt=access(Access.PUBLIC))
    async def page() -> str:
        return ""

    return [add, one, write, page]


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes())) as opened:
        yield opened


@pytest.fixture
async def described(web: httpx.AsyncClient) -> dict[str, Any]:
    described: dict[str, Any] = (await web.get("/api/openapi.json")).json()
    return described


async def test_the_description_is_openapi_3_1_of_the_api_alone(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {"/api/lines", "/api/workspace/lines", "/api/workspace/lines/{line}"}


async def test_each_operation_says_who_may_call_it(described: dict[str, Any]) -> None:
    paths = described["paths"]
    assert paths["/api/lines"]["post"]["security"] == [{"contactToken": []}]
    assert paths["/api/workspace/lines"]["post"]["security"] == [{"agentSession": [], "agentCsrf": []}]
    assert paths["/api/workspace/lines/{line}"]["get"]["security"] == [{"agentSession": []}]
    assert paths["/api/workspace/lines/{line}"]["get"]["x-access"] == "lead"
    assert set(described["components"]["securitySchemes"]) == {"contactToken", "agentSession", "agentCsrf"}


async def test_limits_of_the_structs_are_in_the_description(described: dict[str, Any]) -> None:
    line = described["components"]["schemas"]["Line"]
    assert line["properties"]["text"]["maxLength"] == 20
    assert line["required"] == ["text"]


async def test_each_operation_refuses_with_a_problem(described: dict[str, Any]) -> None:
    responses = described["paths"]["/api/lines"]["post"]["responses"]
    schema = responses["422"]["content"]["application/problem+json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Problem"}
    assert {"201", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"} <= set(responses)
    assert "status" in described["components"]["schemas"]["Problem"]["properties"]


def references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*map(references, node.values()))
    return set().union(*map(references, node)) if isinstance(node, list) else set()


async def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert references(described) <= known


async def test_the_page_for_people_loads_only_our_own_files(web: httpx.AsyncClient) -> None:
    answer = await web.get("/api/docs")
    assert answer.status_code == 200
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_the_vendored_files_are_those_that_were_recorded() -> None:
    recorded = json.loads((VENDORED / "vendor.json").read_text("utf-8"))
    kept = {e["file"]: hashlib.sha256((VENDORED / e["file"]).read_bytes()).hexdigest() for e in recorded}
    assert kept == {entry["file"]: entry["sha256"] for entry in recorded}
    assert all((VENDORED / entry["licence_file"]).exists() for entry in recorded)
