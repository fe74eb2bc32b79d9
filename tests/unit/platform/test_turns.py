"""Commits of one topic are told in their order, whatever becomes of some of them."""

import asyncio

import pytest

from walletdesk.platform.db.turns import Turns


class Commits:
    """Each is answered, or fails, when the test says so."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.told: list[int] = []
        self._answers: dict[int, asyncio.Future[None]] = {}

    def begin(self, number: int, *topics: str) -> asyncio.Task[None]:
        self._answers[number] = asyncio.get_running_loop().create_future()
        return asyncio.get_running_loop().create_task(self._commit(number, topics))

    async def _commit(self, number: int, topics: tuple[str, ...]) -> None:
        with self.turns.take(topics) as turn:
            await self._answers[number]
            await turn.come()
            self.told.append(number)

    async def answered(self, number: int) -> None:
        self._answers[number].set_result(None)
        await self.settle()

    async def fails(self, number: int) -> None:
        self._answers[number].set_exception(ConnectionError())
        await self.settle()

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.fixture
def commits() -> Commits:
    return Commits()


async def test_an_answer_that_is_late_holds_back_those_behind_it(commits: Commits) -> None:
    tasks = [commits.begin(number, "a") for number in (1, 2)]
    await commits.settle()
    await commits.answered(2)
    early = list(commits.told)
    await commits.answered(1)
    await asyncio.gather(*tasks)
    assert (early, commits.told) == ([], [1, 2])


async def test_one_that_fails_lets_nobody_overtake(commits: Commits) -> None:
    tasks = [commits.begin(number, "a") for number in (1, 2)]
    await commits.settle()
    await commits.fails(2)
    tasks.append(commits.begin(3, "a"))
    await commits.settle()
    await commits.answered(3)
    early = list(commits.told)
    await commits.answered(1)
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert (early, commits.told, isinstance(ended[1], ConnectionError)) == ([], [1, 3], True)


async def test_one_that_fails_between_two_topics_keeps_both_in_order(commits: Commits) -> None:
    tasks = [commits.begin(1, "a"), commits.begin(2, "b"), commits.begin(3, "a", "b")]
    await commits.settle()
    await commits.fails(3)
    tasks += [commits.begin(4, "a"), commits.begin(5, "b")]
    await commits.settle()
    for number in (5, 4, 2):
        await commits.answered(number)
    early = list(commits.told)
    await commits.answered(1)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (early[0], set(early) <= {2, 5}, sorted(commits.told)) == (2, True, [1, 2, 4, 5])
    assert commits.told.index(1) < commits.told.index(4)
    assert commits.told.index(2) < commits.told.index(5)


async def test_what_is_over_is_not_remembered(commits: Commits) -> None:
    tasks = [commits.begin(1, "a"), commits.begin(2, "a")]
    await commits.settle()
    await commits.fails(2)
    await commits.answered(1)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert commits.turns._last == {}
