"""Secrets are planted through every folder of ``channels`` and every text that a command takes.

The list of ways is read from the folders and from the command line itself; a folder, an argument or an option
without a row here fails. What reactions and jobs work on is what a route, a channel or a command has stored:
they are no ways in. A backup holds what the data folder holds.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import click
import httpx
import pytest
from click.testing import CliRunner

from tests.support.canaries import CANARIES, DIGITS, holds, in_database, in_files
from tests.support.installation import PASSWORD, Installation
from tests.support.mail import Sink
from tests.support.matrix import Scene
from tests.support.messaging import channel as a_channel
from tests.support.until import until_kept
from walletdesk import channels
from walletdesk.app import operating
from walletdesk.app.cli import main
from walletdesk.app.migrations import HEAD
from walletdesk.channels.arrivals import Arriving, State
from walletdesk.channels.messaging.fakes import Told
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId, new_id
from walletdesk.platform.db import open_database

Answers = dict[str, httpx.Response]  # by what was filled with the text
Way = Callable[[Scene, str, frozenset[str]], Awaitable[Answers]]  # the last: fields to be left out

ALL: Final = frozenset[str]()
TX: Final = "0x" + "5e" * 32
BUILD: Final = {"package": "com.fake.wallet", "version": "1.2", "digest": "ab" * 32, "source": "A link"}


# ---- the folders of ``channels``


async def by_the_widget(scene: Scene, canary: str, but: frozenset[str]) -> Answers:
    """A conversation begun, what is asked before one, what the app says of itself, a message, a file."""
    contact, id = scene.contact, await scene.conversation()
    path = f"/api/conversations/{id}"
    starts: dict[str, dict[str, object]] = {
        "text": {"text": canary},
        "category": {"category": canary},
        "answers.tx": {"category": "transfer", "answers": {"tx": canary}},
        "answers.network": {"category": "transfer", "answers": {"tx": TX, "network": canary}},
        "answers.who": {"category": "impersonation", "answers": {"who": canary}},
        "answers.unknown": {"category": "transfer", "answers": {"tx": TX, "unknown": canary}},
    }
    starts |= {f"build.{name}": {"build": {**BUILD, name: canary}} for name in BUILD}
    answers = {
        name: await contact.ask("POST", "/api/conversations", {**_begins(), **more})
        for name, more in starts.items()
        if name not in but
    }
    more = {"client_id": new_id("cid"), "text": canary}
    file = {"file": ("a.txt", canary.encode(), "text/plain")}
    answers["message"] = await contact.ask("POST", f"{path}/messages", more)
    answers["file"] = await contact.ask("POST", f"{path}/attachments", files=file)
    return answers


def _begins() -> dict[str, object]:
    return {"client_id": new_id("cid"), "text": "hello", "inbox": "inb_webchat", "locale": "en"}


async def by_the_form(scene: Scene, canary: str, but: frozenset[str]) -> Answers:
    """The page that works without a script: each of its fields, and a file."""
    http, answers = scene.house.http, {}
    for field in [
        one for one in ("category", "text", "device", "version", "email", *BUILD, "once") if one not in but
    ]:
        form = {"category": "other", "text": "hi", "version": "1", "email": "", "once": await scene.once()}
        answers[field] = await http.post("/message", data={**form, **BUILD, field: canary})
    form, files = {"category": "other", "text": "hi", "once": await scene.once()}, {"file": canary.encode()}
    answers["file"] = await http.post("/message", data=form, files=files)
    return answers


async def _a_mail_comes(scene: Scene, canary: str) -> None:
    """In its subject, its two forms and a file's name; nobody is answered while it is taken in."""
    intake, settings = scene.system.intake, {"address": "support@wallet.example"}
    inbox = await intake.inboxes.add("email", "Mail", settings, {}, by=AgentId("agt_admin"))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Li <li@mail.example>", "support@wallet.example", canary
    mail.set_content(f"Hello. {canary}")
    mail.add_alternative(f"<p>Hello. {canary}</p>", subtype="html")
    mail.add_attachment(f"{canary}\n", filename=f"{canary}.txt")
    await intake.arrivals.keep(inbox.id, inbox.kind, Arriving(new_id("ext"), mail.as_bytes()))

    async def is_taken() -> bool:
        return not await intake.arrivals.listed(inbox.id, [State.WAITING])

    await until_kept(is_taken, 60)


