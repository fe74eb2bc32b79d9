"""Every setting with its default. The defaults run the embedded mode for this machine alone."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from walletdesk.platform.i18n import Locale

CustodyMode = Literal["self_custody", "custodial", "hybrid"]

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[int, msgspec.Meta(ge=1)]
Megabytes = Annotated[int, msgspec.Meta(ge=1, le=100)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"  # an address of a database may hold its password


class DatabaseSettings(Section, frozen=True):
    """``url`` empty: SQLite in ``data_dir``. Else ``postgresql://...`` for the next step up."""

    url: str = ""


class HttpSettings(Section, frozen=True):
    """``trusted_proxies``: addresses or networks whose X-Forwarded-* headers are believed."""

    host: str = "127.0.0.1"
    port: Port = 8080
    trusted_proxies: list[str] = []
    more_origins: list[str] = []  # further addresses under which people open this installation
    secret_key_file: str = ""  # empty: data_dir/secret.key, made at the first start
    packed: bool = True  # false: every module and style as it stands in ui/, to change it and look
    metrics_token_file: str = ""  # without it /metrics answers to this machine only


Words = dict[Locale, Name]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
PreChat = Literal["required", "optional", "off"]
Instead = Literal["message", "mail", "callback"]


class OptionSettings(Section, frozen=True):
    id: Key
    name: Words


class FieldSettings(Section, frozen=True):
    """``options``: what a choice is between, or the names that a chain may be picked from."""

    id: Key
    kind: Literal["text", "choice", "chain", "tx", "address", "email", "app_version"]
    name: Words
    hint: Words = {}
    required: bool = False
    options: list[OptionSettings] = []


class FormSettings(Section, frozen=True):
    """Asked before a conversation about one of ``topics`` begins; these are ids of articles."""

    category: Key
    topics: list[Name]
    fields: Annotated[list[FieldSettings], msgspec.Meta(min_length=1, max_length=6)]
    pre_chat: PreChat | None = None  # None: as the inbox says


def _transfer_form() -> FormSettings:
    """What everybody is asked who misses a transfer; public things only."""
    network = FieldSettings(
        id="network",
        kind="chain",
        name={"zh-CN": "转账时选的网络", "en": "Network of the transfer"},
        hint={
            "zh-CN": "例如 Polygon，不确定可以不填",
            "en": "Polygon, say; leave it empty if you are not sure",
        },
    )
    tx = FieldSettings(
        id="tx",
        kind="tx",
        name={"zh-CN": "交易哈希", "en": "Transaction ID (hash)"},
        hint={"zh-CN": "从转账记录里复制", "en": "Copied from the transaction's details"},
    )
    topics = ["incoming-not-received", "tx-pending", "wrong-network-deposit", "exchange-not-credited"]
    return FormSettings(category="transfer", topics=topics, fields=[tx, network])


def _fake_form() -> FormSettings:
    """Where a fake was met. It is told of in a conversation, which brings a person."""
    where = FieldSettings(
        id="where",
        kind="choice",
        name={"zh-CN": "在哪里遇到的", "en": "Where did you meet it?"},
        options=[
            OptionSettings(id="call", name={"zh-CN": "电话或短信", "en": "Call or text message"}),
            OptionSettings(id="messenger", name={"zh-CN": "群里或私信", "en": "Group or direct message"}),
            OptionSettings(id="site", name={"zh-CN": "网站或 App", "en": "Site or app"}),
            OptionSettings(id="mail", name={"zh-CN": "邮件", "en": "E-mail"}),
        ],
    )
    who = FieldSettings(
        id="who",
        kind="text",
        name={"zh-CN": "对方的账号、号码或网址", "en": "Their name, number or address"},
    )
    return FormSettings(category="impersonation", topics=["scam-fake-support"], fields=[where, who])


class InboxSettings(Section, frozen=True):
    """``allowed_sites``: origins that may show the widget, like ``https://wallet.example``.

    ``instead``: what whoever would wait long is offered in place of waiting.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^inb_[a-z0-9_]{1,40}$")]
    name: Name
    allowed_sites: list[str] = []
    pre_chat: PreChat = "optional"
    forms: list[FormSettings] = msgspec.field(default_factory=lambda: [_transfer_form(), _fake_form()])
    instead: list[Instead] = msgspec.field(default_factory=lambda: ["message", "mail"])
    long_wait_minutes: Count = 10  # from here on a wait is long
    voice: Literal["off", "agents", "both"] = "off"  # who may begin a call between two browsers
    voicemail: bool = False  # contacts may leave a spoken message, which no shield can look into


class IssuerSettings(Section, frozen=True):
    """A wallet's back end that may say who somebody is. The file holds a PEM, or the bytes of a secret."""

    kid: Name
    algorithm: Literal["EdDSA", "ES256", "HS256"]
    key_file: str


