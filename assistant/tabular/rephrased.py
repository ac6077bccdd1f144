"""Ways of asking that no slot reads, put as the question that they mean.

    rephrased(text, table)   几个领域有百分比指标 → 百分比指标1个以上的领域有几个
    asks_heading(text, table)  whether the place of a domain among the domains is asked for, and nothing is counted

What is included restricts nothing (指标（含没写数的）); a bound without a figure is a kind of bound (规定不超过多少的: an
upper one); how many domains have something is a count of domains; the place of a domain by how many it has is in their
order by that number.
"""

from __future__ import annotations

import re

from assistant.patterns import compiled, lazy
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Table

# Said to be counted as well: those without a figure, those that are printed with a bound.
_INCLUDED = lazy(
    r"[(（](?:都|也|均)?(?:包?含|包括|连同?|算上|加上)(?!义|有数)[^()（）0-9]{0,10}?(?:没|未|无|不带|以上|以下|以内|方向|定性)[^()（）0-9]{0,10}[)）]"
    r"|^(?:包括|包含|连同?|算上|加上|含)(?:那些)?(?:没有?|未|无|不带)[^，,。0-9?？也都别]{2,10}?的?(?:也算|在内|都算|一起算)?[，,]"
    r"|[，,](?:包括|包含|连同?|算上|含)(?:那些)?(?:没有?|未|无|不带)[^，,。0-9?？也都别]{2,10}?的?(?:也算|在内|都算|一起算)?(?=[，,])"
    r"|[，,](?:包括|包含|连同?|算上|含)(?:那些)?(?:没有?|未|无|不带)[^，,。0-9?？也都别]{2,10}?的?(?:也算|在内|都算|一起算)?[？?]?$"
    r"|,? ?\((?:also )?(?:including|counting|incl\.?)[^()0-9]*(?:without|no figure|or (?:above|below|more|less|over|under)|qualitative)[^()0-9]*\)"
    r"|,? ?[“\"']or (?:above|below|more|less|over|under)[”\"'] included,?"
)
# A bound whose figure is left open: what kind of bound it is.
_SETS = r"(?:规定|要求|限定|限制|写明|设定|标明|定)?(?:了|着|在|到|为|的是)?"
_NOT = r"不(?:得|能|许|准|可|应|会)?"
_SO_MUCH = r"(?:多少|几|某个?(?:数值?|值|比例)|一定(?:的)?(?:数值?|比例|水平|量))(?:以?[上下内])?"
_OPEN = lazy(
    rf"{_SETS}(?:(?P<cap>{_NOT}(?:超过|高于|多于|大于|超出)|最多(?:不超过)?|至多)|(?P<floor>{_NOT}(?:低于|少于|小于)|至少|最少|起码))(?:达到|为|是)?{_SO_MUCH}(?=的(?![？?]|$))"
)
# 降到一定数值以下, 在某个数以上: which bound it is, without its figure
_SOME_FIGURE = lazy(
    r"(?:要求|必须|得|要)?(?:控制?|降低?|压低?|限制?|保持|达到?|提高|设|定|规定)?(?:到|在|至)?(?:某[一个]{0,2}|一定的?|规定的?)(?:具体的?)?(?:目标|百分|千分)?(?:数值?|数字|值|比例?|水平|线|限度)"
    r"(?:(?P<cap>以下|以内|之下|之内)|(?P<floor>以上|之上))(?:(?:或者?|和|、)(?:以下|以内|之下|之内|以上|之上))?"
)
_SOME_FIGURE_EN = lazy(
    r"\b(?:(?:must|should|shall|may|has to|have to|need to|are to|is to|to) )?(?:(?P<not>not exceed|never exceed)|(?:stay|be|remain|keep|go|come|fall|drop|rise)?(?: ?(?:kept|held|brought))?(?: at or| to)? ?(?:(?P<cap>below|under)|(?P<floor>above|over)))"
    r" (?:a|some|a certain|a given|a set|a fixed|a specified) (?:figure|value|level|number|percentage|limit|threshold)(?:,? (?:rather than|and not|not) (?:above|below|over|under|reach|exceed)[a-z]*(?: (?:it|one|a figure|that))?)?"
)
# 最接近100%的: of shares of a hundred, the highest
_NEAR_ALL = lazy(
    r"(?:跟|和|离|与)?(?:100%|百分之(?:一?百))(?:最接近|最近|最贴近)的?|最(?:接近|贴近)(?:100%|百分之一?百)的?|\b(?P<en>(?:closest|nearest) to (?:100 ?%|100 per ?cent|(?:one|a) hundred per ?cent))"
)
# 哪几个领域全是定性指标: those that have none with a figure
_ALL_ONE_KIND = lazy(
    r"^(?P<ask>(?:请问|规划里?|有没有|哪|有)*[一几些两三]?个?(?:大)?(?:领域|板块)(?:里头?|中|的指标)?)(?:全部?|都|清一色|只|仅|光|一水儿?)(?:都)?(?:是|有)(?P<kind>定性|没有?数的?|不带数的?|没给数的?|定量|有数的?|带数的?|量化)(?:的)?(?:指标|目标)?(?:的|呢|啊)?(?:[，,](?:连?一[条个项])?[^，,。；;？?]{1,6}(?:都|也)?没有?)?[呢啊]?[？?]?$"
    r"|^(?:全部?|都|清一色|只|仅|光)(?:都)?(?:是|有)(?P<kind_first>定性|没有?数的?|不带数的?|定量|有数的?|带数的?)(?:的)?(?:指标|目标)?的(?:领域|板块)(?:有|是|都)*(?:哪[几些]个?|几个|什么|啥)?[呢啊]?[？?]?$"
)
_QUALITATIVE = lazy(r"定性|没|不")
# 新生儿的指标有几个，婴儿的呢: the same is asked of both
_AND_THOSE = lazy(
    r"(?P<head>指标[^，,。；;？?]{0,3}有?(?:几|多少)[个条项])[，,？?](?:那)?(?P<more>[\u3400-\u9fff0-9]{2,12}?)的?呢[？?]?$"
)
# 哪些指标不是90%: another figure than that, at the end of what is asked for
_OTHER_FIGURE = lazy(r"(?<!是)(?:并不|不|并非|非)(?:是)?(?=[0-9]+(?:\.[0-9]+)?[%‰][？?。]?$)")
_LISTS = lazy(r"哪|几[个条项]|多少|有什么|列|找")
_OF_WHICH_RATES = lazy(r"(?<=[里中头，,])(?P<unit>[百千]分[比数率])占")  # 定量指标里百分比占多少
# How many domains have something: the domains are counted.
_DOMAIN = r"大?(?:领域|板块)"
_HAVE = lazy(
    rf"^(?P<among>.*?)(?:(?P<many>[一二两三四五六七八九2-9几这那各所有]*)[个块]?{_DOMAIN}(?:里头?|中间?|当中|之中|里面|内)?[，,]?(?:一共|总共|共)?(?P<has>有)?(?:几|多少)[个块](?P<again>{_DOMAIN})?|(?:一共|总共|共)?有?(?:几|多少)[个块]?{_DOMAIN})(?:里|中)?(?:是|都)?(?P<verb>有|设有?|定有?|带有?|含有?|写有?|规定|给)(?:着|了)?"
    r"(?P<what>(?!超过?|不到|不足|至少|最多|一半|[0-9一二两三四五六七八九十])[^，,。；;？?几哪多少]{2,18}?(?:指标|目标|要求))(?:的)?(?:呢|啊|呀)?[？?]?$"
)
# 设了按“次”计的指标的有几个领域
_HAVE_BEHIND = lazy(
    rf"^(?:[一二两三四五六七八九2-9几这那各所有]*[个块]?{_DOMAIN}(?:里头?|中间?|当中|之中|里面|内)?[，,]?)?(?:有|设有?|定有?|带有?|含有?|写有?|规定|给)(?:着|了)?"
    rf"(?P<what>[^，,。；;？?几哪多少]{{2,18}}?(?:指标|目标|要求))的?(?:一共|总共|共)?有?(?:几|多少)[个块]?{_DOMAIN}(?:[，,][^，,。；;]{{1,6}})?[？?]?$"
)
# “张”是量什么的: what has figures in that unit
_OF_UNIT = lazy(
    r"^(?P<unit>[“\"「][^“”\"「」]{1,3}[”\"」])(?:这个|这种)?(?:计量)?(?:单位)?(?:在)?(?:规划|计划)?(?:里面?|中)?(?:是|都)?(?:用来|拿来|用于|用在|用到)?(?:量|计量|衡量|表示|数)?(?:哪个指标|哪些指标|什么|啥)(?:上|的|用的|指标)*[呢啊呀]?[？?]?$"
)
_HAVE_EN = lazy(
    r"^(?:(?:in|of) (?:the|all) (?:seven )?(?:domains|areas),? )?how many (?:of the )?(?:seven )?(?:domains|areas) (?:have|contain|include|set) (?:a|an|any|at least one|one or more) (?P<what>[a-z -]{4,40}?)s?\??$"
)
# 条数排第二多的: the second most
_IN_ORDER = lazy(r"排(?:在|名|行|到)?(?=第[一二三四五六七][多少]的)")
# How a bound is kept to (卡得更紧, 放得宽一些): only which one is the stricter counts.
_KEPT = lazy(
    r"(?:卡|放|管|控|定|控制|抓|收|设|掐|把)得(?:更|比较)?(?:(?P<strict>严格?|紧)|宽松?|松)(?:一?[些点]|得多)?"
)
# leaving health aside: apart from it
_ASIDE = lazy(
    r"\b(?:leaving|leave|setting|set|putting|put|taking) (?P<what>[^,.;?!]{3,40}?) (?:aside|out|to one side)\b(?:,? and\b)?"
    r"|^outside(?: of)? (?P<outside>[^,.;?!]{3,30}?)(?=,)"
)
# 从高到低排，排在最前面的三个: the first three of an order
_IN_FRONT = lazy(
    r"(?<![0-9])(?:排|站|列|居)?(?:在|到)?最?(?P<front>前面|靠前|前头|前边|后面|靠后|末尾|后头)的?(?P<many>[一二两三四五六七八九十]|[0-9]{1,2})(?P<of>[个项条名位])"
)
_FRONT = frozenset({"前面", "靠前", "前头", "前边"})
# 提到教师最多的三个领域: by clauses that do
_MENTIONED_MOST = lazy(
    rf"(?P<said>提到|提及|讲到|说到|谈到|写到)了?(?P<what>[“\"「][^“”\"「」]{{1,10}}[”\"」]|(?:(?!条款|措施|目标|指标|内容)[\u3400-\u9fff]){{2,8}}?)的?(?:次数|地方|得)?(?=最[多少]的?(?:前?[一二两三四五六0-9]+个)?{_DOMAIN})"
)
# 哪个领域提到家长最多, which domain mentions parents most often: where most clauses do
_DOMAIN_SAYS_MOST = lazy(
    rf"^(?:请问|问一?下|那么?|麻烦[问查]一?下|我想知道|规划里?|[，,])*哪一?个?大?{_DOMAIN}(?:里头?|里面|中|对|把)?(?:(?:提到|提及|讲到|说到|谈到|写到|涉及)了?|[提讲说谈写])(?P<what>[“\"「][^“”\"「」]{{1,10}}[”\"」]|(?:(?!条款|措施|目标|指标|内容|[提讲说谈写]得)[\u3400-\u9fff]){{2,8}}?)的?(?:次数|地方|[提讲说谈写]?得)?(?:是|要)?最(?P<way>[多少])[呢啊呀]?[？?]?$"
)
_DOMAIN_SAYS_MOST_EN = lazy(
    r"^which (?:domain|area|field)s? (?:of the plan )?(?:mentions?|talks? about|speaks? of|refers? to) (?:the )?(?P<what>[a-z -]{3,30}?|[\"“][^\"”]{1,20}[\"”]) (?:the )?(?P<way>most|least)(?: often| frequently| times)?[?.]?$"
)
# “热线”在哪几个领域出现过: which domains mention it
_STANDS_IN = lazy(
    rf"(?P<what>[“\"「][^“”\"「」]{{1,10}}[”\"」])(?:这个?|那个?)?(?:[两俩三四]?个?字|词儿?|说法|字眼)?(?:一共|总共|都|分别|又)*(?:出现|写|提|用)?在了?(?P<which>哪一?[几些两三个]*){_DOMAIN}(?:里头?|中|内)?(?:[里中])?(?:都|被)?(?:出现|提到|写到|提|写|有|用)?(?:到|过|了)*(?:呢|啊)?[？?]?$"
)
# 学校、家庭在哪些措施里写到了: those that hold one of them; 同时, all
_NAMED_FIRST = lazy(
    r"^(?:请问|问一?下|那|麻烦[问查]一?下|我想知道|帮我?[查看]一?下|[，,])*(?:在?规划里[，,]?)?(?:(?P<place>[^，,。；;？?、]{2,8}(?:领域|方面|板块)里?)[，,])?"
    r"(?P<list>[\u3400-\u9fff]{2,8}(?:(?:[、和与跟及]|以及|还有)[\u3400-\u9fff]{2,8}){0,4}?)(?:这?[两俩三仨四]个?词?)?(?P<all>都|同时|一起|分别|各|一共|总共)*"
    r"(?:出现|写|提|落|放)?在(?P<which>哪一?[几些]?[个条项]?|几[个条项]|多少[个条项])(?:策略|主要)?(?P<noun>措施|目标|条款|细项)(?:里头?|里面|当中|之中|中|上|内)?"
    r"(?P<both>都|分别|同时|一起|有|被)*(?:(?:出现|写|提|讲|说|露|点|占)(?:到|过|及|面|名|了)*)?[呢啊呀吗]*[？?]?$"
)
# 哪些领域提到妇联, which domains mention the police: domains that have clauses which do
_DOMAINS_SAY = lazy(
    r"^(?P<lead>(?:请问|问一?下|那么?|麻烦[问查]一?下|我想知道|帮我?[查看]一?下|规划里?|[，,])*)(?P<which>哪(?:[一几]?[些个]|几个?大|些)(?:大|发展)?(?:领域|板块))(?:里头?|里面|当中|中|是)?"
    r"(?P<said>(?:都|既|同时|一并|有)*(?:提到|提及|涉及|写到|讲到|说到|谈到|提过)(?![^，,。；;？?]*(?:措施|目标|指标|条款|细项|最[多少]|[几多]少?[个条项次]))[^，,。；;？?]{2,40}[？?]?)$"
)
_DOMAINS_SAY_EN = lazy(
    r"^(?P<which>which (?:of the )?(?:seven )?(?:domains|areas|domain|area)) (?:of the plan )?(?P<said>(?:both )?(?:mentions?|refers? to|talks? about|speaks? of)\b(?!.*\b(?:most|least|fewest|often|measures?|goals?|targets?|indicators?|clauses?)\b).{3,80})$"
)
# 教育和福利哪个领域的目标多: of both, which has more
_WHICH_MORE = lazy(
    rf"^(?P<both>[^，,。；;？?]{{2,8}}(?:[和与跟、]|还是)[^，,。；;？?的]{{2,8}}?)(?:相?比(?:较|起来|一比|一下)?)?(?:这?[两俩]个?)?{_DOMAIN}?(?:里头?|里|中)?(?:的?(?P<first>(?:策略|主要)?(?:措施|目标)|细项))?[，,]?(?:哪一?[个边块]|谁)(?:{_DOMAIN})?(?:里头?|里)?的?(?P<second>(?:策略|主要)?(?:措施|目标)|细项)?(?:条数|数量|个数|数)?(?:要|更|比较)?(?P<way>[多少])(?:一?些|一?点儿?)?[呢啊呀]?[？?]?$"
)
# 学校和医院在同一条措施里一起出现的: measures that mention both
_IN_ONE = lazy(
    r"(?P<words>[\u3400-\u9fff]{2,8}(?:[、和与跟及][\u3400-\u9fff]{2,8}){1,3}?)(?:这?[两三]个?(?:词|类人|样))?(?:都|同时|一起|一块儿?)*(?:出现)?在?同一?[条个项](?P<noun>(?:策略)?措施|(?:主要)?目标|条款|细项)(?:里头?|里面|当中|中)?(?:都|同时|一起|一块儿?|共同)*(?:被)?(?:出现|提到|写到|现身|露面)(?:过|了)?的?"
)
# 有几个领域没有量化指标，是哪几个: which have none
_SO_MANY_WITHOUT = lazy(
    rf"^(?:请问|规划里?|[，,])*(?:一共|总共)?有?(?:几|多少)个{_DOMAIN}(?:是|里头?|压根|根本|完全|都)*(?P<none>没有?|不带|不含|没设|没定)(?P<what>[^，,。；;？?几哪多少]{{2,16}}?)的?(?:[，,](?:分别|都|各)?是?(?:哪[几些]?个?|什么|啥)(?:领域)?)?[呢啊]?[？?]?$"
)
# 把贫血率收紧到5%的话，跟谁持平: the others that have that figure
_WOULD_EQUAL = lazy(
    r"^(?:如果|要是|假如|假设|若|把|将|[，,])*(?P<row>[\u3400-\u9fff0-9、]{2,20}?率)(?:的?目标值?|的?上限|的?下限)?(?:如果|要是|假如|若|也)*(?:收紧|放宽|放松|调整?|改|提高?|降低?|定|收|放|压|升)(?:高|低|严)?(?:到|成|为|至)(?P<figure>[0-9.]+[%‰])(?:以[上下内])?(?:来定)?(?:的话)?[，,]?(?:那|就|会|岂不是|不就|便|能|是不是|要)*[跟和与同](?:谁|哪一?[个项条些几]*(?:指标|目标)?)(?:就|会)?(?:的(?:目标值?|数))?(?:持平|一样|相同|相等|打平|平了|平|一致|齐平|看齐)(?:了|呢|啊|呀|高)*[？?]?$"
)
_WHICH_MORE_EN = lazy(
    r"^(?:does|do) (?P<one>[a-z ]{4,30}?) or (?P<other>[a-z ]{4,30}?) (?:have|contain|list)s? (?P<way>more|fewer|less) (?P<what>[a-z ]{4,20}?)\??$"
)
_ALIKE = lazy(
    rf"^(?:请问|规划里?|[，,])*(?:有没有|有无|有|是否有)?(?P<what>(?:策略|主要)?(?:措施|目标)|细项)的?(?:条数|数量|个数|数目|数)?(?:是|都)?(?:一样|相同|相等|同样)多?的{_DOMAIN}(?:有没有|有)?(?:吗|么|没有?)?[？?]?$"
)
# from fewest to most measures: by how many there are
_FROM_TO_EN = lazy(
    r"\b(?P<way>from (?:the )?(?:fewest|least|most) to (?:the )?(?:fewest|least|most)) (?P<what>(?:main |policy )?(?:goals|measures|indicators|targets|target lines))\b"
)
# 按主要目标数量给各领域排个名: the domains in that order
_BY_AMOUNT = r"(?:措施|目标|指标|细项)(?=的?(?:总|条)?(?:数|个数|条数|项数|多少))"
_DOMAINS_BY = lazy(
    rf"[按依](?:照|据)?(?P<what>(?:主要|策略|定量)?{_BY_AMOUNT})[^，,。；;？?]{{0,10}}(?:各个?|[七7]大?个?|所有|每个)大?(?:领域|板块)[^，,。；;？?]{{0,4}}排"
    rf"|(?:各个?|[七7]大?个?|所有|每个)大?(?:领域|板块)[^，,。；;？?]{{0,3}}[按依](?:照|据)?(?P<what_behind>(?:主要|策略|定量)?{_BY_AMOUNT})[^，,。；;？?]{{0,10}}排"
)
# 有没有领域的措施从来没提到家长: which one
_ANY_DOMAIN = lazy(
    rf"^(?:请问|规划里?|[，,])*(?:有没有|有无)(?:哪一?个|一个|任何一个|什么)?{_DOMAIN}的(?=(?:策略)?措施|(?:主要)?目标)"
)
_SORTED = lazy(r"从[高低大小][到往至][高低大小]|由[高低大小][到往至][高低大小]|[升降]序|排[序个名]|倒着排")
_SEVEN_MEAN = lazy(rf"[七7]个{_DOMAIN}(?:里|中)?平均(?:下来)?有?(?=(?:几|多少)[个条项])")
_BY_NUMBER = lazy(
    r"(?P<what>[^，,。；;？?按论以看]{0,8}?(?:措施|目标|指标|细项))的?(?:总|条)?(?:数量|个数|条数|项数|数目|总数|多少|数)"
)
_PLACE = lazy(r"第(?:几|多少)[个名位]?(?=$|[？?，,。呢啊呀])|老几")
_WHOSE = rf"(?:{_DOMAIN}|这一?块|那一?块)?(?:的?[^，,。；;？?的]{{0,5}}?(?:数量?|个数|条数))?(?:在[^，,。；;？?]{{0,12}}?)?(?:能|会|是|该|要)?(?:排|位列|位居|列|算)?(?:在|到)?(?:倒数)?(?:第(?:几|多少)|老几)"
_RISING = lazy(r"从少到多|由少到多|倒数|第几少|最少的?排")


