"""What is wrong or risky in settings that could be read. Nothing here shows the value of a secret."""

import ipaddress
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from walletdesk.platform.settings.findings import Finding
from walletdesk.platform.settings.keys import KeyUnusable, is_private, key_path, secret_from
from walletdesk.platform.settings.schema import DkimSettings, FormSettings, InboxSettings, Settings

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
FEWEST_OPTIONS = 2
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
ENGINES = ("sqlite", "postgresql", "postgres")


def check(settings: Settings) -> list[Finding]:
    """Everything an operator should know before the start, errors first."""
    rules = (
        _address,
        _development,
        _files,
        _database,
        _proxies,
        _inboxes,
        _identity,
        _mail,
        _calls,
        _mail_in,
        _bot,
        _push,
        _phone,
        _reach,
        _not_yet,
    )
    found = [finding for rule in rules for finding in rule(settings)]
    return sorted(found, key=lambda finding: finding.level)


def is_origin(text: str) -> bool:
    """``https://wallet.example`` or ``http://localhost:8000``: scheme, host, perhaps a port, nothing else."""
    try:
        parts = urlsplit(text)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = f"{parts.scheme}://{parts.netloc}" == text and "@" not in parts.netloc
    clean = text.isascii() and text == text.lower() and not set(text) & set(" ;,'\"*\\")
    return bare and clean and port_fits and parts.scheme in ("http", "https") and bool(parts.hostname)


def _address(settings: Settings) -> Iterator[Finding]:
    if not is_origin(settings.public_url):
        yield Finding("This must be an address like https://support.example, without a path.", "public_url")
    elif settings.public_url.startswith("http://") and not _is_here(settings.public_url):
        yield Finding("Without https:// anybody on the way can read and change what is said.", "public_url")
    for index, origin in enumerate(settings.http.more_origins):
        if not is_origin(origin):
            yield _not_a_site(f"http.more_origins[{index}]")
    if settings.http.host not in LOOPBACK_NAMES and _is_here(settings.public_url):
        yield Finding(
            "Others can reach this server, but public_url is an address of this machine only.", "http.host"
        )
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield Finding("This time zone is not known.", "time_zone")


def _development(settings: Settings) -> Iterator[Finding]:
    if settings.development and not _is_here(settings.public_url):
        yield Finding(
            "Others can open the sample wallet and the style guide. Turn this off for real contacts.",
            "development",
            level="warning",
        )


