"""What a question leaves out in a phrase of its own: “控制在”的不要; 除了新生儿的; excluding newborns.

    left_out(text)   the text without such phrases, and what the phrases name

How such a phrase is built tells it: a "not" with a verb of taking (不要, 别算, 甭列), or a verb of removing (去掉, 剔除),
before or behind what it names. What it names is read like a question of its own.
"""

from __future__ import annotations

import re

from assistant.patterns import lazy

_NOT = r"(?:不用|不必|不要|不需要?|无需|毋须|用不着|不|别|甭|勿|莫|休)"
_TAKE = (
    r"(?:要|算|给|列|计|含|包括|包含|统计|管|考虑|放|写|念|报|数|纳入|收|归|取|看|提|捎|带|拿|整)"
    r"(?:我|上|了|进|出|入|进来|进去|出来|在内|在里头|其中|着)?"
)
_REMOVE = (
    r"(?:去掉|去除|除掉|除去|剔除|剔掉|剔出去|刨掉|刨去|刨除|刨开|扣掉|扣除|扣去|排除|排掉|抛开|抛掉|撇开|撇掉|减掉|减去|拿掉|拿走|筛掉|过滤掉|滤掉|略去|略掉|省略"
    r"|(?:先|暂时|暂且)?放放|跳过|忽略|略过|绕过|绕开|划掉|划去|抹掉|抹去|删掉|删去|摘掉|摘出去|摘出来|挑出去|踢掉|踢出去|舍掉|舍去|免掉|免了|免谈|甩开|甩掉|拎出去|搁一边|放一边|靠边站|丢开|不作数|不作统计)(?:掉|在外|开|了)?"
)
# 小学的不用说了, 新生儿的甭提: not even spoken of; a bare 不说 may only be said of a text
_SAY = r"(?:(?:不用|不必|无需|毋须|用不着|甭|别|不需要?)(?:再|跟我)?(?:说|讲|问|提|理|念叨|细说|多说|重复)(?:它|他|我)?)"
_TAIL = r"(?:了|吧|哈|啊|呀|呗|啦|的)*"
_ALSO = r"(?:都|就|则|先|统统|全|一律|一概|也|可以|可|请|不再|再)*"
_WHAT = r"(?P<what>[^，,。；;？?！!：:()]{2,24}?)"
_PIECE = r"(?:^|(?<=[，,。；;？?！!：:(]))"
_END = r"(?=$|[，,。；;？?！!)])"
_LEAD = r"(?:如果|假如|假设|假使|要是|倘若|若是?|也|又|还|更|但是?|不过|可是?|那些|把|将|至于|其中|请|而|并|同时|只是|就是|先)*"
_FORMS = tuple(map(re.compile, (
    # 既不是死亡率也不是近视率的上限指标
    r"[，,]?既(?:不是|不属于|不算|不归|非)(?P<what>[^，,。；;？?！!]{2,12}?)[，,]?(?:也|又|更)(?:不是|不属于|不算|不归|非)(?P<more>[^，,。；;？?！!、]{2,12}?)的",
    # 健康领域里既不是筛查率也不是死亡率、又在95%以上的
    r"[，,]?既(?:不是|不属于|不算|不归|非)(?P<what>[^，,。；;？?！!、]{2,12}?)[，,]?(?:也|又|更)(?:不是|不属于|不算|不归|非)(?P<more>[^，,。；;？?！!、的]{2,12}?)(?P<gap>[、，,](?:且|又|而且|并且|还|同时)*)(?=[^，,。；;？?！!]*[0-9])",
    # 不含新生儿的百分比指标
    rf"(?:{_PIECE}|(?<=[域块里中内]))(?:{_NOT}{_TAKE})(?P<what>[^，,。；;？?！!：:()的]{{2,16}}的)(?=[^，,。；;？?！!：:()]{{0,16}}(?:指标|目标|措施|条款))",
    # 除了“控制在”的以外; 除新生儿外
    rf"除(?:了|去|开|却)?{_WHAT}(?:的)?(?:之外|以外|外){_TAIL}(?:[，,]|(?=的)|{_END}|(?=还|其[他它余]))",
    # “控制在”的不要; 把带‰的去掉; 新生儿的除外
    rf"{_PIECE}{_LEAD}{_WHAT}(?:的)?(?:那些?|那几[个项条]|那[个项条]|这[个项条些])?{_ALSO}(?:{_NOT}{_TAKE}|{_SAY}|{_REMOVE}|除外|不在内|另算|另说){_TAIL}{_END}",
    # 环境领域的我已经有了，不用给
    rf"{_PIECE}{_LEAD}{_WHAT}(?:的)?(?:那些?|那几[个项条]|那[个项条])?(?:我们?|咱们?|我这边?|手头|手里)(?:都|已经|早就?|这边|自己|是)*(?:有|知道|清楚|晓得|看过|报过|做过|查过|问过|抄过|列过|统计过|掌握)(?:了|的)+"
    rf"(?:[，,]?(?:就|也|都|所以|因此|可以)*(?:{_NOT}(?:再|用|必)?{_TAKE}?|{_SAY}))?{_TAIL}{_END}",
    # 近视那个除外还有啥
    rf"{_PIECE}{_LEAD}{_WHAT}(?:的)?(?:那些?|那几[个项条]|那[个项条]|这[个项条些])?{_ALSO}(?:除外|不算|不计|不在内|{_REMOVE}){_TAIL}(?=(?:还|剩|一共|总共|共|其[他它余]|别的|另外)(?:有|是|剩|都)?)",
    # 不要千分率的; 去掉教育领域的
    rf"{_PIECE}{_LEAD}(?:{_NOT}{_TAKE}|{_REMOVE})(?:了|掉)?{_WHAT}{_END}",
    # 健康领域除了百分比的，其余有几个
    rf"(?<=[域块里中内面上])除(?:了|去|开|却){_WHAT}(?:的)?[，,]?(?=其余|剩|还|别的|其他|其它)",
    # 健康领域的指标里不是95%以上的有哪些
    r"(?<=[域里中内])(?:并?不是|不属于|不算)(?P<what>[^，,。；;？?！!：:()“”的]{2,16})的?(?=有?哪[些几]|有几|有多少|有啥|都?有什么)",
    # 5岁以下儿童的指标除了死亡率还有啥
    r"(?<=[标率目施条])除(?:了|去|开|却)(?P<what>[^，,。；;？?！!：:()]{2,16}?)[，,]?(?=(?:还|其他|其它|其余|剩|别的)(?:有|是|都)?)",
    # 教育领域的指标除了巩固率平均是多少
    r"(?<=[标率目施条])除(?:了|去|开|却)(?P<what>[^，,。；;？?！!：:()]{2,16}?)[，,]?(?=(?:的?平均|均值|最[高低大小]|第[二三]|加起来|合计|总和|中位))",
    # 新生儿的指标里哪些不是死亡率
    r"(?<=哪些|哪几|几个|几项|几条)(?:并)?不(?:是|属于|算)(?P<what>[^，,。；;？?！!：:()]{2,12}?)的?(?=[？?。]?$)",
    # 教育领域不是保持的指标
    r"(?<![是也又])(?:并?不是|并非|而非)(?!(?:[按用以拿])?(?:百分|千分|%|‰))(?P<what>[^，,。；;？?！!：:()的“”「」\"]{2,12})的(?=[^，,。；;？?！!：:()]{0,16}(?:指标|目标|措施|条款))",
    # 新生儿以外的百分比指标
    rf"(?:{_PIECE}|(?<=[域块里中内口面头]))(?!除)(?P<what>(?:(?!领域|里|那块|当中)[^，,。；;？?！!：:()的]){{2,12}}?)(?:以外|之外)的?(?=[^，,。；;？?！!：:()]{{0,14}}(?:指标|目标|措施|条款))",
    # 不针对新生儿的指标
    r"(?<![要是])(?:并?不是|并非|不|没有?|并未)(?:专门|单独)?(?:针对|关于|面向)(?P<what>[^，,。；;？?！!：:()的“”]{2,12})的?(?=$|[，,。；;？?、]|有|是|又|且|但|[^，,。；;？?！!：:()]{0,14}(?:指标|目标))",
    # 除了健康领域，哪个领域
    rf"{_PIECE}{_LEAD}除(?:了|去|开|却){_WHAT}{_END}",
    # 跟近视没关系的百分比
    r"(?:跟|和|与|同)(?P<what>[^，,。；;？?！!：:()的“”]{2,10}?)(?:没有?|毫无|无|不)(?:任何|什么|啥|半点儿?|一点儿?)?(?:关系|关联|相关|相干|沾边儿?|搭界|有关|关)的?(?=[^，,。；;？?！!：:()]{0,14}(?:指标|目标|百分比|千分比|上限|下限|有|是)|$|[，,。；;？?])",
    # percentages not about newborns
    r",? ?(?:but |and )?(?:(?:that|which) )?(?:(?:are|is) )?(?:not|aren't|isn't) (?:about|for|concerning|aimed at|related to)"
    r" (?P<what>[a-z0-9' -]{3,40}?)(?=$|[,.;?!]| (?:that|which|and|with|without|of|at|are|is|there|(?:below|above|under|between|over) [0-9])\b)",
    r",? ?(?:but |and )?(?:excluding|except(?:ing)?(?: for)?|other than|apart from|aside from|not counting|not including|leaving out|leave out|without counting"
    r"|with the exception of|but not|ignoring|omitting|minus|taking away|leaving aside|skipping|dropping|disregarding) (?P<what>[^,.;?!]{3,60}?)(?=$|[,.;?!])",
    # skip the hearing one
    r"(?:^|(?<=[,.;?!:] )|(?<=[,.;?!:])|(?<=[—–-] ))(?:but |and |please |just )*(?:skip|drop|omit|forget|ignore|disregard|exclude|never mind|leave out|take out|filter out|don't (?:count|include|list|show|give|tell)(?: me)?"
    r"|do not (?:count|include|list|show))(?: about)? (?P<what>[^,.;?!]{3,60}?)(?: please)?(?=$|[,.;?!])",
    # education not counted
    r"[,(;] ?(?:but |and )?(?:with )?(?P<what>[^,.;?!()]{3,40}?) (?:is |are |being )?(?:not (?:counted|included|considered|wanted|needed)|excluded|excepted|left out|set aside|(?:don't|doesn't|do not|does not) count)\)?(?=$|[,.;?!])",
    # once you take away health and education
    r",? ?\b(?:once|if|after|when) (?:you|we|one|i)(?:'ve| have)? (?:take|taken|leave|left|strip|stripped|remove|removed|drop|dropped|set|subtract|subtracted|exclude|excluded|cut)(?: away| out| off| aside)?"
    r" (?P<what>[^,.;?!]{3,60}?)(?: out| away| off| aside)?(?=$|[,.;?!])",
    # without the disabled one
    r",? ?\b(?:but )?without (?P<what>the [^,.;?!]{3,40}? (?:ones?|targets?|indicators?|rates?|measures?|goals?))(?=$|[,.;?!])",
    # once the legal ones are set aside
    r",? ?\b(?:once|if|after|when|with) (?P<what>[^,.;?!]{3,40}?) (?:(?:is|are|were|was|have been|has been|being|get) )?(?:set aside|put aside|left aside|taken (?:out|away|off)|removed|left out|excluded|dropped|stripped out|struck out)(?=$|[,.;?!])",
    # leave health out
    r"(?:^|(?<=[,.;?!:] ))(?:but |and |please )*(?:leave|take|keep|set|put) (?P<what>[^,.;?!]{3,40}?) (?:out|aside|away)(?: of it)?(?=$|[,.;?!])",
)))  # fmt: skip