def _domain_with_most(match: re.Match[str]) -> str:
    """Which domain has the most clauses that mention something."""
    way = "the most" if match["way"] == "most" else "the fewest"
    return f"which domain has {way} clauses that mention {match['what']}?"


# 新生儿的指标占比多少, 95%以上的指标占总数的几成: of all that are of the same kind, where no whole is said.
_SHARE_OF_ALL = lazy(
    r"^(?P<part>[^，,。；;？?占里中]+?(?P<noun>指标|目标|措施|条款))(?:的?(?:数量|个数|条数|数))?[，,]?占(?:到|了)?(?:总数|总量|总体|全体)?(?:的)?"
    r"(?:(?:比例|比重|比率|百分比|比)(?:是|有|为|达到?|占)?(?:多少|多大|几成|百分之几)?|(?:是|有)?(?:几成|百分之(?:几|多少)|多少|多大(?:的?(?:比例|比重|份额))?|几分之几))[呢啊呀]*[？?]?$"
)


def rephrased(text: str, table: Table) -> str:
    """A folded question in the words that the slots read; as it is where nothing of it is put otherwise."""
    text = _TO_SOME_EXTENT.sub(r"要求\g<verb>", _INCLUDED.sub("", text))
    if _OPEN.search(text) and not Reading(text, table).named:
        text = _OPEN.sub(lambda match: "规定上限" if match["cap"] else "规定下限", text)
    if (some := _SOME_FIGURE.search(text)) and "“" not in some.group() and not Reading(text, table).named:
        text = f"{text[: some.start()]}规定{'上限' if some['cap'] else '下限'}{text[some.end() :]}"
    if (alike := _ALL_ONE_KIND.match(text)) is not None:
        other = "定量" if _QUALITATIVE.match(alike["kind"] or alike["kind_first"]) else "定性"
        return f"哪些领域没有{other}指标"
    if (those := _AND_THOSE.search(text)) and Reading(those["more"], table).people:
        text = f"{text[: those.start()]}{those['head']},{those['more']}的有几个"
    if (denied := _OTHER_FIGURE.search(text)) and _LISTS.search(text[: denied.start()]):
        text = f"{text[: denied.start()]}不等于{text[denied.end() :]}"
    text = _OF_WHICH_RATES.sub(r"\g<unit>指标占", text)
    if (share := _SHARE_OF_ALL.match(text)) is not None:
        return f"{share['part']}占全部{share['noun']}的百分之几"
    text = _NEAR_ALL.sub(lambda match: "the highest percentages" if match["en"] else "百分比最高的", text)
    if text.isascii() and (some := _SOME_FIGURE_EN.search(text)) and not Reading(text, table).named:
        limit = "a lower limit" if some["floor"] else "an upper limit"
        text = f"{text[: some.start()]}have {limit}{text[some.end() :]}"
    if (unit := _OF_UNIT.match(text)) is not None and unit["unit"][1:-1] in table.units:
        return f"单位是{unit['unit']}的指标有哪些"
    if _SORTED.search(text):
        text = _IN_FRONT.sub(_first_so_many, text)
    if text.isascii():
        text = _SO_MANY_OF_UNIT.sub(r"\g<end> \g<noun> in \g<unit>", text)
        text = _WHAT.sub("which ", text)
        text = _ASIDE.sub(lambda match: f"apart from {match['what'] or match['outside']}", text)
    text = _MENTIONED_MOST.sub(r"\g<said>\g<what>的条款", text)
    text = _DOMAIN_SAYS_MOST.sub(r"提到\g<what>的条款最\g<way>的是哪个领域", text)
    text = _DOMAIN_SAYS_MOST_EN.sub(_domain_with_most, text)
    text = _STANDS_IN.sub(r"\g<which>领域的条款提到\g<what>", text)
    text = _NAMED_FIRST.sub(_named_behind, text)
    text = _DOMAINS_SAY.sub(r"\g<which>的条款\g<said>", text)
    text = _DOMAINS_SAY_EN.sub(r"\g<which> have clauses that \g<said>", text)
    text = _ANY_DOMAIN.sub("哪个领域的", text)
    text = _IN_ONE.sub(lambda match: f"同时提到{match['words']}的{match['noun']}", text)
    if "领域" in text and (without := _SO_MANY_WITHOUT.match(text)) is not None:
        return f"哪些领域{without['none']}{without['what']}"
    if (more := _WHICH_MORE.search(text)) is not None and (what := more["first"] or more["second"]):
        return f"{more['both']}的{'主要目标' if what == '目标' else what}哪个{more['way']}"
    if (more := _WHICH_MORE_EN.search(text)) is not None:
        return f"which has {more['way']} {more['what']}, {more['one']} or {more['other']}?"
    text = _ALIKE.sub(r"哪些领域的\g<what>数一样", text)
    text = _FROM_TO_EN.sub(r"by number of \g<what> \g<way>", text)
    if (ranked := _DOMAINS_BY.search(text)) is not None and len(Reading(text, table).domains) < 2:
        what = ranked["what"] or ranked["what_behind"]
        what = "主要目标" if what == "目标" else what  # counted in a domain: its goals, not their figures
        return f"各领域{what}条数{'从少到多' if _RISING.search(text) else '从多到少'}排"
    text = _KEPT.sub(lambda match: "更严" if match["strict"] else "更宽", text)
    text = _SEVEN_MEAN.sub("各领域平均有", _IN_ORDER.sub("", text))
    return _domains_with(text, table) or _domains_in_order(text, table) or text


