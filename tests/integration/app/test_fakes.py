"""A fake from its report to the warning of the next contact, on pages without a script."""

import pytest

from tests.support.installation import Installation
from walletdesk.app.wiring.system import build
from walletdesk.insights.model import WORDS, Kind
from walletdesk.kernel.errors import TooMany
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
    own = f"{house.system.engine.settings.public_url}/report/{link}"
    assert f'<a class="hash access-link" href="{own}?locale=en">{own}</a>' in kept  # works without a script
    assert '<button class="btn copy" type="button" hidden>' in kept
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


async def test_a_thread_names_a_fake_in_its_own_language_and_as_it_was_reported(house: Installation) -> None:
    lead, contact = await house.agent(Role.LEAD), await house.contact("zh-CN")
    talk = (await contact.starts("有人找我", locale="zh-CN"))["head"]["id"]
    for value, kind in (("wechat: fake_help_77", "handle"), ("x: ray", "other")):
        await contact.post("/api/fakes/reports", {"value": value, "kind": kind, "conversation": talk})
    for fake in (await lead.get("/api/workspace/fakes"))["items"]:
        decision = {"state": "confirmed", "version": fake["version"]}
        await lead.post(f"/api/workspace/fakes/{fake['id']}/decision", decision)
    await house.settle()
    items = (await contact.get(f"/api/conversations/{talk}/items"))["items"]
    events = [item["event"] for item in items if item["event"]]
    named = {event["value"] for event in events if event["what"] == "fake_result_confirmed"}
    assert named == {"微信 fake_help_77", "x: ray"}


@pytest.mark.parametrize(("locale", "words"), [("en", "this one was not kept"), ("zh-CN", "您这条没有存下")])
async def test_too_many_reports_are_refused_in_words_with_the_form_still_filled_and_leads_know(
    house: Installation, monkeypatch: pytest.MonkeyPatch, locale: str, words: str
) -> None:
    """Counted over nodes: what one took, the other does not take again."""
    monkeypatch.setattr("walletdesk.impersonation.service.OF_STRANGERS", (1, 3600))
    lead, second = await house.agent(Role.LEAD), await build(house.system.engine.settings)
    try:
        await report(house, value="first-fake.net")
        form = {"value": FAKE, "said": "They wanted a fee"}
        answer = await house.http.post(f"/report?locale={locale}", data=form)
        assert (answer.status_code, words in answer.text) == (429, True)
        assert all(f in answer.text for f in (FAKE, "They wanted a fee"))
        with pytest.raises(TooMany):
            await second.impersonation.reporting.report(FAKE)
    finally:
        await second.engine.db.close()
    await house.settle()
    alerts = (await lead.get("/api/workspace/alerts"))["items"]
    assert [one["text"] for one in alerts] == [WORDS[Kind.REPORTS_REFUSED].one]


async def test_drafts_of_reports_are_limited_by_address(
    house: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walletdesk.app.wiring.fakes.DRAFTS_PER_ADDRESS", (3, 36_000))
    drafts = [await house.http.post("/report/draft?locale=en", data={"value": FAKE}) for _ in range(4)]
    assert [answer.status_code for answer in drafts] == [200] * 3 + [429]
    assert f'value="{FAKE}"' in drafts[-1].text
