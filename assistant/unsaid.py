"""What a question says that the plan says, where the plan says nothing like it (规划要求每个社区配心理医生，对吧), or not only that.

    put_unsaid(known, run)    the answer with that before it; all is as before where the clauses may well say it

That something is so only for some, or for all without exception, is denied where what would be told of it has no such
word. A whole statement is said not to stand there in its words where what was found most likely says something else:
sentences on neighbours of it would else be taken for a yes. That is no denial, as other words may say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.clause_sufficiency import fits
from assistant.framing import frames, tags
from assistant.knowledge import Knowledge
from assistant.leading import cited, lead, sentences_told
from assistant.lexicon import fold_known
from assistant.mentions import Mention
from assistant.patterns import lazy
from assistant.records import NO_QUESTION
from assistant.run import Run
from assistant.searching.stated import stated, tells

LONGEST: Final = 60  # characters of a question that is looked at
LONGEST_EN: Final = 140
LEAST: Final = 4  # characters of a statement
# Of those that were tried, what the plan does say in other words lay above it, and what it does not mostly below.
SAID: Final = 0.5
LIKELY_SAID: Final = 0.6
ALL: Final = 0.75  # share of its words from which a sentence is likely the statement itself
NEAR: Final = 0.5  # share of the words of a statement, by their rarity, that one sentence has
LONGEST_ECHO: Final = 14  # characters of a phrase that is denied

# What the asker tells of himself, and what is only supposed.
_OF_ASKER = lazy(
    r"^(?:那|可|但|因为|我|俺|他|她|孩子|娃|宝宝|儿子|闺女|女儿|如果|要是|假如)|\b(?:i|my|our|we|if)\b"
)
# That it is the plan which says so is no part of what is stated.
_HEAD = lazy(
    r"^(?:(?:那|就是|反正)?(?:大庆市?|咱们?|我们|市里?|这份?|这个|本|该|的|儿童|发展)*(?:规划|文件|方案|纲要|政策)(?:里头?|里面|上|中)?)?"
    r"(?:是不是|就|也|都|还|又|是|已经?|明确|明文|清楚|要求|提出|规定|写明|写着?|强调|指出|说|讲|提到|了|过|让(?=各|每)|的是|[，,])*"
    r"|^(?:so )?(?:under |in |according to )?(?:the|this|daqing's|its|our|your)? ?(?:\w+ )?plan(?: (?:says|promises|requires|wants|makes|states|demands)(?: that)?)?,? ?"
)
# 能不能, 有没有: a question within, which states nothing.
_ASKS_WHETHER = lazy(r"(?<!是)([\u4e00-\u9fff])[不没]\1|有没|可否|能否|[哪啥谁咋]|什么|怎么|多少|几[个条项]")
_TAIL = lazy(r"(?:的(?:规定|要求|说法)?|了|呀|啊|呢|来着|[吧吗么嘛])+$")
_ONLY = lazy(
    r"(?:只(?![是好说写提讲字不]|要(?!求))|仅(?!次)|唯独|光(?=[看靠凭给管对])|\b(?:only|solely|exclusively)\b)"
)
_ALL = lazy(r"一律|统统|一刀切|全都|\bwithout exception\b")
# 每个社区都得有…吗: what the plan sets as its goal, or for most, is no rule for each; nor need it be another.
_EACH = lazy(
    r"(?:(?:每一?|各)[个所名位家间座][^，,。；;？?每]{1,8}?|所有的?[^，,。；;？?]{1,8}?)(?:都|均|必须|必得|得|要|该)"
    r"|\b(?:every|all|each) (?:[a-z-]+ ){1,3}?(?:must|has to|have to|needs? to|should)\b"
)
_SAYS_ONLY = lazy(r"[只仅唯]|\b(?:only|solely|exclusively)\b")
# 健全, 安全, 全面, 均衡 and 各类 do not say that something holds for all.
_SAYS_ALL = lazy(
    r"一律|统统|(?<![健安完保齐])全(?!面(?!实行|覆盖|推行|普及|禁|取消))|所有|一切|每|都|均(?!衡)|普遍|普及|各(?![类种])|百分之百|100%"
)


def put_unsaid(known: Knowledge, run: Run) -> None:
    """Say that the plan does not have what is stated, before what it has next to it.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
    """
    query = run.query
    if query.task in NO_QUESTION or query.task != "clause" or not (query.confirms or query.yes_no):
        return
    if run.judgement.status != "answered" or run.judgement.reason or run.composed.premise or run.claim:
        return
    if run.evidence.sql or run.evidence.indicators or run.duties or run.is_heeded:
        return
    if query.foreign_year or len(query.text) > (LONGEST_EN if query.lang == "en" else LONGEST):
        return
    parts = [part for part in stated(query.text) if not _OF_ASKER.search(part) and part in query.text]
    told = _told(known, run, " ".join(parts))
    if not told:
        return
    statement = _statement(parts)
    if (phrase := _without_exception(parts, told)) is not None:
        text = (
            f"No, the plan does not say 「{phrase}」 of this; what it says is below."
            if query.lang == "en"
            else f"不是，规划对此没有写「{phrase}」，写的见下。"
        )
        lead(run, cited(told[0].mention), text, phrase)
    elif statement and (
        (query.confirms and _is_unsaid(known, run, told)) or _is_said_of_each(statement, told)
    ):
        text = (
            f"The plan does not say 「{statement}」 in these words; please compare what comes nearest to it, below."
            if query.lang == "en"
            else f"规划没有写「{statement}」这句原话；意思是否相同，请对照下面最接近的原文。"
        )
        lead(run, cited(told[0].mention), text, statement, settles=False)


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence told, and the share of the words of a statement that it has."""

    mention: Mention
    text: str
    cover: float


