"""A matter that is told before a question which names none: 我在写托育的报告，有哪些措施 → 托育有哪些措施.

Askers say first what they are at work on, and then ask for goals, measures or indicators without saying of what. Read
by itself, such a question asks for all of them.
"""

from __future__ import annotations

from assistant.patterns import lazy

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
_FILLER = r"(?:请问|那么?|这个?|本)?(?:规划|市里|咱市|里(?:头|面)|里|中|上|这(?:方面|块儿?)|相关|有关|对应|具体|涉及|到|都|一共|总共|的)*"
# A question that names nothing but what kind of thing it asks for.
_BARE = lazy(
    rf"^{_FILLER}(?P<year>(?:到)?20\d\d年的?)?{_FILLER}(?P<ask>(?:{_NOUN})(?:都|一共|总共|具体|分别)*(?:有|是)?"
    r"(?:哪些|哪几[个条项]|几[个条项]|多少[个条项]?|啥|什么|怎么(?:写|说|规定)的?|咋(?:写|说|规定)的?)"
    rf"|(?:有|定了|写了|提了|列了)?(?:哪些|哪几[个条项]|啥|什么|几[个条项])(?:相关|有关)?的?(?:{_NOUN}))(?:呢|啊|呀|吗|来着)?[？?。！!]*$"
)
# What is no matter of a plan: the plan itself, its readers, and what any work is.
_NO_MATTER = lazy(
    r"(?:大庆市?|咱们?|我们|市里?|这个|本|儿童|发展|妇女)*(?:规划|计划|政策|文件|材料|报告|工作|会议?|开会|领导|情况|内容|数据|学习|功课|研究|统计)*"
    rf"|(?:{_MADE})"
)
# 我是社区的，想了解托育，…: who asks, before the matter.
_WHO = lazy(r"^(?:(?:我|俺|咱)们?是|本人是?|作为|您?好|你好)[^，,。；;：:？?！!]{0,16}$")
_BREAK = lazy(r"[，,。；;：:\s]+")


def led(question: str) -> str:
    """A question whose matter was told before it, as one; "" where it is none.

    Args:
        question: as it was typed, in simplified or traditional characters.
    """
    text = question.strip()
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
