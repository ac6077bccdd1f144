"""Whether a question after others is one by itself: it says what it asks for, and of what."""

from __future__ import annotations

from assistant.conversation.context import Context
from assistant.conversation.words import Token
from assistant.patterns import lazy
from assistant.tabular import read_table
from assistant.tagging import pos_tags

_ALL_THERE_ARE = lazy(
    r"但?凡是?|一切|所有|全部|全规划|整个规划|[一二三四五六七八九十]大(?:块|领域|板块|方面)"
    r"|[一二三四五六七八九十]个(?:领域|板块)(?:分别|都)?(?:是|叫)(?:啥|什么|哪)"  # what the plan is parted into
)
_EVERY_SAID = lazy(r"全[列部都]|所有|统统|通通")
# A number to call that is told apart by what it is for (护着孩子的那个热线).
_OWN_LINE = lazy(r"[\u4e00-\u9fff]{3}的(?:那个|这个|那条|那部)?(?:热线|专线)(?!呢|$)")
_CHAPTER = lazy(r"第[一二三四五六1-6]章|\bchapter [1-6]\b")
_ROWS = lazy(
    r"指标|目标|要求|数字|数值|哪[些几]个?数|的数(?=有|是|都|一共|总共)|[定写给]了?[啥什]么?数|\b(?:targets?|indicators?|figures?|numbers?)\b"
)
_CLAUSES_IN = lazy(r"(?:主要|策略)?(?:目标|措施|原则|条款)(?:里|中|上)")
# Out of which rows something is asked, said first.
_SET_SAID = lazy(r"^[^，,。；;？?的]{2,8}(?:指标|目标)(?:之?中|当中|里头?|里面)(?=[，,最])")
_WHICH_RATES = lazy(r"哪[几些]?个?(?:率|比例|比率|指标|目标)$")

# Sets out by itself what it is about: 只看百分比：…, 有没有两个指标…, 各责任单位…, add up the three per-mille ceilings.
_SETS_OUT = lazy(
    r"^(?:只看|光看|只算|光算|只论)[^，,。；;？?：:]{1,8}[：:](?=.{6})|^有没有[一两二三四五六七八九十几0-9]+个(?:指标|目标|措施)"
    r"|^只[^，,。；;？?呢]{2,}(?:、[^，,。；;？?呢]{2,})?的(?:指标|目标|措施)(?:一共|总共|拢共|全部|共)(?:有|是)?(?:多少|几)[条个项]"
    r"|^(?:关于|针对|围绕|有关)(?![这那它此其])[^，,。；;？?呢]{2,14}?(?:[，,]|规划|政府|文件|市里)[^，,。；;呢]{3,}"
    r"|^规划(?:里面?|中)(?![这那它此其])[^，,。；;？?呢]{3,14}?是?(?:怎么|咋|如何)(?:写|说|讲|规定|要求)的|^请?介绍(?:一下)?(?![这那它此其])[^，,。；;？?呢]{3,14}的内容"
    r"|^[^，,。；;？?呢]{1,6}(?:领域|方面)的?(?:主要|策略)?(?:目标|措施)(?:里头?|里面|中|当中)(?=第[一二三四五六七八九十0-9]+[条个项])"
    r"|^各(?:责任|成员|有关|相关)(?:单位|部门)[^，,。；;？?呢]{4,}"
    r"|^(?:add up|sum up|sum|average|list|count) the (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+) (?:[a-z-]+ ){1,3}(?:ceilings|caps|floors|limits|targets|rates|figures|indicators)\b"
)


