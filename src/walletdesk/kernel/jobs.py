"""What a job is: something to be done at a time, kept until it was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One waiting job per (kind, key): scheduling it again moves it, with ``only_sooner`` never to later."""

    kind: str
    key: str
    run_at: datetime
    args: Mapping[str, str | int] = field(default_factory=dict)
    only_sooner: bool = False
