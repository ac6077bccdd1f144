"""Answer → Markdown, JSON, plain text: the only place where a citation gets its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Answer, Citation, Indicator, Language, Sentence, SqlResult

VERSION = 1
_MARKDOWN = lazy(r"([\\`*_{}\[\]#|~])")


def to_markdown(answer: Answer) -> str:
    """The checked sentences with [1] marks; several figures as a list. HTML in it is text.

    Before what a language model had a hand in stands that it had.
    """
    text = _markdown_of(answer)
    return f"{model_label(answer)}\n\n{text}" if answer.mode == "model" else text


# Asked for by 《人工智能生成合成内容标识办法》, article 4: a sign that the reader sees, in the text itself.
_LABELS: dict[Language, str] = {
    "zh": "（AI 生成，数字和出处已由程序核对）",
    "en": "(AI-generated; figures and sources checked by the program)",
}


def model_label(answer: Answer) -> str:
    """What tells a reader that a language model wrote or planned an answer, or ""."""
    return _LABELS[answer.lang] if answer.mode == "model" else ""


def _markdown_of(answer: Answer) -> str:
    if len(answer.sentences) < 2:
        return " ".join(_marked(sentence) for sentence in answer.sentences)
    lines: list[str] = []
    for sentence, bullet in _laid_out(answer.sentences):
        if lines and not (bullet and lines[-1].startswith("- ")):
            lines.append("")  # Markdown wants a blank line between paragraphs, before a list and after it
        lines.append(bullet + _marked(sentence))
    return "\n".join(lines)


def _laid_out(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, str]]:
    """Each sentence with the bullet before it: what follows a line that ends with a colon is a list."""
    listing = False
    for sentence in sentences:
        heads = sentence.text.endswith(("：", ":"))
        listing = listing and not sentence.apart
        yield sentence, "- " if listing and not heads else ""
        listing = listing or heads


def _marked(sentence: Sentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return _escaped(sentence.text) + marks


def _escaped(text: str) -> str:
    """Markup of a question or a clause is shown, never carried out."""
    return _MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_text(answer: Answer) -> str:
    """For a terminal: sentences, then each source with its place and quote, then the SQL."""
    zh = answer.lang == "zh"
    blocks = ["\n".join(bullet + _plain(sentence) for sentence, bullet in _laid_out(answer.sentences))]
    if label := model_label(answer):
        blocks.insert(0, label)
    if understood := read_as(answer):
        blocks.insert(0, understood)
    if answer.citations:
        blocks.append(
            ("出处" if zh else "Source") + "\n" + "\n".join(source_lines(c) for c in answer.citations)
        )
    if answer.sql:
        blocks.append(("查询语句" if zh else "SQL") + "\n" + sql_lines(answer.sql, answer.lang))
    if answer.suggestions:
        head = "您可以接着问" if zh else "You could ask"
        blocks.append(head + "\n" + "\n".join(f"  {question}" for question in answer.suggestions))
    return "\n\n".join(blocks)


def read_as(answer: Answer) -> str:
    """What a follow-up was read as, or "" where the question was read as it was typed."""
    if answer.completed_question == answer.question:
        return ""
    return (
        f"按“{answer.completed_question}”理解。"
        if answer.lang == "zh"
        else f"Understood as: “{answer.completed_question}”"
    )


def _plain(sentence: Sentence) -> str:
    return sentence.text + "".join(f"[{number}]" for number in sentence.citations)


def source_lines(citation: Citation) -> str:
    """Number, place in the plan and quote of a citation, for a terminal; a document outside the plan has no quote."""
    quote = f"\n      「{citation.quote}」" if citation.quote else ""
    return f"  [{citation.n}] {place(citation)}{quote}"


def place(citation: Citation) -> str:
    """The headings above a clause, outermost first, and its id."""
    if citation.document:
        return citation.document
    return " ＞ ".join((*citation.path, citation.clause_id))


def sql_lines(sql: SqlResult, lang: Language) -> str:
    """Statement, parameters and number of rows."""
    parameters = ", ".join(f":{name} = {value}" for name, value in sql.parameters.items())
    count = f"共 {len(sql.rows)} 条" if lang == "zh" else f"{len(sql.rows)} row(s)"
    return f"  {sql.statement}\n  {parameters}\n  {count}"


# --- JSON ------------------------------------------------------------------------------------------


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form of docs/answer.md and eval/answer.schema.json, version 1."""
    return {
        "version": VERSION,
        "question": answer.question,
        "completed_question": answer.completed_question,
        "status": answer.status,
        "reason": answer.reason,
        "lang": answer.lang,
        "answer": to_markdown(answer),
        "citations": [_citation(citation) for citation in answer.citations],
        "sql": None if answer.sql is None else _sql(answer.sql),
        "duties": [
            {"actor": d.actor, "role": d.role, "basis": d.basis, "citation": d.citation}
            for d in answer.duties
        ],
        "premise": None
        if answer.premise is None
        else {"asked": answer.premise.asked, "plan": answer.premise.plan, "agrees": answer.premise.agrees},
        "completeness": answer.completeness,
        "verified": answer.verified,
        "mode": answer.mode,
        "dropped": [{"text": d.text, "check": d.check, "reason": d.reason} for d in answer.dropped],
        "suggestions": list(answer.suggestions),
        "timings_ms": {name: round(value, 3) for name, value in answer.timings_ms.items()},
    }


