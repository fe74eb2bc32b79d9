"""Requests that we make: no spelling of an address leads them to a machine of ours, and none drags on."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from walletdesk.platform.connector import Connector, NotReached, Outgoing, Why
from walletdesk.platform.settings import ConnectorSettings

HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"


@dataclass
class Canary:
    """A server on this machine that nobody should ever hear of."""

    port: int = 0
    heard: list[bytes] = field(default_factory=list)
    says: Sequence[bytes] = (HELLO,)
    pause: float = 0.0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.heard.append(await reader.readuntil(b"\r\n\r\n"))
            for piece in self.says:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self.pause)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.heard.append(b"")
        finally:
            writer.close()


@asynccontextmanager
async def listening(canary: Canary, tls: ssl.SSLContext | None = None) -> AsyncIterator[Canary]:
    server = await asyncio.start_server(canary.answer, "127.0.0.1", 0, ssl=tls)
    canary.port = server.sockets[0].getsockname()[1]
    try:
        yield canary
    finally:
        server.close()


@pytest.fixture
async def canary() -> AsyncIterator[Canary]:
    async with listening(Canary()) as listened:
        yield listened


class Names:
    """A resolver that answers each time with the next of its answers."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def allowed(canary: Canary, name: str = "127.0.0.1", **settings: int) -> ConnectorSettings:
    return ConnectorSettings(may_reach=[f"{name}:{canary.port}"], **settings)


async def why(connector: Connector, url: str) -> Why:
    with pytest.raises(NotReached) as refused:
        await connector.send(Outgoing(url=url))
    return refused.value.why


SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.000.000.001:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://example.com@127.0.0.1:{port}/",
    "http://example.com#@127.0.0.1:{port}/",
    "http://example.com\\@127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}/",
    "HTTP://127.0.0.1:{port}/",
    "https://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\r\nHost: example.com/",
    "http://127.0.0.1\t:{port}/",
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1%00:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "unix:///var/run/x",
    "http://",
    "",
]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=repr)
async def test_no_spelling_of_this_machine_is_called(canary: Canary, spelling: str) -> None:
    connector = Connector(ConnectorSettings(may_reach=[f"other.example:{canary.port}"]))
    assert await why(connector, spelling.replace("{port}", str(canary.port))) in (
        Why.ADDRESS,
        Why.UNREACHABLE,
    )
    assert canary.heard == []


@pytest.mark.parametrize("spelling", SPELLINGS, ids=repr)
async def test_nor_where_its_port_would_be_right(spelling: str) -> None:
    connector = Connector(ConnectorSettings())
    assert await why(connector, spelling.replace(":{port}", "")) in (Why.ADDRESS, Why.UNREACHABLE)


@pytest.mark.parametrize("port", [1, 22, 25, 3306, 6379, 8080, 65535])
async def test_other_ports_than_those_of_the_web_are_not_called(port: int) -> None:
    assert (
        await why(Connector(ConnectorSettings(), resolve=Names(["1.1.1.1"])), f"http://x.example:{port}/")
        == Why.ADDRESS
    )


async def test_an_address_with_a_name_and_password_in_it_is_none_of_ours() -> None:
    names = Names(["1.1.1.1"])
    for url in ("http://user:pass@x.example/", "http://user@x.example/", "http://:pass@x.example/"):
        assert await why(Connector(ConnectorSettings(), resolve=names), url) == Why.ADDRESS
    assert names.asked == []


async def test_a_name_with_one_bad_address_is_not_called_at_all() -> None:
    names = Names(["1.1.1.1", "127.0.0.1"])
    assert await why(Connector(ConnectorSettings(), resolve=names), "http://x.example/") == Why.ADDRESS


async def test_a_name_that_changes_its_mind_is_asked_once_and_held_to_it(canary: Canary) -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    connector = Connector(allowed(canary, "x.example"), resolve=names)
    answer = await connector.send(Outgoing(url=f"http://x.example:{canary.port}/a?b=c"))
    assert (answer.status, answer.body, names.asked) == (200, b"hello", ["x.example"])
    assert canary.heard[0].startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert f"Host: x.example:{canary.port}\r\n".encode() in canary.heard[0]


async def test_a_name_that_has_no_address_is_not_reached() -> None:
    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError

    assert await why(Connector(ConnectorSettings(), resolve=nobody), "http://x.example/") == Why.UNREACHABLE
    assert await why(Connector(ConnectorSettings(), resolve=Names([])), "http://x.example/") == Why.ADDRESS


async def test_another_address_of_a_name_is_tried_when_the_first_does_not_answer(canary: Canary) -> None:
    connector = Connector(allowed(canary, "x.example"), resolve=Names(["127.0.0.2", "127.0.0.1"]))
    assert (await connector.send(Outgoing(url=f"http://x.example:{canary.port}/"))).status == 200


