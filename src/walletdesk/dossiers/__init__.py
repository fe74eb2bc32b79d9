"""Transaction dossiers: what is known of one transaction in one conversation, watched until it is settled.

Import from here, never from the files inside.
"""

from walletdesk.dossiers.events import DiagnosisReady, DossierChanged, DossierOpened
from walletdesk.dossiers.model import NEWS_KEY, Dossier, DossierView, State
from walletdesk.dossiers.service import Known

__all__ = [
    "NEWS_KEY",
    "DiagnosisReady",
    "Dossier",
    "DossierChanged",
    "DossierOpened",
    "DossierView",
    "Known",
    "State",
]
