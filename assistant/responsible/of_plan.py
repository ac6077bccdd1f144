"""Who carries out or oversees the plan itself, and not one of its matters (谁来监督规划, who oversees the plan).

speaks_of_plan(text)               whether it can be asked at all
asks_of_plan(text, claimed)        whether that is asked
duties_of_plan(clauses, duties)    the duties that a plan's own rule gives for it
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.duties import ADDRESSED
from assistant.patterns import lazy
from assistant.records import Clause, Duty
from assistant.responsible.own_rules import rules

_WHO = lazy(
    r"谁|哪[个些几家]{0,2}(?:部门|单位|机关|机构|局|委|级|家)|(?:责任|主管|牵头)(?:部门|单位|机构|主体)|\bwho\b|\bwhich\b"
)
_PLAN = lazy(r"规划|计划|方案|纲要|\bplan\b")
# All that such a question consists of: who, the plan, that it is carried out and overseen. 监测, 评估, 考核 and 制定 are
# matters of their own, which other clauses give to other bodies.
_NOTHING_ELSE = lazy(
    r"(?:谁|哪[个些几家]{0,2}(?:部门|单位|机关|机构|局|委|级|家)|什么(?:部门|单位|机构)|(?:责任|主管|牵头)(?:部门|单位|机构|主体)"
    r"|规划|计划|方案|纲要|大庆市?|咱们?|我们|俺们|[本全这那个份市区县里上中]|儿童|发展|孩子"
    r"|实施|落实|执行|推进|推动|贯彻|组织|协调|统筹|指导|督促|监督|督导|督查|检查|监管|领导|牵头|主管|主抓|主导|负责|承担|盯[着紧]?|管着?|抓|责任"
    r"|工作|任务|情况|进度|全过程|过程|整体|总体|的|事儿?|[是对]不[是对]|不|没错|对|吗|是|由|归|让|该|应该|应当|属|都?有|会|要|得|能|来|去|在|到底|究竟|具体|主要|一下|了|着|呢|啊|呀|哪|吧|嘛|[，,、和与及跟？?。!！\s])+"
    r"|(?:\b(?:who|which|department|body|agency|authority|government|is|are|in|charge|responsible|accountable|for|of|the|this|that|city|daqing|children|child|development|overall|whole"
    r"|plan|implement\w*|carr(?:y|ies|ying)|out|execut\w*|overs\w+|supervis\w+|coordinat\w+|manag\w+|lead\w*|runs?|running|check\w*|up|on|it|does|actually|and|get|gets|done|make|makes|sure|put|puts|into|practice|action|by|right|correct|not|isn|doesn|only|alone|was|will|be)\b|'[st]\b|[\s,.?!])+"
)
_RUNS = lazy(
    r"实施|落实|执行|推进|推动|贯彻|组织|协调|统筹|指导|督促|监督|督导|督查|检查|监管|领导|牵头|主管|主抓|主导|负责|承担|盯|管|抓|责任"
    r"|\b(?:in charge|responsible|accountable|implement|carr|execut|overs|supervis|coordinat|manag|lead|run|check|make|put)"
)


def speaks_of_plan(text: str) -> bool:
    """Whether a folded question has words for the plan and for carrying it out, without which nothing is asked of it."""
    return bool(_PLAN.search(text) and _RUNS.search(text))


def asks_of_plan(text: str, claimed: Iterable[str] = ()) -> bool:
    """Whether a folded question asks who carries out, coordinates or oversees the plan as such, and nothing else.

    Args:
        text: the folded question.
        claimed: bodies that it takes to do so.
    """
    bodies = list(claimed)
    for body in bodies:
        text = text.replace(body, " ")
    asks = bool(bodies) or _WHO.search(text) is not None
    return bool(asks and speaks_of_plan(text) and _NOTHING_ELSE.fullmatch(text))


def duties_of_plan(clauses: Iterable[Clause], duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties stated in the clause that says most of who does the plan's work; () where none says it.

    Of clauses with as many such sentences, the first.
    """
    ruling = Counter(clause.id for clause, _, _ in rules(clauses))
    stated = [d for d in duties if d.basis == "stated" and d.role != ADDRESSED and not d.covers]
    having = {d.clause_id for d in stated}
    first = next((place for place, _ in ruling.most_common() if place in having), "")
    return tuple(d for d in stated if d.clause_id == first)