# 要求控制在一定范围内的, 保持在一定水平的: no figure is said
_TO_SOME_EXTENT = lazy(
    r"(?:要求|要|需要|必须)?(?P<verb>控制|保持|稳定|维持)在(?:一定|某个|某一|规定|合理|既定)的?(?:范围|水平|限度|程度|区间|幅度|数值)(?:之?内|以内|里|以上|以下|上)?"
)
# The bottom 2 per mille indicators: two of them, and no 2‰.
_SO_MANY_OF_UNIT = lazy(
    r"\b(?P<end>(?:top|bottom|first|last|highest|lowest) (?:[1-9]|two|three|four|five)) (?P<unit>per ?mille|per ?cent|percentage)(?:-| )(?P<noun>indicators|targets|figures|rates)\b"
)
# What indicators are there, what targets does it set: which ones.
_WHAT = lazy(
    r"\bwhat (?=(?:numeric(?:al)? |main |strategic )?(?:indicators|targets|goals|measures|figures|numbers)\b)"
)
# A domain with what stands under it, and nothing else (儿童与健康的主要目标, health goals): all of it is asked for.
_UNDER_ALONE = lazy(
    r"^(?P<domain>.+?)(?:领域|方面|板块)?的?(?P<what>(?:主要|全部|所有)*目标|(?:策略|全部|所有)*措施|(?:定量|定性|全部|所有)*指标)[。?？]?$"
)
_UNDER_ALONE_EN = lazy(
    r"^(?:the )?(?P<domain>[a-z' -]+?)(?: domain)?'?s? (?P<what>(?:(?:main|strategic|all) )*(?:goals|targets|measures|indicators))[.?]?$"
)
_AMONG_FIRST = lazy(
    r"^(?P<what>主要目标|目标|策略措施|措施|指标)(?:里头?|里面|中|当中|之中)[，,]?(?:属于|在|归)(?P<domain>[^，,。；;？?]+?)(?:领域|方面|板块)?的(?P<asked>(?:都)?(?:有|是)?(?:哪些|啥|什么|几[个条项]|多少[个条项]?).*)$"
)


