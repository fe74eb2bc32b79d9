"""What comes out the same in every installation of a run, made once: a third of what one costs.

Litestar reads the signature of each of some 500 handlers, jinja2 compiles each template. That a server does
this by itself is shown where one runs in a process of its own.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, TypeVar
from unittest.mock import patch

import jinja2
from jinja2.bccache import Bucket
from litestar._asgi import asgi_router
from litestar._signature.model import SignatureModel
from litestar.params import BodyKwarg, ParameterKwarg
from litestar.utils.signature import ParsedSignature

from tests.support.looked_at_late import looked_at_late

T = TypeVar("T")
_made: dict[Hashable, Any] = {}
_parse = ParsedSignature.from_fn.__func__  # type: ignore[attr-defined]
_model = SignatureModel.create.__func__  # type: ignore[attr-defined]


class Compiled(jinja2.BytecodeCache):
    """In memory; jinja2 itself looks whether a template has changed since."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_environment = partial(jinja2.Environment, bytecode_cache=Compiled())


@contextmanager
def reused() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(jinja2, "Environment", _environment))
        stack.enter_context(patch.object(ParsedSignature, "from_fn", classmethod(_parsed)))
        stack.enter_context(patch.object(SignatureModel, "create", classmethod(_modelled)))
        for named in (
            ParameterKwarg,
            BodyKwarg,
        ):  # the whole of each is copied to be hashed, hundreds of times
            stack.enter_context(patch.object(named, "__hash__", _hash_of_its_kind))
        # every route is looked at anew when one is added
        stack.enter_context(patch.object(asgi_router, "validate_node", lambda node: None))
        stack.enter_context(looked_at_late())
        yield


def _hash_of_its_kind(named: object) -> int:
    return hash(type(named))


def _once(key: Hashable, make: Callable[[], T]) -> T:
    if key not in _made:
        _made[key] = make()
    made: T = _made[key]
    return made


def _parsed(cls: type[ParsedSignature], fn: Callable[..., object], namespace: dict[str, Any]) -> object:
    return _once(("parsed", _code_of(fn)), lambda: _parse(cls, fn, namespace))


def _modelled(cls: type[SignatureModel], /, **how: Any) -> object:  # noqa: ANN401 - as litestar hands them on
    key = ("model", _code_of(how["fn"]), frozenset(how["dependency_name_set"]))
    return _once(key, lambda: _model(cls, **how))


def _code_of(fn: Callable[..., object]) -> Hashable:
    """Of a function that is made anew in each installation, what stays."""
    named = fn.__annotations__, getattr(fn, "__defaults__", None), getattr(fn, "__kwdefaults__", None)
    return getattr(fn, "__code__", fn), repr(named)
