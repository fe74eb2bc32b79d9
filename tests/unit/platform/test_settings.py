"""Settings: defaults that run, mistakes told in one line each, no secret ever shown."""

import stat
from pathlib import Path

import pytest

from walletdesk.platform.settings import (
    Finding,
    KeyUnusable,
    Settings,
    SettingsError,
    check,
    load,
    load_text,
    secret_from,
    secret_key,
)
from walletdesk.platform.settings.check import is_origin

PASSWORD = "correct-horse"

MAIL = "host = 'smtp.example', from = 'a@b.example'"
FORM = "{category = 'a', topics = ['x'], fields = [{id = 'x', kind = 'text', name = {en = 'X'}}]}"


def read(toml: str = "", **environ: str) -> Settings:
    return load_text(toml.encode(), environ)


def lines(toml: str = "", **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        read(toml, **environ)
    return [finding.said("en") for finding in refused.value.findings]


def test_without_a_word_the_embedded_mode_runs_for_this_machine_alone() -> None:
    settings = read()
    assert settings.http.host == "127.0.0.1"
    assert settings.database_url == "sqlite:///var/walletdesk.db"
    assert settings.name_of_app("zh-CN") == "示例钱包"
    assert [finding.level for finding in check(settings)] == ["warning"]  # only that no mail will be sent


def test_the_environment_lies_over_the_file() -> None:
    settings = read(
        "[http]\nport = 9000\nhost = '::1'\n",
        WALLETDESK_HTTP__PORT="9001",
        WALLETDESK_PUBLIC_URL="https://support.example",
        WALLETDESK_BOT__ENABLED="false",
        WALLETDESK_HTTP__TRUSTED_PROXIES="10.0.0.1, 10.0.0.2",
        WALLETDESK_APP_NAME='{"en": "Wallet", "zh-CN": "钱包"}',
        WALLETDESK_MAIL__FROM="help@support.example",
        PATH="/bin",
    )
    assert (settings.http.port, settings.http.host) == (9001, "::1")
    assert settings.http.trusted_proxies == ["10.0.0.1", "10.0.0.2"]
    assert (settings.bot.enabled, settings.mail.sender) == (False, "help@support.example")
    assert (settings.name_of_app("en"), settings.public_url) == ("Wallet", "https://support.example")


def test_tables_in_the_environment_are_written_as_json() -> None:
    settings = read(WALLETDESK_INBOXES='[{"id": "inb_main", "name": "Main"}]')
    assert [inbox.id for inbox in settings.inboxes] == ["inb_main"]


def test_every_mistake_gives_one_line_that_names_its_place() -> None:
    toml = """
        custody_mode = "both"
        colour = "red"
        [http]
        prot = 80
        port = "eighty"
        [limits]
        body_mb = 0
        [[inboxes]]
        id = "inb_main"
        [[inboxes]]
        id = "inb main"
        name = 5
        [mail]
        sender = "a@b.example"
    """
    assert sorted(lines(toml, WALLETDESK_LOG__LEVEL="loud", WALLETDESK_HTTP__NOPE="1")) == [
        "WALLETDESK_HTTP__NOPE: This key is not known.",
        "colour: This key is not known.",
        "custody_mode: This is not one of the possible values.",
        "http.port: This must be a whole number.",
        "http.prot: This key is not known. Did you mean port?",
        "inboxes[0].name: This is missing.",
        "inboxes[1].id: This has the wrong form.",
        "inboxes[1].name: This must be text.",
        "limits.body_mb: This must be at least 1.",
        "log.level: This is not one of the possible values.",
        "mail.sender: This key is not known. Did you mean user?",
    ]


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("http = 5", "http: This must be an object."),
        ("inboxes = 5", "inboxes: This must be a list."),
        ("inboxes = [5]", "inboxes[0]: This must be an object."),
        ("[app_name]\nfr = 'x'", "app_name: This is not one of the possible values."),
    ],
)
def test_a_wrong_shape_is_told_at_its_place(toml: str, line: str) -> None:
    assert lines(toml) == [line]