class IdentitySettings(Section, frozen=True):
    audience: str = "walletdesk"
    issuers: list[IssuerSettings] = []


class DkimSettings(Section, frozen=True):
    """A key our mails are signed with. ``domain`` empty: that of ``mail.from``."""

    selector: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    key_file: str
    domain: str = ""
    signs: bool = True  # false: it did once, or comes soon; the check page knows it


class MailSettings(Section, frozen=True, rename={"sender": "from"}):
    """``host`` empty: no mail leaves the house."""

    host: str = ""
    port: Port = 587
    tls: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password_file: str = ""
    sender: str = ""
    dkim: list[DkimSettings] = []


class MailInSettings(Section, frozen=True):
    """``port`` 0: no mail server hands anything to us. Whoever reaches the port is believed.

    ``message_mb``: of one mail, by whichever way it comes.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0
    protocol: Literal["lmtp", "smtp"] = "lmtp"
    message_mb: Annotated[int, msgspec.Meta(ge=1, le=26)] = 25  # what is larger is not read by anybody here
    connections: Count = 20


class LimitSettings(Section, frozen=True):
    body_mb: Megabytes = 1
    upload_mb: Megabytes = 12
    body_seconds: Seconds = 30  # a slower sender only holds a place
    requests_at_once: Count = 1_000
    sockets: Count = 15_000
    sockets_per_second: Count = 500  # handshakes; beyond it the caller is told to come back
    messages_per_minute: Count = 30  # of one contact
    conversations_per_hour: Count = 20  # of one contact
    sessions_per_hour: Count = 60  # new contacts from one address
    uploads_per_hour: Count = 60  # of one contact, and three times as many from one address
    sign_ins_per_quarter_hour: Count = 10  # of one account, and three times as many from one address


class LogSettings(Section, frozen=True):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "json"


class ValkeySettings(Section, frozen=True):
    """``url`` empty: one node, everything shared lives in its memory."""

    url: str = ""


class BotSettings(Section, frozen=True):
    """``model_url``: an OpenAI-compatible model; one at home must also stand in ``connector.may_reach``.

    ``model_seconds``: of one request in all; then the article itself is shown.
    """

    enabled: bool = True
    misses_before_agent: Annotated[int, msgspec.Meta(ge=1, le=5)] = 2
    model_url: str = ""
    model: str = ""
    model_key_file: str = ""
    model_seconds: Annotated[int, msgspec.Meta(ge=1, le=30)] = 8
    model_calls_per_day: Count = 1_000


class RoutingSettings(Section, frozen=True):
    """``auto_accept`` false: the agent is asked and has ``offer_seconds``; then the next one is."""

    auto_accept: bool = True
    offer_seconds: Annotated[int, msgspec.Meta(ge=5, le=600)] = 30
    away_after_missed: Annotated[int, msgspec.Meta(ge=1, le=20)] = 3


Region = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
IceUrl = Annotated[
    str, msgspec.Meta(pattern=r"^(stuns?|turns?):[A-Za-z0-9.\-\[\]:]+(\?transport=(udp|tcp))?$")
]


class TurnSettings(Section, frozen=True):
    """Where two browsers meet for a call. ``secret_file``: the secret that coturn has, too.

    ``only``: what is said goes through the relay alone, and neither side learns the other's address.
    """

    urls: list[IceUrl] = []
    secret_file: str = ""
    seconds: Annotated[int, msgspec.Meta(ge=60, le=86_400)] = 14_400  # a credential is good for
    only: bool = True


class TwilioSettings(Section, frozen=True):
    """``number``: ours, in E.164. ``base``: Twilio's address, or that of a stand-in for tests."""

    account: str = ""
    token_file: str = ""
    number: str = ""
    base: str = "https://api.twilio.com"


class VoiceSettings(Section, frozen=True):
    """``provider`` empty: nobody can be called, and no callback is offered. ``simulator`` rings nobody.

    ``phones``: login -> where our own agent is rung, in E.164; only a provider that dials needs it.

    ``regions``: the countries whose numbers are called, the first one proposed where no country code stands;
    none: every country.
    """

    provider: Literal["", "simulator", "twilio"] = ""
    regions: list[Region] = []
    keep_numbers_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 30  # after a callback is over
    simulator_seconds: Annotated[int, msgspec.Meta(ge=0, le=60)] = 3  # between two things on a line
    turn: TurnSettings = TurnSettings()
    phones: dict[str, str] = {}
    twilio: TwilioSettings = TwilioSettings()


