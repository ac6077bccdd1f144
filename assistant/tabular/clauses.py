"""Question over the clauses → TableQuery: which there are, how many, by what, and which hold a word."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal, cast

from assistant.matter_scope import kinds_left_out
from assistant.patterns import lazy
from assistant.records import TableGroup, TableOperation, TableQuery
from assistant.tabular.claimed import with_count_claim
from assistant.tabular.clause_shares import asks_share, part_of_clauses, shares_of_kinds
from assistant.tabular.domains_with_both import KINDS_OF_DOMAINS, domains_with_both
from assistant.tabular.filters import over_all_domains
from assistant.tabular.held import CLAUSES, WEAK, Held, in_goals, mentions_of, read_held
from assistant.tabular.left_over import counts_others, left_over
from assistant.tabular.multiples import says_multiple
from assistant.tabular.outspoken import held_against, words_apart
from assistant.tabular.paired import paired, principles_in, two_counts
from assistant.tabular.placed import CHAPTER
from assistant.tabular.reading import Reading
from assistant.tabular.rest_of_domains import against_the_rest
from assistant.tabular.unread_of_clauses import unread_of_clauses, unread_places

_GROUPS_OFCLAUSES = ("domain", "kind", "goal")
_AGAINST = lazy(r"比|减|除以|\b(?:than|minus|versus|against|compared)\b")
_OF_WHICH = lazy(
    r"(?:其中|里头|里面|当中|这里头|这里面)[^？?。]*[占有](?:了)?(?:几|多少)|\bof (?:which|them|these)\b.*\bhow many\b|\bhow many of (?:them|these|those)\b"
)
_OF_ROWS = frozenset({"population", "unit", "verb"})  # clauses have none of these
_SO_MANY_DOMAINS = lazy(
    r"[一二两三四五六七八九十0-9](?:个|大)?(?:大)?(?:领域|板块)|\b(?:seven|[0-9]+) (?:domains|areas)"
)
# 比平均数多多少: the mean is that of all.
_THAN_AVERAGE = lazy(
    r"(?:比|超过?|[高低多少]于|不[到足])(?:全规划)?(?:的)?平均|\b(?:than|above|below) (?:the )?(?:average|mean)\b"
)
# 目标多还是措施多, more goals or more measures
_EITHER_MORE = lazy(
    r"[多少](?:些|一些|点)?[，,]?还是[^，,。；;？?]{0,12}[多少]|\b(?:more|fewer)\b[^.;?]*\bor (?:more |fewer )?"
)
_MORE_OR_LESS_EN = lazy(
    r"\b(?:more|fewer|less|larger|smaller) or (?:more|less|fewer|larger|smaller)\b[^.?]*\bthan\b"
)
_MORE_THAN_EN = lazy(r"\b(?:more|fewer|as many)\b[^,;?]*\b(?:than|as)\b")
_APART = lazy(r"各|分别|分开|逐|挨个|respectively|separately|each")


def about_clauses(reading: Reading) -> bool:
    """Whether it asks about clauses, not about indicators."""
    if "indicator" in reading.nouns or set(reading.of("group")) & _OF_ROWS:
        return False
    if reading.named and reading.nouns <= {"aim"} and "apart" in reading.of("op"):
        return False  # 跟近视沾边的目标各是多少: their figures
    if _is_printed_so(reading):
        return False
    held = read_held(reading) or reading.begun or reading.titled_words or held_against(reading)
    if held or paired(reading) or two_counts(reading):
        return True
    if _says_none(reading) and "goal" in reading.of("group") and not reading.of("kind"):
        return True
    restricting = ("kind", "comparator", "base")
    figures = (
        any(reading.of(slot) for slot in restricting)
        or reading.figures
        or reading.denied_figures
        or reading.wordings
        or reading.verbs
        or reading.unprinted
    )
    figures = figures or reading.units
    if "target" in reading.nouns and reading.of("kind") and "measure" not in reading.nouns:
        return False  # lines with a figure are rows
    if reading.nouns & {"measure", "clause", "principle", "target"} or reading.sections:
        return not (figures and "measure" in reading.nouns) and not (
            reading.named and reading.nouns <= {"measure", "aim"} and not reading.of("below")
        )
    if "goal" in reading.nouns:
        return not (
            figures or (reading.of("below") and not (reading.of("group") or reading.asks or reading.of("op")))
        )
    ranked = "domain" in reading.nouns and reading.of("most")  # 七大领域里目标最多的是哪个
    sized = "domain" in reading.nouns and reading.sizes  # 目标条数等于5的领域
    grouped = bool(reading.of("group") or reading.domains or ranked or sized)
    if "average" in reading.of("op") and not reading.of("group"):
        return False
    stated = (
        reading.is_yes_no and len(reading.domains) > 1 and bool(reading.said_to_be)
    )  # 福利的目标比家庭的多两个，对吧
    apart = len(reading.domains) > 1 and (reading.is_comparison or reading.is_difference)
    asked = reading.asks or reading.of("most") or reading.of("op") or reading.sizes or stated or apart
    return "aim" in reading.nouns and grouped and bool(asked) and not (
        figures or reading.named or reading.people or reading.of("top") or reading.of("sort")
    )  # fmt: skip


def _is_printed_so(reading: Reading) -> bool:
    """Whether figures are told by how they are printed (带“以上”的目标, 低于50%却不是用“控制在”表述的): those of rows."""
    goals = any(s.slot == "noun" and s.value == "goal" for s in reading.slots)
    if (
        goals
        or reading.titled_words
        or not reading.nouns <= {"aim", "domain", "goal"}
        or reading.of("mention")
    ):
        return False
    verbs = reading.verbs or reading.denied_verbs
    return bool(reading.wordings or reading.unprinted or (verbs and (reading.units or reading.bounds)))


def clauses(reading: Reading) -> TableQuery | None:
    """The query over the clauses."""
    if (others := against_the_rest(reading)) is not None:
        return others
    if (pair := paired(reading) or two_counts(reading)) is not None and not read_held(reading):
        return pair
    kinds = tuple(kind for kind in CLAUSES if kind in reading.nouns)
    if (
        "aim" in reading.nouns
        and "goal" not in kinds
        and not (reading.of("mention") and "clause" in reading.nouns)
    ):
        kinds = tuple(k for k in CLAUSES if k in (*kinds, "goal"))
    if "target" in kinds and "goal" in kinds and not _both_kinds(reading):
        kinds = tuple(k for k in kinds if k != "goal")  # lines of the goals
    elif "goal" in kinds and reading.of("below") and reading.goals and len(kinds) == 1:
        kinds = ("target",)
    if "clause" in reading.nouns and not reading.sections:
        kinds = ()
    held, compared = read_held(reading), held_against(reading)
    if not compared and len(held.words) > 1 and _EACH_SO_MANY.search(reading.text) and not reading.domains:
        if _ALL_AT_ONCE.search(reading.text):  # of one, of the other, and of both: three counts
            return TableQuery("clauses", kinds=kinds, words=held.words, unexplained=("各",))
        compared = held.words
    if compared:
        held = Held(compared)
    if held:
        kinds = tuple(k for k in kinds if not _is_denied(k, reading))  # 主要目标不算, not goals
    elif len(kinds) > 1 and reading.lang == "zh":
        kinds = tuple(k for k in kinds if k not in kinds_left_out(reading.text)) or kinds  # 措施先别列
    looked_into = held or reading.begun or reading.titled_words
    if looked_into and not {"target", "clause"} & {*kinds, *reading.nouns} and in_goals(reading):
        kinds = tuple(k for k in CLAUSES if k in (*kinds, "goal"))  # 目标里的和措施里的都要
    sections = tuple(
        dict.fromkeys((*reading.sections, *(d for d in reading.domains if _is_section(d, reading))))
    )
    domains = tuple(d for d in reading.domains if not _is_section(d, reading))
    if sections and reading.leaves_out:
        sections = ()
    if "principle" in kinds and len(kinds) > 1:
        sections = tuple(s for s in sections if s not in principles_in(reading))  # 基本原则和主要目标一共几条
    several = len(sections) > 1 and set(kinds) <= {"principle", "item"}  # 基本原则比组织实施少几条
    if set(sections) & set(reading.table.sections.values()) and not domains and (several or not kinds):
        kinds = tuple(k for k in ("principle", "item") if k in reading.table.kinds)
    if not set(kinds) <= reading.table.kinds:
        return None
    if CHAPTER.search(reading.text) and not sections:
        return None  # a chapter that there is not
    if _is_weak(held, reading):
        return None  # 哪条 asks for a line of text, and the plan does not have the word
    goals = tuple(
        dict.fromkeys((*sections, *(reading.goals if reading.of("below") or "target" in kinds else ())))
    )
    query = TableQuery(
        "clauses", domains=domains, goals=goals, kinds=kinds, words=held.words, all_words=held.every,
        starts=reading.begun, titled=reading.titled_words, without=TableQuery("clauses", domains=domains) if reading.contradicts else _without_words(held, kinds),
        sizes=reading.sizes, unexplained=(*held.unread, *reading.unread_exclusions),
    )  # fmt: skip
    in_title = any(s.slot == "title" and _INSIDE_TITLE.match(reading.text, s.end) for s in reading.slots)
    if held.words and in_title and not query.titled:  # 标题里写到学校的
        query = replace(query, titled=held.words, words=())
    if unread := (*unread_of_clauses(held, reading), *unread_places(held, reading)):
        query = replace(query, unexplained=(*query.unexplained, *unread))
    if held.absent and not held.words and "domain" in reading.of("group"):
        silent = replace(query, kinds=kinds or KINDS_OF_DOMAINS, words=held.absent, without=None)
        return _without_any(silent, "domain", reading)  # 哪个领域没提到妇联
    if _says_none(reading) and (heads := _heads(reading)):
        return _without_any(query, heads, reading)
    if compared:
        within = tuple(d for d in domains if not set(reading.table.domains[d]) & set(compared))
        times = says_multiple(reading.free) or "ratio" in reading.of("op")
        operation: TableOperation = "group" if len(compared) != 2 else "ratio" if times else "difference"
        return replace(query, operation=operation, group="word", domains=within)
    told = held or query.starts or query.titled
    if not told and (reading.asks_elsewhere or left_over(reading) or reading.named or counts_others(reading)):
        return None
    if held.every and (both := domains_with_both(query, held, reading)) is not None:
        return both
    query = with_count_claim(_by_goal(_with_operation(query, reading), reading), reading)
    if query.operation == "group" and (left := _UNREAD_OF_GROUPS.search(reading.free)):
        return replace(query, unexplained=(*query.unexplained, left.group()))
    if query.operation == "difference" and "average" in reading.of("op"):
        return None  # a mean of differences
    if (
        query.operation == "difference"
        and query.group == "domain"
        and (apart_words := words_apart(query.words, reading))
    ):
        return replace(query, unexplained=(*query.unexplained, *apart_words))
    if _says_none(reading) and query.operation in ("group", "list"):
        return None
    apart = _sets_kinds_apart(reading) or (query.operation == "group" and _counts_kinds_apart(reading))
    apart = apart or (query.operation in ("group", "average") and not _joined_kinds(reading))
    apart = apart or bool(query.sizes and _EACH_OF_BOTH.search(reading.text))  # 目标和措施都超过八条的领域
    if len(query.kinds) > 1 and query.group != "kind" and apart:
        query = replace(query, unexplained=(*query.unexplained, "各"))  # 措施比主要目标多得最多的领域
    if query.operation == "group" and query.group != "kind" and (many := _SO_MANY_TIMES.search(reading.free)):
        query = replace(query, unexplained=(*query.unexplained, many.group()))  # 目标数超过措施数一半的领域
    if query.operation == "group" and "compare" in reading.of("op") and not query.order and not query.domains:
        query = replace(query, operation="alike", limit=None)
    if (
        query.operation == "group"
        and "compare" in reading.of("op")
        and not query.order
        and len(query.domains) < 2
    ):
        query = replace(query, unexplained=tuple(s.text for s in reading.slots if s.value == "compare"))
    narrowed = bool(
        told or query.operation not in ("list", "count") or query.domains or query.goals or query.sizes
        or reading.asks & {"count"} or "sum" in reading.of("op")
    )  # fmt: skip
    wanted = bool(
        reading.asks
        or reading.is_request
        or reading.of("most")
        or told
        or query.operation != "list"
        or query.sizes
    )
    principles = query.kinds == ("principle",) and bool(_PRINCIPLES.search(reading.text))
    if not (narrowed or principles) or not wanted:
        return None
    if held.words and query.operation in ("list", "count") and reading.is_difference:
        query = replace(query, unexplained=(*query.unexplained, "差"))  # 提到学校的比全部措施少几条
    listing = query.operation == "list" and not query.sizes
    return None if listing and not told and not _lists_lines(query, reading) else query


# 提到家长和教师的措施各几条: a count for each word
_EACH_SO_MANY = lazy(r"(?:各自?|分别)(?:都|有|是|占)*(?:几|多少)[条个项处]")
_ALL_AT_ONCE = lazy(r"[两俩三]样|同时|一起|两者|二者|[都全]提")
# What no count by group tells: which item of each, all of each, parts of chapters.
_UNREAD_OF_GROUPS = lazy(
    r"(?:最后|最末|末尾|[末头首]|倒数第?[一二三0-9]?)(?:的|那)*[一1]?[个条项](?:主要|策略)?(?:目标|措施)|全都|清一色|无一例外|每一?[条个项](?:策略)?(?:措施|目标)都|\bchapters? (?:has|have|with) the\b"
)
_INSIDE_TITLE = lazy(r"(?:里头?|里面|中|上)?(?:都|就)?(?:有|写|含|带|提|出现)")  # not 列标题
# Nothing but the principles asked for: 儿童优先原则 is another one.
_PRINCIPLES = lazy(
    r"^(?:请问|那么?|这个|这份|本|该|规划|计划|里面?|中|的|一共|总共|都|坚持|遵循|提出|定|有|了|[,，])*(?:哪[些几][个条项]?|什么|啥|[一二三四五六七八九0-9]+[个条项大])?(?:基本)?原则(?:都|一共|分别|具体)*(?:[是有]|包括)?(?:哪[些几]?[个条项]?|什么|啥)?[呢啊呀]?[？?]?$"
    r"|^(?:please |and |so )?(?:what|which|list|name|tell me)(?: are| is)?(?: all)?(?: (?:the|its))?(?: [a-z]{3,5}| [0-9])? ?(?:basic )?principles(?: (?:of|in) (?:the|this) plan)?(?:,? please)?[?.]?$"
)


def _is_denied(kind: str, reading: Reading) -> bool:
    """Whether clauses of a kind are only named to be left out."""
    spans = [(s.start, s.end) for s in reading.slots if s.slot == "noun" and s.value == kind]
    return bool(spans) and all(reading.is_excluded(span) for span in spans)


def _by_goal(query: TableQuery, reading: Reading) -> TableQuery:
    """The query, where it sets clauses beside goals that do not stand under them: so many for each goal is a quotient."""
    lines = query.kinds == ("target",) and query.operation == "average"  # over the goals that have none, too
    stand_there = {"target", "goal", "paragraph"} & set(query.kinds) and not lines
    if query.group != "goal" or not query.kinds or query.goals or query.words or stand_there:
        return query
    sizes, domains = reading.table.sizes, query.domains or reading.table.heads
    goals, others = (
        sum(sizes.get((d, kind), 0) for d in domains for kind in kinds) for kinds in (("goal",), query.kinds)
    )
    if query.operation == "average" and others >= goals > 0:
        return replace(query, operation="ratio", group="kind", kinds=(*query.kinds, "goal"))
    return replace(query, unexplained=(*query.unexplained, "目标"))


def _says_none(reading: Reading) -> bool:
    """Whether it asks where there is none; that clauses do not hold a word is no such question."""
    return reading.is_absent and not read_held(reading).absent


def _is_weak(held: Held, reading: Reading) -> bool:
    """Whether words are led in by 关于 or the like alone, with no noun beside, and the plan has none of them."""
    led = mentions_of(reading)[:1]
    weak = held.words and not reading.nouns and led and led[0].text in WEAK
    return bool(weak) and not any(word in reading.catalog.vocabulary for word in held.words)


def _without_words(held: Held, kinds: tuple[str, ...]) -> TableQuery | None:
    """What is left out because it holds a word that it must not."""
    return TableQuery("clauses", kinds=kinds, words=held.absent) if held.absent else None


def _heads(reading: Reading) -> TableGroup:
    """What is said to have none: domains or goals."""
    group = next((g for g in reading.of("group") if g in ("domain", "goal")), "")
    if not group and reading.asks & {"list", "count"}:
        asks = [s.start for s in reading.slots if s.slot == "ask"]
        below = [s.end for s in reading.slots if s.slot == "below" and "目标" in s.text]
        among = any(at >= end for end in below for at in asks)  # 46个主要目标里有几个
        of_domain = reading.domains and (
            below or reading.nouns & {"goal", "aim"}
        )  # 教育领域有几个目标没有细项
        of_one = among or bool(of_domain)
        heads = ("goal",) if of_one else ("domain", "goal")
        group = next((n for n in heads if n in reading.nouns or of_one), "")
    return cast(TableGroup, group)


def _without_any(query: TableQuery, heads: TableGroup, reading: Reading) -> TableQuery | None:
    """The domains or goals under which none stands of what is named; of goals, no line where nothing is."""
    kinds = tuple(kind for kind in query.kinds if kind != heads)
    if heads == "goal" and (not kinds or "clause" in reading.nouns):
        kinds = ("target",)
    more = left_over(reading) and not query.words
    if not kinds or more or query.unexplained or not set(kinds) <= reading.table.kinds:
        return None
    domains = query.domains or (reading.table.heads if heads == "domain" else ())
    return replace(query, operation="absent", group=heads, kinds=kinds, domains=domains)


def _is_section(title: str, reading: Reading) -> bool:
    return title in reading.table.sections.values()


def _lists_lines(query: TableQuery, reading: Reading) -> bool:
    """The lines of a goal, and the goals and measures of a domain, are listed here; other parts of the plan by the tree."""
    of_domain = bool(query.domains and query.kinds) and "item" not in query.kinds
    if query.kinds == ("principle",) and _PRINCIPLES.search(reading.text):
        return True
    return bool(query.goals and query.kinds == ("target",) and reading.asks) or (
        of_domain and "list" in reading.asks and not reading.quotes
    )


def _both_kinds(reading: Reading) -> bool:
    """Whether lines and goals are counted beside one another (主要目标和细项各几条)."""
    named = (s for s in reading.slots if s.slot == "noun" and s.value in ("goal", "aim", "target"))
    places = {"target" if s.value == "target" else "goal": s for s in named}
    if len(places) < 2:
        return False
    first, second = sorted(places.values(), key=lambda s: s.start)
    return bool(_BESIDE.fullmatch(reading.text[first.end : second.start]))


_BESIDE = lazy(r"[和与跟、及以，,]+(?:(?:有|又有|还有)?(?:几|多少)[个条项])?| and ")  # 多少个目标，多少条细项


def _with_operation(query: TableQuery, reading: Reading) -> TableQuery:
    """What is done with the clauses."""
    groups = [g for g in reading.of("group") if g in _GROUPS_OFCLAUSES]
    scopes = query.domains if len(query.domains) > 1 else query.goals
    apart = _APART.search(reading.text)
    counts = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    if reading.of("sort") and len(query.domains) == 1 and _ASKS_RANK.search(reading.text):
        groups, query = ["domain"], replace(query, domains=())  # 健康领域的措施数排第几: all in their order
    if reading.first_groups and not groups and not reading.domains:
        groups = ["domain"]
    most = reading.of("most") or (reading.of("top") or reading.ranked if groups else ())
    if len(scopes) > 1 and not groups and (apart or most or reading.of("apart") or len(counts) > 1):
        groups = ["domain" if scopes == query.domains else "goal"]
    each = apart or reading.of("apart") or len(counts) > 1
    if len(query.kinds) > 1 and not groups and ((each and counts) or reading.amounts > 1):
        groups = ["kind"]
    if not groups and apart and counts and {"goal", "target"} <= reading.nouns and query.kinds == ("target",):
        groups = ["goal"]  # 健康领域的主要目标各有几条细项
    if query.kinds == ("target",) and most and not groups and re.search("目标|goal", reading.text):
        groups = ["goal"]
    ranked = reading.of("sort") and "count" in reading.asks
    goals_asked = reading.nouns & {"goal", "aim"} or reading.goals_above
    if not groups and query.sizes and goals_asked and {"target"} & set(query.kinds):
        groups = ["goal"]
    if not groups and query.sizes and query.kinds == ("goal",) and reading.of("below"):
        groups, query = ["goal"], replace(query, kinds=("target",))  # 主要目标里，底下正好两条的
    # 七个领域的措施分别是几条; 七大领域谁的措施最多
    apart_by_domain = not reading.domains and (
        (apart and counts and _SO_MANY_DOMAINS.search(reading.text)) or bool(most)
    )
    alike = "compare" in reading.of("op") and not reading.domains  # 主要目标数目相同的领域
    if not groups and "domain" in reading.nouns and (query.sizes or ranked or apart_by_domain or alike):
        groups = ["domain"]
    group = cast(TableGroup, groups[0]) if groups else ""
    by_text = query.words or query.titled or query.starts or query.without
    if group == "goal" and not query.kinds and by_text and not (most or query.sizes or counts):
        return replace(query, kinds=("goal",))  # 哪几条主要目标里有“近视”: the goals themselves
    if group == "goal" and not query.kinds and not query.words:
        query = replace(query, kinds=("target",))  # 哪条主要目标底下的条目最多
    if group == "domain" and apart and query.words and reading.asks == {"list"} and _lists_within(reading):
        return query  # 各领域分别有哪些: the clauses themselves, which are listed by domain
    more_than = (reading.is_yes_no and _MORE_THAN_EN.search(reading.free)) or _MORE_OR_LESS_EN.search(
        reading.free
    )
    as_many = more_than or ("compare" in reading.of("op") and counts) or reading.is_comparison
    if reading.is_difference and {"asc", "desc"} <= set(reading.of("most")):
        return replace(query, operation="difference", group="goal" if group == "goal" else "domain")
    ratio = "ratio" in reading.of("op") or says_multiple(reading.free)
    if ratio and {"asc", "desc"} <= set(reading.of("most")):  # 目标最多的领域是最少的几倍
        return replace(query, operation="ratio", group="goal" if group == "goal" else "domain")
    if (reading.is_difference or as_many) and len(scopes) == 2 and not (group and most):
        by: TableGroup = "domain" if scopes == query.domains else "goal"
        return replace(query, operation="difference", group=by)
    kinds_apart = bool(reading.is_yes_no and reading.said_to_be)  # 家庭领域的措施比目标多五条，对吗
    of_kinds = (bool(query.domains) or "domain" not in reading.nouns) and not query.goals
    either = as_many or _EITHER_MORE.search(reading.free)
    kinds_apart = kinds_apart or bool(
        either and of_kinds and not groups
    )  # 安全领域的主要目标和策略措施一样多吗
    kinds_apart = kinds_apart or ("compare" in reading.of("op") and bool(query.domains) and reading.is_yes_no)
    if (reading.is_difference or kinds_apart) and len(query.kinds) == 2 and len(scopes) < 2 and not most:
        return replace(query, operation="difference", group="kind")  # 措施比目标多几条
    if ratio and len(scopes) == 2:
        return replace(query, operation="ratio", group="domain" if scopes == query.domains else "goal")
    if ratio and len(query.kinds) == 2 and len(scopes) < 2:
        return replace(query, operation="ratio", group="kind")  # 目标数是措施数的一半
    if len(counts) > 1 and query.domains and _OF_WHICH.search(reading.text) and not groups:
        return replace(query, operation="share", part=("domains",))  # 一共几条，其中健康占几条
    if "average" in reading.of("op"):
        by_goal = query.kinds == ("target",) and not group and reading.of("below")
        domains = () if _THAN_AVERAGE.search(reading.free) else query.domains
        grouped: TableGroup = "goal" if by_goal else group or "domain"  # a bound is what is said of the mean
        means = [s.text for s in reading.slots if s.value == "average"]
        alone = (
            means[:1] if grouped == "domain" and len(domains) == 1 else []
        )  # of one domain there is no mean
        query = replace(query, operation="average", group=grouped, domains=domains, sizes=())
        query = over_all_domains(query, reading.table.heads) if query.words else query
        return replace(query, unexplained=(*query.unexplained, *alone))
    of_each = group == "domain" or (apart and _SO_MANY_DOMAINS.search(reading.text))
    if asks_share(reading) and of_each and _counts_whole_kind(query) and not reading.figures:
        ends = (*reading.of("most"), *reading.of("top"))
        query = over_all_domains(replace(query, operation="group", group="domain"), reading.table.heads)
        if not ends:
            return replace(query, shares=True)  # 各领域的措施占全部的百分之几
        return replace(query, order=cast(Literal["", "asc", "desc"], ends[0]), limit=reading.first or 1)
    if query.words and reading.is_yes_no and _HALF.search(reading.text):
        return replace(query, operation="share", part=("words",))  # 健康领域的措施一半以上都提到学校吗
    if query.words and reading.is_yes_no and query.kinds and _ALL_SAY.search(reading.text):
        return replace(query, operation="every", part=("words",))  # 健康领域的措施是不是都提到学校
    if asks_share(reading):
        part = part_of_clauses(query, reading)
        if part == ("kinds",) and not query.kinds:  # 提到学校的条款里，措施占几成: the whole is of all kinds
            query = replace(query, unexplained=(*query.unexplained, "占"))
        by_text = query.words or query.starts or query.titled or query.without
        told = by_text or query.domains or query.goals
        of_section = bool(query.goals) and set(query.kinds) <= {"principle", "item"}
        read = ((told and not of_section) or part != ("kinds",)) and not shares_of_kinds(reading)
        unread = () if read else tuple(s.text for s in reading.slots if s.value == "share")
        return replace(query, operation="share", part=part, unexplained=(*query.unexplained, *unread))
    which = any(
        s.slot == "group" and re.search("^[按依分以]|^by |哪|什么|which|what", s.text) for s in reading.slots
    )
    if group and (which or reading.asks or most or reading.nth or query.sizes or apart or reading.of("sort")):
        sorted_by = ("asc" if reading.sorts_upwards else "desc") if reading.of("sort") else ""
        order = most[0] if most else sorted_by
        limit = reading.first if (most or sorted_by) and reading.first else 1 if most else None
        nth = 0
        if reading.nth:
            (nth, order), limit = reading.nth, None
            if reading.first_too:
                nth, limit = 0, nth
        query = replace(
            query,
            operation="group",
            group="goal" if group == "goal" and "target" in query.kinds else group,
            order=cast(Literal["", "asc", "desc"], order),
            limit=limit,
            nth=nth,
            ends={"asc", "desc"} <= set(most),
        )
        return query if query.goals else over_all_domains(query, reading.table.heads)
    counting = "count" in reading.asks or "sum" in reading.of("op")
    listing = "list" in reading.asks and "sum" not in reading.of("op") and not counting
    asks_which = bool(re.search(r"哪几?[一]?条|列出|which|list", reading.text)) and not re.search(
        r"几条|多少条|how many", reading.text.replace("哪几条", "")
    )
    return replace(query, operation="count" if counting and not listing and not asks_which else "list")


def _counts_whole_kind(query: TableQuery) -> bool:
    """Whether all clauses of one kind are counted, wherever they stand."""
    narrowed = query.words or query.titled or query.starts or query.without or query.goals or query.sizes
    return len(query.kinds) == 1 and not (narrowed or query.domains or query.unexplained)


_ALL_SAY = lazy(
    r"(?:措施|目标|细项|条款)(?:里头?|里|中)?(?:是不是|是否|有没有)?(?:全都?|都|每一?条都|条条都)(?:有|会|要)?(?:提|写|涉|讲|说|谈|含)|\b(?:do|does) (?:all|every|each)(?: of)?(?: the)? [a-z ]*?(?:measures?|goals?|targets?) (?:mention|refer|talk|speak|contain)"
)
_HALF = lazy(r"一半|过半|大半|半数|多数|大部分|\bhalf\b|\bmajority\b|\bmost of\b")
_EACH_OF_BOTH = lazy(r"[都均皆]|\b(?:both|each)\b")
_ASKS_RANK = lazy(r"第几|老几|几名|几位|排几|\b(?:rank|place)\b")
_SO_MANY_TIMES = lazy(r"一半|[0-9一二两三四五六七八九十]倍|\b(?:half|twice|double|triple|[a-z0-9.]+ times)\b")


def _between_kinds(reading: Reading) -> list[str]:
    """What stands between two kinds of clauses that are named one behind the other."""
    nouns = sorted(
        (s for s in reading.slots if s.slot == "noun" and s.value in (*CLAUSES, "aim")), key=lambda s: s.start
    )
    return [reading.text[a.end : b.start] for a, b in pairwise(nouns) if a.value != b.value]


def _sets_kinds_apart(reading: Reading) -> bool:
    """Whether clauses of one kind are held against those of another: no count of both together answers that."""
    return any(_AGAINST.search(text) for text in _between_kinds(reading))


def _joined_kinds(reading: Reading) -> bool:
    """Whether two kinds are named in one breath, so that they are counted together (目标和措施最多的领域)."""
    return all(_JOINED.fullmatch(text) for text in _between_kinds(reading))


_JOINED = lazy(r"数?(?:[和与跟及加、]|加上|连同|以及)?(?:总)?| (?:and|plus) (?:the )?")


def _counts_kinds_apart(reading: Reading) -> bool:
    """Whether clauses of two kinds are each to be counted (措施和目标分别几条), and not both together."""
    together = re.search(
        r"合计|合起来|加起来|加一块|一共|总共|总数|\b(?:in total|altogether|together|combined)\b",
        reading.text,
    )
    return bool(_APART.search(reading.text) or reading.of("apart")) and not (
        together or "sum" in reading.of("op")
    )


def _lists_within(reading: Reading) -> bool:
    """Whether the members of the groups are asked for, not the groups (哪些领域提到妇联)."""
    groups = [s for s in reading.slots if s.slot == "group" and s.value == "domain"]
    asks = [s for s in reading.slots if s.slot == "ask" and s.value == "list"]
    return bool(groups) and any(ask.start >= groups[-1].end for ask in asks)