async def by_mail(scene: Scene, canary: str, but: frozenset[str]) -> Answers:
    """One that comes in; and what goes into ours: an address, the phrase of mails, a reply, a name."""
    await _a_mail_comes(scene, canary)
    contact, id = scene.contact, await scene.conversation()
    await scene.agent.ask("PUT", "/api/me/availability", {"state": "online"})
    said = {"client_id": "canary", "text": canary, "mode": "reply"}
    team = f"/api/staff/teams/{scene.desk}"
    answers = {
        "email": await contact.ask("POST", "/api/contact/email", {"email": f"{canary}@mail.example"}),
        "phrase": await contact.ask("PUT", "/api/contact/phrase", {"phrase": canary}),
        "reply": await scene.agent.ask("POST", scene.agent.of(id, "/messages"), said),
    }
    if "name" not in but:
        answers["name"] = await scene.asks["admin"].ask("PUT", team, {"name": canary})
    return answers


async def by_voice(scene: Scene, canary: str, but: frozenset[str]) -> Answers:
    """No call comes in yet. What goes into one: the number that is to be called, and when."""
    cookie = {**await scene.portal_cookie(scene.contact), "accept-language": "en"}
    http, path = scene.house.http, f"/portal/{await scene.conversation()}/callback"
    form = {"number": "+8613800138000", "slot": "now"}
    return {
        field: await http.post(path, data={**form, field: canary}, headers=cookie)
        for field in form
        if field not in but
    }


async def by_a_provider(scene: Scene, canary: str, but: frozenset[str]) -> Answers:
    """What a provider brings is acknowledged whatever is in it: it is kept sealed, then looked at."""
    own = await a_channel(scene.house, "telegram")
    answers = {}
    for field in ("text", "first_name"):
        hook = own.fake.hook(Told(id=own.id(), text="hello"), utc_now())
        assert hook is not None
        update = json.loads(hook.body)
        (update["message"] if field == "text" else update["message"]["from"])[field] = canary
        answers[field] = await own.post(replace(hook, body=json.dumps(update).encode()))
    await own.quiet()
    return answers


CHANNELS: Final[dict[str, Way]] = {
    "email": by_mail,
    "form": by_the_form,
    "messaging": by_a_provider,
    "voice": by_voice,
    "webchat": by_the_widget,
}


# These take no words, harmless or not, but what fits.
FITTING: Final = {
    "email": {"email"},
    "form": {"category", "email", "once"},
    "messaging": set[str](),
    "voice": {"number", "slot"},
    "webchat": {"answers.tx"},
}
# What 64 digits are for, and what is not asked about: an agent's team, where an app came from. The page
# without a script keeps none as a version or an address of mail, but shows them again.
NAMED: Final = {
    "email": frozenset({"name"}),
    "form": frozenset({"digest", "source", "version", "email"}),
    "messaging": frozenset[str](),
    "voice": ALL,
    "webchat": frozenset({"answers.tx", "answers.who", "build.digest", "build.source"}),
}
# What cannot be read there was not told, and keeps nobody from help.
PASSED_OVER: Final = {
    "email": set[str](),
    "form": {"package", "file"},  # the words beside it were kept
    "messaging": {"text", "first_name"},  # acknowledged, stopped when it is looked at
    "voice": set[str](),
    "webchat": {"answers.unknown", "build.package", "build.version"},
}


def test_every_channel_has_a_row() -> None:
    (folder,) = channels.__path__
    found = {file.parent.name for file in Path(folder).glob("*/__init__.py")} - {"arrivals", "inboxes"}
    assert found ^ CHANNELS.keys() == set()


@pytest.fixture
async def scene(mailing_house: Installation) -> Scene:
    scene = Scene(mailing_house)
    await scene.fill()
    return scene


