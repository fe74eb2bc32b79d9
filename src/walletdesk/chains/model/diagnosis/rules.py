"""Which rules judge which facts: one line for each family of chains."""

from walletdesk.chains.model.diagnosis.bitcoin import diagnose_bitcoin
from walletdesk.chains.model.diagnosis.bitcoin_facts import BitcoinFacts
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis
from walletdesk.chains.model.diagnosis.evm import diagnose_evm
from walletdesk.chains.model.diagnosis.facts import EvmFacts, Facts
from walletdesk.chains.model.diagnosis.ledger import diagnose_ledger
from walletdesk.chains.model.diagnosis.ledger_facts import LedgerFacts
from walletdesk.chains.model.diagnosis.reverts import Errors
from walletdesk.chains.model.diagnosis.solana import diagnose_solana
from walletdesk.chains.model.diagnosis.solana_facts import SolanaFacts
from walletdesk.chains.model.diagnosis.tron import diagnose_tron
from walletdesk.chains.model.diagnosis.tron_facts import TronFacts


def diagnose(facts: Facts, errors: Errors) -> Diagnosis:
    match facts:
        case EvmFacts():
            return diagnose_evm(facts, errors)
        case LedgerFacts():
            return diagnose_ledger(facts)
        case BitcoinFacts():
            return diagnose_bitcoin(facts)
        case SolanaFacts():
            return diagnose_solana(facts)
        case TronFacts():
            return diagnose_tron(facts, errors)
        case _:
            raise TypeError(type(facts).__name__)  # a family without rules is a mistake of ours
