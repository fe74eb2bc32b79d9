"""Reading the settings: file first, environment over it, every mistake told at once."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeGuard, TypeVar, get_args, get_origin

import msgspec

from walletdesk.platform.misfits import misfit
from walletdesk.platform.settings.findings import Finding, SettingsError
from walletdesk.platform.settings.schema import Section, Settings

PREFIX: Final = "WALLETDESK_"
FILE: Final = "WALLETDESK_CONFIG"
DEFAULT_FILE: Final = "walletdesk.toml"

_S = TypeVar("_S", bound=Section)


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError with one finding per mistake. Without any file the defaults hold."""
    named = path or (Path(environ[FILE]) if environ.get(FILE) else None)
    chosen = named or Path(DEFAULT_FILE)
    if named is not None and not named.exists():
        raise SettingsError([Finding("This file does not exist.", str(named))])
    return load_text(chosen.read_bytes() if chosen.exists() else b"", environ)


def load_text(toml: bytes, environ: Mapping[str, str]) -> Settings:
    try:
        given: dict[str, Any] = tomllib.loads(toml.decode("utf-8"))
    except UnicodeDecodeError:
        raise SettingsError([Finding("This is not UTF-8 text.", "TOML")]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([_not_toml(error)]) from None
    findings: list[Finding] = []
    _lay_over(given, environ, findings)
    settings = _section(Settings, given, "", findings)
    if findings or settings is None:
        raise SettingsError(findings)
    if "public_url" not in given:  # on another port people still open the right address
        here = f"http://127.0.0.1:{settings.http.port}"
        settings = msgspec.structs.replace(settings, public_url=here)
    return settings


def _not_toml(error: tomllib.TOMLDecodeError) -> Finding:
    """Only the place: the sentence of the parser may quote the line, and the line may hold a password."""
    place = str(error).rpartition("(at ")[2].rstrip(")") if "(at " in str(error) else "?"
    return Finding("The settings file cannot be read as TOML ({place}).", "TOML", values={"place": place})


def _lay_over(given: dict[str, Any], environ: Mapping[str, str], findings: list[Finding]) -> None:
    """Put ``WALLETDESK_SECTION__KEY`` into its place, as the type that belongs there."""
    for name in sorted(environ):
        if name.startswith(PREFIX) and name != FILE:
            *sections, key = name.removeprefix(PREFIX).lower().split("__")
            kind = _kind_at(sections, key)
            if kind is None:
                findings.append(_unknown(name, key, Settings))
            elif (target := _table_at(given, sections)) is not None:
                target[key] = _from_text(environ[name], kind)


def _kind_at(sections: list[str], key: str) -> Any:
    kind: Any = Settings
    for step in [*sections, key]:
        fields = _fields(kind) if _is_section(kind) else {}
        if step not in fields:
            return None
        kind = fields[step].type
    return kind


def _table_at(given: dict[str, Any], sections: list[str]) -> dict[str, Any] | None:
    table = given
    for step in sections:
        inner: Any = table.setdefault(step, {})
        if not isinstance(inner, dict):
            return None  # the finding is made where the file's value is read
        table = inner
    return table


def _from_text(text: str, kind: Any) -> Any:
    """Lists as JSON or divided by commas; the rest as msgspec reads it from text."""
    if text[:1] in ("[", "{") or get_origin(kind) is dict:
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            return text
    if get_origin(kind) is list:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError:
        return text  # refused below, where the finding is made


def _section(kind: type[_S], given: Any, where: str, findings: list[Finding]) -> _S | None:
    if not isinstance(given, dict):
        findings.append(Finding("This must be an object.", where))
        return None
    fields = _fields(kind)
    findings.extend(_unknown(_at(where, key), key, kind) for key in given if key not in fields)
    before = len(findings)
    values = {
        key: _value(fields[key].type, given[key], _at(where, key), findings) for key in given if key in fields
    }
    missing = [key for key, f in fields.items() if f.required and key not in given]
    findings.extend(Finding("This is missing.", _at(where, key)) for key in missing)
    if len(findings) > before:
        return None
    return kind(**{fields[key].name: value for key, value in values.items()})


def _value(kind: Any, given: Any, where: str, findings: list[Finding]) -> Any:
    if _is_section(kind):
        return _section(kind, given, where, findings)
    inner: Any = get_args(kind)[0] if get_origin(kind) is list else None
    if _is_section(inner) and isinstance(given, list):
        return [_section(inner, one, f"{where}[{index}]", findings) for index, one in enumerate(given)]
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        wrong = misfit(error, below=where)
        findings.append(Finding(wrong.message, wrong.where, values=wrong.values))
        return None


def _unknown(where: str, key: str, kind: type[Section]) -> Finding:
    near = difflib.get_close_matches(key, _fields(kind), 1)
    if near:
        return Finding("This key is not known. Did you mean {name}?", where, values={"name": near[0]})
    return Finding("This key is not known.", where)


def _fields(kind: type[Section]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _is_section(kind: Any) -> TypeGuard[type[Section]]:
    return isinstance(kind, type) and issubclass(kind, Section)


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
