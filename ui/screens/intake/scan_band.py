"""Says over the intake that scans of forms filled in by hand wait to go along with what is registered."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.usecases.bring_scan_home import BringScanHome
from ui.i18n import tr
from ui.style.blocks import button, card, column, label, row, set_tone


class ScanBand(QWidget):
    """Hidden without scans. `forms`: what goes along; kept in memory until the case is registered."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: tuple[BringScanHome, ...] = ()
        self.told = label("", wrap=True)
        inside = row(self.told, button(tr("不带扫描件"), self.give_up, narrow=True))
        inside.setStretch(0, 1)
        self.setLayout(column(card(inside, tint="blue")))
        self.hide()

    def take(self, forms: tuple[BringScanHome, ...], *, typed: bool) -> None:
        """Show them. `typed`: there is something on the page already, which may be another matter."""
        self.forms = forms
        names = "、".join(f"《{form.finding.form.type_title}》" for form in forms if form.finding.form)
        words = tr("手写表{}（{}）：照着它录入，登记后扫描件放进这件事的附件。").format(names, forms[0].name)
        if typed:
            words += tr("▲ 这一页上已有没登记完的内容，不是同一件事的请先按“清空重填”。")
        self.told.setText(words)
        set_tone(self.told, "amber" if typed else "")
        self.show()

    def give_up(self) -> None:
        """Nothing goes along."""
        self.forms = ()
        self.hide()
