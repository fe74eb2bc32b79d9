"""Transaction dossiers: what is known of one transaction in one conversation, watched until it is settled.

Import from here, never from the files inside.
"""

from walletdesk.dossiers.events import DiagnosisReady, DossierChanged, DossierOpened
from walletdesk.dossiers.model import Dossier, DossierView, State

__all__ = ["DiagnosisReady", "Dossier", "DossierChanged", "DossierOpened", "DossierView", "State"]
