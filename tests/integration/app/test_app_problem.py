"""What to do about an app that does not work: the table that leads keep, the API, and the page."""

import re

import pytest

from tests.support.installation import Agent, Installation, Json
from walletdesk.kernel.viewers import Role

pytestmark = pytest.mark.anyio
PATH = "/api/app-versions"
BAD: Json = {
    "version": "2.4.1",
    "platform": "android",
    "state": "known_bad",
    "released": "2026-02-03",
    "problem_zh": "转账页会闪退。",
    "problem_en": "The transfer page closes.",
    "fixed_in": "2.4.2",
}
TOLD: Json = {"version": "2.4.1", "platform": "android", "trouble": "crashes"}
KEY = "0x" + "5e3a" * 16
STEPS = re.compile(r'data-step="(\w+)"')


@pytest.fixture
async def lead(house: Installation) -> Agent:
    lead = await house.agent(Role.LEAD)
    await lead.post(PATH, BAD)
    await lead.post(PATH, {"version": "2.4.2", "platform": "android", "state": "current"})
    return lead


async def test_leads_keep_the_table(house: Installation, lead: Agent) -> None:
    items = (await lead.get(PATH))["items"]
    assert [(one["version"], one["state"], one["fixed_in"]) for one in items] == [
        ("2.4.2", "current", ""),
        ("2.4.1", "known_bad", "2.4.2"),
    ]
    changed = await lead.post(PATH, {**BAD, "state": "outdated"})
    items = (await lead.get(PATH))["items"]
    assert (len(items), items[0]["id"], items[0]["state"]) == (2, changed["id"], "outdated")
    assert (await lead.ask("DELETE", f"{PATH}/{changed['id']}")).status_code == 204
    assert (await lead.ask("DELETE", f"{PATH}/{changed['id']}")).status_code == 404
    assert (await (await house.agent()).ask("GET", PATH)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"version": "newest"}, "bad_version"),
        ({"state": "unknown"}, "bad_state"),
        ({"problem_zh": ""}, "one_language"),
        ({"released": "soon"}, "bad_date"),
        ({"problem_en": f"my private key: {KEY}"}, "secret_stopped"),
        ({"problem_zh": KEY}, "secret_stopped"),  # "transfer" in English beside it names nothing
        ({"problem_en": "x" * 301}, "too_long"),
    ],
)
async def test_what_does_not_fit_is_refused(lead: Agent, wrong: Json, code: str) -> None:
    answer = await lead.ask("POST", PATH, {**BAD, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert len((await lead.get(PATH))["items"]) == 2


async def test_the_api_tells_what_destroys_only_after_a_confirmed_backup(
    house: Installation, lead: Agent
) -> None:
    first = (await house.http.post("/api/app-problem", json=TOLD)).json()
    assert (first["state"], first["newest"], first["asks_backup"]) == ("known_bad", "2.4.2", True)
    assert not any(step["destroys"] for step in first["steps"])
    assert "The transfer page closes." in " ".join(step["words"] for step in first["steps"])
    then = (await house.http.post("/api/app-problem", json={**TOLD, "backed_up": True})).json()
    assert [step["id"] for step in then["steps"]][-3:] == ["update", "reinstall", "ask_person"]
    assert not then["asks_backup"]


async def test_the_page_asks_about_the_backup_first(house: Installation, lead: Agent) -> None:
    assert (await house.http.get("/app-problem?locale=zh-CN")).status_code == 200
    shown = {
        said: (await house.http.post("/app-problem?locale=zh-CN", data={**TOLD, "backed_up": said})).text
        for said in ("", "no", "maybe", "yes")
    }
    for said in ("", "no", "maybe"):
        assert not {"update", "reinstall"} & set(STEPS.findall(shown[said]))
        assert "都抄好、核对过了吗" in shown[said]
    assert "那就停在这里" in shown["no"]
    steps = STEPS.findall(shown["yes"])
    assert steps.index("test_backup") < steps.index("update") < steps.index("reinstall")
    assert "转账页会闪退。" in shown[""]


async def test_a_secret_in_the_description_is_stopped_and_not_shown_again(house: Installation) -> None:
    for field in ("version", "device"):
        answer = await house.http.post("/app-problem", data={**TOLD, field: KEY})
        assert (answer.status_code, KEY[2:] in answer.text) == (422, False)
        asked = await house.http.post("/api/app-problem", json={**TOLD, field: KEY})
        assert (asked.status_code, KEY[2:] in asked.text) == (422, False)


async def test_articles_and_the_bot_lead_there(house: Installation) -> None:
    assert "/app-problem?locale=en" in (await house.http.get("/help/en/app-crash")).text
    assert "/app-problem" not in (await house.http.get("/help/en/forgot-password")).text
    contact = await house.contact("en")
    talk = (await contact.starts("The app keeps crashing", locale="en"))["head"]["id"]
    await house.settle()
    items = (await contact.get(f"/api/conversations/{talk}"))["items"]
    assert [item for item in items if "/app-problem?locale=en" in item["text"]]
