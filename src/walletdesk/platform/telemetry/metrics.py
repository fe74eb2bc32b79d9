"""Numbers of the running process. Counting is a dictionary write; prometheus-client comes with a scrape.

Labels are few and fixed (a route's template, a status): never an id or anything that came from outside.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Labels = tuple[str, ...]
_M = TypeVar("_M", "Counter", "Gauge", "Histogram")


class Counter:
    """Only grows. ``add(1, "GET", "200")`` with one value per label, in their order."""

    __slots__ = ("help", "labels", "name", "values")

    def __init__(self, name: str, help: str, labels: Labels = ()) -> None:
        self.name, self.help, self.labels = name, help, labels
        self.values: dict[Labels, float] = {}

    def add(self, amount: float = 1, *labels: str) -> None:
        self.values[labels] = self.values.get(labels, 0) + amount

    def family(self) -> "Metric":
        from prometheus_client.metrics_core import CounterMetricFamily  # noqa: PLC0415 - at the first scrape

        family = CounterMetricFamily(self.name, self.help, labels=self.labels)
        for labels, value in sorted(self.values.items()):
            family.add_metric(labels, value)
        return family


class Gauge:
    """Goes up and down. Either set as it changes, or watched: asked for at each scrape."""

    __slots__ = ("help", "labels", "name", "values", "watched")

    def __init__(self, name: str, help: str, labels: Labels = ()) -> None:
        self.name, self.help, self.labels = name, help, labels
        self.values: dict[Labels, float] = {}
        self.watched: dict[Labels, Callable[[], float]] = {}

    def set(self, value: float, *labels: str) -> None:
        self.values[labels] = value

    def watch(self, read: Callable[[], float], *labels: str) -> None:
        self.watched[labels] = read

    def family(self) -> "Metric":
        from prometheus_client.metrics_core import GaugeMetricFamily  # noqa: PLC0415 - at the first scrape

        family = GaugeMetricFamily(self.name, self.help, labels=self.labels)
        now = self.values | {labels: read() for labels, read in self.watched.items()}
        for labels, value in sorted(now.items()):
            family.add_metric(labels, value)
        return family


class Histogram:
    """How values are spread over fixed bounds; by default seconds from 1 ms to 10 s."""

    __slots__ = ("bounds", "help", "labels", "name", "series")

    def __init__(self, name: str, help: str, labels: Labels = (), bounds: Sequence[float] = SECONDS) -> None:
        self.name, self.help, self.labels, self.bounds = name, help, labels, tuple(bounds)
        self.series: dict[Labels, list[float]] = {}  # a count per bound, one for beyond, then the sum

    def note(self, value: float, *labels: str) -> None:
        counts = self.series.get(labels)
        if counts is None:
            counts = self.series[labels] = [0] * (len(self.bounds) + 2)
        counts[bisect_left(self.bounds, value)] += 1
        counts[-1] += value

    def family(self) -> "Metric":
        from prometheus_client.metrics_core import HistogramMetricFamily  # noqa: PLC0415 - at the first scrape

        family = HistogramMetricFamily(self.name, self.help, labels=self.labels)
        for labels, counts in sorted(self.series.items()):
            family.add_metric(labels, list(self._buckets(counts)), sum_value=counts[-1])
        return family

    def _buckets(self, counts: list[float]) -> Iterator[tuple[str, float]]:
        total = 0.0
        for bound, count in zip([*map(str, self.bounds), "+Inf"], counts, strict=False):
            total += count
            yield bound, total


class Metrics:
    """All numbers of a process by name. Asking for a name again gives the same number."""

    def __init__(self) -> None:
        self._all: dict[str, Counter | Gauge | Histogram] = {}

    def counter(self, name: str, help: str = "", labels: Labels = ()) -> Counter:
        return self._known(name, lambda: Counter(name, help or name, labels), Counter)

    def gauge(self, name: str, help: str = "", labels: Labels = ()) -> Gauge:
        return self._known(name, lambda: Gauge(name, help or name, labels), Gauge)

    def histogram(
        self, name: str, help: str = "", labels: Labels = (), bounds: Sequence[float] = SECONDS
    ) -> Histogram:
        return self._known(name, lambda: Histogram(name, help or name, labels, bounds), Histogram)

    def collect(self) -> Iterator["Metric"]:
        """What prometheus-client calls at each scrape."""
        for metric in self._all.values():
            yield metric.family()

    def exposition(self) -> bytes:
        """The text format of Prometheus, with memory, processor time and open files of this process."""
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest  # noqa: PLC0415

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        ProcessCollector(registry=registry)
        return generate_latest(registry)

    def _known(self, name: str, make: Callable[[], _M], kind: type[_M]) -> _M:
        metric = self._all.get(name) or self._all.setdefault(name, make())
        if not isinstance(metric, kind):
            raise TypeError(f"{name} is a {type(metric).__name__} already")
        return metric


METRICS: Final = Metrics()
counter = METRICS.counter
gauge = METRICS.gauge
histogram = METRICS.histogram
exposition = METRICS.exposition
