"""Tables as files: CSV that a spreadsheet opens with its Chinese intact, and Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO

from assistant.patterns import lazy

Cell = str | int | Decimal | None
_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # Excel knows no such characters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark; a text that a spreadsheet would run as a formula gets a quote before it."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def xlsx_bytes(heads: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """One sheet, its head fixed and filtered, figures as figures; every text a text, never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "".join(c for c in title if c not in r"[]:*?/\\")[:31] or "1"
    sheet.append(list(heads))
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column)
            cell.value = _CONTROL.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, cell in enumerate(sheet[1]):
        cell.font = Font(bold=True)
        widest = max(len(str(c.value or "")) for c in tuple(sheet.columns)[column])
        sheet.column_dimensions[cell.column_letter].width = min(max(8, 2 * widest + 2), 48)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    made = BytesIO()
    book.save(made)
    return made.getvalue()
