"""Twenty times as many as always, by a simulated clock: nobody is lost, and the urgent go first."""

from walletdesk.app.planned_peak import Day, peak
from walletdesk.routing import Priority

SHORT = 0.5  # hours


def middle(day: Day, priority: Priority) -> float:
    waits = sorted(day.waits[priority])
    return waits[len(waits) // 2]


def test_a_peak_loses_nobody_and_gives_nobody_more_than_they_can_take() -> None:
    for seed in range(3):
        day = peak(seed, hours=SHORT)
        assert (day.lost, day.over_capacity) == (0, 0)
        assert day.came == day.served + day.messages
        assert day.longest_line > 20  # it was a peak


def test_a_peak_lets_the_urgent_go_first_and_no_other_wait_without_end() -> None:
    day = peak(2, hours=SHORT)
    urgent = max(middle(day, Priority.SECURITY), middle(day, Priority.HIGH))
    assert 5 * urgent < middle(day, Priority.NORMAL)
    assert max(day.waits[Priority.NORMAL]) < 240


def test_a_peak_says_who_waited_how_long() -> None:
    said = "\n".join(peak(1, hours=SHORT).lines())
    assert all(priority.value in said for priority in Priority)
    assert said.endswith("0 lost")