def with_question(text: str, table: Table) -> str:
    """A domain that is named with what stands under it, as the question for all of that; else ""."""
    pattern = _UNDER_ALONE_EN if text.isascii() else _UNDER_ALONE
    match = pattern.match(text) or (_AMONG_FIRST.match(text) if not text.isascii() else None)
    named = table.domains_en if text.isascii() else table.domains
    called = next((names for names in named.values() if match and match["domain"] in names), None)
    if match is None or called is None:
        return ""
    if text.isascii():
        return f"what are the {match['what']} of the {match['domain']} domain?"
    return f"{called[-1]}领域的{match['what']}{match.groupdict().get('asked') or '有哪些'}"


def put_otherwise(text: str) -> str:
    """A folded question that only looks like one for a body (谁) or for what one row is to reach, as the one that it means; else ""."""
    if (equal := _WOULD_EQUAL.match(text)) is not None:
        return f"除了{equal['row']}以外，等于{equal['figure']}的指标有哪些"
    if (whose := _WHOSE_MORE.match(text)) is not None:
        return f"{whose['both']}两个领域，哪个领域{whose['said']}的{whose['noun']}{whose['way']}"
    return ""


# 环境和教育，谁提到少先队的措施多
_WHOSE_MORE = lazy(
    rf"^(?P<both>[\u3400-\u9fff]{{2,6}}(?:[和与跟、]|还是)[\u3400-\u9fff]{{2,6}}?)(?:这?[两俩]个?)?{_DOMAIN}?(?:比|相比)?[，,]?(?:谁|哪[边块家])的?(?P<said>(?:提|写|讲|说)(?:到|及)[^，,。；;？?]{{2,10}}?)的(?P<noun>(?:策略)?措施|(?:主要)?目标)(?:条数|数量)?(?:更|要|比较)?(?P<way>[多少])[呢啊呀些]*[？?]?$"
)
_AT_ONCE = lazy(r"(?:都|是)?(?:同时|一起|一块儿?)$")


