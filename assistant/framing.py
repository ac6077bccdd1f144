"""Pieces of a question that only ask for confirmation, or say where something was heard: they name nothing.

tags("婴儿死亡率是5‰，没记错吧")    the piece 没记错吧
told("听说近视率要降到38%")         the piece 听说
"""

from __future__ import annotations

from functools import lru_cache

from assistant.patterns import lazy

_EDGE = r"(?=[，,。．；;！!？?：:…—~\s\-]|$)"
_FROM = r"(?:^|(?<=[，,。．；;！!？?：:…—~\s\-”」』\"]))"
# Pronouns, words for what was said, and for saying it: a piece of only these names nothing.
_SAID = (
    r"(?:我们?|咱们?|俺们?|您|你|这|那|此|该|个|么|样|种|条|句|数字|数据|数值|数|说法|写法|提法|讲法|表述|规定|要求|意思|话|回事|事|儿"
    r"|理解|结论|答案|单位|口径|规划|文件|原文|里|上|中|面|的|了|都|也|就|还|应该|到底|究竟|大概|好像|写|说|讲|填|标|报|记|用|答|念|定|引用)"
)
# A tag begins with no end of a noun or of a number: 目标对吧, 以上对吧, 高中对吧, 幼儿对吧, 人数对吧, 8个对吧.
_WHOLE = r"(?<![目指达以方高初其集幼婴孤女胎人次总多分岁指电书费使利线网业0-9一二三四五六七八九十百千两几])"
_IS = r"(?:是不是|就是|真是|算是|真的是|是)"
_RIGHT = (
    r"(?:对|没(?:有)?(?:记|听|看|写|说|讲|弄|搞|理解|填|标|数|算|抄)?错|没(?:有)?(?:问题|毛病)|有(?:没有)?(?:错|误|问题|毛病)|(?:记|听|看|写|说|弄|搞|数|算|抄)错"
    r"|站得住脚?|立得住脚?|无误|无差错?|准确|正确|属实|靠谱|一致|成立|对头|是?真的|准|错)"
)
_FITS = r"(?:行|可以|成|中|妥|合适|使得|好使)"
_ASKS = r"(?:吗|吧|么|嘛|不|没有?|否|呢|哈|呗|啊|呀)"
_EITHER = r"(?:对不对|是不是|是否|对没对|准不准确?|正不正确|属不属实|靠不靠谱|错没错|行不行|可不可以|成不成|真的假的|是真是假|真假|对错|正误)"
_CHECK = r"(?:核对|核实|核准|确认|求证|查证|证实|核|对)"
_OBJECT = (
    r"报告|材料|总结|稿子?|新闻|文章|方案|教案|课件|海报|通知|简报|表格?|作业|论文|ppt|领导|学生|家长群?|群"
)
_TAGS = tuple(
    lazy(words)
    for words in (
        rf"{_WHOLE}{_SAID}*{_IS}?{_SAID}*{_RIGHT}的?{_SAID}?{_ASKS}+{_EDGE}",
        rf"{_WHOLE}{_SAID}*{_IS}?{_SAID}*{_EITHER}{_SAID}*{_ASKS}?{_EDGE}",
        rf"(?:我|俺|咱)?(?:们)?(?:就|要是|能|可以)?(?:这么|这样|那么|如此)(?:写|说|讲|填|标|报|记|用|答|理解|引用)(?:到|进|在|给|个|份|我|们|的|这)*(?:{_OBJECT})?(?:里头?|里面|上|中)?(?:都|就)?{_FITS}{_ASKS}?{_EDGE}",
        rf"{_WHOLE}{_SAID}*(?:{_IS}|有没有|有|可)(?=[这那]){_SAID}+{_ASKS}?{_EDGE}",
        rf"{_FROM}{_IS}{_ASKS}{_EDGE}|(?<=[\u3400-\u9fff%‰])是(?:吗|吧|不|么){_EDGE}",
        rf"(?:请|麻烦|帮忙?|给|跟|和|与|您|你|我|咱|俺|想|要|再|先|来)*{_CHECK}(?:[一个]下|一{_CHECK}|下|个数|一个数|一遍)(?:{_EDGE}|(?=[吧哈呗]))",
        rf"(?:请|麻烦|帮忙?|敬请|烦请)(?:您|你|我|予|给|予以)*{_CHECK}{_EDGE}",
        rf"{_FROM}(?:你|您|这个?|都)*(?:确定|肯定|敢保证|没骗我){_ASKS}?{_EDGE}",
        rf"{_FROM}(?:核对|核实|确认|求证|查证){_EDGE}",
        rf"(?<=[吧吗嘛么][，,])(?:这|那|都|就|也)?(?:是)?(?:这份?|咱们?|市里?)?的?(?:规划|文件|方案|纲要)[里上中]?(?:头|面)?(?:都|就|也|可|是)*(?:这么|这样|那么|明文|明确)?(?:定|说|写|讲|要求|规定|提|提出)(?:的|过|了)+{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:{_CHECK}|统计|抄录|引用|汇总)(?:是否|准确|下来|起来|过)*无误{_ASKS}*{_EDGE}",
        rf"{_FROM}(?:你们?|您|大伙儿?|大家|麻烦|请|帮忙?|来)*(?:给|帮)?(?:我们?|俺们?|咱们?)?[俩仨]?(?:断断|评评|断一断|评一评|评个|断个|评判|判断|裁判)(?:一?下)?(?:理儿?|案|公道|对错|谁对|是非)*{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:那|我们?俩?|咱们?俩?|他们?俩?)?(?:到底|究竟)?(?:谁|哪个|哪边|哪一?种)(?:说|讲|记)?(?:的|得)?(?:说法|数字?|版本)?(?:才|是)*(?:对|准|正确|准确|真)的?{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:那|我|到底|究竟|应该|该)*(?:以|听|信|按)(?:谁|哪个|哪边|哪种)的?(?:说法|数字?)?(?:为准|准)?{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:怎么|咋)(?:就|又|都|给)*(?:变|改|不一样|不同|对不上|不是了?)(?:了|成这样了?)?{_EDGE}",
    )
)
_MEDIUM = r"(?:材料|课件|稿子?|报告|总结|ppt|海报|新闻|网上|群里?|文章|报纸|电视|宣传[册单页]|展板|幻灯片?|笔记|试卷|题目)"
_PRINTED = r"(?:书|杂志|公众号|微信|朋友圈|抖音|视频|帖子?|论坛|百度|通知|简报|表格?|手册|传单|广播|资料|讲义|论文|教材|讲稿|黑板报?|墙)"
_BEFORE_FIGURE = r"(?=[^，,。？?]{0,12}?(?:[0-9]|百分之|千分之|[一二三四五六七八九十]成))"
_TOLD = tuple(
    lazy(_FROM + words)
    for words in (
        r"(?:难道|莫非|莫不是|该不会)(?:就|真)?(?:不是|是|不)?(?:说|讲)?|(?:可|那|之前|以前|原来|当初|先前)?不是(?:说|讲|写)(?:的?是|好的?)?",
        r"(?:我|俺|咱)?(?:咋|怎么|就|也|还|明明|好像|倒|却|可)*(?:听|据)[^，,。0-9%‰]{0,5}?(?:说过?|讲过?|传|悉|报道|介绍|了解|所知)(?:的是|是)?",
        r"(?:我|俺|咱)们?(?:就|也|还|咋|怎么|明明)?(?:记得|记着|印象[中里]|以为|寻思|觉着|觉得|看到|听到|读到|理解)(?:的是|是)?",
        r"(?:这份?|那)?(?:规划|文件|政策|方案)[里上中]?(?:头)?(?:不是|早就|都|明明)(?:就|都)?(?:说|讲|写|定|规定)(?:好|过|明|死)?了(?:的|嘛|吗|么|吧)?(?=[，,：:])",
        r"(?:大家伙?儿?|谁都|人家|有人|别人|都)都?(?:知道|说|讲|传|晓得)(?:了|过)?",
        rf"(?:我|俺|咱|他|她)?们?的?[^，,。0-9%‰“”「」\"]{{0,4}}?{_MEDIUM}(?:[里上中]面?(?:有(?:人|[\u3400-\u9fff]{{2}})|大家|人家|他们)?(?:就|都|是|在)?(?:写着?|说|讲|传|标|印|登)?|(?:写着?|说|讲|标|印着?|登))(?:的是|了|是)?",
        rf"(?:我|俺|咱)?们?的?{_MEDIUM}(?=[：:])",
        rf"(?:我|俺|咱|他|她)?们?的?[^，,。0-9%‰“”「」\"]{{0,4}}?{_PRINTED}[里上中]面?(?:就|都|是|明明|可)*(?:写着?|说|讲|标|印着?|登)(?:的是|的|了|是)?",
        rf"(?:我|俺|咱|他|她)们?(?:家|的|那个?|单位|办公室|班|村|学校)*(?!想|要|是|再|来|就|先|都|只|也|不|没)[\u3400-\u9fff]{{1,4}}?(?:跟我|和我|对我|都|就|非|还|可)*(?:说|讲|告诉我|念叨|坚持)(?:过|的)?(?:是)?{_BEFORE_FIGURE}",
    )
)
_TAG_EN = lazy(
    r"(?:\b(?:is|was) (?:it|this|that) (?:really )?(?:right|correct|true|so|accurate|the case)\b(?: that\b)?|\bis that what (?:the plan|it) (?:says|requires|wants)\b"
    r"|\bare you (?:sure|certain)\b(?: (?:(?:about|of) (?:that|this|it)|nobody|no one|nothing|none))?|\bam i (?:right|correct)\b(?: (?:that|in thinking(?: that)?|to say(?: that)?)\b)?|\b(?:do|have|did) i (?:have|got|get|read) (?:that|this|it) right\b"
    r"|(?:^|(?<=[,;.!?] ))(?:is|are|was|were|do|does|did|has|have|should|must|wo|will|ca|can)n't (?:it|they|there|he|she|we|that|the plan)\b"
    r"|(?:^|(?<=[,;.!?] ))(?:right|correct|true|yes|no|ok|okay|true or false|right or wrong|yes or no)(?=[?.!]|$)"
    r"|\b(?:please |can you |could you |just )*(?:confirm|verify|double-?check|fact-?check)(?:ing)?\b(?: that\b)?)"
)
_TOLD_EN = lazy(
    r"(?:^|(?<=[,;.!?] ))(?:so |and |but |well |now )*(?:i|we|someone|somebody|people|they|everyone|my \w+)? ?(?:read|heard|hear|was told|were told|am told|told me|understand|believe|think|thought"
    r"|remember|recall|gather|say|says|said|claims?)(?: somewhere| online)?(?: that)?(?= )|\baccording to (?:the plan|my \w+|the \w+)\b"
    r"|\b(?:the plan|it) (?:says|wants|requires|states|aims|demands|asks|insists)(?: that| for)?\b|\b(?:supposedly|apparently|allegedly)\b"
)


@lru_cache(maxsize=64)  # several parts of the program look at one question
def frames(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces of folded text that only ask whether something is right, or say where it was heard."""
    return tuple(sorted({*tags(text), *told(text)}))


@lru_cache(maxsize=64)
def tags(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces that only ask whether the rest is right (没记错吧, 核对一下, isn't it)."""
    found = [m.span() for pattern in (*_TAGS, _TAG_EN) for m in pattern.finditer(text) if m.group().strip()]
    return tuple(sorted(span for span in found if not any(_inside(span, other) for other in found)))


@lru_cache(maxsize=64)
def told(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces that only say where the asker has it from (听说, 课件上写, I read that)."""
    return tuple(
        m.span() for pattern in (*_TOLD, _TOLD_EN) for m in pattern.finditer(text) if m.group().strip()
    )


def unframed(text: str) -> str:
    """Folded text with those pieces blanked out, offsets kept."""
    for start, end in frames(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
