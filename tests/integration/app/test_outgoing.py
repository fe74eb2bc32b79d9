"""Nothing dangerous goes out: not from an agent, not in a saved reply, not in an article, not by the bot."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from threading import get_ident

import pytest

from tests.support.house import StrictHouse
from tests.support.installation import Agent, Installation, Json
from walletdesk.app.wiring import outgoing
from walletdesk.app.wiring.outgoing import LONG
from walletdesk.assistant.model import sentences
from walletdesk.automation.starter import starter_replies
from walletdesk.insights import Kind, Listing
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.objections import Objected
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.model import Status
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import translate
from walletdesk.safety.advice import Found, RuleBook, check

Read = Callable[..., Awaitable[object]]
PHRASE = "Please send me your recovery phrase."


async def having(house: Installation) -> tuple[Agent, str]:
    """An agent, and a conversation that they have."""
    agent, contact = await house.agent(), await house.contact("en")
    conversation: str = (await contact.starts("My token is not there", locale="en"))["head"]["id"]
    await contact.post(f"/api/conversations/{conversation}/agent", {"reason": "asked"})
    await house.settle()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await agent.post(agent.of(conversation, "/accept"))
    await house.settle()
    return agent, conversation


async def refused(agent: Agent, conversation: str, text: str, locale: str = "en") -> Json:
    body = {"client_id": "c1", "text": text}
    answer = await agent.ask(
        "POST", agent.of(conversation, "/messages"), body, headers={"accept-language": locale}
    )
    assert answer.status_code == 422, answer.text
    problem: Json = answer.json()
    return problem


async def said(agent: Agent, conversation: str) -> list[str]:
    items = (await agent.get(agent.of(conversation)))["items"]
    return [item["text"] for item in items if item["kind"] == "message" and item["author"]["kind"] == "agent"]


async def told(house: Installation) -> list[object]:
    alerts = await house.system.work.alerting.list(Listing())
    return [(one.conversation, one.values) for one in alerts if one.kind is Kind.SECRET_ASKED]


async def test_who_asks_for_a_phrase_is_refused_with_the_reason_and_the_lead_is_told(
    house: Installation,
) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, f"Hello. {PHRASE}")
    assert (problem["code"], problem["values"]["rule"]) == ("asks_for_secret", "secret-asked")
    start, end = problem["values"]["start"], problem["values"]["end"]
    assert f"Hello. {PHRASE}"[start:end] == "send me your recovery phrase"
    assert problem["values"]["instead"] in problem["detail"]
    assert await said(agent, conversation) == []
    await house.settle()
    assert await told(house) == [(conversation, {"name": "Agent-1"})]


async def test_the_reason_comes_in_the_agents_language(house: Installation) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, "先卸载重装", "zh-CN")
    assert (problem["code"], problem["values"]["rule"]) == ("not_sent", "destroy-before-backup")
    assert "没有备份就打不开了" in problem["detail"]
    await house.settle()
    assert await told(house) == []


@pytest.mark.parametrize("text", ["See https://wallet-help.example/fix", "Our address: helper@mail.example"])
async def test_a_contact_that_is_not_in_the_registry_does_not_go_out(house: Installation, text: str) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, text)
    assert (problem["code"], problem["values"]["rule"]) == ("not_sent", "not_listed")


async def test_a_link_to_our_own_pages_and_a_note_go_through(house: Installation) -> None:
    agent, conversation = await having(house)
    own = house.system.engine.settings.public_url
    await agent.writes(conversation, f"The steps are at {own}/help/en/tx-pending", "c1")
    await agent.writes(conversation, "They were sent to https://wallet-help.example", "c2", "note")
    assert await said(agent, conversation) == [f"The steps are at {own}/help/en/tx-pending"]


async def test_a_saved_reply_with_dangerous_advice_is_not_kept(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    body = {
        "shortcode": "x",
        "team": True,
        "wordings": {"en": {"title": "Fix", "text": "Reinstall it."}},
    }
    answer = await lead.ask("POST", "/api/workspace/replies", body)
    assert (answer.status_code, answer.json()["values"]["rule"]) == (422, "destroy-before-backup")
    assert all(one["shortcode"] != "x" for one in (await lead.get("/api/workspace/replies"))["items"])


RESEMBLES = "Our vault is empty at the moment, so move your coins into it until the danger is over."


async def test_what_only_resembles_harm_asks_a_second_person_but_refuses_no_saved_reply(
    house: Installation,
) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, RESEMBLES)
    assert (problem["code"], problem["values"]["rule"]) == ("second_person", "resembles-harm")
    assert "no rule can say why" in problem["detail"]
    lead = await house.agent(Role.LEAD)
    body = {"shortcode": "y", "team": True, "wordings": {"en": {"title": "Fix", "text": RESEMBLES}}}
    await lead.post("/api/workspace/replies", body)
    assert any(one["shortcode"] == "y" for one in (await lead.get("/api/workspace/replies"))["items"])


async def test_an_article_that_only_resembles_harm_is_kept(house: Installation) -> None:
    answers, lead = house.system.answers, AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
    [kept] = [
        one for one in await answers.editing.every(lead) if (one.id, one.locale) == ("tx-pending", "en")
    ]
    changed = replace(kept, body=RESEMBLES, status=Status.DRAFT)
    assert await StrictHouse().only_rules(f"# {changed.title}\n{changed.body}") == ["resembles-harm"]
    await answers.editing.save(lead, changed)
    assert RESEMBLES in (await answers.editing.draft(lead, kept.id, "en")).body
    with pytest.raises(Objected):
        await answers.editing.save(lead, replace(changed, version=changed.version + 1, body="Reinstall it."))


async def test_a_long_text_is_judged_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    judges: list[int] = []

    def judged(text: str, book: RuleBook) -> list[Found]:
        judges.append(get_ident())
        return check(text, book)

    monkeypatch.setattr(outgoing, "check", judged)
    for text in ("Pay the unlock fee. ", "Pay the unlock fee. " * (LONG // 20 + 1)):
        assert "fee-asked" in await StrictHouse().only_rules(text)
    assert [judge == get_ident() for judge in judges] == [True, False]


async def test_all_that_the_package_says_passes() -> None:
    house = StrictHouse()
    articles = [
        (topic.id, locale, await house.only_rules(f"# {topic.titles[locale]}\n{body}"))
        for topic in starter_topics()
        for locale, body in topic.bodies.items()
    ]
    assert len(articles) >= 100
    assert [one for one in articles if one[2]] == []
    replies = [(r.id, await house.only_rules(words)) for r in starter_replies() for words in r.words]
    assert [one for one in replies if one[1]] == []
    bot = [value for name, value in vars(sentences).items() if name.isupper() and isinstance(value, str)]
    spoken = [translate(locale, sentence) for sentence in bot for locale in ("en", "zh-CN")]
    assert len(spoken) >= 40
    assert [(text, rules) for text in spoken if (rules := await house.only_rules(text))] == []


HOLDS = "A test transfer would tell us more."  # what a second person may let go


async def handed_in(house: Installation) -> tuple[Agent, str, Json]:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, HOLDS)
    assert problem["code"] == "second_person"
    held = await agent.post(agent.of(conversation, "/held"), {"client_id": "h1", "text": HOLDS})
    return agent, conversation, held


async def audited(house: Installation, target: str) -> list[tuple[str, str]]:
    rows = await house.system.staff.services("").auditing.reading.audit(before=2**62, limit=100, about=target)
    return [(row.action, row.actor) for row in reversed(rows)]


async def test_what_needs_a_second_person_waits_unseen_and_goes_out_when_another_agrees(
    house: Installation,
) -> None:
    agent, conversation, held = await handed_in(house)
    assert (held["state"], held["mine"]) == ("waiting", True)
    assert [one["rule"] for one in held["objections"]] == ["transfer-test"]
    assert await said(agent, conversation) == []
    path = f"/api/workspace/held/{held['id']}"
    own = await agent.ask("POST", f"{path}/approve", {"reason": "I know them."})
    assert (own.status_code, own.json()["code"]) == (409, "own_message")
    other = await house.agent()
    assert [one["id"] for one in (await other.get("/api/workspace/held"))["items"]] == [held["id"]]
    silent = await other.ask("POST", f"{path}/approve", {"reason": " x "})
    assert (silent.status_code, silent.json()["code"]) == (422, "reason_missing")
    decided = await other.post(f"{path}/approve", {"reason": "Between their own wallets."})
    assert (decided["state"], decided["decided_by"]) == ("sent", "Agent-2")
    assert await said(agent, conversation) == [HOLDS]
    twice = await other.ask("POST", f"{path}/refuse", {"reason": "On second thoughts."})
    assert (twice.status_code, twice.json()["code"]) == (409, "decided_already")
    assert await audited(house, held["id"]) == [
        ("message_held", agent.id),
        ("held_message_approved", other.id),
    ]


async def test_the_same_message_handed_in_twice_is_one_and_can_be_taken_back(house: Installation) -> None:
    agent, conversation, held = await handed_in(house)
    again = await agent.post(agent.of(conversation, "/held"), {"client_id": "h1", "text": HOLDS})
    assert again["id"] == held["id"]
    await agent.post(f"/api/workspace/held/{again['id']}/withdraw", {})
    assert (await agent.get("/api/workspace/held"))["items"] == []
    assert await audited(house, held["id"]) == [
        ("message_held", agent.id),
        ("held_message_withdrawn", agent.id),
    ]


async def test_what_is_refused_or_taken_back_is_never_sent(house: Installation) -> None:
    agent, conversation, held = await handed_in(house)
    other = await house.agent()
    await other.post(f"/api/workspace/held/{held['id']}/refuse", {"reason": "We never advise this."})
    [shown] = (await agent.get(agent.of(conversation, "/held")))["items"]
    assert (shown["state"], shown["reason"]) == ("refused", "We never advise this.")
    second = await agent.post(agent.of(conversation, "/held"), {"client_id": "h2", "text": HOLDS})
    await agent.post(f"/api/workspace/held/{second['id']}/withdraw", {})
    assert (await other.get("/api/workspace/held"))["items"] == []
    assert await said(agent, conversation) == []


async def test_nobody_may_let_go_what_is_blocked_even_if_it_was_held_before(house: Installation) -> None:
    agent, conversation, held = await handed_in(house)
    blocked = await agent.ask(
        "POST", agent.of(conversation, "/held"), {"client_id": "h2", "text": "先卸载重装"}
    )
    assert (blocked.status_code, blocked.json()["code"]) == (422, "not_sent")
    lead = await house.agent(Role.LEAD)
    change = {"version": 0, "off": False, "severity": "block"}
    assert (await lead.ask("PUT", "/api/advice/rules/transfer-test", change)).status_code == 204
    late = await lead.ask(
        "POST", f"/api/workspace/held/{held['id']}/approve", {"reason": "It was fine before."}
    )
    assert (late.status_code, late.json()["code"]) == (422, "not_sent")
    assert await said(agent, conversation) == []


async def test_a_lead_switches_rules_but_never_those_about_secrets(house: Installation) -> None:
    agent, conversation = await having(house)
    lead = await house.agent(Role.LEAD)
    rules = {one["id"]: one for one in (await lead.get("/api/advice/rules"))["items"]}
    assert (rules["secret-asked"]["fixed"], rules["transfer-test"]["fixed"]) == (True, False)
    off = {"version": 0, "off": True, "severity": "second_person"}
    fixed = await lead.ask("PUT", "/api/advice/rules/secret-asked", off)
    assert (fixed.status_code, fixed.json()["code"]) == (409, "secret_rule")
    assert (await lead.ask("PUT", "/api/advice/rules/transfer-test", off)).status_code == 204
    await agent.writes(conversation, HOLDS, "c2")
    stale = await lead.ask("PUT", "/api/advice/rules/transfer-test", off)
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert await audited(house, "transfer-test") == [("advice_rule_changed", lead.id)]


async def test_a_lead_makes_a_rule_that_must_do_what_its_sentences_say(house: Installation) -> None:
    agent, conversation = await having(house)
    lead = await house.agent(Role.LEAD)
    own = {
        "phrase": "price ... rise/soar",
        "matches": "The price will soon rise.",
        "passes": "The price is shown in the app.",
        "why": "We say nothing about prices.",
        "instead": "Say where the price is shown.",
    }
    idle = await lead.ask("POST", "/api/advice/rules", {**own, "matches": "Good evening."})
    assert (idle.status_code, idle.json()["code"]) == (422, "does_not_match")
    wide = await lead.ask("POST", "/api/advice/rules", {**own, "phrase": "price"})
    assert (wide.status_code, wide.json()["code"]) == (422, "stops_too_much")
    broken = await lead.ask("POST", "/api/advice/rules", {**own, "phrase": "... a ..."})
    assert (broken.status_code, broken.json()["code"]) == (422, "bad_phrase")
    kept = await lead.post("/api/advice/rules", own)
    problem = await refused(agent, conversation, "I think the price will soar.")
    assert (problem["values"]["rule"], problem["values"]["why"]) == (kept["id"], own["why"])
    await lead.ask("DELETE", f"/api/advice/rules/{kept['id']}")
    await agent.writes(conversation, "I think the price will soar.", "c3")


async def test_a_draft_hears_at_once_what_speaks_against_it_and_a_note_does_not(house: Installation) -> None:
    agent, conversation = await having(house)
    draft: Json = {"version": 0, "text": "Hello. Reinstall the app."}
    reply = (await agent.ask("PUT", agent.of(conversation, "/drafts/reply"), draft)).json()
    [objection] = reply["objections"]
    assert draft["text"][objection["start"] : objection["end"]] == "Reinstall"
    assert objection["may_pass"] is False
    note = (await agent.ask("PUT", agent.of(conversation, "/drafts/note"), draft)).json()
    assert note["objections"] == []


@pytest.mark.parametrize(
    ("locale", "why"), [("en", "no longer has this conversation"), ("zh-CN", "已经不在这个会话里")]
)
async def test_what_was_held_does_not_go_out_once_its_author_lost_the_conversation(
    house: Installation, locale: str, why: str
) -> None:
    """They take it back, though they may not read there any more; or somebody refuses it."""
    agent, conversation, held = await handed_in(house)
    desk = await house.team("Funds")
    other = await house.agent(teams=[desk])
    await agent.post(agent.of(conversation, "/transfer"), {"team": desk})
    await house.settle()
    path = f"/api/workspace/held/{held['id']}"
    for reader in (agent, other):
        [shown] = (await reader.get("/api/workspace/held"))["items"]
        assert (shown["id"], shown["author_left"], shown["mine"]) == (held["id"], True, reader is agent)
    late = await other.ask(
        "POST", f"{path}/approve", {"reason": "Their own wallets."}, headers={"accept-language": locale}
    )
    assert (late.status_code, late.json()["code"]) == (409, "author_left")
    assert why in late.json()["detail"]
    assert (await other.get("/api/workspace/held"))["items"][0]["state"] == "waiting"
    assert await said(other, conversation) == []
    await agent.post(f"{path}/withdraw", {})
    assert (await other.get("/api/workspace/held"))["items"] == []


async def test_what_waits_is_listed_in_one_statement(
    house: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, conversation, _ = await handed_in(house)
    await agent.post(agent.of(conversation, "/held"), {"client_id": "h2", "text": HOLDS})
    viewer = AgentViewer(agent=AgentId("agt_other"), role=Role.AGENT)
    db, statements = house.system.engine.db, list[object]()
    for name in ("all", "one"):
        read = getattr(type(db), name)

        async def counted(self: object, sql: object, _read: Read = read, **values: object) -> object:
            statements.append(sql)
            return await _read(self, sql, **values)

        monkeypatch.setattr(type(db), name, counted)
    assert len(await house.system.heart.holding.waiting(viewer)) == 2
    assert len(statements) == 1


async def test_no_agent_offers_a_service_that_does_not_exist_here(house: Installation) -> None:
    """Contacts hold their own keys in this installation: nobody can freeze anything for them."""
    agent, conversation = await having(house)
    offers = {"en": "I'll freeze your wallet right away.", "zh-CN": "我马上帮您冻结钱包。"}
    whys = {"en": "There is no account here to freeze", "zh-CN": "这里没有可以冻结的账户"}
    for locale, text in offers.items():
        problem = await refused(agent, conversation, text, locale)
        assert (problem["code"], problem["values"]["rule"]) == ("not_sent", "service-freeze_account")
        assert whys[locale] in problem["detail"]
    reply = {"shortcode": "frz", "team": False, "wordings": {"en": {"title": "F", "text": offers["en"]}}}
    assert (await agent.ask("POST", "/api/workspace/replies", reply)).status_code == 422
    honest = "We can't freeze an address on a chain; move what is left to a new wallet first."
    await agent.post(agent.of(conversation, "/messages"), {"client_id": "c2", "text": honest})
    assert await said(agent, conversation) == [honest]
