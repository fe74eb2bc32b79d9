"""Figures and log lines: what an operator sees of a running installation. No line holds what a person wrote."""

import logging
from typing import Any

from prometheus_client import Counter, Gauge, Histogram


def counter(name: str, says: str, *labels: str) -> Counter:
    return Counter(name, says, labels)


def gauge(name: str, says: str, *labels: str) -> Gauge:
    return Gauge(name, says, labels)


def histogram(name: str, says: str, *labels: str) -> Histogram:
    return Histogram(name, says, labels)


class Log:
    """``log.warning("what happened", field=value)``: an event and its fields, rendered as one JSON line."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: Any) -> None:
        self._logger.info(event, extra={"fields": fields})

    def warning(self, event: str, **fields: Any) -> None:
        self._logger.warning(event, extra={"fields": fields})

    def error(self, event: str, *, exc_info: bool = False, **fields: Any) -> None:
        self._logger.error(event, extra={"fields": fields}, exc_info=exc_info)


log = Log("walletdesk")
