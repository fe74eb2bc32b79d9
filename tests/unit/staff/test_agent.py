"""What an agent, a login, a name may be."""

from datetime import UTC, datetime

import pytest

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import Role
from walletdesk.staff import Agent
from walletdesk.staff.model import folded_login, name_of_person, name_of_team, reason_code

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def agent(skills: dict[str, int] | None = None, languages: tuple[str, ...] = (), capacity: int = 4) -> Agent:
    return Agent(
        id=AgentId("agt_1"),
        login="li",
        name="Li",
        role=Role.AGENT,
        created_at=NOON,
        skills=skills or {},
        languages=languages,
        capacity=capacity,
    )


def test_skills_have_a_level_and_languages_a_code() -> None:
    able = agent({"funds": 3, "account_security": 1}, ("zh-CN", "en"), 50)
    assert able.skills["funds"] == 3


@pytest.mark.parametrize("level", [0, 4, -1])
def test_a_level_is_one_to_three(level: int) -> None:
    with pytest.raises(Invalid):
        agent({"funds": level})


@pytest.mark.parametrize("name", ["", "Funds", "fu nds", "x" * 41, "资金", "1st"])
def test_a_skill_is_a_short_word(name: str) -> None:
    with pytest.raises(Invalid):
        agent({name: 1})


@pytest.mark.parametrize("language", ["", "english", "zh_CN", "zh-", "<b>"])
def test_a_language_is_a_code(language: str) -> None:
    with pytest.raises(Invalid):
        agent(languages=(language,))


@pytest.mark.parametrize("capacity", [0, -1, 51])
def test_a_capacity_has_bounds(capacity: int) -> None:
    with pytest.raises(Invalid):
        agent(capacity=capacity)


@pytest.mark.parametrize("login", ["", "x", "a b", "a\nb", "a\u202eb", "x" * 65, "../x"])
def test_a_login_is_plain(login: str) -> None:
    with pytest.raises(Invalid):
        folded_login(login)


def test_a_login_is_one_however_it_is_written() -> None:
    assert folded_login(" Ｗang@Desk.Example ") == folded_login("wang@desk.example")


@pytest.mark.parametrize("name", ["", " ", "a\u202eb", "a\x00b", "x" * 61])
def test_a_name_shows_nothing_it_does_not_say(name: str) -> None:
    for check in (name_of_person, name_of_team):
        with pytest.raises(Invalid):
            check(name)


def test_a_name_keeps_its_letters_and_loses_its_gaps() -> None:
    assert name_of_person("  小李   Support ") == "小李 Support"
    assert reason_code("") == ""


def test_a_login_is_not_printed() -> None:
    assert "login" not in repr(agent())
