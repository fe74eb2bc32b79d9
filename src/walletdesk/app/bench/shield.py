"""What the secret shield costs for each message: ordinary ones, hashes, addresses, and secrets."""

import secrets
import time

from walletdesk.app.bench.measuring import Report, Result, percentile
from walletdesk.app.bench.server import Bench
from walletdesk.safety import screen

MOST_MEDIAN_US, MOST_P99_US = 60.0, 500.0
LONGEST = 500  # characters of the aim
_TURNS = 5  # a single call is shorter than the clock is sharp
_SAID = (
    "您好，我昨天晚上从交易所提了一笔 USDT 到钱包，选的网络是 TRC20，链上已经成功了，可是看不到余额。",
    "忘记密码了怎么办？助记词我抄在纸上，验证码一直收不到，等了十几分钟了，换了手机号也不行。",
    "Hello, I sent some USDT from the exchange to my wallet yesterday and I still can not see it. ",
    "I forgot my password and the verification code does not arrive. What about my phrase? ",
    "Hola, mandé unos fondos ayer y todavía no aparecen en mi billetera, ¿me pueden ayudar por favor? ",
    "昨日送金したのですが、ウォレットに残高が表示されません。確認していただけますか。",
)
_SECRETS = (
    "abandon ability able about above absent absorb abstract absurd abuse access accident",
    "密码是Abc12345",
)


def measure(bench: Bench, report: Report, seconds: float) -> None:
    texts = _texts()
    end = time.perf_counter() + seconds
    spent: list[float] = []
    while time.perf_counter() < end:
        spent += [_microseconds(text) for text in texts]
    median, worst = percentile(spent, 0.5), percentile(spent, 0.99)
    for name, value, most in (("median", median, MOST_MEDIAN_US), ("p99", worst, MOST_P99_US)):
        report.add(
            Result(
                name=f"the shield, a message up to {LONGEST} characters, {name}",
                value=round(value, 1),
                unit="CPU us",
                aim=f"<= {most:.0f}",
                reached=value <= most,
                more={"messages": len(spent)},
            )
        )


def _texts() -> list[str]:
    lengths = (20, 60, 120, 250, LONGEST)
    ordinary = [(said * (LONGEST // len(said) + 1))[:length] for said in _SAID for length in lengths]
    public = [
        f"tx 0x{secrets.token_hex(32)}",
        f"交易哈希 {secrets.token_hex(32)}",
        f"0x{secrets.token_hex(20)}",
    ]
    return [*ordinary, *public, *_SECRETS]


def _microseconds(text: str) -> float:
    begin = time.thread_time_ns()
    for _ in range(_TURNS):
        screen(text)
    return (time.thread_time_ns() - begin) / _TURNS / 1e3
