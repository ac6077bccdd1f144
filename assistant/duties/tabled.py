"""Who does what by the rows of a table whose header gives the roles (任务 … 牵头单位 配合单位)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.duties.names import split_names
from assistant.duties.notes import role_of
from assistant.numerals import cells_of, column_head
from assistant.patterns import lazy
from assistant.records import Clause, Duty

_TASK = lazy(r"任务|事项|工作|措施|举措|内容|项目|名称|目标|指标")
_COUNTING = lazy(r"序号|编号")


def is_row(clause: Clause, header: Clause | None) -> bool:
    """Whether a clause is a row below the header of a table."""
    return header is not None and header.kind == "paragraph" and clause.kind == "paragraph"


def tabled(clause: Clause, header: Clause) -> Iterator[Duty]:
    """The duties of a row, each told by its cell that says what is to be done; none where its cells are not those of the header."""
    cells = [
        (column_head(header.text, clause.text, start), clause.text[start:end])
        for start, end in cells_of(clause.text)
    ]
    heads = [head for head, _ in cells]
    task = next((head for head in heads if _TASK.search(head) and not role_of(head)), "")
    what = next((text for head, text in cells if head == (task or _first(heads))), "")
    for head, text in cells:
        if role := role_of(head) if what else "":
            for name in split_names(text):
                yield Duty(name, role, "stated", None, clause.plan, clause.id, re.sub(r"\s+", "", what), 0, len(clause.text), covers=clause.id)  # fmt: skip


def _first(heads: list[str]) -> str:
    return next((head for head in heads if head and not _COUNTING.search(head) and not role_of(head)), "\0")
