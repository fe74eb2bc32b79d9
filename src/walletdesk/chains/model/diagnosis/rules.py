"""Which rules judge which facts: one line for each family of chains."""

from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis
from walletdesk.chains.model.diagnosis.evm import diagnose_evm
from walletdesk.chains.model.diagnosis.facts import EvmFacts, Facts
from walletdesk.chains.model.diagnosis.reverts import Errors


def diagnose(facts: Facts, errors: Errors) -> Diagnosis:
    match facts:
        case EvmFacts():
            return diagnose_evm(facts, errors)
        case _:
            raise TypeError(type(facts).__name__)  # a family without rules is a mistake of ours
