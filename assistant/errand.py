"""Who asks and what for, told around a question (明天开会要念…, 领导让我核对…, my boss wants to know …): it changes nothing.

    without_errand(question)    the question that is left, or the question as it is where nothing is told around it

An errand is known by its make-up, not by its wording: somebody at work or at home has the asker look something up, an
occasion or a paper has it in it, the asker does not remember it. What is asked *about* somebody is none: 家长要听什么, 我是孤儿,
省里的目标. In doubt a question is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import fold
from assistant.patterns import lazy

LEAST = 4  # characters of a question that is left
_LEAST_ASKING = 6  # where it begins with a word that asks: 我想知道谁负责近视, not 记者要问什么问题
_READ = 80  # characters within which an errand ends

# --- Chinese ---------------------------------------------------------------------------------------

_BARE = r"[^，,。；;！!？?：:\s什啥哪谁几吗呢]"  # within one part that asks nothing
_ME = r"(?:本人|我们?|俺们?|咱们?)(?:单位|科室?(?!长)|局里?(?!长)|办公室|办(?!公室主任)|这边|组(?!长))?"
_PAPER = r"(?:ppt|课件|讲话稿|讲稿|发言稿|主持词|新闻稿|通稿|稿子?|(?:上报|汇报|申报)?材料|(?:调研|工作)?报告(?!给)|总结|简报|台账|报表|表格?|论文|方案|提纲|笔记|展板|教案|题库|试卷)"
_WHO_ASKS = r"(?:问|追问|咨询|打听|询问|提问|反映说?|想知道|想了解)"
# Words in the order in which they are tried. A verb is none where it is the beginning of another word (听力, 查体, 报名).
_KINDS: Sequence[tuple[str, str]] = (
    ("again", r"(?:麻烦|请)?(?:再|重新?)(?:给我|跟我|给我们)?(?:说|讲|念|报|重复|解释)一[遍次]|重复一[遍下次]"),
    ("stop", r"\s*[，,：:。；;！!？?…—~、]+\s*"),
    ("soft", r"\s+"),
    # 孩子班主任让我们, 领导安排我; 有人问我, 培训班上学员问我; 有位家长打来热线咨询
    ("made", rf"{_BARE}{{1,12}}?(?:让|叫|要求?|喊|托|请|催|派|安排|通知|布置){_ME}"),
    ("asked", rf"{_BARE}{{1,12}}?(?:追问|问|咨询|打听|反问|考)(?:到|起|了|过)*{_ME}(?:的是|说|一下|关于)*"),
    ("asked", rf"(?:刚才?|刚刚|今天|昨天|又|前两天|才)*(?:有|来了?|遇到了?|接到了?)?(?:好?几|一)?[个位名些][\u4e00-\u9fff]{{2,4}}?(?:来|打|过|电话|写信|来信|热线|留言|跑|发信|说|反映|在|也|又|总|老|要|想|我们?)*{_WHO_ASKS}(?:到|起|了|一下|下|关于)*"),
    ("work", rf"(?:{_ME})?在{_BARE}{{1,8}}?(?:委|局|办|联|社|台|院|政府|机关|单位|部门)(?:上班|工作|任职|当差|实习)(?=[，,。])"),
    ("work", rf"(?:{_ME})?(?:是|系|叫|作为)?{_BARE}{{0,10}}?(?:审计人员|记者|编辑|工作人员|公务员|科员|办事员|干事|审计员|研究生|研究人员|讲师)(?=[，,。])"),
    ("new", rf"(?:{_ME})?(?:是)?(?:刚|新|才|初)(?:来|到|调到|调来|调|接手|进|入职|上岗){_BARE}{{0,10}}?(?=[，,。])"),
    ("sorry", r"(?:不好意思|打扰一下|打扰您?了?|抱歉|麻烦了|麻烦您了|再问一[遍次句]|就问一[句个下]|问一句|问个事儿?|问个问题|请教个?(?:事儿?|问题)|有个?事儿?(?:想)?(?:请教|咨询)(?:一下)?|你好|您好|老师好|在吗|在不在|有人吗|在么)"),
    ("sorry", r"(?:赶时间|催得急|急用|急着用|等着用|比较急|挺急|着急)"),
    ("lost", r"(?:没有?|不太?)(?:记住|记清楚?|记牢|看懂|看清楚?|看明白|听懂|听清楚?|听明白|弄懂|弄清楚?|弄明白|搞懂|搞清楚?|搞明白|查到|找到|清楚|明白|了解|知道|懂|熟悉|熟)"),
    ("lost", r"(?:说|记|讲|弄|搞|想|背|答|看|听|算|数|分|查|找)不(?:清楚?|准|全|住|明白|懂|上来|出来?|起来?|着|到|了)|(?:给|又|都)*忘(?:记了?|光了|掉了|了)|(?:记|搞|弄)(?:混|岔|乱)了"),
    ("finds", r"(?:了解|打听|核对|核实|核查|核准|核(?!酸|心)|确认|请教|咨询|询问|追问|提问|问到|问起|问及|问问|问(?!题|卷|诊|责|世|的)|查一查|查查|查询|查找|查到|查(?!体|处|封|验|房|干)|弄清楚?|弄明白|搞清楚?|搞明白|搞懂|弄懂|知道|告诉|说明|解释|说一说|说说|说下|讲一讲|讲讲|讲下|看一看|看看|看下|找找|找(?!工作|对象|人|谁|哪)|关心)"),
    ("meets", rf"(?:给|跟|和|对|向|帮|替){_BARE}{{1,8}}?(?:讲课|上课|培训|做?讲座|开会|汇报|宣讲|做报告)"),
    ("makes", rf"(?:给|帮|替)?(?:领导|单位|局里)?(?:写进|写|做|编|起草|准备|整理|弄|搞|填|交|改|上报|报)(?:一?[个份篇张]|着|点儿?|些)*{_PAPER}"),
    ("makes", r"写作业|做作业|(?:老师|学校)布置(?:的|了)?(?:作业|任务|题目?)"),
    ("meets", r"(?:(?:评审|座谈|汇报|推进|例|调度|工作|动员|培训|研讨|答辩|发布|听证|常务)会|开会|会上|会议|培训班?|考公|考编|考试|面试|笔试|汇报|督查|督导(?!组|员)|检查(?!组)|迎检|验收(?!组)|调研(?!组|报告)|考核(?!组)|审计(?!组|局|员|部门)|采访|宣讲|演讲|发言(?!稿)|答辩|讲话(?!稿)|讲课|备课|授课|讲座|答题|做题|刷题|复习)(?:上|中|里|期间)?"),
    ("paper", rf"(?:{_ME}|单位)?的?{_PAPER}(?:里面?|里头|上面?|中)"),
    ("staff", r"(?:(?:人大)?代表|(?:政协)?委员|副?(?:局|科|处|部|市|县|区|镇|乡|组|站|台)长|副?主任|副?书记|秘书长|领导|上级|上面|上头|老板|同事|记者|编辑|学员|客户|网友|群友|听众|观众|读者|考官|导师|评委|专家组?|(?:督导|检查|审计|巡察|巡视|考核|验收|调研|评审)(?:组|人员)|单位|局里|科里|处里|办公室|[省市区县镇]里|人家|别人|有人|大家|群里|网上|热线|评论区)们?"),
    ("when", r"(?:今天|明天|后天|昨天|前天|今早|明早|今晚|明晚|上午|下午|早上|晚上|刚才|刚刚|刚|这两天|前两天|过两天|这会儿|一会儿?|待会儿?|马上|月底|月初|周末|[上下这本]个?(?:周|月|次|回|礼拜|星期)|(?:周|星期|礼拜)[一二三四五六日天]|最近|临时|正在|半天|时候|的时候|时)"),
    ("look", r"(?:看|翻|读|学)(?:了|着|过)?(?:规划|文件|原文|文本|半天)"),
    ("needs", r"需要(?!什么|哪|几|多)"),
    ("will", r"(?:可能|需|必须|想要?|要|得|该|应该|打算|希望|还|再|先|也|都|就|只|老|又|非|在|能不能|能否|能|可否|可不可以|可以|麻烦|烦请|请|劳烦|劳驾|帮忙|帮|给|替|跟|和|向|同|您|你|来|去|下来|专门|特意|打来|打电话|电话|有没有|是不是|有点儿?|实在|总|真|确实|一时|突然|不|比较|很|挺)"),
    ("me", _ME),
    ("says", r"(?:念到|念(?!书|(?:小学|初中|高中|大学|幼儿园)(?!生|阶段|的))|讲到|讲(?!卫生|礼貌|究|解)|说到|说(?!法)|写到|写进去?|写上|写(?!作|字)|填上|填|报上|报(?!送|告|名|道|案|销|警|到|刊|考)|答到|背(?!景|后|书包|包)|抄|引用到?|用到|用上|用(?!品|户|途|工|水|药|眼|人|电|餐|手机)|提到|介绍|看(?!护|病|待|法|望|管|书|电视|手机|医生|牙)|听(?!力|觉|证|障|课|取|话)|考到|涉及到?|放(?!假|学|心|弃|开)|备用|参考|交)"),
    ("soft", r"(?:里头|里面|里|其中|一下|一声|一句|一遍|一嘴|下|到|起|及|了|大家|清楚|明白|的是|关于|有关|这个问题|个问题|个事儿?)"),
)  # fmt: skip
_WORD = lazy("|".join(f"(?P<{kind}{n}>{words})" for n, (kind, words) in enumerate(_KINDS)))
_AT_FIRST = frozenset({"made", "asked", "work", "new"})  # only where a part begins
_IDLE = frozenset({"stop", "soft"})
_OFFICE = frozenset({"meets", "makes", "paper", "staff", "made"})

_TAILS = (
    lazy(r"[，,。；;！!？?]+(?:我|俺|咱)?们?(?:该|应该|应当|要|得|可)?(?:怎么|咋|如何)(?:跟|给|向|和)?(?:他|她|人家|对方|家长|居民|群众)?们?(?:回答|答复|回复|解释|答|回|说|讲)(?:他|她|人家|对方)?们?(?:呢|啊|好|合适)*[？?。！!]*$"),
    lazy(r"[，,。；;！!？?\s]+(?:(?:我|你|您|好|来|快|帮忙?|麻烦|请|给|再|等|可以|一下|下|我们)*(?:急用|在线等|等着用|求助|求告知|求解答?|求回复|跪求|拜托了?|辛苦了?|提醒(?:一?下)?我?(?:一?下)?|答一?下|回一?下|回答一?下|解释一?下|说一遍|讲一遍|做笔记|做个?记录|记下来|记一?下|好汇报|好答复|好写材料)(?:了|啊|哈|呗|吧)?)[。！!？?~]*$"),
)  # fmt: skip
_AGO = lazy(r"(?:了|啦|来着)[？?。！!]*$")
_ASKING = r"(?:什么|啥|哪|谁|几|多少|多[久长高大]|怎|咋|如何|为[什何]|是否|是不是|有没有|能不能)"
_BEGINS_ASKING = lazy(rf"^(?:{_ASKING}|[吗么呢吧嘛啊呀的了过])")
_ASKS = lazy(rf"{_ASKING}|[？?]")
_YES_NO = lazy(r"(?:[吗嘛不没]|(?<![什怎])么)[？?。！!]*$")
_OF_THE_ASKER = lazy(
    r"^(?:你们?|您|我们?|咱们?|俺们?|本人|他|她|它|这|那|此|要|该|得|应该|能|可以|需要|做|办)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of an errand, with where it ends."""

    kind: str
    end: int


