"""What an operator sees of a running desk: numbers to scrape and lines to read, without a secret in them.

Numbers: ``counter``, ``gauge``, ``histogram`` make them, ``exposition`` writes them for Prometheus.
Lines: plain ``logging`` everywhere; ``configure_logs`` makes them JSON and screens every text that leaves.
"""

from walletdesk.platform.telemetry.errors import described
from walletdesk.platform.telemetry.logs import Redact, configure_logs, request_id
from walletdesk.platform.telemetry.metrics import (
    METRICS,
    Counter,
    Gauge,
    Histogram,
    Metrics,
    counter,
    exposition,
    gauge,
    histogram,
)

__all__ = [
    "METRICS",
    "Counter",
    "Gauge",
    "Histogram",
    "Metrics",
    "Redact",
    "configure_logs",
    "counter",
    "described",
    "exposition",
    "gauge",
    "histogram",
    "request_id",
]