def _statement(parts: list[str]) -> str:
    """What the one part of a question says of the plan; empty where it has several, or asks."""
    if len(parts) != 1 or _ASKS_WHETHER.search(parts[0]):
        return ""
    said = _TAIL.sub("", _HEAD.sub("", parts[0], count=1)).strip(" —-…·")
    return said if len(said) >= LEAST else ""


def _told(known: Knowledge, run: Run, said: str) -> list[_Near]:
    """The sentences told, the one with most of a statement's words first."""
    index = known.clause_index
    covers = index.coverage.covering(" ".join(word for word in index.to_words(said) if tells(word)))
    found = [
        _Near(mention, flat := fold_known(mention.clause.text[mention.start : mention.end]), covers(flat))
        for mention in sentences_told(run, known.tree.clauses)
    ]
    return sorted(found, key=lambda near: -near.cover)


def _without_exception(parts: list[str], told: list[_Near]) -> str | None:
    """The phrase that says that something is so for some only, or for all, where no sentence told has such a word."""
    for asked, says in ((_ONLY, _SAYS_ONLY), (_ALL, _SAYS_ALL)):
        found = [(part, match) for part in parts if (match := asked.search(part))]
        if not found or any(says.search(near.text) and near.cover >= NEAR for near in told[:2]):
            continue
        part, match = found[0]
        phrase = _TAIL.sub("", part[match.start() :]).strip()
        return phrase if len(phrase) <= LONGEST_ECHO or phrase.isascii() else match.group()
    return None


def _is_said_of_each(statement: str, told: list[_Near]) -> bool:
    """Whether a statement is of each of them, and no sentence told has such a word."""
    return bool(_EACH.search(statement)) and not any(_SAYS_ALL.search(near.text) for near in told)


def _is_unsaid(known: Knowledge, run: Run, told: list[_Near]) -> bool:
    """Whether what was found most likely says something else than what is stated."""
    said, support = known.thresholds.said, run.evidence.support
    if said is None or support is None or not (tags(run.query.text) or frames(run.query.text)):
        return False
    if told[0].cover >= ALL:
        return False
    chance = fits(support, said)
    return chance < SAID or (chance < LIKELY_SAID and told[0].cover < NEAR)
