"""Words of a follow-up that want what was told once more: shorter, all of it, or by its unit and its bound."""

from __future__ import annotations

from assistant.patterns import lazy

_LONG = r"(?:(?:太|有点儿?|有些|这么|好)(?:长|多|啰嗦|复杂|细|乱|绕|官方|专业|难懂|深)了?|看不(?:完|懂|明白|过来))"
_BRIEF = r"(?:简短|简单|简洁|简要|简练|精简|短|简略|扼要|通俗|明白|直白|直接)(?:一?点儿?|一?些|地|的)?"
# Wants the same in fewer or plainer words; what is told is the plan's own, so it is told again.
RESAY = lazy(
    rf"(?:{_LONG}[，,。]?)*(?:能不能|能否|能|可以|可不可以|麻烦|请|再|给我?|帮我?|你|您|用|就|还是)*"
    rf"(?:(?:说|讲|写|念|答|回答|概括|总结|归纳|压缩|缩|弄|整)?(?:得|的)?再?{_BRIEF}(?:说|讲|写|答|回答|概括|总结|介绍)*(?:一下|下)?"
    r"|[一两三几]两?句话?(?:说|讲|概括|总结)?(?:清楚|完)?|(?:概括|总结|归纳|压缩|浓缩|提炼|缩)(?:一?下|要点|重点|(?:成|为|到|出)?个?[一二两三四五几]{1,2}(?:句话?|段话?|[点条]|个要点))*|长话短说|(?:说|讲|捡|挑|划)重点(?:说|讲)?|tl;?dr)[的吧呗吗呢啊行不]*"
    r"|(?:(?:that|this|it)(?:'s| is) )?(?:too long)?[,.]? ?(?:(?:can|could|would) you )?(?:please )?(?:be|make it|make that|say it|put it|keep it|say that)? ?(?:a bit |a little |much |more )?(?:briefer|brief|shorter|short|simpler|simple|concise|briefly|in short|(?:summari[sz]e(?: it| that| this| them| all that)?|sum (?:it|that|this|them) up)(?: in (?:one|a|two|three|a few) (?:short )?(?:sentences?|lines?|words|points?))?|in (?:one|a|two|three|a few) (?:short )?(?:sentences?|lines?|words|points?)|simplify(?: it| that)?|tl;?dr)(?:,? please)?"
)
# Wants a list read once more.
READ_OUT = lazy(
    r"(?:给|帮|跟|替)?(?:我|俺|咱|大家)?们?(?:再|都|全|就|挨个|逐条|一条条|一一)*(?:念|读|报|数|说|讲|列|写|罗列|介绍)(?:一)?(?:下|遍|念|读|列|说)?(?:出来|给我|听听?|看看|吧|呗)*"
)
# The domain to which the follow-up before held a list.
ONLY_DOMAIN = lazy(r", only the [a-z ]+ domain$")
# Wants all that there is on what was told.
ALL_OF_IT = lazy(
    r"(?:那|请|麻烦|给我|帮我|把|你|再|就|能不能|可以|它们?|这些|相关的?|有关的?|内容|条款|规定|措施|的)*(?:全部?|都|所有的?|一条不[落漏]地?|完整地?|统统)(?:的|都|给我|帮我|内容|条款|规定|措施)*(?:列|说|写|找|念|拉|摆|讲)(?:一?下|出来|出|全|给我|清楚|完整|一?遍|个清单|个单子)*[吧呗啊呀吗]*"
    r"|(?:列|说|写|找)(?:得)?(?:全|完整|齐)(?:一?点儿?|一?些)?[吧呗啊呀吗]*|(?:please )?(?:list|show|give)(?: me| us)? (?:it all|all of it|them all|all of them|everything|the (?:full|complete|whole) list)(?: please)?|everything please|all of it(?: please)?"
)
# Asks of the figure told by what it counts, or whether there is none: the earlier answer says so.
OF_FIGURE = lazy(
    r"(?:那|它|这)?(?:个?数)?(?:的)?(?:单位)?(?:是|用)?(?:按)?(?:百分[之号比]|%)(?:还是|或者?|or)(?:千分[之号比]|‰)(?:呢|啊|呀)?|(?:那|这|它)?(?:个?数)?的?单位是?(?:什么|啥)"
    r"|(?:就|都|那|它|难道|合着)*(?:没有?|未)(?:给|定|写|设|说|列|标)?(?:个|出|具体|明确|确切|准|实)*的?(?:定数|准数|数字|数值|指标值|目标值|数)(?:了|吗|么|嘛|呀|啊)*"
    r"|(?:那|它|这|你?刚?才?[说讲]的|到底|究竟|规划)*(?:个?数)?的?(?:是|算|指)?(?:上限|下限|封顶|底线|以上|以下|以内|正好|刚好|最多|最少|最高|最低|至少|不少于|不超过)(?:还是|或者?)(?:是|算)?(?:上限|下限|封顶|底线|以上|以下|以内|正好|刚好|最多|最少|最高|最低|至少|不少于|不超过)[呢啊呀]?"
    r"|(?:那|它|这)?(?:个?数)?的?单位是(?:百分[号比数]|千分[号比数]|个|张|名|次|小时)[吗吧呢]?|(?:这个?|那个?|它|个?数|目标|指标)*(?:是|算|指|按)*(?:咱们?)?(?:全市|整个大庆|大庆全市)(?:的|范围|统一|平均|都算|都一样|都是?)*(?:吗|么|呢)|(?:and |so )?(?:is|does) (?:that|this|it)(?: (?:figure|number|target))? (?:for|cover|apply to) (?:the )?(?:whole|entire) (?:city|of daqing)|(?:这|那|它|数)*是?按[\u4e00-\u9fff]{1,5}?(?:算|统计|计|来|为单位)?还是按?[\u4e00-\u9fff]{1,5}?(?:算|统计|计|来|为单位)的?[呢啊呀]?"
    r"|(?:就|都|真的?|那|规划|难道|合着)*没(?:有|写|定|给|说|规定|提)(?:了|啊|呀|吗|么|嘛)*|(?:and |so |really,? )*(?:no|nothing|none)(?: (?:figure|number|target))?(?: at all)?"
    r"|(?:and |so )?(?:is|are) (?:that|this|it|these|those) (?:figures? |numbers? )?(?:in |given )?(?:per (?:hundred|cent|thousand|mille)|percent|a percentage)(?:,? or (?:in )?(?:per (?:hundred|cent|thousand|mille)|percent))?"
    r"|(?:in )?(?:what|which) unit(?:s)?(?: is (?:that|it|this)(?: in)?)?|is there no (?:figure|number)(?: for (?:it|that))?"
)
