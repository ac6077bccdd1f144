"""Verbs of rows that a question speaks of as words, without quotes: 用降至表述的, 动词不是控制, 措辞为保持.

cited(text, verbs)      the text with quotes around them, which the rest reads
with_manners(text, manners)   the same around a verb with how it is done (持续下降), which only some rows have
cited_en(text, words)   an English text with the plan's own verb in the place of an English one that is spoken of (the verb keep)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.lexicon import Lexicon
from assistant.patterns import compiled, lazy

_SPEAKS_OF_WORDS = lazy(r"表述|表达|描述|措[辞词]|[动谓]词|用[词语]|说法|提法|写法|字[眼样]|行文")
_WORD = r"(?:表述|措[辞词]|[动谓]词|谓语|用[词语]|说法|提法|写法|字眼|行文)"
_LEADS = rf"{_WORD}(?:上|里|都|均|也|就|又|却|而|并)*(?:不|没|未)?(?:是|为|用|写|选|取|叫)(?:的)?(?:就是|是|成|作|为|了|着)?"
_USED = r"(?:用|以|拿|使用|采用|选用)(?:了|的是|着)?"
_SAYS = r"(?:一词|这个?词儿?|[这俩二两]*个?字|字样)?(?:来|去)?(?:作为|当|做)?(?:表述|表达|描述|措[辞词]|[动谓]词|行文)"
_ENDS = r"(?=一词|这个?词|[这俩二两]+个?字|的|却|但|且|又|并|而|同时|或|和|、|[，,。；;：:？?！!)]|$)"


def cited(text: str, verbs: Iterable[str]) -> str:
    """A folded question with quotes around the verbs of rows that stand as words in it.

    Args:
        text: the question.
        verbs: verbs of the rows, the longest first.
    """
    if not _SPEAKS_OF_WORDS.search(text):
        return text
    one = "|".join(re.escape(verb) for verb in verbs if len(verb) > 1)
    form = compiled(
        rf"(?P<lead>{_LEADS})(?P<verb>(?:{one})[在到至]?){_ENDS}|(?P<used>{_USED})(?P<said>(?:{one})[在到至]?)(?={_SAYS})"
    )
    return form.sub(_quoted, text) if one else text


def _quoted(match: re.Match[str]) -> str:
    """The phrase with quotes around its verb."""
    return f"{match['lead'] or match['used']}“{match['verb'] or match['said']}”"


def with_manners(text: str, manners: Sequence[str]) -> str:
    """A folded question with quotes around what some rows say of how they are to change, where it has none around it.

    Args:
        text: the question.
        manners: verbs of rows with the words before them, the longest first.
    """
    if not manners or not any(manner in text for manner in manners):
        return text
    one = "|".join(map(re.escape, manners))
    return compiled(rf"(?<![“「『\"‘])(?:{one})(?![”」』\"’])").sub(lambda match: f"“{match.group()}”", text)


_VERB_EN = lazy(
    r"\b(?P<lead>(?:verb|word|wording|phrase)s?(?: (?:is|of))? )[\"“']?(?P<said>[a-z]+(?: to)?)[\"”']?(?=[ ?.,;]|$)|[\"“](?P<quoted>[a-z]+(?: to)?)[\"”](?: (?:wording|verb|phrasing))?"
)


_LOOKED_FOR = lazy(r"\b(?:titles?|mention\w*|clauses?|measures?|contain\w*)\b")  # any word may stand there


def cited_en(text: str, words: Lexicon) -> str:
    """A folded English question with the plan's verb, quoted, for a verb of demands that it speaks of as a word."""
    if not text.isascii() or _LOOKED_FOR.search(text):
        return text

    def own(match: re.Match[str]) -> str:
        said = match["said"] or match["quoted"]
        for form in (said, f"{said} at", f"{said} to", f"to {said}", f"{said}ed"):
            found = words.entries.get(form, ())
            values = [entry.value[1] for entry in found if entry.value[0] == "demand"]
            if values:
                return f"{match['lead'] or ''}“{values[0]}”"
        return match.group()

    return _VERB_EN.sub(own, text)
