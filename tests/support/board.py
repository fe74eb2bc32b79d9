"""A board as the server tells it, for the browser side."""

from tests.support.fake_conversations import Json, now

MINUTE = 60_000


def shown(id: str, name: str, priority: str = "normal", **more: object) -> Json:
    talk = {"id": id, "contact": {"id": f"con_{id}", "name": name}, "subject": f"Subject of {name}"}
    return {
        **talk,
        "status": "waiting_for_agent",
        "priority": priority,
        "team": None,
        "assignee": None,
        **more,
    }


def queue(team: Json | None, language: str, *first: Json, **more: object) -> Json:
    places = [
        {"conversation": one, "place": place, "since": now() - (9 - place) * MINUTE, "offered_to": None}
        for place, one in enumerate(first, 1)
    ]
    longest = places[0]["since"] if places else None
    plain = {"skill": "", "wait": None, "expected": None, "agents": 1, "free": 0, "reason": "all_at_capacity"}
    named = {"team": team, "language": language, "waiting": len(first), "longest_since": longest}
    return {**named, **plain, "first": places, **more}


def person(id: str, name: str, state: str, *, open: int = 0, may_set: bool = True, **more: object) -> Json:
    plain = {"languages": ["zh-CN", "en"], "teams": [{"id": "tea_front", "name": "Front"}], "looks_at": []}
    load = {"open": open, "capacity": 5, "since": now() - 7 * MINUTE}
    return {"agent": {"id": id, "name": name}, "state": state, "may_set": may_set, **load, **plain, **more}


def board() -> Json:
    """One wait that is overdue, one that is due soon, a calm queue, three agents."""
    urgent, other = shown("cnv_one", "Contact 1", "security"), shown("cnv_two", "Contact 2")
    begun = now() - 120 * MINUTE
    soonest = [
        {"conversation": urgent, "since": now() - 8 * MINUTE, "due": now() - 5 * MINUTE},
        {"conversation": other, "since": now() - 7 * MINUTE, "due": now() + 3 * MINUTE},
    ]
    today = {"began": begun, "kept": 18, "late": 1, "gave_up": 2, "begun": 40, "with_person": 24}
    expected = {"low": 3, "high": 8, "minutes": 60, "recent": 14, "usual": 60}
    hours = {"since": now() - 720 * MINUTE, "step": 60 * MINUTE}
    return {
        "at": now(),
        "zone": "Beijing time",
        "waiting": 12,
        "longest_since": now() - 8 * MINUTE,
        "wait": {"low": 2, "high": 6, "of": 14},
        "truth": {"told": 200, "held": 163},
        "promised": {"owed": 14, "near": 1, "broken": 1, "soonest": soonest},
        "today": {**today, "marks": {"count": 5, "sum": 21, "low": 1}},
        "queues": [
            queue(None, "zh", urgent, other, waiting=12, expected=expected),
            queue({"id": "tea_funds", "name": "Funds desk"}, "", agents=0, reason=None),
        ],
        "people": [
            person(
                "agt_two",
                "Front agent 2",
                "online",
                open=3,
                looks_at=[{"conversation": other, "since": now() - MINUTE}],
            ),
            person("agt_three", "Front agent 3", "away", since=None),
            person("agt_lead", "Lead 2", "offline", may_set=False),
        ],
        "owed_lately": {"since": begun, "step": 5 * MINUTE, "points": [*(n % 7 for n in range(24)), 14]},
        "hourly": {
            "asked": {**hours, "points": list(range(12))},
            "ended": {**hours, "points": [3] * 12},
        },
    }