def _named_behind(match: re.Match[str]) -> str:
    """What stands in which clauses, as the clauses that mention it."""
    listed = _AT_ONCE.sub("", match["list"])
    every = listed != match["list"] or {"同时", "一起"} & {match["all"], match["both"]}
    words = re.split("[、和与跟及]|以及|还有", re.sub("(?:都|分别|各|一共|总共)$", "", listed))
    said = f"同时提到{'和'.join(words)}" if every else f"提到{'或'.join(words)}"
    many = "有几条" if match["which"][0] in "几多" else "有哪几条"
    return f"{match['place'] or ''}{said}的{match['noun']}{many}"


def _first_so_many(match: re.Match[str]) -> str:
    return f"{'前' if match['front'] in _FRONT else '后'}{match['many']}{match['of']}"


def _domains_with(text: str, table: Table) -> str:
    """A question for how many domains have something, as one for those that have one or more; "" where it is none."""
    if (match := _HAVE_EN.match(text)) is not None:
        return f"domains with 1 or more {match['what']}s"
    if re.search(_DOMAIN, text) and (behind := _HAVE_BEHIND.match(text)) is not None:
        return f"{behind['what'].removesuffix('的')}1个以上的领域有几个"
    match = _HAVE.match(text) if re.search(_DOMAIN, text) else None
    if match is None or not re.search(_DOMAIN, text[: match.start("what")]):
        return ""
    before = match["among"].strip("，,")
    named = Reading(f"{before}领域", table).domains if before else ()
    one = (
        match["many"] == ""
        and len(named) < 2
        and match.end("among")
        and not match["among"].endswith(("，", ","))
    )
    noun = match["many"] is not None and not match["again"] and match["verb"] != "有"
    if one or (noun and (match["has"] or re.search("的(?:指标|目标|要求)$", match["what"]))):
        return ""  # 健康领域里有几个…, 七个领域里有几个带百分号的指标: rows are counted
    among = match["among"] if named else ""
    head = f"{among.rstrip('，,')}领域里，" if among else ""
    return f"{head}{match['what'].removesuffix('的')}1个以上的领域有几个"


