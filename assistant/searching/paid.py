"""Whether something costs or brings money (要钱不, 有补贴吗): only sentences that speak of that answer.

money_missing(known, query, told)    whether it is about money, or states a sum, of which what would be told does not speak
on_money(known, query, hits, best)   the sentences found that speak of it and of the matter
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name
from assistant.numerals import find_quantities
from assistant.patterns import lazy
from assistant.records import Draft, Hit, Query

# A charge by its name (学费, 门票), which only a sentence on what is charged answers; paying as such (掏钱, 自费) is
# also answered by one on what is paid for people, and what is received (补贴) by that alone.
_CHARGE = lazy(
    r"(?:(?<!经)(?<!自)费|票|价|押金)$|\b(?:fees?|costs?|tickets?|price|tuition|admission|deposit)\b"
)
_FREE = lazy(r"不|免|白")  # 不要钱: that nothing is paid for it, which no grant tells
_PAYING = lazy(r"钱|自费|腰包|报销|\b(?:money|pay)\b")
_OF_CHARGES = lazy(
    r"免[费票收交缴押单]|[全半]票|半价|门票|优惠|减免|收[费取]|费用|费负担|(?<!评)价(?!值)|成本|付费|自费|报销|保险|免除"
)
_OF_GRANTS = lazy(
    r"补[贴助偿]|津贴|资助|救助(?!保护|站|机构|管理)|应救尽救|助学|奖|表彰|抚恤|待遇|保障标准|扣除|资金|经费|投入|财政"
)
# 政府掏钱买不: bought by those who pay for it, though nobody is granted anything.
_STATE_PAYS = lazy(r"(?:政府|国家|公家|财政|上面|市里|区里|县里)[^，,。；;？?]{0,4}(?:[掏花出]钱|买单|付钱)")
_BOUGHT = lazy(r"购买服务")
# Sums that the units of figures do not have: 五百块.
_SUM = lazy(
    r"(?:[0-9]+|[一二两三四五六七八九十百千万]{2,})块(?!儿)|[一二两三四五六七八九十]块钱|[¥￥$]\s?[0-9]"
)
_HAN_RUN = lazy(r"[\u3400-\u9fff]{2,}")
_WHETHER = lazy(
    r"([\u3400-\u9fff])[不没]\1|有没有|有无|是否|[吗么嘛不没][?？。!]*$|\b(?:is|are|do|does|can|will)\b"
)


# 一个待遇, 同等待遇: how somebody is treated, whatever it costs.
_SAME_FOR_ALL = lazy(r"(?:一个|一样的?|同样的?|同等的?|相同的?|平等的?)待遇$")


# 限制小孩花钱, 乱花钱: spending is what is done about, not what something costs.
_CURBED = lazy(
    r"(?:限制?|控制|约束|防止?|避免|阻止|劝阻|不让|不许|不准|禁止|管[住着一]?|治|乱|瞎|可劲儿?|使劲儿?|冲动|大手大脚|让[娃孩]子?|教[娃孩]子?)[^，,。；;？?]{0,6}$"
)


# 压岁钱, 骗钱, money scams: money that is the matter, or is got, and no price.
_AS_MATTER = lazy(
    r"(?:压岁|零花|零用|私房|份子)钱$|(?:骗|挣|赚|偷|抢|讹|坑|充|赌|耍|借|贷|输|赢|洗)[了过着点人家]{0,2}钱$|\b(?:pocket|lucky|gift|stolen|earn(?:ing|s)?|make|making|steal(?:ing|s)?) money$"
)
_OF_MATTER = lazy(r"money (?:scam|fraud|trick|swindl|laundering)")


# Sums of one kind tell nothing of those of another: 工资 is no 津贴, 贷款 no 奖补. Each with what a sentence has to speak of.
_KINDS_OF_SUM = (
    (lazy(r"工资|薪[水资酬金]|月薪|年薪|底薪|报酬|挣(?:多少|几)|\b(?:salar(?:y|ies)|wages?|earn(?:s|ings)?)\b"),
     lazy(r"工资|薪|报酬|酬金|劳务费")),
    (lazy(r"贷款|能贷|可贷|贷(?:多少|几)|\b(?:loans?|credit)\b"), lazy(r"贷|融资|信贷")),
    (lazy(r"(?:[水电气暖网话学餐]|物业|住宿|过路|过桥|停车|挂号|报名|取暖|采暖|会员)费|票价|门票|租金|房租|\b(?:rent|tuition|fares?|tickets?)\b"),
     lazy(r"费|价|票|租|收取")),
    (lazy(r"罚款|罚(?:多少|几)|\bfine[sd]?\b"), lazy(r"罚")),
)  # fmt: skip


# What is the fine, how big are the fines: a sum, where a sentence on punishment may state none.
_FINE_ASKED = lazy(
    r"\b(?:what(?:'s| is| are)|how (?:much|big|high|large|heavy) (?:is|are|would|will)) (?:the |be the )?(?:[a-z]+ )?fines?\b"
)


def is_other_sum(query: Query, texts: tuple[str, ...]) -> bool:
    """Whether a question asks for a sum of one kind (工资多少), and no sentence with a figure that would be told speaks of that."""
    fine = bool(_FINE_ASKED.search(query.text))
    if query.expects not in ("money", "value") and not fine:
        return False
    spoken = next((spoken for asked, spoken in _KINDS_OF_SUM if asked.search(query.asking)), None)
    if spoken is None:
        return False
    held = [text for text in texts if find_quantities(text)]
    summed = (
        [text for text in held if states_sum(fold_known(text))] if fine or query.expects == "money" else held
    )
    return not any(spoken.search(text) for text in summed)


def states_sum(text: str) -> bool:
    """Whether a folded text states a sum of money."""
    return bool(_SUM.search(text)) or any(f.unit == "元" for f in find_quantities(text))


def money_missing(known: Knowledge, query: Query, told: Draft) -> str:
    """Why a question that speaks of money is not answered by what would be told, as a key of a refusal; "" where it is."""
    quotes = [(citation.clause_id, fold_known(citation.quote)) for citation in told.citations]
    stated = unframed(query.text) if query.confirms else _asked(query)
    if query.expects != "actor" and states_sum(stated) and not any(states_sum(q) for _, q in quotes):
        return "money"
    if not _asks_whether(known, query):
        return ""
    words, things = _paid(known, query), _things(known, query)
    forms = _forms(known, query, words) if things else ()
    answers = any(
        _speaks(words, q)
        and (any(t in q for t in things) or (clause == quotes[0][0] and _may_be_of(query, things, forms, q)))
        for clause, q in quotes
    )
    bought = _STATE_PAYS.search(query.asking) and any(_BOUGHT.search(quote) for _, quote in quotes)
    return "not_told" if words and not answers and not bought else ""


def on_money(known: Knowledge, query: Query, hits: tuple[Hit, ...], best: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The best hits; where a question is about money and they are not, the first sentence found that is and names its matter."""
    words, things = _paid(known, query), _things(known, query)
    if not words or not things or not _asks_whether(known, query):
        return best
    for hit in (*best, *hits):
        first = bool(best) and hit == best[0]
        text = known.tree.clauses[hit.clause_id].text
        for sentence in hit.sentences or ((0, len(text), hit.dense),):
            said = fold_known(text[sentence[0] : sentence[1]])
            if _speaks(words, said) and (first or any(thing in said for thing in things)):
                return best if hit in best else (replace(hit, sentences=(sentence,)),)
    return best


