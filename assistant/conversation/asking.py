"""What is asked of what was told by no word of its own: a figure, another figure, whom to turn to, what the plan says of it."""

from __future__ import annotations

from assistant.conversation.context import MOST_OF_RUN, Completed, Context, rows_of
from assistant.conversation.texts import bare
from assistant.numerals import AGES
from assistant.patterns import lazy
from assistant.wording import full_name

# Whom to call or tell.
_TURNS_TO = lazy(
    r"(?:打|拨)(?:哪个|什么|啥|哪|几)?(?:号码|电话|热线|号)|(?:找|跟|和|告诉|问|向)(?:谁|哪(?:个|里|儿)?(?:部门|单位|人)?)|(?:去|上|到)(?:哪|啥地方|什么地方)(?:里|儿)?(?:说|讲|告|求助|反映|举报|投诉)|能(?:打|找)的(?:电话|人|地方)|报警|求助"
    r"|\b(?:who(?:m)?|where|which number|what number|a number|any number|a hotline|any hotline)\b.{0,20}\b(?:call|ring|dial|tell|talk|turn|ask|contact|report)\b|\b(?:hotline|helpline|phone number)\b"
)
_AT_FIGURE = lazy(
    r"(?:and |or |what about |how about |so )+(?:at |of |with |those (?:at|of|with) |the )?(?P<figure>[0-9]+(?:\.[0-9]+)? ?(?:%|‰|per ?cent|percent))(?: ones?)?[?.! ]*"
)
# Whether there is a figure at all, of what was told.
_ANY_FIGURE = lazy(
    r"(?:那么?|这个|它|所以|规划|里头?|到底|究竟|是不是|又|也)*(?:(?:有没有|给没给|定没定|写没写|有|给|定|写)(?:了|个|出|什么|啥)*(?:具体|明确|准确|确切|量化|硬性?)*的?(?:数字|数值|指标值|目标值|定数|准数|数儿?|百分比|比例)(?:要求|目标)?|(?:具体|到底)的?(?:数字|数值|数)?是?(?:多少|几))(?:吗|么|嘛|没有?|不|呢|啊|呀)*"
    r"|(?:and |but |so |ok,? )*(?:is|was) there (?:also )?(?:a|any|some) (?:specific |concrete |actual |exact |clear |numerical )*(?:number|figure|percentage|numeric target|numerical target|target figure|value)(?: (?:for|in) (?:it|that|this|them))?"
    r"|(?:and |but |so |ok,? )*any (?:specific |concrete |actual |exact )*(?:numbers?|figures?|percentages?|numeric targets?)(?: (?:for|on|in) (?:it|that|this|them))?"
    r"|(?:and |but |so |ok,? )*what(?:'s| is) the (?:specific |concrete |actual |exact )*(?:number|figure|percentage|value)(?: (?:for|in) (?:it|that|this|them))?"
)
# What the plan itself says, of nothing that is named.
_PLAN_SAYS = lazy(
    r"(?:那么?|所以|可是?|但是?|好吧|行吧|算了|[,，])*(?:这份?|咱们?|你们?|大庆)?的?规划(?:里头?|里面|中|上|文件)?(?:(?P<only>呢)|(?:本身|到底|究竟|又|总|得|该|打算|准备|是|对这(?:个|事|件事)?|对此|都|就)*"
    r"(?:(?:怎么|咋|如何|怎样)个?(?:说|写|讲|办|规定|安排|要求|做|弄|管|处理|定|提)的?|(?:有没有|有|可)?(?:说|写|讲|提|规定|要求|安排)(?:了|过|到)?(?:没有?|些?(?:什么|啥)|点啥)?|有?(?:什么|啥)(?:说法|措施|规定|要求|安排|办法|打算|目标))[吗呢啊呀没的]*)"
    r"|(?:ok,? |okay,? |so |and |then |but |well,? )*what (?:does|will) the plan (?:itself )?(?:say|do|want|demand|require|provide|foresee|aim at)(?: about (?:it|this|that|them))?(?:,? then)?(?P<none>)"
)
# Whether what was set is as it should be, of nothing that is named (这合理吗, is that realistic).
_OPINION = lazy(
    r"(?:那么?|你|您|觉得|看|说|这|那|它|个|些|条|数字?|目标|指标|标准|要求|定|设|得|是不是|算不算|会不会|是否|到底|也|还|太|够)*(?:(?:合不)?合理|(?:科不)?科学|(?:靠不)?靠谱|(?:现不)?现实|切合实际|过分|太[高低松严])了?(?:吗|么|不|没有?|呢|吧)*"
    r"|(?:and |so |but )*(?:is|are) (?:that|this|it|these|those|they)(?: (?:figure|number|target|goal)s?)? (?:really |actually )?(?:reasonable|realistic|too (?:high|low|strict|lax)|ambitious|achievable|good enough|high enough)"
)
# What was spoken of, by its kind (怎么说这个热线的).
_POINTED = lazy(
    r"(?:对于?|关于)?[这那](?:个|条|项|件|种|部|笔)(?P<what>[\u4e00-\u9fff]{2,6}?)(?=的|怎|咋|如何|有|是|$)"
)
# Whether what was told is free, compulsory or the like, of nothing that is named.
_ATTRIBUTE = lazy(
    r"(?:那么?|这个?|它|都|也|是|得|规划|[，,])*(?P<asked>(?:(?:要|得|用|需要)?(?:花|交|收|付|掏)?(?:钱|费)|免费|收费|强制|自愿|必须|义务|公开|保密|报销)(?:的|性的)?(?:吗|么|嘛|不|没有?|呢|不[收要用][钱费]?)[啊呀]?)"
)
MOST_JUDGED = 3  # rows of which it is asked together