def test_the_environment_does_not_reach_into_what_is_no_table() -> None:
    assert lines("http = 5", WALLETDESK_HTTP__PORT="80") == ["http: This must be an object."]


def test_findings_speak_chinese_too() -> None:
    with pytest.raises(SettingsError) as refused:
        read("[http]\nprot = 1")
    assert refused.value.findings[0].said("zh-CN") == "http.prot: 没有这个设置项。是 port 吗？"


@pytest.mark.parametrize(
    "toml",
    [
        f"[mail]\npasword = '{PASSWORD}'",
        f"[database]\nurl = '{PASSWORD}",
        f"[valkey]\nurl = ['{PASSWORD}']",
        f"custody_mode = '{PASSWORD}'",
        f"'{PASSWORD}'",
    ],
)
def test_a_mistake_never_shows_a_value(toml: str) -> None:
    assert PASSWORD not in "".join(lines(toml))


def test_settings_do_not_print_what_they_hold() -> None:
    settings = read(f"[database]\nurl = 'postgresql://desk:{PASSWORD}@db/desk'")
    assert PASSWORD not in f"{settings!r} {settings.database!r} {settings}"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_text(b"\xff", {})


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        load(None, {"WALLETDESK_CONFIG": str(tmp_path / "missing.toml")})


def test_a_named_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text("time_zone = 'UTC'", "utf-8")
    assert load(None, {"WALLETDESK_CONFIG": str(file)}).time_zone == "UTC"
    assert load(file, {}).time_zone == "UTC"


@pytest.mark.parametrize(
    ("toml", "where"),
    [
        ("public_url = 'http://support.example'", "public_url"),
        ("public_url = 'https://support.example/'", "public_url"),
        ("time_zone = 'Mars/Base'", "time_zone"),
        ("time_zone = '../etc/passwd'", "time_zone"),
        ("database.url = 'mysql://x'", "database.url"),
        ("http.host = '0.0.0.0'", "http.host"),
        ("http.trusted_proxies = ['proxy']", "http.trusted_proxies[0]"),
        ("http.trusted_proxies = ['0.0.0.0/0']", "http.trusted_proxies[0]"),
        ("http.more_origins = ['https://*.example']", "http.more_origins[0]"),
        ("http.metrics_token_file = '/nowhere'", "http.metrics_token_file"),
        ("connector.may_reach = ['localhost']", "connector.may_reach[0]"),
        ("mail = {host = 'smtp.example'}", "mail.from"),
        ("mail = {host = 'smtp.example', from = 'a@b', user = 'x', tls = 'none'}", "mail.tls"),
        (f"mail = {{{MAIL}, dkim = [{{selector = 'd', key_file = '/nowhere'}}]}}", "mail.dkim[0].key_file"),
        (
            f"mail = {{{MAIL}, dkim = [{{selector = 'd', key_file = '/x', domain = 'c.d'}}]}}",
            "mail.dkim[0].domain",
        ),
        ("bot.model_key_file = '/nowhere'", "bot.model_key_file"),
        ("bot = {model_url = 'https://models.example/v1'}", "bot.model"),
        ("bot = {model_url = 'models.example/v1', model = 'm'}", "bot.model_url"),
        ("bot = {model_url = 'https://key@models.example/v1', model = 'm'}", "bot.model_url"),
        ("bot = {model_url = 'http://models.example/v1', model = 'm'}", "bot.model_url"),
        ("bot = {model_url = 'http://127.0.0.1:11434/v1', model = 'm'}", "bot.model_url"),
        ("inboxes = [{id = 'inb_a', name = 'A'}, {id = 'inb_a', name = 'B'}]", "inboxes"),
        (
            "inboxes = [{id = 'inb_a', name = 'A', allowed_sites = ['x.example']}]",
            "inboxes[0].allowed_sites[0]",
        ),
        (f"inboxes = [{{id = 'inb_a', name = 'A', forms = [{FORM}, {FORM}]}}]", "inboxes[0].forms"),
        (
            "inboxes = [{id = 'inb_a', name = 'A', forms = [{category = 'a', topics = [], "
            "fields = [{id = 'x', kind = 'choice', name = {}}]}]}]",
            "inboxes[0].forms[0].fields[0].name",
        ),
        (
            "identity.issuers = [{kid = 'a', algorithm = 'HS256', key_file = '/x'}]",
            "identity.issuers[0].key_file",
        ),
    ],
)
def test_what_is_risky_is_found_before_the_start(toml: str, where: str) -> None:
    errors = [finding.where for finding in check(read(toml)) if finding.level == "error"]
    assert where in errors