def without_errand(question: str) -> str:
    """A question without what only says who asks and what for."""
    bare = _english(question) if question.isascii() else _chinese(question)
    return bare or question


def _chinese(question: str) -> str:
    text = question.strip()
    folded = fold(text)
    low = folded if len(folded) == len(text) else text.lower()
    words = _words(low[:_READ])
    end = _end_of_errand(low, words)
    kinds = [word.kind for word in words if word.end <= end]
    text = text[end:]
    if kinds and "lost" in kinds and kinds[-1] == "lost":
        text = _AGO.sub("", text)
    for pattern in _TAILS if kinds else _TAILS[1:]:
        if (match := pattern.search(text)) and match.start() >= LEAST:
            text = text[: match.start()]
    return text


def _words(text: str) -> list[_Said]:
    """The words of errands that a text begins with."""
    found: list[_Said] = []
    at = 0
    while match := _WORD.match(text, at):
        kind = (match.lastgroup or "").rstrip("0123456789")
        if kind in _AT_FIRST and found and found[-1].kind != "stop":
            match = _INNER.match(text, at)
            if match is None:
                break
            kind = (match.lastgroup or "").rstrip("0123456789")
        found.append(_Said(kind, match.end()))
        at = match.end()
    return found


_INNER = lazy("|".join(f"(?P<{kind}{n}>{words})" for n, (kind, words) in enumerate(_KINDS) if kind not in _AT_FIRST))  # fmt: skip


