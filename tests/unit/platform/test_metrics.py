"""Numbers: cheap to count, complete in the exposition."""

import pytest

from walletdesk.platform.telemetry import Metrics


def test_numbers_appear_in_the_format_of_prometheus() -> None:
    metrics = Metrics()
    metrics.counter("desk_requests_total", "Requests.", ("route", "status")).add(2, "/api/me", "200")
    metrics.gauge("desk_sockets", "Open sockets.").watch(lambda: 7)
    metrics.gauge("desk_lag", "Lag.").set(0.5)
    told = metrics.exposition().decode()
    assert 'desk_requests_total{route="/api/me",status="200"} 2.0' in told
    assert "desk_sockets 7.0" in told
    assert "desk_lag 0.5" in told
    assert "process_resident_memory_bytes" in told


def test_a_histogram_counts_upwards_to_everything() -> None:
    metrics = Metrics()
    waits = metrics.histogram("desk_wait_seconds", "Waits.", bounds=(0.1, 1))
    for wait in (0.05, 0.1, 0.5, 9):
        waits.note(wait)
    told = metrics.exposition().decode()
    assert 'desk_wait_seconds_bucket{le="0.1"} 2.0' in told
    assert 'desk_wait_seconds_bucket{le="1"} 3.0' in told
    assert 'desk_wait_seconds_bucket{le="+Inf"} 4.0' in told
    assert "desk_wait_seconds_sum 9.65" in told
    assert "desk_wait_seconds_count 4.0" in told


def test_a_name_is_one_number_and_keeps_its_kind() -> None:
    metrics = Metrics()
    assert metrics.counter("desk_x") is metrics.counter("desk_x")
    with pytest.raises(TypeError, match="Counter already"):
        metrics.gauge("desk_x")
