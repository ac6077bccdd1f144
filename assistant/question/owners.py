"""Grown-ups whose figure is asked for, where the rows named are about others: 老师的近视率, myopia rate for teachers.

    other_owners(text, name, rows_said)    the people who stand as owners of a name, as said
    are_grown_ups(said)                    whether words name nobody else
    is_no_school_of_pupils(said)           whether words name a school that no pupils go to
    called_alike(said)                     the other names of those
    party_names(said)                      the same also of a school, the public, a hospital …

A rate of pupils says nothing about their teachers, or about those of another kind of school (幼儿园一天睡几小时). Only who owns the name is meant (老师的近视率, 家长每天睡几小时): people
in any other place belong to the story, or do something about the matter (老师怎么控制近视率).
"""

from __future__ import annotations

from assistant.patterns import lazy

# People of one kind, by any of their names: rows that speak of one of them are about all of them.
_KINDS = (
    ("老师", "教师", "班主任", "教职工", "教职员工", "teacher", "staff"),
    ("家长", "父母", "爸妈", "爹妈", "照护人", "看护人", "监护人", "parent", "caregiver", "carer", "guardian"),
    ("医生", "医师", "大夫", "医务人员", "医护人员", "doctor", "physician", "paediatrician", "pediatrician"),
    ("护士", "nurse"),
    ("校长", "园长", "principal", "headteacher"),
    ("爷爷奶奶", "姥姥姥爷", "祖父母", "grandparent"),
    ("职工", "员工", "工人", "employee", "worker"),
    ("干部", "公务员", "officials", "civil servant"),
    ("警察", "民警", "police officer"),
    ("司机", "驾驶员", "driver"),
    ("教练", "教练员", "coach"),
)  # fmt: skip
# Others than children to whom a clause speaks, by the names that people and the plan have for them.
_PARTIES = (
    ("学校", "校方", "校园", "校内", "学校里"),
    ("公众", "市民", "普通市民", "群众", "老百姓", "普通人", "居民", "路人", "旁人", "邻居", "大伙儿"),
    ("家庭", "家里", "家里人", "家长", "父母", "监护人"),
    ("医疗机构", "医院"),
    ("社区", "小区"),
    ("企业", "公司", "厂家", "商家"),
    ("媒体", "新闻媒体", "电视台", "记者"),
    ("社会力量", "社会组织", "志愿者", "社会上"),
)  # fmt: skip
ALL_PARTIES = frozenset(name for kind in _PARTIES for name in kind)
_ZH = "|".join(sorted((w for kind in _KINDS for w in kind if not w.isascii()), key=len, reverse=True))
_EN = "|".join(w for kind in _KINDS for w in kind if w.isascii())
# 老师的, 老师们每天, 家长平均要: from an owner to the name. Who is spoken to, or only said to be one, owns nothing.
_BEFORE = lazy(
    rf"(?<![给跟向对和与问让叫替为是当做])(?P<who>{_ZH})们?(?:自己|本人)?的?(?:每天|每日|每晚|每周|一天|一晚|平均|最少|至少|应该|应当|必须|[要得该应须]|的)*$"
)
_BEFORE_EN = lazy(rf"\b(?P<who>(?:{_EN})(?:s|s'|'s)?) (?:(?:average|daily|own) )?$")
_BEHIND_EN = lazy(
    rf"(?: (?:rates?|targets?|goals?|figures?|limits?|standards?|levels?|hours?|time|requirements?|coverage))* (?:for|of|among|in) (?:the |all |our |school )*(?P<who>(?:{_EN})s?)\b(?! (?:of|who|with|and|or|to)\b)"
)


# Kinds of schools whose children are no pupils: a row of pupils is not about them.
_NO_PUPILS = lazy(
    r"(?P<who>幼儿园|托[班儿]所?|托育机构|学前班|[小中大]班|大学|大专|高校|研究生)(?:里|的|里的)?(?:每天|每日|每晚|每周|一天|一晚|平均|最少|至少|应该|应当|必须|[要得该应须]|的)*$"
)
_GROWN_UPS = lazy(rf"(?:{_ZH})们?的?|(?:the |their |our )?(?:school )?(?:{_EN})s?")
_ANOTHER = lazy(rf"的?(?:{_ZH})")


def are_of_another(text: str, end: int) -> bool:
    """Whether people that end at a place only say whose grown-ups are meant (小学老师的近视率)."""
    return bool(_ANOTHER.match(text, end))


def are_grown_ups(said: str) -> bool:
    """Whether folded words name grown-ups of a kind and nothing else."""
    return bool(_GROWN_UPS.fullmatch(said))


def is_no_school_of_pupils(said: str) -> bool:
    """Whether folded words name a kind of school that no pupils go to, and nothing else (幼儿园的)."""
    found = _NO_PUPILS.match(said)
    return found is not None and found.end() == len(said)


def called_alike(said: str) -> tuple[str, ...]:
    """All names of the kind of grown-ups that folded words name; none where they name nobody of a kind."""
    kind = next((kind for kind in _KINDS if any(word in said for word in kind)), ())
    return kind if are_grown_ups(said) else ()


def party_names(said: str) -> tuple[str, ...]:
    """All names of the grown-ups or of the other party that folded words name, the plan's first; none where they name neither."""
    return called_alike(said) or next((kind for kind in _PARTIES if said in kind), ())


def other_owners(text: str, start: int, end: int, rows_said: str, *, of_pupils: bool = False) -> str:
    """Who owns a name in a question, where the rows speak of nobody of that kind; else "".

    Args:
        text: the folded question.
        start: where the name of the rows begins.
        end: where it ends.
        rows_said: the folded names, people and clauses of those rows.
        of_pupils: whether those rows are about pupils.
    """
    if of_pupils and (school := _NO_PUPILS.search(text[:start])) and school["who"] not in rows_said:
        return school["who"]
    found = _BEFORE.search(text[:start]) or _BEFORE_EN.search(text[:start]) or _BEHIND_EN.match(text, end)
    if found is None:
        return ""
    who = found["who"]
    kind = next(kind for kind in _KINDS if any(word in who for word in kind))
    return "" if any(word in rows_said for word in kind) else who