def test_a_model_at_home_is_named_twice() -> None:
    home = "bot = {model_url = 'http://127.0.0.1:11434/v1', model = 'm'}"
    home += "\nconnector.may_reach = ['127.0.0.1:11434']"
    assert [finding.where for finding in check(read(home)) if finding.where.startswith("bot")] == []


@pytest.mark.parametrize(
    ("url", "risky"), [("https://support.example", ["development"]), ("http://localhost:8080", [])]
)
def test_pages_of_development_are_risky_where_others_can_come(url: str, risky: list[str]) -> None:
    found = check(read(f"development = true\npublic_url = '{url}'\nmail = {{host = 'h', from = 'a@b'}}"))
    assert [(one.where, one.level) for one in found] == [(where, "warning") for where in risky]


def test_findings_put_errors_before_warnings() -> None:
    findings = check(read("valkey.url = 'x'\ndatabase.url = 'mysql://x'"))
    assert [f.level for f in findings] == ["error", "warning", "warning"]
    assert isinstance(findings[0], Finding)


@pytest.mark.parametrize(
    "origin",
    [
        "https://a.example/",
        "https://a.example?x",
        "https://u@a.example",
        "https://A.example",
        "https://a.example; script-src *",
        "https://a.example:0",
        "https://a.example:99999",
        "https://*",
        "javascript://x",
        "https://",
        "https://例.example",
        "https://[::1",
    ],
)
def test_only_a_bare_origin_may_become_part_of_a_policy(origin: str) -> None:
    assert not is_origin(origin)


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = read(f"data_dir = '{tmp_path / 'new'}'")
    key = secret_key(settings)
    file = tmp_path / "new" / "secret.key"
    assert (len(key), stat.S_IMODE(file.stat().st_mode)) == (32, 0o600)
    assert secret_key(settings) == key
    assert [p.name for p in file.parent.iterdir()] == ["secret.key"]


def test_a_secret_key_that_others_can_read_is_found(tmp_path: Path) -> None:
    settings = read(f"data_dir = '{tmp_path}'")
    secret_key(settings)
    (tmp_path / "secret.key").chmod(0o644)
    assert any("mode 600" in finding.message for finding in check(settings))


@pytest.mark.parametrize("content", ["", "zz", "00ff"])
def test_a_broken_secret_key_stops_the_start_and_is_not_shown(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content, "ascii")
    with pytest.raises(KeyUnusable) as refused:
        secret_key(read(f"data_dir = '{tmp_path}'"))
    assert "secret.key" in str(refused.value)


def test_a_password_file_is_read_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    assert secret_from(str(tmp_path / "password")) == PASSWORD


def test_a_password_file_that_is_missing_is_named() -> None:
    with pytest.raises(KeyUnusable, match="/nowhere"):
        secret_from("/nowhere")


def test_without_an_address_the_port_is_in_it() -> None:
    assert load_text(b"", {"WALLETDESK_HTTP__PORT": "8123"}).public_url == "http://127.0.0.1:8123"
    own = {"WALLETDESK_HTTP__PORT": "8123", "WALLETDESK_PUBLIC_URL": "https://support.example"}
    assert load_text(b"", own).public_url == "https://support.example"