def _citation(citation: Citation) -> dict[str, Any]:
    record: dict[str, Any] = {
        "n": citation.n,
        "source": citation.source,
        "plan": citation.plan,
        "clause_id": citation.clause_id,
        "path": list(citation.path),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "repaired": citation.repaired,
    }
    return record | ({"document": citation.document} if citation.document else {})


def _sql(sql: SqlResult) -> dict[str, Any]:
    return {
        "statement": sql.statement,
        "parameters": dict(sql.parameters),
        "columns": list(sql.columns),
        "rows": [list(row) for row in sql.rows],
        "truncated": sql.truncated,
    }


def row_to_json(row: Indicator) -> dict[str, Any]:
    """A row with the field names of the design; its value is a string."""
    return {field: getattr(row, field) for field in Indicator.__dataclass_fields__} | {
        "value": None if row.value is None else format_decimal(row.value)
    }


def figure_text(row: Indicator) -> str:
    """A row's figure in signs: "≤5.5‰", "↓15%", "↑"."""
    sign = _SIGNS[row.comparator]
    return sign if row.value is None else sign + format_decimal(row.value) + (row.unit or "")


_SIGNS = {
    ">=": "≥",
    "<=": "≤",
    "=": "",
    "<": "<",
    ">": ">",
    "down_by": "↓",
    "up_by": "↑",
    "up": "↑",
    "down": "↓",
}


# --- to read aloud ---------------------------------------------------------------------------------

_MOST_SPOKEN = 5  # items of a list
_LONGEST_SPOKEN = 150  # characters of a list, but for its first item
_SIGNS_SPOKEN: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        (r"(\d+(?:\.\d+)?)\s*[‰]", r"千分之\1"), (r"(\d+(?:\.\d+)?)\s*[%％]", r"百分之\1"),
        (r"(\d)\s*[–—~～]+\s*(?=\d)", r"\1至"), (r"[≥]", "不低于"), (r"[≤]", "不高于"), (r"[>＞]", "高于"),
        (r"[<＜]", "低于"), (r"\s−\s|−", "减"), (r"\s*[=＝]\s*", "等于"), (r"[×]", "乘"), (r"[÷]", "除以"), (r"[—–]{2,}", ""),
        (r"\[\d+\]|[「」*#`\[\]\\|]", ""), (r"\s+", ""),
    ),
    "en": (
        (r"\s*\(?「[^」]*」\)?", ""), (r"(\d)\s*‰", r"\1 per thousand"), (r"(\d)\s*%", r"\1 percent"),
        (r"(\d)\s*[–—~]+\s*(?=\d)", r"\1 to "), (r"≥\s*", "at least "), (r"≤\s*", "at most "), (r">\s*", "more than "),
        (r"<\s*", "less than "), (r"\s*−\s*", " minus "), (r"\s*=\s*", " equals "), (r"\s*×\s*", " times "), (r"\s*÷\s*", " divided by "),
        (r"\[\d+\]|[*#`\[\]\\|]", ""), (r"\s+", " "),
    ),
}  # fmt: skip


def to_speech(answer: Answer) -> str:
    """One or two full sentences to read aloud: signs in words, the place in the plan in words, no marks."""
    zh = answer.lang == "zh"
    leads, items = _said_first(answer)
    pieces = [sentence.text for sentence in leads]
    if items:
        pieces[-1:] = [(pieces or [""])[-1] + _listed([sentence.text for sentence in items], answer.lang)]
    spoken = [_spoken(piece, answer.lang) for piece in pieces]
    numbers = [n for sentence in (*leads, *items) for n in sentence.citations]
    cited = [c for n in numbers for c in answer.citations if c.n == n]
    if cited and answer.status == "answered":
        spoken.append(_said_place(cited, answer.lang))
    return ("" if zh else " ").join(filter(None, spoken))


