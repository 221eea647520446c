"""The dialogs of the Action Planning Table, gathered to be loaded with the first that opens."""

from screens.dialogs.confirm import Confirm
from screens.dialogs.records import RecordsDialog
from screens.dialogs.views import ViewChoice, ViewsDialog

__all__ = ["Confirm", "RecordsDialog", "ViewChoice", "ViewsDialog"]
