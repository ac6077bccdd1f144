"""How the make-up of a plan is spoken of, in Chinese and English, whatever the plan."""

from __future__ import annotations

import re
from typing import Literal

from assistant.patterns import lazy
from assistant.records import ClauseKind

Level = Literal["chapter", "domain", "entry", "line", "paragraph", ""]

# Inside brackets of a pattern: any Chinese character.
HAN = r"\u3400-\u9fff"
NUM = r"[一二两三四五六七八九十百0-9]+"
# What a plan is cut into, with the words for it; of two that fit a word, the first one counts.
UNITS: tuple[tuple[Level, str, str], ...] = (
    ("paragraph", "自然段|段", r"paragraphs?"),
    ("line", "小条|小项|细项|子项|分项|小点", r"sub-?(?:points?|items?|lines?)|lines?|bullets?(?: points?)?"),
    ("domain", "领域|方面", r"areas?|domains?|fields?"),
    ("chapter", "章节|章|大部分|部分|板块|篇|块", r"chapters?|parts?|sections?"),
    ("entry", "条款|条目(?!标)|任务|大条|条|项|点|款|则|节|个", r"items?|articles?|clauses?|points?|tasks?|provisions?"),
)  # fmt: skip
ZH_UNIT = "|".join(zh for _, zh, _ in UNITS)
EN_UNIT = "|".join(en for _, _, en in UNITS)
# Words for the clauses of one kind, where the plan's own label is not said.
KINDS: tuple[tuple[ClauseKind, str, str], ...] = (
    ("goal", "目标", r"goals?|objectives?"),
    ("measure", "措施|举措", r"measures?|actions?"),
    ("principle", "原则", r"principles?"),
    ("target", "——|目标细项|横线小?条?", r"target lines?"),
)  # fmt: skip
EN_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
EN_CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

# --- a clause named by its numbers ------------------------------------------------------------------

# 二(一)10, 二(三)策略措施5: chapter, section, a label and a number in it.
PATH = lazy(
    rf"(?<![0-9第一二三四五六七八九十])([一二三四五六七八九十]+)[、,]?\s*\(({NUM})\)(?!班)[、,.]?\s*([{HAN}]{{0,6}})\s*第?([0-9]*)"
)
# 2.1.m3 is the id of a clause wherever it stands; 3.5 may be a figure, so it needs a word that says it is a place.
ID = lazy(
    r"(?<![0-9.])(?:[0-9](?:\.[0-9]+)*(?:\.[a-z][0-9]+)+(?:\.[0-9]+)*"
    r"|(?<=[第条节章号款])[0-9](?:\.[0-9]+)+|(?:(?<=clause )|(?<=section )|(?<=item )|(?<=paragraph ))[0-9](?:\.[0-9]+)+"
    r"|[0-9](?:\.[0-9]+)+(?=\s*(?:[条款节]|这[一]?[条款节]|$|[?？。]|是[啥什]|写|讲|说|的?(?:原文|内容|全文))))"
)
# What nothing but a place is spoken of with: an ordinal and its unit, or something in quotation marks.
SURE = lazy(
    rf"第\s*\(?{NUM}\)?\s*(?:{ZH_UNIT}|目标|措施)|倒数第|最[后末](?:的)?一|(?:前|头|末|后|打头的?|开头的?)[二两三四五六七八九十](?:个|大)?(?:{ZH_UNIT})|[末尾头][一1]?[个条项](?!月|学期)|[前后上下][面头边]?(?:那|这)?一[个条项章块]|(?:排|居|列)(?:在|到)?(?:老|头|末|尾|最|第)|殿后|压轴|打头|老末|断后|垫底|[“「『\"]"
    rf"|\b(?:goal|measure|item|article|clause|paragraph)s? (?:no\.? ?)?[0-9]|\b(?:[0-9](?:st|nd|rd|th)|{'|'.join(EN_ORDINALS)}|last|final)(?: |[?.]|$)|\b(?:right |just |immediately )?(?:before|after|follows|precedes)\b"
)

# --- what is asked of it ---------------------------------------------------------------------------