class Alone(Context):
    """Finds questions that take up nothing that was told before."""

    @property
    def _sets_out(self) -> bool:
        """Whether its first words say what it is about, whatever comes behind them."""
        return _SETS_OUT.match(self.cut.text) is not None

    @property
    def _stands_alone(self) -> bool:
        """Whether it says itself what it asks for: all there are, rates, what a domain has beyond a figure, what is done to a thing."""
        zones, body = self.zones, self.zones.body
        if not body or zones.leads or zones.tails:
            return False
        if self._asks_table_whole(body) or _OWN_LINE.search(self.cut.text):
            return True
        if zones.corrects:
            return False
        kinds, slots = {t.kind for t in body}, {t.slot for t in body}
        if body[0].kind == "people" and slots >= {"group", "mention"}:
            return True  # 留守儿童在哪些领域里提到了: of whom and what is said
        if {"below", "mention"} <= slots and _CLAUSES_IN.match(body[0].text):
            return True  # 主要目标里哪几处出现了孤儿: where it is looked for
        filtered = bool(kinds & {"figure"} or slots & {"bound", "unit", "kind", "comparator"})
        if body[0].kind == "only" and filtered and {"domain", "noun"} <= kinds:
            return True  # 除了近视率，健康领域还有几个上限是百分数的指标
        if body[0].kind in ("it", "pair", "among", "only"):
            return False
        if body[0].kind == "these":  # 那些没有数的指标: told apart and named by itself
            nouns = [t for t in body if t.kind == "noun"]
            return bool(nouns) and any(t.kind == "table" and t.end <= nouns[0].start for t in body)
        said = self.cut.text[body[0].start : body[-1].end]
        if _ALL_THERE_ARE.match(self.cut.text) or ("domain" in kinds and filtered and self._asks_which(body)):
            return True
        if self._asks_who_of_thing:
            return True
        if filtered and (_WHICH_RATES.search(said) or ("name" in kinds and self._asks_which(body))):
            return True
        if len(_CHAPTER.findall(self.cut.text)) > 1:
            return True  # 第四章和第三章一共几条
        strange = [t for t in self.cut.tokens if t.slot == "unknown" and t.end <= body[-1].end]
        if len(strange) > 1 and strange[0].start == 0 and self._asking(body):
            return True  # words that no dictionary has, and a question of them: 万达那边停车一个小时多少钱
        done = [t for t in body if t.slot == "unknown" and pos_tags(t.text)[0].startswith("v")]
        return bool(done) and "verb" in kinds and self.cut.lang == "zh"

    @property
    def asks_table_whole(self) -> bool:
        """Whether it is a whole question for rows."""
        return bool(self.zones.body) and self._asks_table_whole(self.zones.body)

    def _asks_table_whole(self, body: tuple[Token, ...]) -> bool:
        """Whether it says of which domain or people it asks for which rows (教育领域有没有不是百分数的指标)."""
        leads_on = body[0].kind in ("it", "pair", "among", "only", "these", "refine")
        if leads_on and body[0].kind != "refine" and not body[0].text.startswith("除"):
            return False
        found = read_table(self.cut.text, self.known.table)
        if found is None or found.source != "indicators" or found.unexplained or found.choices:
            return False
        if found.units and ((found.order and found.limit) or found.group == "domain"):
            return True  # 百分比最低前三; 按领域算百分比指标的平均值
        if leads_on and not body[0].text.startswith("除"):
            return False
        chosen = found.kinds or found.units or found.bounds or found.comparators or found.verbs
        told = (chosen and self._names_rows(body)) or found.without
        every = _EVERY_SAID.search(self.cut.text)  # 单位是小时的要求全列出来
        if told and _SET_SAID.match(self.cut.text):
            return True  # 百分比目标里，最大的和最小的差多少
        return found.operation in ("list", "count") and bool(
            told and (found.domains or found.populations or every)
        )

    def _names_rows(self, body: tuple[Token, ...]) -> bool:
        """Whether a word says that rows are asked for."""
        return any(t.kind == "noun" for t in body) or bool(_ROWS.search(self.cut.text))

    @property
    def _asks_who_of_thing(self) -> bool:
        """Whether it asks who does something with a thing that two words of tables name (统计资料归谁编)."""
        return any(
            "actor" in who.roles()
            and before.kind == thing.kind == "table"
            and before.end == thing.start
            and thing.end == who.start
            for before, thing, who in zip(
                self.cut.tokens, self.cut.tokens[1:], self.cut.tokens[2:], strict=False
            )
        )

    def _asks_which(self, body: tuple[Token, ...]) -> bool:
        return self._asking(body) or any(t.kind == "refine" for t in body)
