"""What became of a letter, told by a real server that fails in every way."""

import asyncio
import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.support.mail import PASSWORD, Does, mail_server
from walletdesk.platform.mail import Delivery, Envelope, MailServerAwayError, Outcome, SmtpServer

ENVELOPE = Envelope("support@desk.example", "person@mail.example", b"Subject: x\r\n\r\n.hidden dot\r\n")


async def test_several_letters_share_a_connection() -> None:
    async with mail_server() as sink:
        async with sink.server().connect() as line:
            outcomes = [await line.send(ENVELOPE) for _ in range(3)]
        assert outcomes == [Delivery(Outcome.TAKEN, 250)] * 3
        assert sink.connections == 1
        assert [letter.to for letter in sink.letters] == [["person@mail.example"]] * 3
        assert b"\r\n.hidden dot" in sink.letters[0].data


async def test_an_empty_sender_asks_for_no_bounces() -> None:
    async with mail_server() as sink, sink.server().connect() as line:
        await line.send(replace(ENVELOPE, sender=""))
        assert [letter.sender for letter in sink.letters] == ["<>"]


@pytest.mark.parametrize(
    ("does", "delivery"),
    [
        (Does.REFUSE, Delivery(Outcome.REFUSED, 550)),
        (Does.BUSY, Delivery(Outcome.LATER, 451)),
        (Does.REFUSE_SENDER, Delivery(Outcome.LATER, 530)),
        (Does.HANG_UP_BEFORE, Delivery(Outcome.LATER)),
        (Does.TAKE_AND_STAY_SILENT, Delivery(Outcome.UNKNOWN)),
        (Does.TAKE_AND_HANG_UP, Delivery(Outcome.UNKNOWN)),
    ],
)
async def test_what_became_of_it(does: Does, delivery: Delivery) -> None:
    async with mail_server() as sink:
        sink.plan.append(does)
        async with sink.server().connect() as line:
            assert await line.send(ENVELOPE) == delivery


async def test_after_a_refusal_the_next_letter_goes_on_the_same_connection() -> None:
    async with mail_server() as sink:
        sink.plan.extend([Does.REFUSE, Does.BUSY])
        async with sink.server().connect() as line:
            outcomes = [(await line.send(ENVELOPE)).outcome for _ in range(3)]
            assert line.is_up
        assert outcomes == [Outcome.REFUSED, Outcome.LATER, Outcome.TAKEN]
        assert sink.connections == 1


async def test_a_line_that_fell_silent_is_not_used_again() -> None:
    async with mail_server() as sink:
        sink.plan.append(Does.TAKE_AND_STAY_SILENT)
        async with sink.server().connect() as line:
            await line.send(ENVELOPE)
            assert not line.is_up
            assert (await line.send(ENVELOPE)).outcome is Outcome.LATER


async def test_a_server_that_is_not_there_or_says_nothing_is_away() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        away = SmtpServer(host="127.0.0.1", port=port, tls="none", connect_seconds=0.3)
        with pytest.raises(MailServerAwayError):
            async with away.connect():
                pytest.fail("nobody is there")
        silent.listen()
        with pytest.raises(MailServerAwayError):
            async with away.connect():
                pytest.fail("nobody answers")


async def test_without_tls_where_tls_was_asked_for_nothing_is_sent() -> None:
    async with mail_server() as sink:
        server = SmtpServer(
            host="127.0.0.1",
            port=sink.port,
            tls="starttls",
            user="desk",
            password="secret",
            connect_seconds=2,
        )
        with pytest.raises(MailServerAwayError) as failure:
            async with server.connect():
                pytest.fail("this server offers no TLS")
        assert "secret" not in f"{failure.value!r}{server!r}"
        await asyncio.sleep(0)
        assert sink.letters == []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate of our own for this machine: the server's side, and somebody who trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate = made.public_bytes(Encoding.PEM)
    pair = folder / "pair.pem"
    pair.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pair)
    return server, ssl.create_default_context(cadata=certificate.decode())


async def test_both_kinds_of_tls_carry_a_letter(own: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    ours, trusting = own
    async with mail_server(tls=ours) as sink:
        server = replace(sink.server(), tls="tls", trust=trusting)
        async with server.connect() as line:
            assert (await line.send(ENVELOPE)).outcome is Outcome.TAKEN
    async with mail_server(starttls=ours) as sink:
        server = replace(sink.server(), tls="starttls", trust=trusting)
        async with server.connect() as line:
            assert (await line.send(ENVELOPE)).outcome is Outcome.TAKEN


async def test_a_certificate_that_nobody_vouches_for_gets_nothing(
    own: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with mail_server(tls=own[0]) as sink:
        with pytest.raises(MailServerAwayError):
            async with replace(sink.server(), tls="tls").connect():
                pytest.fail("the certificate is nobody's")
        assert sink.letters == []


async def test_who_signs_in_may_send_and_a_wrong_password_is_not_told_to_anybody() -> None:
    async with mail_server() as sink:
        server = replace(sink.server(), user="desk", password=PASSWORD)
        async with server.connect() as line:
            assert (await line.send(ENVELOPE)).outcome is Outcome.TAKEN
        with pytest.raises(MailServerAwayError) as failure:
            async with replace(server, password="wrong word").connect():
                pytest.fail("this password is wrong")
    assert "wrong word" not in f"{failure.value!r} {failure.value.__cause__!r}"
