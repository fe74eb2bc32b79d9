"""Requests of every kind for every operation of the API, made by schemathesis from our own description."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Operation = APIOperation[Any, Any, Any, Any]
Cases = Case[Any]


@dataclass(frozen=True)
class Attempt:
    """One generated request; ``label`` names its operation."""

    label: str
    case: Cases

    def request(self, home: str, headers: Mapping[str, str], ids: Mapping[str, str]) -> httpx.Request:
        """As it goes on the wire. Credentials and ``ids`` are ours; everything else may be anything."""
        wanted = self.case.as_transport_kwargs(base_url=home)
        made = requests.Request(**{k: v for k, v in wanted.items() if k != "cookies"}).prepare()
        sent = {name: value for name, value in made.headers.items() if _is_header(name, value)}
        body = made.body.encode() if isinstance(made.body, str) else made.body
        url = str(made.url)
        for name, id in ids.items():
            url = url.replace(standing_for(name), id)
        return httpx.Request(str(made.method), url, headers={**sent, **headers}, content=body)  # type: ignore[arg-type] # looser in requests

    def check(self, response: httpx.Response) -> None:
        """Raises where the answer is a crash, or is not what the description says."""
        self.case.validate_response(response, checks=CHECKS)


def standing_for(name: str) -> str:
    """What stands in a made address for an id that is only known when it is sent."""
    return f"id-of-{name}"


def attempts(
    described: Mapping[str, Any], *, ids: Iterable[str], leave_out: Sequence[str], each: int
) -> Iterator[Attempt]:
    """For every operation ``each`` that should fit, and as many that should not; half with real ids.

    ``ids`` names them. Making some thousand takes half a minute, and the same can be sent to both engines.
    """
    known = {name: standing_for(name) for name in ids}
    plain = {**described, "components": {**described["components"], "securitySchemes": {}}}
    for item in plain["paths"].values():
        for operation in item.values():
            operation.pop("security", None)
    schema = schemathesis.openapi.from_dict(plain)
    for found in schema.get_all_operations():
        chosen: Operation = found.ok()  # type: ignore[union-attr] # our own description can be read
        if chosen.label not in leave_out:
            yield from _of(chosen, known, each)


def _of(operation: Operation, ids: Mapping[str, str], each: int) -> Iterator[Attempt]:
    known = {name: ids[name] for name in _path_names(operation) if name in ids}
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for chosen in ({}, known) if known else ({},):
            yield from (Attempt(operation.label, case) for case in _cases(operation, mode, chosen, each))


def _cases(operation: Operation, mode: GenerationMode, path: dict[str, str], each: int) -> list[Cases]:
    """Collected first and sent later: hypothesis is no friend of event loops."""
    made: list[Cases] = []

    @settings(
        max_examples=each,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode, path_parameters=path or None))
    def collect(case: Cases) -> None:
        made.append(case)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            collect()
        except Exception as error:
            if "Unsatisfiable" not in type(error).__name__:
                raise  # an operation that takes nothing cannot be given anything wrong
    return made


def _path_names(operation: Operation) -> list[str]:
    return [parameter.name for parameter in operation.path_parameters]


def _is_header(name: str, value: Any) -> bool:  # noqa: ANN401 - requests' own
    text = value if isinstance(value, str) else value.decode("latin-1")
    return (
        text.isascii()
        and text.isprintable()
        and name.lower() not in ("authorization", "cookie", "content-length")
    )
