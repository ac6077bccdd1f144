"""Who is said in so many words to do what a question asks about (监测方案由谁制定, 谁审核评估报告)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.duties import IN_CHARGE, LEAD
from assistant.lexicon import fold_known
from assistant.patterns import compiled
from assistant.records import Duty

_SHORTEST = 3  # characters of what something is done to
_DOES = r"(?P<verb>制定|审[核批定]|批准|编制|编写|起草|收集|分析|提交|组织|指导|设立|建立|编辑出版|出版|报送|履行)"
_WHO = r"(?:谁|哪[一个]?[个家]?(?:部门|单位|机构|机关|小组|组))"
_MUST = r"(?:都|是|应当?|应该|要|得|须|必须|规定|明确|指定|具体)*"
_HOW = r"(?:来|去|负责|统一|具体|专门)*"
_FORMS = (
    rf"(?P<what>[\u4e00-\u9fff]{{3,20}}?)的?{_MUST}(?:由[^，,。；;？?]{{1,16}}?|{_WHO}){_HOW}{_DOES}",
    rf"{_WHO}{_HOW}{_DOES}(?P<what>[\u4e00-\u9fff]{{3,20}})",
)


def said_to_do(text: str, duties: Iterable[Duty]) -> frozenset[Duty]:
    """The duties of the sentences that say of somebody just what a folded question asks, or states, to be done.

    制定监测方案 and 监测方案的制定 are both said of 监测方案由谁制定. Of one sentence only those in charge, as who leads
    a group is not who does its work.
    """
    match = next((m for form in _FORMS if (m := compiled(form).search(text))), None)
    if match is None:
        return frozenset()
    given = [d for d in duties if d.basis == "stated" and d.role in (IN_CHARGE, LEAD) and not d.covers]
    what = match["what"]
    for tail in (what[at:] for at in range(len(what) - _SHORTEST + 1)):  # the longest that a sentence has
        said = (f"{match['verb']}{tail}", f"{tail}的{match['verb']}")
        found = frozenset(d for d in given if any(words in fold_known(d.what) for words in said))
        if found:
            charged = frozenset(d for d in found if d.role == IN_CHARGE)
            return charged if charged and len({(d.clause_id, d.start) for d in found}) == 1 else found
    return frozenset()