# 不论带不带“以上”: what it says does not restrict.
_NO_MATTER = lazy(
    r"[(，,]?(?:不论|不管|无论|甭管|别管|甭论|不拘)[^，,。；;？?！!()]{2,24}(?:[)，,]|$)|[(,]? ?(?:regardless of|no matter|whether or not|irrespective of) [^,.;?!()]{3,60}(?:[),]|(?=[.;?!]|$))"
)


_NOR = lazy(r"[，,]?(?:也|又|更|且|亦)(?:不是|不属于|不算|非)")  # 不是健康也不是教育的

# 别的不要: only what was asked for, which it is anyway.
_THE_OTHERS = lazy(
    r"(?:其[他它余]|别|旁|多余|剩下|另外)的?(?:那些|指标|目标|内容)?|(?:the |any |all )?(?:others?|rest|anything else)"
)


_STOPS = lazy(r"([，,])[，,]+")  # what stood between two of them is gone
_OTHERS = lazy(r"(?<=有)(?:没有)?(?:别的?|旁的?|另外的?)(?=[^，,。；;？?！!\s])")


def left_out(text: str) -> tuple[str, tuple[str, ...]]:
    """A folded question without what it leaves out, and what that is; the question itself where nothing is."""
    found: list[str] = []
    text = _NO_MATTER.sub("", text)
    for form in _FORMS:
        while match := form.search(text):
            told = match.groupdict()
            what = f"{told['what']}和{told['more']}" if told.get("more") else told["what"]
            what = _NOR.sub("和", what)
            found += [] if _THE_OTHERS.fullmatch(what) else [what]
            between = "的指标，" if told.get("gap") else ""
            kept = f"{text[: match.start()]}{between}{text[match.end() :]}".strip("，, ").replace("()", "")
            text = _STOPS.sub(r"\1", kept)
    return _OTHERS.sub("其他", text) if found else text, tuple(found)
