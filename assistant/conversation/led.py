"""A question for goals, measures or the like that says not of what: the matter was told before it.

led(question)            in the same question: 我在写托育的报告，有哪些措施 → 托育有哪些措施
kind_asked(text, lang)   in an earlier one: 目标呢 after 校园欺凌有哪些措施 → …的目标有哪些

Read by itself, such a question asks for all that the plan has.
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Language

LONGEST = 80  # characters; a longer text is a story

_MADE = (
    "材料|报告|课件|课题|论文|讲话稿?|发言稿?|汇报(?:材料|稿)?|总结|方案|讲座|新闻稿?|稿子?|作业|教案|课程?|培训|简报|手册|展板|"
    "推文|文章|提案|建议|议案|清单|调研|宣传|宣讲|[pP][pP][tT]"
)
_SELF = (
    r"(?:(?:您|你)好[，,。]?|请问|麻烦问一?下[，,]?)?"
    r"(?:(?:我|俺|咱)们?|本人|领导|单位|科里|局里|校里|村里)?(?:单位|科室?|这边|这儿|学校|村|社区|局|街道)?"
    r"(?:这(?:两天|周|次|几天)|最近|现在|目前|今天|明天|下周|下午|马上|正好?|刚)*"
    r"(?:要|想|得|让我|叫我|需要|准备|打算|正在|在|来|去)*"
)
_AT_WORK = (
    r"(?:给[^，,。；;？?！!\s]{1,6}?(?:汇报|讲讲?|介绍|做|上)|写|做|准备|整理|起草|弄|搞|编|讲|汇报|研究|负责|管|抓|了解|关注|关心|调研|看看?|从事|分管|主管|"
    r"梳理|学习|宣讲|统计|核对)(?:的是|一?下|点儿?|[一这]?[份个篇期场节](?:儿)?|关于|有关|跟|对)*"
)
_OF = r"(?:[这那]?(?:一?块儿?|方面|工作|领域|问题|事儿?|内容|情况)|相关|有关|的)*"
# What somebody is at work on, as a whole part of what they say.
_LEAD = lazy(
    rf"^{_SELF}(?:{_AT_WORK}(?P<matter>[^，,。；;：:？?！!]{{2,14}}?){_OF}(?:{_MADE})?(?:用|上)?"
    rf"|是(?:搞|做|管|干|负责|从事|教|抓)(?P<job>[^，,。；;：:？?！!]{{2,14}}?){_OF})$"
)
_NOUN = "指标|主要目标|目标|策略措施|措施|任务|要求|规定|条款|内容"
_FILLER = r"(?:请问|那么?|这个?|本)?(?:规划|计划|纲要|咱?[省市县区州旗镇乡]里?|里(?:头|面)|里|中|上|这(?:方面|块儿?)|相关|有关|对应|具体|涉及|到|都|一共|总共|的)*"
# A question that names nothing but what kind of thing it asks for.
_BARE = lazy(
    rf"^{_FILLER}(?P<year>(?:到)?20\d\d年的?)?{_FILLER}(?P<ask>(?:{_NOUN})(?:都|一共|总共|具体|分别)*(?:有|是)?"
    r"(?:哪些|哪几[个条项]|几[个条项]|多少[个条项]?|啥|什么|怎么(?:写|说|规定)的?|咋(?:写|说|规定)的?)"
    rf"|(?:有|定了|写了|提了|列了)?(?:哪些|哪几[个条项]|啥|什么|几[个条项])(?:相关|有关)?的?(?:{_NOUN}))(?:呢|啊|呀|吗|来着)?[？?。！!]*$"
)
# 家庭暴力的规定: a title of what is wanted, which asks by no word.
_TOPIC = lazy(
    r"(?P<matter>(?![按只没不有用以被把给跟和与带含属写定设])[\u3400-\u9fff]{2,14})的(?P<noun>规定|政策|要求|措施|办法|做法|举措|目标)[。.!！?？]*"
)
_ASKS = lazy(
    r"[吗呢几谁咋怎啥哪什多如是]|率|数|比例|占比|规划|计划|什么|人均|领域|板块|主要|策略|我|你|俺|咱"
)
_THE_PLAN = lazy(r"[\u3400-\u9fff]*(?:规划|计划|纲要)")
# What is no matter of a plan: the plan itself, its readers, and what any work is.
_NO_MATTER = lazy(
    rf"{_THE_PLAN.pattern}|(?:这个|本|咱们?|我们)*(?:政策|文件|材料|报告|工作|会议?|开会|领导|情况|内容|数据|学习|功课|研究|统计)*|(?:{_MADE})"
)
# 我是社区的，想了解托育，…: who asks, before the matter.
_WHO = lazy(r"^(?:(?:我|俺|咱)们?是|本人是?|作为|您?好|你好)[^，,。；;：:？?！!]{0,16}$")
_BREAK = lazy(r"[，,。；;：:\s]+")


def led(question: str) -> str:
    """A question whose matter was told before it, or that is only the title of one, in full; "" where it is none.

    Args:
        question: as it was typed, in simplified or traditional characters.
    """
    text = question.strip()
    topic = _TOPIC.fullmatch(text)
    if topic and (not _ASKS.search(topic["matter"]) or _THE_PLAN.fullmatch(topic["matter"])):
        return f"{topic['matter']}的{topic['noun']}有哪些"
    breaks = list(_BREAK.finditer(text)) if len(text) <= LONGEST else []
    if not breaks:
        return ""
    told, begins = breaks[-1], 0
    if len(breaks) > 1 and _WHO.match(text[: breaks[-2].start()]):
        begins = breaks[-2].end()
    lead, bare = _LEAD.match(text[begins : told.start()]), _BARE.match(text[told.end() :])
    if lead is None or bare is None:
        return ""
    matter = lead["matter"] or lead["job"]
    if _NO_MATTER.fullmatch(matter):
        return ""
    of = "的" if bare["year"] or not bare["ask"].startswith(("有", "定", "写", "提", "列")) else ""
    return f"{matter}{of}{(bare['year'] or '').removesuffix('的')}{bare['ask']}"


_ALSO = "政策|办法|做法|举措|说法"
_KIND = lazy(
    r"(?:那么?|还有|至于|再|说说|讲讲|看看)*(?:它们?|他们|她们|这个|这些|这方面|这块儿?|这事儿?|其|相关|有关|具体|对应|规划)*的?"
    rf"(?:有(?:没有)?)?(?P<noun>{_NOUN}|{_ALSO})(?P<ask>(?:都|分别|具体|又|一共|总共)*(?:有|是)?(?:哪些|哪几[个条项]|几[个条项]|什么|啥)|(?:怎么|咋)(?:写|说|规定|定)的?)?"
    r"(?:有没有|有吗|有么)?[呢啊呀吗呗]*[？?。！!]*"
)
_KIND_EN = lazy(
    r"(?:and |so |then )*(?:what about |what are |what is |what's |how about )?(?:the |its |their |any )?"
    r"(?P<noun>goals?|targets?|objectives?|measures?|indicators?|policies|policy|requirements?)(?: (?:on|for) (?:it|that|this|them))?[?.!]*"
)


def kind_asked(text: str, lang: Language) -> str:
    """What a folded follow-up asks for, to be put behind a subject ({}); "" where it asks for something else."""
    found = (_KIND_EN if lang == "en" else _KIND).fullmatch(text.strip())
    if found is None:
        return ""
    if lang == "en":
        return f"What are the {found['noun']} for {{}}?"
    return f"{{}}的{found['noun']}{found['ask'] or '有哪些'}"
