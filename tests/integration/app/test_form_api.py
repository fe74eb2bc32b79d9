"""The form for programs: kept once, answered with the number and the way back, and open to nobody else."""

from typing import Any

import pytest

from tests.integration.app.test_message_form import PHRASE, counts, heads
from tests.support.installation import Asking, Installation
from walletdesk.channels.form import inbound

KEY = "n0Wq7c2mXr5tYv8zA1bE4g"
SAID: dict[str, Any] = {
    "key": KEY,
    "category": "app",
    "text": "It closes itself.",
    "device": "Pixel 9",
    "version": "6.3.9",
    "locale": "zh-CN",
}


async def sends(house: Installation, **more: Any) -> Any:  # noqa: ANN401 - an answer
    return await Asking(house.http, {}).ask("POST", "/api/forms/message", {**SAID, **more})


async def test_an_app_sends_the_form_and_goes_on_with_what_it_was_told(house: Installation) -> None:
    first, again = await sends(house), await sends(house)
    told = first.json()
    assert (first.status_code, told["number"][:3], told["mail"], told["urgent"]) == (201, "WD-", "", False)
    assert told["answer_by"] is not None
    same = ("number", "conversation", "device_secret", "link")
    assert [again.json()[name] for name in same] == [told[name] for name in same]
    assert (await counts(house))[:3] == [1, 1, 1]
    mine = Asking(house.http, {"authorization": f"Bearer {told['token']}"})
    path = f"/api/conversations/{told['conversation']}"
    file = await mine.ask("POST", f"{path}/attachments", files={"file": ("a.txt", b"out of memory")})
    body = {"client_id": "f1", "text": "", "attachments": [file.json()["id"]]}
    assert (await mine.ask("POST", f"{path}/messages", body)).status_code == 201
    renewed = await mine.ask("POST", "/api/widget/session", {"device_secret": told["device_secret"]})
    assert renewed.status_code == 200
    assert (await house.http.get(told["link"].removeprefix("http://127.0.0.1:8080"))).status_code == 303
    await house.settle()
    agent = await house.agent()
    [head] = await heads(agent)
    said = [one for one in (await agent.picture(head["id"]))["items"] if one["author"]["kind"] == "contact"]
    assert said[0]["text"] == "It closes itself.\n\n设备：Pixel 9\n应用版本：6.3.9"
    assert [one["name"] for one in said[1]["attachments"]] == ["a.txt"]


async def test_a_key_opens_nothing_without_the_words_and_a_secret_gets_nowhere(house: Installation) -> None:
    mine = (await sends(house)).json()
    other = (await sends(house, text="Let me see.")).json()
    assert (other["conversation"], other["device_secret"]) != (mine["conversation"], mine["device_secret"])
    assert len({mine["number"], other["number"]}) == 2
    kept = await counts(house)
    half = PHRASE.index("worth")
    stopped = await sends(house, text=PHRASE[:half], device=PHRASE[half:])
    assert (stopped.status_code, "sausage" in stopped.text) == (422, False)
    for wrong in ({"text": " \n"}, {"category": "cake"}, {"key": "1"}, {"email": "nobody"}, {"more": "x"}):
        assert (await sends(house, **wrong)).status_code in (400, 422)
    assert await counts(house) == kept


async def test_a_flood_from_one_address_is_slowed_down(
    house: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbound, "PER_ADDRESS", (2, 3600))
    answers = [await sends(house, text=f"{n}") for n in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
