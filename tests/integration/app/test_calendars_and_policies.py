"""Hours and promises over HTTP: leads read, administrators change, and who did it is written down."""

from tests.support.installation import Installation
from walletdesk.kernel.viewers import Role

NINE_TO_FIVE = [{"day": day, "start": 540, "end": 1020} for day in range(5)]
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
CLOSED = {"on": "2026-12-31", "name": "Stocktaking", "spans": []}


async def test_an_administrator_changes_the_hours(house: Installation) -> None:
    admin, lead = await house.agent(Role.ADMIN), await house.agent(Role.LEAD)
    [before] = (await lead.get("/api/calendars"))["items"]
    path = f"/api/calendars/{before.pop('id')}"
    wanted = {**before, "zone": "Asia/Tokyo", "country": "CN", "week": NINE_TO_FIVE, "one_offs": [CLOSED]}
    changed = await admin.ask("PUT", path, wanted)
    assert changed.status_code == 200, changed.text
    [after] = (await lead.get("/api/calendars"))["items"]
    assert after == changed.json()
    assert {name: after[name] for name in wanted} == {**wanted, "version": before["version"] + 1}
    late = await admin.ask("PUT", path, wanted)
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    assert (await lead.ask("PUT", path, wanted)).status_code == 404
    rows = (await lead.get("/api/audit?limit=5"))["items"]
    assert [(row["actor"], row["action"], row["target"]) for row in rows[:1]] == [
        (admin.id, "calendar_changed", "cal_default")
    ]


async def test_hours_that_cannot_be_are_refused_with_their_place(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    [calendar] = (await admin.get("/api/calendars"))["items"]
    path = f"/api/calendars/{calendar.pop('id')}"
    for wrong, field in (
        ({"week": [{"day": 7, "start": 0, "end": 60}]}, "week[].day"),
        ({"country": "China"}, "country"),
        ({"one_offs": [{"on": "31.12.", "name": ""}]}, "one_offs[].on"),
    ):
        answer = await admin.ask("PUT", path, {**calendar, **wrong})
        assert answer.status_code == 422
        assert [
            entry["field"].replace("[0]", "[]").replace("[...]", "[]") for entry in answer.json()["errors"]
        ] == [field]
    for refused in ({"zone": "Mars/Olympus"}, {"country": "XX"}, {"one_offs": [CLOSED, CLOSED]}):
        assert (await admin.ask("PUT", path, {**calendar, **refused})).status_code == 422
    [same] = (await admin.get("/api/calendars"))["items"]
    assert same["version"] == calendar["version"]


async def test_a_second_calendar_is_looked_at_and_added(house: Installation) -> None:
    admin, lead = await house.agent(Role.ADMIN), await house.agent(Role.LEAD)
    surge = {
        "begins": "2026-12-01",
        "ends": "2026-12-02",
        "name": "Launch",
        "spans": [{"start": 0, "end": 1440}],
        "note": {"en": "Here all night"},
    }
    draft = {
        "name": "Europe",
        "zone": "Europe/Berlin",
        "week": NINE_TO_FIVE,
        "surges": [surge],
        "covers": {"teams": [], "inboxes": [], "languages": ["en"]},
    }
    seen = await lead.ask("POST", "/api/calendars/preview", draft)
    assert len(seen.json()["items"]) == 14
    assert len((await lead.get("/api/calendars"))["items"]) == 1
    added = await admin.ask("POST", "/api/calendars", draft)
    assert added.status_code == 201, added.text
    assert {name: added.json()[name] for name in draft} == draft
    twice = await admin.ask("POST", "/api/calendars", draft)
    assert (twice.status_code, twice.json()["code"]) == (409, "covered_already")
    wrong = {**draft, "surges": [{**surge, "ends": "2026-11-01"}]}
    assert (await lead.ask("POST", "/api/calendars/preview", wrong)).status_code == 422
    hidden = {**draft, "surges": [{**surge, "note": {"en": PHRASE}}]}
    stopped = await admin.ask("POST", "/api/calendars", hidden)
    assert (stopped.status_code, stopped.json()["code"]) == (422, "secret_stopped")


async def test_holidays_of_a_file_are_shown_and_not_kept(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    text = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:{year}1224\nSUMMARY:{name}\nEND:VEVENT"
    year = house.system.engine.clock().year
    answer = await admin.ask("POST", "/api/calendars/holidays", {"text": text.format(year=year, name="Eve")})
    assert answer.json() == {"holidays": [{"on": f"{year}-12-24", "name": "Eve"}], "left": 0}
    [kept] = (await admin.get("/api/calendars"))["items"]
    assert kept["holidays"] == []
    hidden = await admin.ask("POST", "/api/calendars/holidays", {"text": text.format(year=year, name=PHRASE)})
    assert (hidden.status_code, hidden.json()["code"]) == (422, "secret_stopped")
    wrong = await admin.ask("POST", "/api/calendars/holidays", {"text": "nothing"})
    assert wrong.status_code == 422


async def test_an_administrator_changes_what_is_promised(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    [policy] = (await admin.get("/api/policies"))["items"]
    path = f"/api/policies/{policy.pop('id')}"
    targets = [{**policy["targets"][0], "minutes": 30, "warn_after": 20}]
    changed = await admin.ask("PUT", path, {**policy, "targets": targets})
    assert changed.status_code == 200, changed.text
    assert changed.json()["targets"] == targets
    twice = await admin.ask("PUT", path, {**changed.json(), "targets": targets * 2})
    assert twice.status_code == 422
    early = [{**targets[0], "warn_after": 30}]
    assert (await admin.ask("PUT", path, {**policy, "version": 2, "targets": early})).status_code == 422
    rows = (await admin.get("/api/audit?limit=1"))["items"]
    assert rows[0]["action"] == "policy_changed"


async def test_what_is_not_there_is_not_made_by_writing_to_it(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    [calendar] = (await admin.get("/api/calendars"))["items"]
    calendar.pop("id")
    assert (await admin.ask("PUT", "/api/calendars/cal_other", calendar)).status_code == 404


async def test_a_secret_in_the_wrong_field_of_hours_or_promises_is_not_kept(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    for path, wrong in (
        ("/api/calendars", ({"name": PHRASE}, {"one_offs": [{**CLOSED, "name": PHRASE}]})),
        ("/api/policies", ({"name": PHRASE},)),
    ):
        [before] = (await admin.get(path))["items"]
        body = {name: value for name, value in before.items() if name != "id"}
        for one in wrong:
            answer = await admin.ask("PUT", f"{path}/{before['id']}", {**body, **one})
            assert (answer.status_code, answer.json()["code"]) == (422, "secret_stopped")
            assert PHRASE not in answer.text
        assert (await admin.get(path))["items"] == [before]
