"""Domains that are held to the counts of two kinds at once: 主要目标不到6个、措施超过10条的领域; fewer than six goals but more than ten measures.

    both_counts(text, table, read)   the groups by the one count, in the domains that the other picks; None where it asks no such thing
    with_named(text, table)          the text with the name of the domain that it points back to (又跟它一样多)

Each condition is read as a question of its own; where one is not read whole, none is.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Read, Table

_NOUN = r"(?:主要|策略|定量|定性|量化|破折号)?(?:措施|目标|指标|细项)"
_PART = rf"{_NOUN}[^、，,。；;？?措目指细]{{2,16}}?"
_FORM = lazy(
    rf"^(?:请问|有没有|有|规划里?|[，,])*(?:(?:在)?(?:这|[七7]个?大?|全部|所有)*(?:领域|板块)(?:里头?|里面|当中|中)?[，,]?)?(?:(?P<which>哪(?:一|几)?[个些]?|什么)(?:大)?(?:领域|板块)(?:里头?|的)?)?"
    rf"(?P<one>{_PART})[、，,]?(?:但是?|又|而|且|同时|还|并且?|可是?|却|，)*(?P<other>{_PART})"
    r"(?:的)?(?:(?:领域|板块))?(?:是|有|都是)?(?:谁|哪[一几]?[些个块]?(?:领域|板块)?|几个)?[？?呢啊]*$"
)
_FORM_EN = lazy(
    r"^(?P<head>which (?:of the )?(?:seven )?(?:domains|areas) have )(?P<one>[a-z0-9 ]+? (?:goals|measures|target lines|indicators)),? (?:but|and|yet|while having|with) (?:also |at the same time )?(?P<other>[a-z0-9 ]+? (?:goals|measures|target lines|indicators))\??$"
)
_BACK = lazy(
    r"(?P<with>[跟和与同比])(?:它|其|那个领域|该领域)(?=(?:正好|恰好|刚好)?(?:一样|相等|相同|同样)多?|[多少])"
)


def with_named(text: str, table: Table) -> str:
    """A folded text with the one domain that it names in the place of the word that points back to it."""
    if not _BACK.search(text):
        return text
    named = list(Reading(text, table).domain_spans)
    if len(named) != 1:
        return text
    return _BACK.sub(lambda match: f"{match['with']}{table.domains[named[0]][-1]}领域", text)


def both_counts(text: str, table: Table, read: Read) -> TableQuery | None:
    """The query for the domains that keep to both counts; None where the text names no two."""
    match = _FORM_EN.match(text) or _FORM.match(text)
    if match is None:
        return None
    head = match["head"] if text.isascii() else "哪些领域"
    both = [read(f"{head}{_plain(match[side])}", table) for side in ("one", "other")]
    counted = [query for query in both if query is not None and _counts(query)]
    if len(counted) < 2 or counted[0].kinds == counted[1].kinds:
        return None
    chosen = replace(counted[0], domains=counted[0].domains or table.heads)
    return replace(counted[1], domains=(), chosen=chosen)


_JOINING = lazy(r"(?<=[标施项数])(?:又|还|也|却|则|都)")


def _plain(condition: str) -> str:
    return _JOINING.sub("", condition)


def _counts(query: TableQuery) -> bool:
    """Whether a query is for the domains that have so many, and nothing else restricts it."""
    plain = TableQuery(
        query.source, "group", kinds=query.kinds, sizes=query.sizes, group="domain", domains=query.domains
    )
    return bool(query.sizes) and query == plain
