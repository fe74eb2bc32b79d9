"""What nobody of ours may write, and the warnings that use the same words."""

import time

import pytest

from walletdesk.safety.advice import Found, Severity, built_in, check, standard

DANGEROUS = (
    "亲，提供一下助记词方便核实哦~",
    "建议卸载重装试一下。",
    "请放心，资产一定能找回来。",
    "打不开就卸载重装，再导入一次",
    "先卸载，再备份助记词",
    "先备份助记词，然后卸载重装",
    "请交 200 USDT 解冻费，到账后自动解冻",
    "您账户被冻结了，交 50 USDT 保证金就能解",
    "需要先充值 500U 才能提币",
    "麻烦先转 1 TRX 到这个地址激活",
    "先转一小笔到我们的地址，验证一下通道",
    "把剩下的币转到我们的安全地址",
    "打开这个链接连接钱包，验证一下就好",
    "请在 24 小时内完成迁移，否则资产会被冻结",
    "装个向日葵，我远程帮您看",
    "请打开屏幕共享，我一步步教您",
    "加我微信 abc，私下给您处理",
    "去群里问问大神",
    "联系这位追回专家，很专业",
    "我们会把这笔转账撤回来",
    "保证三天内追回",
    "不提供助记词就无法处理",
    "Please verify your phrase on our page.",
    "Simply reinstall the app.",
    "Don't worry, we'll get it back.",
    "Try uninstalling the app and installing it again.",
    "If it still doesn't work, delete the app and install it from the store.",
    "Pay the unlock fee of 200 USDT and your funds will be released.",
    "Send a small test amount to our address so we can verify your wallet.",
    "Connect your wallet to the link below to validate it.",
    "Install AnyDesk so that I can see your screen.",
    "Could you share your screen with me?",
    "Message me on Telegram and I'll sort it out.",
    "A recovery expert can help, contact one of them.",
    "We can reverse the transaction for you.",
    "We guarantee that your money will be returned.",
    "Move everything to the safe wallet that we prepared.",
    "Sign this message to verify your identity and claim your refund.",
    "Unless you send us your recovery phrase, we can't help.",
    "Clear the app data and open it again.",
    "Your wallet must be migrated within 24 hours.",
    "You have to pay a tax of 10 % before you can withdraw.",
)
RIGHT = (
    "交易所的保证金能不能退回，由交易所决定。",
    "对方说要交保证金才能解冻？别付。",
    "先别卸载。卸载会删掉这台手机上的钱包，没有备份就打不开了。",
    "查这笔转账，有交易哈希就够了。助记词别给任何人。",
    "链上已确认的转账撤不回来。现在先保住还没被转走的。",
    "把剩下的转到您自己新建的钱包，转之前从头到尾核对地址。",
    "备份每个钱包的助记词，核对一遍。都核对好之后，再卸载重装。",
    "对方说要交“解冻费”才能提币，这是骗局。",
    "有人让您共享屏幕？马上挂断。",
    "骗子会让您转一小笔“测试转账”。",
    "我们从不要助记词、私钥、Keystore、密码和验证码，也不会要求远程控制、试转或交费。谁开口要，谁就是骗子。",
    "如果已经把助记词告诉别人了，马上把资产转到自己新建的钱包。",
    "您卸载过应用吗？",
    "别把钱包连到“退款”“理赔”“安全检测”的网站，也别装远程控制软件。",
    "转大额前，先给自己的地址转一小笔，看是否到账。",
    "Don't uninstall. It deletes the wallet on this phone; without a backup you can't open it again.",
    "First back up every wallet and compare the words. When that is done, uninstall the app.",
    'Never pay anyone who offers to "recover" or "unlock" it.',
    "Scammers ask you to pay a tax before you can withdraw.",
    "Nobody here can undo a transfer, freeze an address on a chain or promise your money back.",
    "Move what is left to a new wallet you made yourself.",
    "Did you share your recovery phrase with anyone?",
    "If someone asks you to install AnyDesk, hang up.",
    "We never ask for a recovery phrase, password or code, nor for remote control, a test transfer or a fee.",
    "You can send a small amount to your own new wallet first.",
    "The refund goes to the source chain; the bridge decides.",
    "Don't uninstall, clear its data or reset the app.",
    "You pay the network fee in the network's native coin.",
    "Restore the wallet with your recovery phrase in your own app.",
)