# No summary is written; what a heading holds is the honest answer to who asks for one.
OVERVIEW = r"总结|概括|概述|归纳|梳理|提炼|概要|要点|要义|简介|介绍"
OVERVIEW_EN = r"overview|summar(?:y|i[sz]e)|outline|main points|key points|gist"
# How many there are.
COUNT = lazy(r"几|多少|数一下|how many|number of|count", re.IGNORECASE)
# Which ones there are.
LIST = lazy(
    rf"{OVERVIEW}|\b(?:{OVERVIEW_EN})\b"
    r"|哪|啥|什么|有何|有谁|分别|列|写出|写全|逐[一条个项]|一一|挨[个条]|罗列|说全|报一?遍|目录|框架|结构|标题|题目|名称|名字|叫|分成|分为|组成|构成|包[括含]|都有"
    r"|\b(?:what|which|list|name|names|outline|contents|structure|divided|titles?|headings?|consists?)\b"
)
# What it says, in its own words.
TELL = lazy(
    r"原文|全文|原话|原样|条文|内容|写|说|讲|念|读|看|背|是[啥什]|\b(?:text|quote|say|says|read|show|what|tell|give|cite)\b"
)
# What it is called.
TITLE = lazy(r"标题|题目|名称|名字|叫[啥什做]|\b(?:titled?|heading|called|named?)\b")
# What stands under it.
BELOW = lazy(
    r"[下底]面|底下|下头|下边|下分|分了|分几|分成|分为|哪几|哪些|几[条个项点句节章块款]|\b(?:under|sub-?points?|sub-?items?)\b"
)
# The plan as a whole.
WHOLE = lazy(
    r"一共|总共|总计|合计|共|全部|全文|全篇|通篇|整[个篇份]|规划|方案|计划|纲要|文件|通知|意见"
    r"|\b(?:in all|altogether|in total|total|overall|the (?:whole )?(?:plan|document|text))\b"
)
# What it is about.
ABOUT = lazy(r"框架|轮廓|\babout\b")
# What such questions say beside marks; no word of it asks for anything in the clauses.
FRAME = lazy(
    rf"(?:用|按|照)(?=(?:规划|文件)?[里上中]?(?:面|头)?的?(?:原文|原话|原样|条文))|(?:{OVERVIEW})(?:一下|总结|出来)?|三言两语|简明扼要|扼要|简要|简短|简单|大概其?|大致|大体上?|(?:发展|重点|工作|主要)(?=领域|方面|任务|板块)"
    r"|(?:都|主要|到底|究竟|具体)?(?:是|在|要)?(?:干|弄|做|搞|抓|管|整|规定|安排|部署|说道)(?:的|了)?(?:些|点)?(?:[啥嘛]|什么|哪些)(?:内容|事儿?|方面|东西)?"
    rf"|\b(?:{OVERVIEW_EN})\b|用?(?:[一二三四五六七八九十几0-9]+|多少)[句段]话|[0-9一二三四五六七八九十百几]+字(?:以内|左右)?"
    r"|(?:逐[一条个项]|一一|挨[个条]儿?|依次|全都?|都)?(?:地)?(?:写出来?|写全|罗列(?:出来)?|说全|报一?遍|列全|列出来?|念出?来?)|逐[一条个项]|一一|挨[个条]儿?"
    r"|[这那]?[两俩二三四五六七]个?大?(?:章节?|篇章?)|从头到尾|从头至尾|自始至终|前前后后|拢共|统共|(?:排|列(?!出|举|表)|放|摆|处)(?:在|到|名)?|位于|位列|居于|是?[啥什]么?事儿?|事儿?|[大小]块"
    r"|(?:怎么|怎样|咋|如何)(?:个)?(?:写|说|讲|表述|念)(?:的|道)?|都?有谁|[有讲写说]了?(?:点|些)?[啥什何]么?|都?有(?:哪些|哪几|什么|啥)|快?念(?:念|一遍|一下|出来)?"
    r"|全文|全篇|通篇|整[个篇份]|原文|原话|原样|条文|正文|内容|文字|文本|段话|句话|目录|框架|结构|大纲|提纲|编号|序号|标号|小标题|大标题|标题|题目|名称|名字|叫做?[啥什]?么?名?|"
    r"[读抄摘背贴发录]|包[括含]|概述|导语|找|来|听|[三四五六七八九十]|展示|显示|复述|引用|[下底里]面|底下|下头|下边|里头|底|涵盖|涉及|构成|组成|划分|分成|分为|分了|列了|列出|列举|工作|总体上|"
    r"共计|总共|一?共|总计|合计|加起来|加在一起|算在一起|数一下|数一数|数数|打头|开头|起头|纲要|意见|通知|方案|几大|哪几大|各自|各有|[这那]摊儿?|[这那]一?[块篇]儿?|[这那]个?|摊儿|提到|叫"
    r"|\b(?:quote|text|original|wording|words?|full|entire|whole|read|show|titles?|titled|called|named?|names?|headings?|they|them|structure|outline|table|contents?"
    r"|divided|split|organi[sz]ed|consists?|contains?|includes?|comprises?|lists?|listed|altogether|total|overall|main|major|strategic|numbered|different"
    r"|word for word|verbatim|cite|broken|few|several|brief(?:ly)?|short(?:ly)?|simple|simply|sentences?|all|covers?|covered|cover|together|no|number|many|count|document|key|its|stands?|sits?|falls?|belongs?|holds?|found|grouped|placed|printed|appear|which|broad|very|about|comes?|order|appears?|guid(?:es?|ing)|governs?|underli?(?:es?|ying)|makes?|made|sets?|laid|out|up|down|development|policy|under|say|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