# 实施免费婚前医学检查: what is free stands right behind.
_FREED = lazy(r"免费(?:享有|享受|提供|开展|进行|为[^，,。；;]{0,6})?(?P<what>[\u3400-\u9fff]{2,12})")
_NO_THING = lazy(r"^(?:或|和|及|向|对|开放|优惠|的|给|地|教育(?=$))")


def _frees_another(query: Query, things: tuple[str, ...], text: str) -> bool:
    """Whether a sentence says of one thing that it is free, and the question asks it of another (新生儿疾病筛查免费吗)."""
    freed = [m["what"] for m in _FREED.finditer(text) if not _NO_THING.match(m["what"])]
    others = _OF_CHARGES.search(_FREED.sub(" ", text)) or not freed
    asked = (query.text, *things)
    return not others and not any(
        what[at : at + 2] in said for what in freed for at in range(len(what) - 1) for said in asked
    )


# Those whom any plan is for; that a sentence speaks of them does not tell what it is about.
_ANYBODY = frozenset({"儿童", "未成年人", "孩子", "规划"})


def _forms(known: Knowledge, query: Query, words: tuple[str, ...]) -> frozenset[str]:
    """What a question names beside money and those whom any plan is for, in its own words and the plan's."""
    named = (w for w in known.clause_index.to_words(query.text) if len(w) > 1 and w not in words)
    return frozenset(form for w in named for form in (w, *known.clause_index.widen(w))) - _ANYBODY