def _said_first(answer: Answer) -> tuple[list[Sentence], list[Sentence]]:
    """The first two sentences; or those up to one that announces a list, and its items."""
    leads: list[Sentence] = []
    items: list[Sentence] = []
    for sentence, bullet in _laid_out(answer.sentences):
        if bullet:
            items.append(sentence)
        elif items or len(leads) > 1:
            break
        else:
            leads.append(sentence)
    if not items:
        leads = [lead for lead in leads if not lead.text.endswith(("：", ":"))] or leads
    return leads, items


def _said_place(cited: list[Citation], lang: Language) -> str:
    """Where the first of the citations stands; where others stand elsewhere, that it is the first."""
    where = place_in_words(cited[0], lang)
    several = len({(c.clause_id, c.document) for c in cited}) > 1
    if lang == "en":
        return f"{'The first of these' if several else 'This'} is in {where}."
    return f"{'其中第一处' if several else '这一内容'}见{where}。"


def _listed(items: list[str], lang: Language) -> str:
    """Items in one sentence, as many as can be listened to, and how many there are more."""
    gap, end = ("；", "。") if lang == "zh" else ("; ", ".")
    told = [items[0].rstrip("。.；; ")]
    for item in items[1:_MOST_SPOKEN]:
        if len("".join(told)) + len(item) > _LONGEST_SPOKEN:
            break
        told.append(item.rstrip("。.；; "))
    if rest := len(items) - len(told):
        told.append(f"另外还有{rest}条" if lang == "zh" else f"and {rest} more")
    return ("" if lang == "zh" else " ") + gap.join(told) + end


def _spoken(text: str, lang: Language) -> str:
    for pattern, words in _SIGNS_SPOKEN[lang]:
        text = re.sub(pattern, words, text)
    end = "。" if lang == "zh" else "."
    text = re.sub(r"。{2,}", "。", text).strip()
    return text if not text or text.endswith(("。", "！", "？", "：", ".", "!", "?")) else text + end


_PART = lazy(r"([一二三四五六七八九十百]+)、\s*(.+)")
_SECTION = lazy(r"[（(]([一二三四五六七八九十百]+)[）)]\s*(.+)")
_NUMBERED = lazy(r"(\d+)\s*[.．、]")
_TAIL = lazy(r"([a-z]*)(\d+)")
_TAIL_ZH = {"g": "第{}条", "m": "第{}条", "p": "第{}段"}
_TAIL_EN = {"g": "goal {}", "m": "measure {}", "p": "paragraph {}"}


def place_in_words(citation: Citation, lang: Language) -> str:
    """Where a citation stands, in words that can be read aloud; a document outside the plan by its name."""
    if citation.document:
        return citation.document
    return _place_en(citation) if lang == "en" else _place_zh(citation)


def _place_zh(citation: Citation) -> str:
    parts: list[str] = []
    numbers = ""
    for heading in citation.path:
        title = heading.rstrip("。：: ")
        if part := _PART.fullmatch(title):
            parts.append(f"第{part[1]}部分“{part[2]}”")
        elif section := _SECTION.fullmatch(title):
            parts.append(f"第{section[1]}节“{section[2]}”")
        elif number := _NUMBERED.match(title):
            numbers += f"第{number[1]}条"
        else:
            parts.append(f"“{title}”")
    first = "前言" if citation.clause_id.startswith("0.") else ""
    last = _TAIL.fullmatch(citation.clause_id.rsplit(".", 1)[-1])
    tail = _TAIL_ZH.get(last[1], "第{}项").format(last[2]) if last else ""
    return "规划" + first + _joined(parts) + numbers + tail


def _joined(parts: list[str]) -> str:
    """Part and section side by side, what has no number of its own behind them."""
    numbered = "、".join(part for part in parts if part.startswith("第"))
    return "的".join(filter(None, (numbered, *(part for part in parts if not part.startswith("第")))))


def _place_en(citation: Citation) -> str:
    names = ["part {}", "section {}"]
    words: list[str] = []
    for piece in citation.clause_id.split("."):
        found = _TAIL.fullmatch(piece)
        if found is None:
            continue
        bare = names.pop(0) if names and not found[1] else "item {}"
        words.append(_TAIL_EN.get(found[1], bare).format(found[2]))
        if found[1]:
            names = []
    if citation.clause_id.startswith("0."):
        words[0] = "the preamble"
    return ", ".join(words) + " of the plan"
