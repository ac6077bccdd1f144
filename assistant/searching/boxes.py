"""How many boxes or annexes a plan has (一共几个专栏, 有哪些附件), and what they are called."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.patterns import lazy
from assistant.plan.markers import apart
from assistant.quoting import tell_titles
from assistant.records import Clause, Draft, Evidence, Sentence
from assistant.run import Run
from assistant.sufficiency import Judgement

_KIND = r"(?:专栏|附件|附表|附录)"
_ONLY = r"(?:规划|方案|计划|文件|意见|要点|这个|这份|本|该|全文|里面?|中|上|的|一?共|总共|总计|都|到底|分别|设置?|列|放|用|了|是|有)*"
# Boxes and nothing else: 专栏1有哪几个工程 asks for what stands in one.
_ASKED = lazy(
    rf"^(?:请问|问一下|那)?{_ONLY}(?:(?:几|多少)个?|(?:哪|那)[些几]个?|什么|啥)的?(?P<zh>{_KIND})(?:呢|啊|呀)?[？?。]?$"
    rf"|^(?:请问|问一下|那)?{_ONLY}(?P<zh2>{_KIND}){_ONLY}(?:(?:几|多少)个?|(?:哪|那)[些几]个?|什么|啥)(?:呢|啊|呀)?[？?。]?$"
    r"|^(?:how many|which|what) (?P<en>boxe?s|annexe?s|appendices)\b(?: (?:are|there|in|does|do|the|this|plan|document|have|has|contain))*[?.]?$"
)


LONGEST = 50  # characters of the title line of a box


def tell_boxes(known: Knowledge, run: Run) -> str:
    """Count the boxes (annexes) of the plan and name each by its title; empty where they are not asked for, or there are none."""
    match = _ASKED.match(run.query.text.replace(" ", "") if run.query.lang == "zh" else run.query.text)
    if match is None:
        return ""
    kind = match["zh"] or match["zh2"] or ("专栏" if match["en"].startswith("box") else "附")
    boxes = tuple(clause for clause in known.tree.clauses.values() if _mark_of(clause).startswith(kind))
    if not boxes:
        return ""
    told, many = tell_titles(boxes, numbered=True), len(boxes)
    lead = f"规划里的{kind}共 {many} 个：" if run.lang == "zh" else f"The plan has {many} such parts:"
    cited = tuple(citation.n for citation in told.citations)
    run.query = replace(run.query, task="tree", places=tuple(box.id for box in boxes))
    run.judgement = Judgement("answered", None, "clauses")
    run.evidence = replace(Evidence(clauses=boxes, glosses=known.glosses), period=run.evidence.period)
    run.composed = Composed(Draft((Sentence(lead, cited), *told.sentences), told.citations))
    return "、".join(box.id for box in boxes)


def _mark_of(clause: Clause) -> str:
    """The mark of a box or annex that a clause is the title of (专栏1), also where the grammar of a plan has none; "" for others."""
    if clause.kind == "heading":
        return clause.number
    titled = (
        apart(clause.text.strip()) if len(clause.text) <= LONGEST and clause.kind == "paragraph" else None
    )
    return titled.mark if titled is not None and titled.number and "。" not in titled.title else ""
