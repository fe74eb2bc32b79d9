"""How an agent wants the workspace is kept on the server, theirs alone."""

from tests.support.installation import Installation

PATH = "/api/workspace/preferences"
RINGS = {"sound": True, "desktop": True}
DEFAULTS = {
    "locale": "",
    "time_zone": "",
    "theme": "auto",
    "density": "compact",
    "send_key": "control_enter",
    "quiet": False,
    **dict.fromkeys(("queue", "mine", "mention", "alert"), RINGS),
}
CHOSEN = {
    **DEFAULTS,
    "locale": "zh-CN",
    "time_zone": "Asia/Shanghai",
    "theme": "dark",
    "send_key": "enter",
    "quiet": True,
    "mine": {"sound": False, "desktop": True},
}


async def test_what_an_agent_chose_stays_theirs(house: Installation) -> None:
    one, other = await house.agent(), await house.agent()
    assert await one.get(PATH) == DEFAULTS
    assert (await one.ask("PUT", PATH, CHOSEN)).json() == CHOSEN
    assert await one.get(PATH) == CHOSEN
    assert await other.get(PATH) == DEFAULTS
    assert (await one.ask("PUT", PATH, DEFAULTS)).status_code == 200
    assert await one.get(PATH) == DEFAULTS


async def test_what_is_no_choice_is_refused_by_its_name(house: Installation) -> None:
    agent = await house.agent()
    for wrong in ({"theme": "pink"}, {"quiet": "yes"}, {"mine": {"sound": 1, "desktop": True}}):
        answer = await agent.ask("PUT", PATH, {**CHOSEN, **wrong})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"].startswith(next(iter(wrong)))
    for zone in ("Asia/Nowhere", "../../etc/passwd", "Asia/"):
        answer = await agent.ask("PUT", PATH, {**CHOSEN, "time_zone": zone})
        assert answer.status_code == 422, zone
    assert await agent.get(PATH) == DEFAULTS