def _files(settings: Settings) -> Iterator[Finding]:
    folder = next(p for p in (settings.folder, *settings.folder.absolute().parents) if p.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Finding("This folder cannot be written.", "data_dir")
    key = key_path(settings)
    if key.exists() and not is_private(key):
        yield Finding("Others on this machine can read this file. Allow its owner only (mode 600).", str(key))


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.database.url and settings.database.url.partition(":")[0].partition("+")[0] not in ENGINES:
        yield Finding("This must begin with sqlite:/// or postgresql://.", "database.url")


def _proxies(settings: Settings) -> Iterator[Finding]:
    for index, proxy in enumerate(settings.http.trusted_proxies):
        try:
            network = ipaddress.ip_network(proxy, strict=False)
        except ValueError:
            yield Finding(
                "This must be an address or a network like 10.0.0.0/8.", f"http.trusted_proxies[{index}]"
            )
            continue
        if network.prefixlen == 0:
            yield Finding("This trusts everybody's forwarded addresses.", f"http.trusted_proxies[{index}]")


def _inboxes(settings: Settings) -> Iterator[Finding]:
    ids = [inbox.id for inbox in settings.inboxes]
    if len(set(ids)) < len(ids):
        yield Finding("Two inboxes have the same id.", "inboxes")
    for index, inbox in enumerate(settings.inboxes):
        yield from _sites(inbox, f"inboxes[{index}].allowed_sites")
        yield from _forms(inbox, f"inboxes[{index}].forms")


def _sites(inbox: InboxSettings, where: str) -> Iterator[Finding]:
    for index, site in enumerate(inbox.allowed_sites):
        if not is_origin(site):
            yield _not_a_site(f"{where}[{index}]")


def _forms(inbox: InboxSettings, where: str) -> Iterator[Finding]:
    categories = [form.category for form in inbox.forms]
    if len(set(categories)) < len(categories):
        yield Finding("Two forms have the same category.", where)
    for index, form in enumerate(inbox.forms):
        yield from _fields(form, f"{where}[{index}].fields")


def _fields(form: FormSettings, where: str) -> Iterator[Finding]:
    ids = [field.id for field in form.fields]
    if len(set(ids)) < len(ids):
        yield Finding("Two fields have the same id.", where)
    for index, field in enumerate(form.fields):
        if not field.name:
            yield Finding("This is missing.", f"{where}[{index}].name")
        if field.kind == "choice" and len(field.options) < FEWEST_OPTIONS:
            yield Finding("A choice needs two options at least.", f"{where}[{index}].options")


def _not_a_site(where: str) -> Finding:
    return Finding("This must be a site like https://wallet.example, without a path.", where)


def _identity(settings: Settings) -> Iterator[Finding]:
    for index, issuer in enumerate(settings.identity.issuers):
        yield from _secret_file(issuer.key_file, f"identity.issuers[{index}].key_file")
    kids = [issuer.kid for issuer in settings.identity.issuers]
    if len(set(kids)) < len(kids):
        yield Finding("Two issuers have the same kid.", "identity.issuers")


def _mail_in(settings: Settings) -> Iterator[Finding]:
    if settings.mail_in.port and settings.mail_in.host not in LOOPBACK_NAMES:
        yield Finding(
            "Whoever reaches this port is believed. Let only your own mail server reach it.",
            "mail_in.host",
            level="warning",
        )


def _mail(settings: Settings) -> Iterator[Finding]:
    mail = settings.mail
    if not mail.host:
        yield Finding("No mail server is set: no mail will be sent.", "mail.host", level="warning")
        return
    if "@" not in mail.sender:
        yield Finding("This must be the address that mail comes from.", "mail.from")
    if mail.user:
        yield from _secret_file(mail.password_file, "mail.password_file")
    if mail.user and mail.tls == "none" and mail.host not in LOOPBACK_NAMES:
        yield Finding("The password would travel unprotected. Use starttls or tls.", "mail.tls")
    for index, one in enumerate(mail.dkim):
        yield from _dkim(one, mail.sender.rpartition("@")[2].lower(), f"mail.dkim[{index}]")


def _dkim(one: DkimSettings, ours: str, where: str) -> Iterator[Finding]:
    from walletdesk.platform.mail import DkimKeyError, private_key  # noqa: PLC0415 - few need it

    domain = one.domain.lower()
    if domain and ours != domain and not ours.endswith(f".{domain}"):
        yield Finding("This must be the domain of mail.from, or one above it.", f"{where}.domain")
    findings = list(_secret_file(one.key_file, f"{where}.key_file"))
    yield from findings
    if findings:
        return
    try:
        private_key(Path(one.key_file))
    except DkimKeyError:
        yield Finding("This key cannot sign: Ed25519, or RSA of at least 2048 bits.", f"{where}.key_file")


def _calls(settings: Settings) -> Iterator[Finding]:
    turn = settings.voice.turn
    if any(url.startswith("turn") for url in turn.urls):
        yield from _secret_file(turn.secret_file, "voice.turn.secret_file")
    elif any(inbox.voice != "off" for inbox in settings.inboxes):
        yield Finding(
            "No TURN server is set: a call fails where a network lets the two browsers not meet.",
            "voice.turn.urls",
            level="warning",
        )


def _bot(settings: Settings) -> Iterator[Finding]:
    if settings.bot.model_key_file:
        yield from _secret_file(settings.bot.model_key_file, "bot.model_key_file")
    if settings.bot.model_url:
        yield from _model(settings)
    if settings.http.metrics_token_file:
        yield from _secret_file(settings.http.metrics_token_file, "http.metrics_token_file")


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        parts = urlsplit(settings.bot.model_url)
        place = f"{parts.hostname}:{parts.port}" if parts.port else ""
    except ValueError:
        parts, place = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or "@" in parts.netloc:
        yield Finding("This must be an address like https://models.example/v1.", "bot.model_url")
    elif parts.scheme == "http" and place not in settings.connector.may_reach:
        yield Finding(
            "Questions would travel unprotected. Use https://, or a model at home.", "bot.model_url"
        )
    if not settings.bot.model:
        yield Finding("This is missing.", "bot.model")


def _push(settings: Settings) -> Iterator[Finding]:
    push = settings.push
    if not push.url:
        return
    yield from _secret_file(push.secret_file, "push.secret_file")
    parts = urlsplit(push.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        yield Finding("This must be an address like https://wallet.example/support-hint.", "push.url")
    elif parts.scheme == "http" and not _is_here(push.url):
        yield Finding("Who has something to read would travel unprotected. Use https://.", "push.url")


def _phone(settings: Settings) -> Iterator[Finding]:
    voice = settings.voice
    if voice.provider != "twilio":
        return
    yield from _secret_file(voice.twilio.token_file, "voice.twilio.token_file")
    if not voice.twilio.account:
        yield Finding("This is missing.", "voice.twilio.account")
    numbers = {"voice.twilio.number": voice.twilio.number}
    numbers |= {f"voice.phones.{login}": number for login, number in voice.phones.items()}
    for where, number in numbers.items():
        if not _NUMBER.fullmatch(number):
            yield Finding("This must be a number like +8613800138000.", where)
    if not voice.phones:
        yield Finding("Nobody of us has a phone, so nobody can be called.", "voice.phones", level="warning")


def _reach(settings: Settings) -> Iterator[Finding]:
    for index, pair in enumerate(settings.connector.may_reach):
        host, _, port = pair.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            yield Finding(
                "This must be a host and a port like 127.0.0.1:11434.", f"connector.may_reach[{index}]"
            )


def _not_yet(settings: Settings) -> Iterator[Finding]:
    if settings.valkey.url:
        yield Finding("Several nodes are not supported yet; this is not used.", "valkey.url", level="warning")


def _secret_file(file: str, where: str) -> Iterator[Finding]:
    try:
        if not secret_from(file):
            yield Finding("This file is empty.", where)
        elif not is_private(Path(file)):
            yield Finding(
                "Others on this machine can read this file. Allow its owner only (mode 600).",
                where,
                "warning",
            )
    except KeyUnusable:
        yield Finding("This file cannot be read.", where)


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK_NAMES
