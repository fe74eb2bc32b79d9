"""The list of builds: over HTTP and by ``walletdesk import builds``, both engines."""

from pathlib import Path

from click.testing import CliRunner, Result

from tests.support.installation import Agent, Installation
from walletdesk.app.cli import main
from walletdesk.kernel.viewers import Role

FAKE = {
    "standing": "known_bad",
    "platform": "android",
    "package": "com.fake.wallet",
    "reason": "Repacked",
    "source": "A reader",
    "date": "2026-02-03",
}
TABLE = "standing,platform,package,version,reason\nknown_bad,android,com.fake.wallet,,Repacked\n"


async def wrong(lead: Agent, path: str, body: object, locale: str) -> str:
    answer = await lead.ask("POST", path, body, headers={"accept-language": locale})
    assert answer.status_code == 422, answer.text
    return str(answer.json()["detail"])


async def test_a_lead_lists_a_build_and_takes_it_back(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    kept = await lead.post("/api/builds", FAKE)
    (shown,) = (await lead.get("/api/builds"))["items"]
    assert shown == kept
    assert {name: shown[name] for name in FAKE} == FAKE
    assert (shown["standing_name"], shown["platform_name"], shown["added_by"]) == (
        "Known fake",
        "Android",
        lead.id,
    )
    assert (await lead.ask("POST", "/api/builds", FAKE)).status_code == 409
    assert (await lead.ask("DELETE", f"/api/builds/{kept['id']}")).status_code == 204
    assert (await lead.get("/api/builds"))["items"] == []
    actions = [one["action"] for one in (await lead.get("/api/audit"))["items"]]
    assert {"build_known_bad", "build_withdrawn"} <= set(actions)


async def test_what_is_wrong_is_said_in_the_readers_language(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    nothing = {"standing": "known_bad", "reason": "r"}
    assert "package id, the version or the signature" in await wrong(lead, "/api/builds", nothing, "en")
    assert "包名、版本号或签名" in await wrong(lead, "/api/builds", nothing, "zh-CN")
    unfit = {"text": f"{TABLE}published,,,1.0,\n"}
    said = await wrong(lead, "/api/builds/import", unfit, "zh-CN")
    assert said == "第 3 行：已发布的版本要写包名和版本号。"
    assert (await lead.get("/api/builds"))["items"] == []


async def test_a_list_is_imported_once(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    assert await lead.post("/api/builds/import", {"text": TABLE}) == {"kept": 1, "known": 0}
    assert await lead.post("/api/builds/import", {"text": TABLE}) == {"kept": 0, "known": 1}


def run(folder: Path, text: str) -> Result:
    file = folder / "builds.csv"
    file.write_text(text, "utf-8")
    environ = {"WALLETDESK_DATA_DIR": str(folder / "data")}
    return CliRunner().invoke(main, ["import", "builds", str(file)], env=environ)


def test_the_command_takes_in_a_list_or_says_which_line_is_wrong(tmp_path: Path) -> None:
    done = run(tmp_path, TABLE)
    assert (done.exit_code, done.output) == (0, "1 builds are new, 0 were known already.\n")
    unfit = run(tmp_path, f"{TABLE}known_bad,android,no package,,Repacked\n")
    assert (unfit.exit_code, unfit.output) == (1, "Line 3: This is no package id.\n")
