"""A Chinese question with English words in it (哪个domain的measures最多, how many), put in Chinese.

    in_chinese(text, table)   the question with each English word as the Chinese one that fills the same slot, or as it is

All or nothing: where one English word is neither of the table, nor a domain, nor known to stand for a word of the plan,
nothing is changed, as what it says would be lost. Words that the plan itself prints in Latin letters stay.
"""

from __future__ import annotations

import re

from assistant.patterns import lazy
from assistant.tabular.slots import Table

_LATIN = lazy(r"[a-z][a-z'&/ -]*[a-z]|[a-z]")
_HAN = lazy(r"[\u3400-\u9fff]")
_WORD = lazy(r"[a-z]+(?:['-][a-z]+)*")
_QUOTES = '“”"「」『』《》'
# What each slot of an English word is called in Chinese.
_NOUNS = {
    "indicator": "指标",
    "aim": "目标",
    "goal": "主要目标",
    "measure": "措施",
    "target": "细项",
    "clause": "条款",
    "principle": "基本原则",
    "domain": "领域",
}
_CHINESE = {
    **{("noun", value): word for value, word in _NOUNS.items()},
    ("mention", "mention"): "提到",
    ("ask", "count"): "有几个",
    ("ask", "list"): "哪些",
    ("most", "desc"): "最多",
    ("most", "asc"): "最少",
    ("top", "desc"): "最高",
    ("top", "asc"): "最低",
}
_GROUPED = (
    ("which", "哪个"),
    ("what", "哪个"),
    ("each", "每个"),
    ("every", "每个"),
    ("by", "按"),
    ("per", "每个"),
)
_JOINING = {
    "and": "和",
    "or": "或",
    "in": "",
    "the": "",
    "a": "",
    "please": "",
    "pls": "",
    "are": "",
    "is": "",
}
_TELLING = 4  # letters of a word that is no abbreviation
_AMOUNT = lazy(r"(?:有几个)+(?=有?[几哪多])|(?<=[几哪多])有几个")


def in_chinese(text: str, table: Table) -> str:
    """The folded question in Chinese; as it is where it has no English word, or one that is not understood."""
    if not _HAN.search(text) or not re.search("[a-z]{2}", text):
        return text
    if len(_HAN.findall(text)) < len(_WORD.findall(text)):
        return text  # an English question that quotes a Chinese word
    said, end, telling = [], 0, False
    for run in _LATIN.finditer(text):
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        apart = set(beside) & set(_QUOTES) or any(c.isdigit() for c in beside)  # top3 is no word
        told = _run_in_chinese(run.group(), table) if not apart else None
        if told is None:
            return text
        telling = telling or any(
            len(word) >= _TELLING and word not in _JOINING for word in run.group().split()
        )
        said += [text[end : run.start()].rstrip(" "), told]
        end = run.end() + (text[run.end() : run.end() + 1] == " ")
    if not telling:
        return text
    whole = "".join((*said, text[end:]))
    return _AMOUNT.sub("", whole)


def _run_in_chinese(run: str, table: Table) -> str | None:
    """English words in their order in Chinese; None where one of them is not understood."""
    said, at = [], 0
    while at < len(run):
        if run[at] in " -/&":
            at += 1
            continue
        name = table.catalog.lexicon.at(run, at)
        if name is not None and name.values("alias"):
            said.append(run[at : name.end])  # a row is found by its English name
            at = name.end
            continue
        found = _domain_at(run, at, table) or _slot_at(run, at, table) or _plan_word_at(run, at, table)
        if found is None:
            return None
        word, at = found
        said.append(word)
    return "".join(said)


def _domain_at(run: str, at: int, table: Table) -> tuple[str, int] | None:
    """The Chinese name of a domain that is named in English, the longest name first."""
    names = [
        (name, table.domains[title][min(which, len(table.domains[title]) - 1)])
        for title, names in table.domains_en.items()
        for which, name in enumerate(names)
    ]
    for name, chinese in sorted(names, key=lambda pair: -len(pair[0])):
        if run.startswith(name, at) and not run[at + len(name) : at + len(name) + 1].isalpha():
            return chinese, at + len(name)
    return None


def _slot_at(run: str, at: int, table: Table) -> tuple[str, int] | None:
    """The Chinese word that fills the slot of the English words at a place."""
    mention = table.words.at(run, at)
    if mention is not None:
        slot, value = mention.entries[0].value[:2]
        if (slot, value) == ("ask", "list") and not mention.text.startswith(("which", "what")):
            return "列出", mention.end
        if (slot, value) in _CHINESE:
            return _CHINESE[slot, value], mention.end
        if (slot, value) == ("group", "domain"):
            lead = next((zh for en, zh in _GROUPED if mention.text.startswith(en)), "")
            return f"{lead}领域", mention.end
    phrase = table.templates.longest_at(run).get(at)
    if phrase is not None and (phrase.slot, phrase.value) in _CHINESE:
        return _CHINESE[phrase.slot, phrase.value], phrase.end
    word = _WORD.match(run, at)
    if word is not None and word.group() in _JOINING:
        return _JOINING[word.group()], word.end()
    return None


def _plan_word_at(run: str, at: int, table: Table) -> tuple[str, int] | None:
    """The plan's word for the English phrase at a place; a word that the plan has in Latin letters stays (dna)."""
    for start, end, terms in table.english.found(run[at:], lambda _: False):
        known = [term for term in terms if term in table.catalog.vocabulary]
        if start == 0 and known and end >= _TELLING:  # aed is no form of a word
            return known[0], at + end
        break
    word = _WORD.match(run, at)
    if word is not None and word.group() in table.catalog.vocabulary:
        return word.group(), word.end()
    return None
