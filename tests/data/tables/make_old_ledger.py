"""Makes old_ledger.xls beside it, a workbook of the kind before 2007 (BIFF8); needs xlwt, which nothing else uses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwt

book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("台账")
day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
for place, title in enumerate(("姓名", "证件号码", "日期")):
    sheet.write(0, place, title)
for number, (name, card) in enumerate((("周桂兰", "990000198503150023"), ("许志强", "")), 1):
    sheet.write(number, 0, name)
    sheet.write(number, 1, card)
    sheet.write(number, 2, date(2026, 3, number + 1), day)
book.save(str(Path(__file__).parent / "old_ledger.xls"))