class Asking(Context):
    """Puts what was told last into a question that names nothing."""

    @property
    def asks_whom_to_tell(self) -> bool:
        """Whether it asks, after help lines were told, for a number to call or for somebody to turn to."""
        if not self.last.answer.offers_help or len(self.cut.text) > 2 * MOST_OF_RUN * (
            1 + (self.cut.lang == "en")
        ):
            return False
        if self.cut.of_kind("name", "domain", "year", "figure", "noun"):
            return False
        plan = any("plan" in t.roles() for t in self.cut.tokens)
        return not plan and (
            bool(_TURNS_TO.search(self.cut.text)) or any("phone" in t.roles() for t in self.cut.tokens)
        )

    def _attribute_of_it(self) -> str | None:
        """Whether the matter told, or asked of in vain, is free, compulsory and so on (法律援助谁给 || 免费不)."""
        query, answer = self.last.answer.query, self.last.answer
        match = (
            _ATTRIBUTE.fullmatch(bare(self.cut.text)) if self.cut.lang == self.earlier.lang == "zh" else None
        )
        about = answer.status == "answered" or (answer.status, answer.reason) == ("abstained", "not_in_plan")
        if match is None or query is None or not about or answer.reason in ("help", "social"):
            return None
        rows = rows_of(answer, self.known)
        if len(rows) == 1:
            return full_name(rows[0]).removesuffix("率") + match["asked"]
        return self.matter_named + match["asked"] if self.matter_named else None

    def _opinion_of_it(self) -> str | None:
        """Whether the rows told are set as they should be, which a plan says of none."""
        rows = rows_of(self.last.answer, self.known)
        if not 0 < len(rows) <= MOST_JUDGED or not _OPINION.fullmatch(bare(self.cut.text)):
            return None
        names = self._names(rows, self.cut.lang)
        return (
            f"Why is the target for {names} reasonable?"
            if self.cut.lang == "en"
            else f"{names}的目标为什么合理？"
        )

    def _of_other_figure(self) -> Completed | None:
        """The English question for rows of another figure (What targets are at 90%? || and at 99%?)."""
        query, figures = self.last.answer.query, self.earlier.of_kind("figure")
        match = _AT_FIGURE.fullmatch(self.cut.text) if self.cut.lang == self.earlier.lang == "en" else None
        if match is None or len(figures) != 1 or query is None or query.task != "table":
            return None
        shown, said = self.earlier.shown, self.cut.shown[slice(*match.span("figure"))]
        return Completed(f"{shown[: figures[0].start]}{said}{shown[figures[0].end :]}", "en", ("replaced",))

    def _figure_of_it(self) -> Completed | None:
        """Whether what was told has a figure (有具体数字吗, is there a number)."""
        if not _ANY_FIGURE.fullmatch(bare(self.cut.text)) or self.last.answer.status != "answered":
            return None
        rows = rows_of(self.last.answer, self.known)
        query = self.last.answer.query
        if len(rows) != 1 and (query is None or query.task not in ("clause", "place")):
            return None
        figures = any(figure.unit not in AGES for figure in self.told_figures)
        if (len(rows) == 1 and rows[0].value is not None) or (not rows and figures):
            return Completed(self.before, self.cut.lang, ("question",))  # it tells them
        name = self._names(rows, self.cut.lang) if rows else self._subject()
        asked = f"What is the target figure for {name}?" if self.cut.lang == "en" else f"{name}有具体数字吗？"
        return Completed(asked, self.cut.lang, ("subject", "question"))

    def _said_in_plan(self) -> str | None:
        """What the plan says of the matter that was refused, or asked of another rule (大庆有多少留守儿童 || 那规划打算怎么办)."""
        said, answer = bare(self.cut.text), self.last.answer
        pointed = _POINTED.search(said)
        if pointed and pointed["what"] in self.earlier.text:
            said = said[: pointed.start()] + said[pointed.end() :]
        match = _PLAN_SAYS.fullmatch(said)
        refused = answer.status == "abstained" and answer.reason in ("not_in_plan", "wrong_scope")
        bare_plan = (
            match is not None and match["only"] and not any("plan" in t.roles() for t in self.earlier.tokens)
        )
        if match is None or not (refused or bare_plan) or self.cut.lang != self.earlier.lang:
            return None
        names = [self.earlier.said(t) for t in self.earlier.tokens if t.kind == "name"]
        if names:
            return (
                f"What is the target for the {names[0]}?"
                if self.cut.lang == "en"
                else f"{names[0]}的目标是多少？"
            )
        if not self.earlier.of_kind("people", "gap", "verb"):
            return None
        subject = self._core(self.earlier)
        subject += pointed["what"] if pointed and pointed["what"] not in subject else ""
        return (
            f"What does the plan say about {subject}?"
            if self.cut.lang == "en"
            else f"规划对{subject}怎么规定的？"
        )