def _end_of_errand(text: str, words: Sequence[_Said]) -> int:
    """Where the errand ends that a text begins with: the longest whose rest is a question of its own; 0 where there is none."""
    for count in range(len(words), 0, -1):
        kinds = [word.kind for word in words[:count]]
        end = words[count - 1].end
        rest = text[end:]
        if (
            len(rest) >= LEAST
            and not _OF_THE_ASKER.search(rest)
            and _is_errand(kinds, rest, count == len(words))
        ):
            return end
    return 0


def _is_errand(kinds: Sequence[str], rest: str, whole: bool) -> bool:
    """Whether words tell of an errand, and leave a question behind them."""
    said = [kind for kind in kinds if kind not in _IDLE]
    while len(said) > 1 and said[-1] == "me" and said[-2] in ("finds", "me"):
        said.pop()  # 告诉我
    if not said:
        return False
    if len(kinds) > 1 and kinds[-1] == "needs" and kinds[-2] == "stop":
        kinds = kinds[:-1]  # 帮领导准备讲话稿，需要…
    before = set(said[:-1])
    if said[-1] == "finds" and before <= {"will", "me"} and not _ASKS.search(rest):
        return False  # 给我讲讲那一章: what is wanted, in so many words
    if said[-1] in ("asked", "again") or (said[-1] in ("finds", "lost") and before):
        return not _BEGINS_ASKING.search(rest) or len(rest) >= _LEAST_ASKING
    if kinds[-1] == "stop" and {*said} & {"meets", "makes", "sorry", "work", "new"}:
        return not {*said} & {"work", "new"} or bool(_ASKS.search(rest))
    asks = _BEGINS_ASKING.search(rest) or _YES_NO.search(rest)
    if said[-1] == "says" and before & _OFFICE:
        return not asks
    return whole and said[-1] == "paper" and not asks