@pytest.mark.parametrize("channel", CHANNELS)
async def test_no_secret_gets_in_by_a_channel(
    scene: Scene, sink: Sink, channel: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for canary in CANARIES.values():
        answers = await CHANNELS[channel](scene, canary, ALL)
        assert [field for field, answer in answers.items() if holds(answer.text)] == []
    await scene.house.settle()
    assert await in_database(scene.system.engine.db) == []
    assert in_files(tmp_path) == []
    assert [letter for letter in sink.letters if holds(str(letter))] == []
    assert [line for line in caplog.messages if holds(line) and "HTTP Request" not in line] == []


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_channel_takes_the_same_with_harmless_words(scene: Scene, channel: str) -> None:
    """Else a secret would be refused for what stands around it, and its way never be looked at."""
    answers = await CHANNELS[channel](scene, "green heron", ALL)
    refused = {field for field, answer in answers.items() if answer.status_code >= 400}
    assert refused == FITTING[channel]


@pytest.mark.parametrize("channel", CHANNELS)
async def test_bare_digits_get_in_by_a_channel_only_where_they_are_named(
    scene: Scene, sink: Sink, channel: str, tmp_path: Path
) -> None:
    answers = await CHANNELS[channel](scene, DIGITS, NAMED[channel])
    await scene.house.settle()
    taken = {field for field, answer in answers.items() if answer.status_code < 400}
    assert (taken, [field for field in answers if holds(answers[field].text)]) == (PASSED_OVER[channel], [])
    assert (await in_database(scene.system.engine.db), in_files(tmp_path)) == ([], [])
    assert [letter for letter in sink.letters if holds(str(letter))] == []


# ---- the command line

DATA: Final = "{data}"  # the data folder
BAD: Final = "{canary}"
FILE: Final = "{file}"  # which holds the secret in a line of text, in a row of JSON, and as a name
PLACE: Final = "a place on the operator's own machine"
NAMES: Final = "names to be judged: told of by themselves, and kept nowhere"
LIST: Final = ("--source", "a", "--licence", "b", "--date", "2026-02-03")
KEYS: Final = ("--root-key", f"{DATA}/root.key")
COMMANDS: Final[dict[str, tuple[str, ...] | str]] = {
    "config": PLACE,
    "create-admin login": ("create-admin", "--login", BAD, "--name", "Ann", "--password", PASSWORD),
    "create-admin name": ("create-admin", "--login", "ann", "--name", BAD, "--password", PASSWORD),
    "create-admin password": ("create-admin", "--login", "ann", "--name", "Ann", "--password", BAD),
    "import blocklist file": ("import", "blocklist", FILE, *LIST),
    "import blocklist source": ("import", "blocklist", FILE, *LIST, "--source", BAD),
    "import blocklist licence": ("import", "blocklist", FILE, *LIST, "--licence", BAD),
    "import builds file": ("import", "builds", FILE),
    "eval shield rows": ("eval", "shield", FILE, "--json", f"{DATA}/shield.json"),
    "eval shield into": PLACE,
    "eval lookalikes rows": NAMES,
    "eval lookalikes official": NAMES,
    "eval lookalikes into": PLACE,
    "eval advice rows": ("eval", "advice", FILE, "--json", f"{DATA}/advice.json"),
    "eval advice into": PLACE,
    "eval identify rows": ("eval", "identify", FILE, "--json", f"{DATA}/identify.json"),
    "eval identify into": PLACE,
    "eval reverts rows": ("eval", "reverts", FILE, "--json", f"{DATA}/reverts.json"),
    "eval reverts into": PLACE,
    "eval poisoning rows": ("eval", "poisoning", FILE, "--json", f"{DATA}/poisoning.json"),
    "eval poisoning into": PLACE,
    "eval diagnose rows": ("eval", "diagnose", FILE, "--json", f"{DATA}/recorded.json"),
    "eval diagnose into": PLACE,
    "eval answers rows": ("eval", "answers", FILE, "--json", f"{DATA}/answers.json"),
    "eval answers kb": PLACE,
    "eval answers into": PLACE,
    "eval answers data": PLACE,
    "eval answers cache": PLACE,
    "fake-provider to": PLACE,
    "eval mail folder": PLACE,
    "eval mail into": PLACE,
    "eval waits rows": ("eval", "waits", FILE, "--json", f"{DATA}/waits.json"),
    "eval waits into": PLACE,
    "eval staffing into": PLACE,
    "diagnose text": ("diagnose", BAD, "--json"),
    "diagnose named": ("diagnose", "x", "--named", BAD),
    "diagnose meant": ("diagnose", "x", "--meant", BAD),
    "diagnose paid": ("diagnose", "x", "--paid", BAD),
    "diagnose chains": ("diagnose", "x", "--chain", BAD),
    "diagnose sender": ("diagnose", "x", "--from", BAD, "--nonce", "1"),
    "bench only": ("bench", "--only", BAD),
    "bench folder": PLACE,
    "answers rollback version": ("answers", "rollback", BAD),
    "export contact-page folder": PLACE,
    "knowledge export folder": PLACE,
    "knowledge import source": ("knowledge", "import", FILE),
    "registry init root_key": PLACE,
    "registry add kind": ("registry", "add", BAD, "https://wallet.example/"),
    "registry add value": ("registry", "add", "handle", f"telegram:{BAD}"),
    "registry add name": ("registry", "add", "site", "https://a.example/", "--name", BAD),
    "registry add url": ("registry", "add", "site", "https://b.example/", "--name", "b", "--url", f"/{BAD}"),
    "registry add certificates": ("registry", "add", "app", "com.example", "--certificate", BAD),
    "registry remove kind": ("registry", "remove", BAD, "https://wallet.example/"),
    "registry remove value": ("registry", "remove", "handle", f"telegram:{BAD}"),
    "registry sign root_key": PLACE,
    "registry sign request": ("registry", "sign", *KEYS, "--request", FILE),
    "registry sign out": PLACE,
    "registry sign mandate": ("registry", "sign", "--mandate", FILE),
    "registry rotate root_key": PLACE,
    "registry rotate new_root_key": PLACE,
    "registry rotate out": PLACE,
    "registry verify file": ("registry", "verify", FILE),
    "registry verify root": ("registry", "verify", FILE, "--root", BAD),
    "registry export out": PLACE,
}
TOPIC: Final = """+++
id = "made-up"
route = "front"
custody = ["any"]
locales = ["en"]
review_by = 2027-02-19
status = "draft"
facts = []
phrasings = {en = ["a made-up question"]}
+++
+++ en
# A title
## What happened
Nothing."""
LABELS: Final = {"id": "1", "lang": "en", "kind": "mnemonic", "secret": True, "blocked": True}
# These take no text: a choice, a number, a day, yes or no.
_TEXTLESS = (
    click.Choice,
    click.types.IntParamType,
    click.types.FloatParamType,
    click.types.BoolParamType,
    click.DateTime,
)


def _taken(command: click.Command, path: str = "") -> Iterator[str]:
    """Every text that it takes, as the rows name it."""
    yield from (f"{path}{one.name}" for one in command.params if not isinstance(one.type, _TEXTLESS))
    for name, inner in getattr(command, "commands", {}).items():
        yield from _taken(inner, f"{path}{name} ")


def test_every_text_that_a_command_takes_has_a_row() -> None:
    assert set(_taken(main)) ^ COMMANDS.keys() == set()


@pytest.mark.slow
@pytest.mark.parametrize("canary", CANARIES)
def test_no_secret_gets_in_by_a_command(
    canary: str,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(operating, "current", _stands_at_head)
    data, given, secret = tmp_path / "data", tmp_path / "given", CANARIES[canary]
    data.mkdir()
    environ = {"WALLETDESK_DATABASE__URL": database_url, "WALLETDESK_DATA_DIR": str(data)}
    said = [_ran(environ, "registry", "init", *KEYS, data=data)]
    for name, words in COMMANDS.items():
        given.write_text(_file_for(name, secret), "utf-8")
        if words not in (PLACE, NAMES):
            filled = [
                word.replace(BAD, secret).replace(FILE, str(given)).replace(DATA, str(data)) for word in words
            ]
            said += [f"{name}: {_ran(environ, *filled, data=data)}"]
    given.unlink()
    assert [one for one in said if holds(one)] == []
    assert asyncio.run(_found(database_url)) == []
    assert in_files(tmp_path) == []
    assert [line for line in caplog.messages if holds(line)] == []


def _file_for(name: str, secret: str) -> str:
    if name == "import builds file":
        return f"standing,version,reason\nknown_bad,6.3.8,{secret}\n"
    if name == "knowledge import source":
        return TOPIC.replace("# A title", f"# {secret}")
    row = json.dumps({**LABELS, "text": secret})
    return row if name.startswith("eval") else f"bad.example\n{secret}\n{row}\n"


def _ran(environ: dict[str, str], *words: str, data: Path) -> str:
    """What the operator reads."""
    done = CliRunner().invoke(main, [word.replace(DATA, str(data)) for word in words], env=environ)
    assert done.exception is None or isinstance(done.exception, SystemExit), (words[0], done.exception)
    return done.output


async def _stands_at_head(_: str) -> str:
    return HEAD  # a test's database has its tables without the steps that lead there


async def _found(url: str) -> list[str]:
    db = await open_database(url)
    try:
        return await in_database(db)
    finally:
        await db.close()