async def test_a_redirect_is_an_answer_and_is_not_followed(canary: Canary) -> None:
    async with listening(Canary()) as inner:
        place = f"http://127.0.0.1:{inner.port}/".encode()
        canary.says = [b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\nContent-Length: 0\r\n\r\n"]
        answer = await Connector(allowed(canary)).send(Outgoing(url=f"http://127.0.0.1:{canary.port}/"))
    assert (answer.status, answer.headers["location"].encode(), inner.heard) == (302, place, [])


@pytest.mark.slow
async def test_an_answer_that_drips_is_given_up_in_time(canary: Canary) -> None:
    canary.says = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 1_000]
    canary.pause = 0.05
    began = time.monotonic()
    assert (
        await why(Connector(allowed(canary, seconds=1)), f"http://127.0.0.1:{canary.port}/") == Why.TOO_SLOW
    )
    assert time.monotonic() - began < 2


@pytest.mark.slow
async def test_a_name_that_takes_too_long_is_given_up_in_time() -> None:
    async def slow(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    assert (
        await why(Connector(ConnectorSettings(seconds=1), resolve=slow), "http://x.example/") == Why.TOO_SLOW
    )


async def test_one_request_may_have_a_deadline_of_its_own(canary: Canary) -> None:
    canary.pause = 60
    canary.says = [b"HTTP/1.1 200 OK\r\n", b""]
    with pytest.raises(NotReached) as refused:
        await Connector(allowed(canary)).send(Outgoing(url=f"http://127.0.0.1:{canary.port}/", seconds=0.1))
    assert refused.value.why == Why.TOO_SLOW


async def test_an_answer_without_end_is_cut_off(canary: Canary) -> None:
    canary.says = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 100_000] * 10_000]
    assert (
        await why(Connector(allowed(canary, answer_mb=1)), f"http://127.0.0.1:{canary.port}/")
        == Why.TOO_LARGE
    )


async def test_a_packed_answer_is_not_unpacked(canary: Canary) -> None:
    canary.says = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"]
    assert await why(Connector(allowed(canary)), f"http://127.0.0.1:{canary.port}/") == Why.UNREADABLE
    assert b"Accept-Encoding: identity" in canary.heard[0]


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 100 + b"\r\n\r\n"]
)
async def test_what_is_no_http_is_no_answer(canary: Canary, said: bytes) -> None:
    canary.says = [said]
    assert await why(Connector(allowed(canary)), f"http://127.0.0.1:{canary.port}/") == Why.UNREADABLE


async def test_headers_of_ours_cannot_be_replaced_and_lines_cannot_be_slipped_in(canary: Canary) -> None:
    connector = Connector(allowed(canary))
    url = f"http://127.0.0.1:{canary.port}/"
    await connector.send(Outgoing(url=url, headers={"host": "evil.example", "X-Ok": "1"}))
    assert b"evil.example" not in canary.heard[0]
    assert b"X-Ok: 1" in canary.heard[0]
    with pytest.raises(NotReached):
        await connector.send(Outgoing(url=url, headers={"X-A": "1\r\nX-Evil: 1"}))


async def test_a_body_is_sent_as_it_is(canary: Canary) -> None:
    await Connector(allowed(canary)).send(
        Outgoing(url=f"http://127.0.0.1:{canary.port}/", method="POST", body=b"{}", headers={"X-Id": "1"})
    )
    assert canary.heard[0].startswith(b"POST / HTTP/1.1\r\n")
    assert b"Content-Length: 2" in canary.heard[0]


async def test_the_environments_proxy_is_not_asked(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(Canary()) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        await Connector(allowed(canary)).send(Outgoing(url=f"http://127.0.0.1:{canary.port}/"))
    assert (len(canary.heard), proxy.heard) == (1, [])


def certificate(name: str, folder: Path) -> Path:
    """A key and a certificate for ``name``, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = folder / f"{name}.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(pem))
    return file


@pytest.mark.parametrize(("called", "reached"), [("x.example", True), ("y.example", False)])
async def test_https_demands_the_certificate_of_the_name(tmp_path: Path, called: str, reached: bool) -> None:
    file = certificate("x.example", tmp_path)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    async with listening(Canary(), serving) as canary:
        connector = Connector(
            allowed(canary, called),
            resolve=Names(["127.0.0.1"]),
            trusted=ssl.create_default_context(cafile=str(file)),
        )
        outcome = await outcome_of(connector, f"https://{called}:{canary.port}/")
    assert outcome == ("200" if reached else Why.UNREACHABLE)
    assert (len(canary.heard) == 1) is reached


async def test_a_certificate_that_nobody_vouches_for_is_none(tmp_path: Path) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate("x.example", tmp_path))
    async with listening(Canary(), serving) as canary:
        connector = Connector(allowed(canary, "x.example"), resolve=Names(["127.0.0.1"]))
        assert await why(connector, f"https://x.example:{canary.port}/") == Why.UNREACHABLE


async def outcome_of(connector: Connector, url: str) -> str:
    try:
        return str((await connector.send(Outgoing(url=url))).status)
    except NotReached as refused:
        return refused.why


async def test_a_refusal_shows_neither_address_nor_answer() -> None:
    with pytest.raises(NotReached) as refused:
        await Connector(ConnectorSettings()).send(Outgoing(url="http://127.0.0.1/?key=s3cret"))
    assert "s3cret" not in f"{refused.value} {refused.value!r}"
