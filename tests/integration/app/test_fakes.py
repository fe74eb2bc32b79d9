"""A fake from its report to the warning of the next contact, on pages without a script."""

from tests.support.installation import Installation
from walletdesk.kernel.viewers import Role

FAKE = "https://login.evil-wallet.com/claim"


async def report(house: Installation, **form: str) -> str:
    answer = await house.http.post("/report?locale=en", data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_report_without_a_script_is_kept_and_can_be_followed(house: Installation) -> None:
    draft = await house.http.post("/report/draft?locale=en", data={"value": FAKE})
    assert f'value="{FAKE}"' in draft.text
    kept = await report(house, value=FAKE, said="They wanted my phrase")
    assert "evil-wallet[.]com" in kept
    assert "They wanted" not in kept
    link = kept.partition("/report/")[2][:30]
    assert "A person looks at it" in (await house.http.get(f"/report/{link}?locale=en")).text
    assert (await house.http.get("/report/fkr_00000000000000000000000000?locale=en")).status_code == 404


async def test_nothing_of_a_secret_comes_back(house: Installation) -> None:
    phrase = "left stand illness place mad raccoon panther glory oxygen hair they ski"
    for path in ("/report", "/report/draft"):
        answer = await house.http.post(f"{path}?locale=en", data={"value": FAKE, "said": phrase})
        assert answer.status_code == 422
        assert "raccoon" not in answer.text


async def test_what_names_nothing_is_asked_for_again(house: Installation) -> None:
    answer = await house.http.post("/report?locale=en", data={"value": "who knows"})
    assert (answer.status_code, "as it was shown to you" in answer.text) == (422, True)


async def test_once_confirmed_it_is_public_and_the_next_who_mentions_it_is_warned(
    house: Installation,
) -> None:
    lead, reporter, other = await house.agent(Role.LEAD), await house.contact(), await house.contact()
    talk = (await reporter.starts("somebody wrote to me"))["head"]["id"]
    told = await reporter.post("/api/fakes/reports", {"value": FAKE, "conversation": talk})
    assert "evil-wallet" not in (await house.http.get("/fakes?locale=en")).text
    (fake,) = (await lead.get("/api/workspace/fakes"))["items"]
    decision = {"state": "confirmed", "version": fake["version"]}
    await lead.post(f"/api/workspace/fakes/{fake['id']}/decision", decision)
    warned = (await other.starts("is www.evil-wallet.com yours?", client_id="b"))["head"]["id"]
    await house.settle()
    assert "evil-wallet[.]com" in (await house.http.get("/fakes?locale=en")).text
    assert "evil-wallet.com" not in (await house.http.get("/fakes?locale=en")).text
    assert (await reporter.get(f"/api/fakes/reports/{told['id']}"))["state"] == "confirmed"
    happened = {
        id: [
            i["event"]
            for i in (await who.get(f"/api/conversations/{id}/items"))["items"]
            if i["kind"] == "event"
        ]
        for who, id in ((reporter, talk), (other, warned))
    }
    assert [(e["what"], e["value"]) for e in happened[talk] if e["what"].startswith("fake")] == [
        ("fake_result_confirmed", "evil-wallet[.]com")
    ]
    assert [(e["what"], e["value"]) for e in happened[warned] if e["what"].startswith("fake")] == [
        ("fake_met", "evil-wallet[.]com")
    ]
