"""How a screen asks to be somewhere else; must not know which screens there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.shell.courier import Courier


class Ways(QObject):
    """Signals: place_wanted (key, what to hand over), case_wanted (case id, tab), back_wanted, told (status words).

    `settings_changed`: (Look) text size or contrast wanted; `lock_wanted`: hide everything.
    `language_wanted`: (key of ui.i18n.LANGUAGES) everything in another language.
    `renewal_wanted`: a new data key; `wipe_wanted`: the emergency wipe; `restore_wanted` (station code expected): all
    three end the open station. `in_session`: a mediation is being recorded, so the lock waits longer. `belongs_to`:
    the place of this key, whose button stays down. `help_moved`: another part of a screen is in front.

    Attributes: courier (who carries bundles over a line while this desk is open).
    """

    place_wanted = Signal(str, object)
    case_wanted = Signal(str, str)
    back_wanted = Signal()
    told = Signal(str)
    settings_changed = Signal(object)
    lock_wanted = Signal()
    in_session = Signal(bool)
    renewal_wanted = Signal()
    wipe_wanted = Signal()
    language_wanted = Signal(str)
    belongs_to = Signal(str)
    help_moved = Signal()
    restore_wanted = Signal(str)

    def __init__(self, parent: QObject, courier: Courier) -> None:
        super().__init__(parent)
        self.courier = courier

    def to_place(self, key: str, carried: object = None) -> None:
        self.place_wanted.emit(key, carried)

    def to_case(self, case_id: str, tab: str = "") -> None:
        self.case_wanted.emit(case_id, tab)