def _may_be_of(query: Query, things: tuple[str, ...], forms: Iterable[str], text: str) -> bool:
    """Whether a sentence of the clause that fits best may speak of what the question names: it has a word of it, and frees nothing else."""
    told = not things or any(form in text for form in forms) or bool(_OF_CHARGES.search(text))
    return told and not _frees_another(query, things, text)


# What the plan is taken to say, in a part that does not ask (规划都写了学费全免，我家还用交不).
_STATED = lazy(
    r"(?:规划|文件|政策|方案)[里上中]?(?:都|也|就|可|明明|已经|不是)*(?:写|说|讲|定|规定|要求|提|承诺|答应)(?:明|好|过)?(?:了|着)?(?P<what>[^，,。；;？?]+)"
)


def _asked(query: Query) -> str:
    """The asking part, and what the plan is taken to say."""
    return " ".join((query.asking, *(m["what"] for m in _STATED.finditer(query.text))))


def _asks_whether(known: Knowledge, query: Query) -> bool:
    """Whether yes or no would answer, or something is stated, or the money itself is asked about (经费呢)."""
    if query.text.rstrip("?？。 ").removesuffix("呢").endswith(_paid(known, query) or ("\0",)):
        return True
    open_ended = query.expects in ("open", "text", "list", "address") and "哪" not in query.asking
    return query.confirms or (open_ended and bool(query.yes_no or _WHETHER.search(query.text)))


def _paid(known: Knowledge, query: Query) -> tuple[str, ...]:
    """The words of what is asked that speak of money without asking how much."""
    text = _asked(query)
    named = [synonym.said for synonym in known.lay_words.said_in(text)]  # 免费疫苗 are vaccines of one kind
    free = tuple(
        word.text
        for word in query.exclusive
        if word.kind == "price" and word.text in text and not any(word.text in name for name in named)
    )
    return free + tuple(
        m.text
        for m in known.catalog.lexicon.scan(text)
        if "paid" in m.values("word")
        and not m.values("alias")
        and not _SAME_FOR_ALL.search(text, 0, m.end)
        and not ((_AS_MATTER.search(text, 0, m.end) or _OF_MATTER.match(text, m.start)) and "税" not in text)
        and not (m.text.endswith("花钱") and _CURBED.search(text[: m.start]))
    )


def _things(known: Knowledge, query: Query) -> tuple[str, ...]:
    """What it is that costs or brings money: the longest run beside words of questions, the plan's words for it, and what the rows named measure."""
    text = _asked(query)
    for mention in known.catalog.lexicon.scan(text):
        if mention.values("word"):
            text = text[: mention.start] + " " * len(mention.text) + text[mention.end :]
    named = (shared_name(row).removesuffix("率") for row in known.rows.values() if row.name in query.names)
    longest = max(_HAN_RUN.findall(text), key=len, default="")
    return tuple(filter(None, (longest, *known.clause_index.widen(longest), *named)))


def _speaks(words: tuple[str, ...], text: str) -> bool:
    charged = any(_CHARGE.search(word) for word in words)
    paying = not charged and any(_PAYING.search(word) for word in words)
    if any(word in text for word in words):
        return True
    if words and all(_FREE.match(word) for word in words):
        return bool(_OF_CHARGES.search(text))
    return bool((charged or paying) and _OF_CHARGES.search(text)) or bool(
        not charged and _OF_GRANTS.search(text)
    )