def found(text: str) -> list[Found]:
    return check(text, standard())


def rules(text: str) -> list[str]:
    return [one.rule for one in found(text)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_advice_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_warnings_and_right_advice_pass_though_they_share_the_words(text: str) -> None:
    assert rules(text) == []


def test_the_order_within_a_text_decides_whether_uninstalling_is_right() -> None:
    assert rules("Back up every wallet and compare the words. Then uninstall the app.") == []
    assert rules("Uninstall the app. Then back up every wallet and compare the words.") != []
    assert rules("先备份，再核对一遍，然后卸载。") == []
    assert rules("先卸载，再备份、核对一遍。") == ["destroy-before-backup"]


def test_a_backup_that_nobody_tested_needs_a_second_person() -> None:
    [one] = found("先备份助记词，然后卸载重装")
    assert (one.rule, one.severity) == ("destroy-untested", Severity.SECOND_PERSON)


def test_a_denied_backup_is_none() -> None:
    assert rules("不用备份，也不用核对。请卸载重装。") == ["destroy-before-backup"]
    assert rules("No need to back up or check anything. Uninstall the app.") == ["destroy-before-backup"]


def test_a_finding_says_where_it_stands_in_the_text_as_it_came() -> None:
    text = "您好，\uff30lease send your p\u200brivate key 谢谢"
    [one] = found(text)
    assert text[one.start : one.end] == "send your p\u200brivate key"


def test_neither_blanks_between_signs_nor_the_other_script_hide_anything() -> None:
    assert rules("請 把 助 記 詞 發 給 我") == ["secret-asked"]


def test_negation_reaches_over_a_list_but_not_past_a_new_start() -> None:
    assert rules("Don't uninstall, clear its data or reset the app.") == []
    assert rules("Don't worry, please uninstall the app.") == ["destroy-before-backup"]
    assert rules("别卸载，请把助记词发给我") == ["secret-asked"]


TAKEN_BACK_ELSEWHERE = (
    "your recovery phrase stays on your paper and show it to nobody, not even to us, because everything typed"
    " there is known to the thief, send me your recovery phrase",
    "Scammers are everywhere, reply with your private key.",
    "Show it to nobody, send me or my colleague your recovery phrase.",
    "Send me your recovery phrase. Then hang up.",
    "对方会说不要告诉别人，把助记词发给我",
    "助记词只在您自己的钱包里用，在下面的网页输入您的助记词。",
)


@pytest.mark.parametrize("text", TAKEN_BACK_ELSEWHERE)
def test_a_request_for_a_secret_is_taken_back_in_its_own_clause_alone(text: str) -> None:
    assert [one.severity for one in found(text)] == [Severity.BLOCK]


def test_a_list_of_secrets_goes_on_under_its_negation() -> None:
    assert rules("Never send a recovery phrase, private key, backup codes or a picture of them.") == []


def test_pressing_for_a_secret_is_no_negation() -> None:
    assert rules("不提供助记词就无法处理") == ["secret-pressed"]


def test_every_rule_says_why_and_what_instead_in_both_languages() -> None:
    assert all(set(rule.reasons) == {"zh-CN", "en"} for rule in built_in())
    assert len({rule.id for rule in built_in()}) == len(built_in())
    assert all(reason.why and reason.instead for rule in built_in() for reason in rule.reasons.values())


@pytest.mark.parametrize(
    "unit",
    ["发", "send ", "转", "交 ", "给我助记词", "uninstall ", "back up test uninstall ", "a", "，", "don't "],
)
def test_no_pattern_is_slow_on_its_worst_letters(unit: str) -> None:
    """Every rule at once on 200,000 characters; one pattern alone has to stay below 200 ms."""
    text = (unit * 200_000)[:200_000]
    begin = time.thread_time()
    found(text)
    assert (time.thread_time() - begin) / len(built_in()) < 0.2