# --- English ---------------------------------------------------------------------------------------

_PERSON_EN = r"(?:my (?:boss|manager|director|colleague|teacher|professor|wife|husband|editor|team|office|neighbou?r|friend|supervisor)s?|(?:a|an|one|some|the) (?:colleague|parent|journalist|reporter|citizen|resident|caller|reader|trainee|student|friend|auditor|inspector|delegate|director|editor|deputy|visitor|inspection team)s?|someone|somebody|people)"
_I_EN = r"(?:i|we)(?:'m|'d|'ve|'re| am| are| have| would)?"
_ASKED_EN = r"(?:(?:just |recently |always |also )?(?:called|phoned|wrote|came|emailed)(?: in| us| me)? (?:and |to )?)?(?:just |also |always |keeps? )*(?:(?:wants?|wanted|needs?|needed|would like|'d like|likes?) (?:me |us )?to (?:know|find out|check|ask(?: about)?|understand|learn|hear|confirm)|asks?(?: me| us)?(?: about| for)?|asked(?: me| us)?(?: about| for| to (?:find out|check|look up))?|asking(?: me| us)?(?: about| for)?|wonders?|wondered|is wondering|was wondering|(?:am|was|were|are) (?:asking|wondering))"
_INFO_EN = r"(?:need(?:ed)? to (?:know|find out|check|verify)|(?:want|wanted|like|love) to (?:know|find out|ask(?: you)?(?: about)?|check|understand|learn)|wonder(?:ing)?|curious|trying to (?:find out|understand|learn|remember)|been asked(?: to (?:find out|check|look up))?|asked to (?:find out|check|look up)|(?:can't|cannot|can not|could not|couldn't|don't|do not) (?:remember|recall|quite remember)|forgot|forgotten|forget|not sure|unsure|was asked)"
_WORK_EN = r"(?:preparing|writing|drafting|making|doing|giving|working on|finishing|reviewing)(?: up)? (?:a |an |the |my |some |our |this )?(?:\w+ ){0,2}?(?:slides?|speech|report|presentation|talk|article|paper|essay|lecture|course|training|memo|briefing|homework|thesis|story|handout)"
_HEADS_EN = tuple(
    lazy(words)
    for words in (
        r"^(?:sorry|excuse me|pardon me)(?: to (?:bother|disturb|trouble|interrupt) you| for (?:bothering|disturbing) you)[,.:;!]+ ",
        r"^(?:just )?(?:a |one )?(?:quick|short|small|simple) question[,.:;!-]+ ",
        rf"^(?:so |and |hi,? |hello,? )*(?:{_PERSON_EN})(?: from [\w ]{{2,20}}?)? {_ASKED_EN}[,:]? ",
        rf"^(?:so |and |well,? |sorry,? |hi,? |hello,? )*{_I_EN}(?: (?:just|really|also|only|always|honestly|still))* {_INFO_EN}[,:]? (?:(?:about|for|whether you know|if you know) )?",
        r"^(?:for |in )(?:a |an |the |my |our |this |tomorrow's |today's )?(?:\w+ )?(?:meeting|report|speech|presentation|talk|article|paper|training|course|exam|interview|homework|slides?|essay|lecture|hearing)(?: (?:tomorrow|today|next week|on \w+day))?,? (?:(?:i|we) (?:want|need|have|would like|am going|'d like|plan) to (?:mention|quote|cite|say|explain|present|include|know|use|state|talk about),? )?",
        rf"^{_I_EN} (?:now |currently )?{_WORK_EN}[,.:;]+ (?:and )?",
        rf"^{_I_EN} (?:need|want) (?:this|it|that) for (?:a |an |the |my |our )?(?:\w+ )?\w+[,.:;]+ ",
        rf"^(?:hi|hello)?[,.!]? ?(?:i'm|i am|we're|we are) (?:a|an|the|new|from)(?: [\w'-]+){{0,5}}?(?: here| journalist| reporter| auditor| civil servant| official| researcher| consultant| trainer| bureau| office| newspaper)(?:[,.:;!]+ (?:and )?| and )(?:{_I_EN} (?:just )?{_INFO_EN}[,:]? (?:about )?)?",
        rf"^i work (?:for|at|in) [\w ]{{3,30}}?(?:bureau|office|department|government|newspaper|ministry|committee|federation)[,.:;]+ (?:{_I_EN} {_INFO_EN}[,:]? (?:about )?)?",
        r"^(?:my |our |the )teachers? (?:gave|set|assigned) (?:us|me) (?:this )?(?:homework|an assignment|a task|a question)[,.:;]+ ",
        r"^(?:do|would|could|can) you (?:happen to |please |kindly |possibly )*(?:know|tell (?:me|us)|explain(?: to me)?|remind me|let me know|check|confirm|look up|help me (?:find(?: out)?|understand|with))(?: please)?,? ",
        r"^(?:please )?(?:help me with this|help me out|help me)(?: please)?[,.:;]+ ",
    )
)
_TAIL_EN = lazy(
    r"[,.;?!]+ (?:(?:so )?(?:what|how) (?:should|do|can|could|shall) (?:i|we) (?:answer|reply|respond|say|tell (?:him|her|them))(?: to (?:him|her|them))?|(?:please )?(?:help|it's urgent|urgent|asap)|many thanks|thanks in advance)[.?!]*$"
)
_ASKS_EN = lazy(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|does|do|did|can|should|must|will|has|have)\b"
)
_FEW_EN = 2  # words of what is left


def _english(question: str) -> str:
    text = question.strip()
    for pattern in _HEADS_EN:
        match = pattern.match(text.lower())
        if match is None or not match.end():
            continue
        rest = text[match.end() :].strip()
        if len(rest.split()) >= _FEW_EN:
            text = rest
    if (tail := _TAIL_EN.search(text.lower())) and len(text[: tail.start()].split()) >= _FEW_EN:
        text = text[: tail.start()]
    return text
