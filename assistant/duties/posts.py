"""Posts that a sentence gives: whose office it is, who chairs, and of whom a group is made.

posts_in(sentence)    领导小组办公室设在市住建局, 由市政府分管负责同志任组长, 联席会议由…等部门组成
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.duties.names import split_names
from assistant.patterns import lazy

_SEATED = lazy(
    r"(?P<post>办公室|秘书处|工作专班|专班)(?:日常工作)?(?:就?设在|设于|设立在|挂靠在?)(?P<who>[^，。；;、]{2,20})"
)
_CHAIRS = lazy(
    r"(?:^|[，；：。、由])(?P<who>[^，。；：由、]{2,24}?(?:、[^，。；：由、]{2,24}?)*?)(?:共同|分别)?(?:兼任|担任|出任|任)"
    r"(?P<post>(?:常务|第一|执行|双)?副?(?:组长|召集人|总召集人|主任委员|主任|总指挥长?|指挥长|秘书长|会长|链长|河长|林长|田长))(?![\u4e00-\u9fff]{0,2}职)"
)
_MADE_OF = lazy(r"由(?P<who>[^，。；由]{4,160}?)(?:共同)?(?P<post>组成)(?:$|[，。；])")
_MEMBERS = lazy(r"(?P<post>成员单位)(?:包括|有|为|：)(?P<who>[^。；]{4,160})")
# Those whom no list names: experts, deputies and the like are no bodies.
_KINDS = lazy(r"专家|代表|人员|同志$|领域|人士|学者|委员$")


def posts_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Bodies and persons of a sentence without blanks, each with the post that it is given, as printed."""
    for match in _SEATED.finditer(sentence):
        yield _bare(match["who"]), match["post"]
    for match in _CHAIRS.finditer(sentence):
        for name in split_names(match["who"]):
            yield name, match["post"]
    for pattern in (_MADE_OF, _MEMBERS):
        for match in pattern.finditer(sentence):
            names = split_names(match["who"])
            if not any(_KINDS.search(name) for name in names):
                yield from ((name, match["post"]) for name in names)


def _bare(name: str) -> str:
    """A body without what is said of it afterwards (市住建局承担日常工作)."""
    return re.sub(r"(?:并|负责|承担|具体|统筹).*$", "", name)