def _domains_in_order(text: str, table: Table) -> str:
    """A question for the place of a domain by how many it has, as one for the domains in that order; "" where it is none."""
    if not _PLACE.search(text) or not _ranked_domain(text, table):
        return ""
    by = _BY_NUMBER.search(text)
    if by is None or Reading(text, table).named:
        return ""
    what = (
        re.sub(rf"^.*(?:{_DOMAIN}|[这那]一?块儿?|[这那]边|方面)(?:里|中)?[的按论]?", "", by["what"])
        or by["what"]
    )
    return f"各领域{what}条数{'从少到多' if _RISING.search(text) else '从多到少'}排"


def asks_heading(text: str, table: Table) -> bool:
    """Whether the place of a domain is asked for and nothing that it has: that is its place in the plan (教育排第几个)."""
    if not _PLACE.search(text) or not re.search(_DOMAIN, text) or not _ranked_domain(text, table):
        return False
    reading = Reading(text, table)
    return not (reading.nouns - {"domain"} or reading.of("kind") or reading.units)


def _ranked_domain(text: str, table: Table) -> bool:
    """Whether it is a domain, by one of its names, whose place is asked for."""
    names = "|".join(re.escape(name) for names in table.domains.values() for name in names)
    return bool(compiled(rf"(?:{names}){_WHOSE}").search(text))