class PushSettings(Section, frozen=True):
    """``url`` empty: nobody is told that a contact has something to read. The file holds ``whsec_...``."""

    url: str = ""
    secret_file: str = ""
    after_seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 30


class ConnectorSettings(Section, frozen=True):
    """``may_reach``: ``host:port`` beyond the public internet's ports 80 and 443: ``127.0.0.1:11434``."""

    may_reach: list[str] = []
    seconds: Seconds = 5
    answer_mb: Megabytes = 5

    @property
    def reachable(self) -> frozenset[str]:
        return frozenset(one.lower().replace("[", "").replace("]", "") for one in self.may_reach)


class AttachmentSettings(Section, frozen=True):
    picture_mb: Megabytes = 10
    document_mb: Megabytes = 10
    megapixels: Annotated[int, msgspec.Meta(ge=1, le=100)] = 40
    orphan_hours: Count = 24  # a file that no message names is removed after this
    read_pictures: bool = True  # where the extra ocr is installed


class RegistrySettings(Section, frozen=True):
    """``online_key_file`` empty: data_dir/registry-online.key. ``valid_days``: of each publication."""

    online_key_file: str = ""
    valid_days: Annotated[int, msgspec.Meta(ge=1, le=30)] = 14


_DEMO_INBOX = InboxSettings(id="inb_webchat", name="Webchat")


class ChainSettings(Section, frozen=True):
    """``file`` empty: the chains that come with the program, and no others.

    ``endpoints``: where each chain is asked about transactions, the first first; none, and nothing is asked.
    ``endpoints_file`` holds more of them, as their addresses often hold a key.
    """

    file: str = ""
    endpoints: dict[str, list[str]] = {}
    endpoints_file: str = ""


def _sample_names() -> dict[Locale, Name]:
    return {"zh-CN": "示例钱包", "en": "Sample Wallet"}


class InsightSettings(Section, frozen=True):
    """``keep_days``: so far back reports reach; a year can be compared with the one before."""

    keep_days: Annotated[int, msgspec.Meta(ge=31, le=3_660)] = 800


class SurveySettings(Section, frozen=True):
    """``keep_days``: so long what contacts typed beside their marks is kept."""

    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3_660)] = 365


class ArrivalSettings(Section, frozen=True):
    """``keep_days``: so long what came in from outside is kept as it came, sealed."""

    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3_660)] = 90


class Settings(Section, frozen=True):
    """``development``: serves the sample wallet and the style guide, which no contact should come upon."""

    data_dir: str = "var"
    development: bool = False
    public_url: str = "http://127.0.0.1:8080"
    locale: Locale = "en"  # of those who ask for no language of ours
    time_zone: str = "Asia/Shanghai"
    custody_mode: CustodyMode = "self_custody"
    app_name: dict[Locale, Name] = msgspec.field(default_factory=_sample_names)
    inboxes: list[InboxSettings] = msgspec.field(default_factory=lambda: [_DEMO_INBOX])
    database: DatabaseSettings = DatabaseSettings()
    http: HttpSettings = HttpSettings()
    identity: IdentitySettings = IdentitySettings()
    mail: MailSettings = MailSettings()
    mail_in: MailInSettings = MailInSettings()
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
    valkey: ValkeySettings = ValkeySettings()
    bot: BotSettings = BotSettings()
    routing: RoutingSettings = RoutingSettings()
    voice: VoiceSettings = VoiceSettings()
    push: PushSettings = PushSettings()
    connector: ConnectorSettings = ConnectorSettings()
    attachments: AttachmentSettings = AttachmentSettings()
    registry: RegistrySettings = RegistrySettings()
    chains: ChainSettings = ChainSettings()
    insights: InsightSettings = InsightSettings()
    surveys: SurveySettings = SurveySettings()
    arrivals: ArrivalSettings = ArrivalSettings()

    @property
    def folder(self) -> Path:
        """Where everything of this installation lies."""
        return Path(self.data_dir)

    @property
    def database_url(self) -> str:
        """The configured one, or the embedded default."""
        return self.database.url or f"sqlite:///{self.folder / 'walletdesk.db'}"

    def inbox(self, id: str) -> InboxSettings | None:
        return next((inbox for inbox in self.inboxes if inbox.id == id), None)

    def name_of_app(self, locale: Locale) -> str:
        return self.app_name.get(locale) or next(iter(self.app_name.values()))
