"""Every word of the pages beside the chat, in Chinese and English; the plan's own words are shown as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.records import Language


@dataclass(frozen=True, slots=True)
class PageTexts:
    """文案: the pages' words in one language. Fields in braces are filled with str.format."""

    html_lang: str
    pages: str
    skip: str
    chat: str
    indicators: str
    text: str
    feedback: str
    footer: str
    plan: str
    show: str
    all: str
    missing: str
    no_page: str
    no_page_more: str
    not_allowed: str
    home: str
    # the table of indicators
    table_intro: str
    domain: str
    population: str
    kind: str
    unit: str
    name_holds: str
    filters: str
    apply: str
    reset: str
    shown: str
    none_shown: str
    name: str
    demand: str
    year: str
    clause: str
    sort_by: str
    sort: str
    download: str
    csv: str
    excel: str
    chart: str
    chart_none: str
    year_from: str
    kinds: dict[str, str]
    bounds: dict[str, str]
    # the text of the plan
    text_intro: str
    contents: str
    search_label: str
    search: str
    search_clear: str
    found: str
    found_none: str
    found_more: str
    doubts: str
    doubts_counted: str
    doubts_intro: str
    doubts_none: str
    doubt_line: str
    doubt_here: str
    place: str
    clause_id: str
    line: str
    period: str
    copy_link: str
    copied: str
    ask_about: str
    ask_what: str
    previous: str
    next: str
    in_text: str
    beside: str
    rows_here: str
    duties_here: str
    nothing_here: str
    parts: str
    repaired: str
    # what readers say
    feedback_intro: str
    turns_shown: str
    question_holds: str
    since: str
    answer: str
    no_text: str
    as_cases: str
    as_cases_note: str
    no_turns: str
    newer: str
    older: str
    log_unread: str
    log_off: str
    turn_kinds: dict[str, str]
    verdicts: dict[str, str]
    bases: dict[str, str]


_ZH: Final = PageTexts(
    html_lang="zh-CN",
    pages="页面",
    skip="跳到正文",
    chat="问答",
    indicators="指标",
    text="原文",
    feedback="反馈",
    footer="内容取自公布的规划文本，仅供查阅；以正式公布的文本为准。",
    plan="规划",
    show="查看",
    all="全部",
    missing="（未写明）",
    no_page="没有找到这一页",
    no_page_more="规划里没有“{name}”这一处，或者网址有误。",
    not_allowed="这一页只对管理人员开放。请用管理人员的账号登录；程序装在您自己的电脑上时，请设 ASSISTANT_STAFF=everyone 再启动。",
    home="返回问答",
    table_intro="规划中可以衡量的目标和标准，逐条取自原文。点击条款编号，可以查看原文。",
    domain="领域",
    population="人群",
    kind="类别",
    unit="单位",
    name_holds="名称含有",
    filters="筛选",
    apply="筛选",
    reset="清除筛选",
    shown="共 {total} 条，列出 {count} 条",
    none_shown="没有符合条件的指标，请放宽筛选条件。",
    name="指标",
    demand="要求",
    year="目标年",
    clause="条款",
    sort_by="按“{name}”排序",
    sort="排序",
    download="下载所列指标",
    csv="CSV 表格",
    excel="Excel 表格",
    chart="图表",
    chart_none="所列指标中没有可以并列比较的数值；按单位筛选后可以看到图表。",
    year_from="比 {year} 年",
    kinds={"target": "目标值", "relative": "相对变化", "qualitative": "只有方向", "standard": "标准"},
    bounds={
        ">=": "不低于",
        "<=": "不高于",
        "=": "",
        "<": "低于",
        ">": "高于",
        "down_by": "降低",
        "up_by": "提高",
        "up": "提高（未定数值）",
        "down": "降低（未定数值）",
    },
    text_intro="规划全文，按章节展开；点击条款编号，可以得到这一条的固定网址。",
    contents="目录",
    search_label="在全文中查找",
    search="查找",
    search_clear="返回全文",
    found="“{words}”共 {count} 处",
    found_none="全文没有同时含有“{words}”的条款。",
    found_more="只列前 {count} 处，请增加词语再查。",
    doubts="规划存疑",
    doubts_counted="规划存疑（{count}）",
    doubts_intro="公布文本中用字有疑问或者前后不一致的地方。以下逐处照录，不作判断，引用时以公布文本为准。",
    doubts_none="这部规划没有登记存疑之处。",
    doubt_line="公布文本第 {line} 行",
    doubt_here="这一条有登记的存疑之处：",
    place="位置",
    clause_id="条款编号",
    line="公布文本第 {line} 行起",
    period="规划期 {first}–{last} 年",
    copy_link="复制本条网址",
    copied="已复制",
    ask_about="就这一条提问",
    ask_what="{clause_id}的内容是什么？",
    previous="上一条",
    next="下一条",
    in_text="在全文中查看",
    beside="相关内容",
    rows_here="指标",
    duties_here="职责",
    nothing_here="这一条没有登记指标或职责。",
    parts="下属条款",
    feedback_intro="读者认为有问题的回答和未作回答的提问；个人号码已遮盖，涉及孩子安危的提问不留文字。",
    turns_shown="显示",
    question_holds="问题含有",
    since="起始日期",
    answer="回答",
    no_text="（未保存文字）",
    as_cases="导出为评测用例",
    as_cases_note="只是草稿：正确答案要对照规划原文另行填写。",
    no_turns="没有符合条件的记录。",
    newer="较新的",
    older="较早的",
    log_unread="日志暂时读不出来，请稍后再试。",
    log_off="没有开启日志，所以没有反馈可看。",
    turn_kinds={
        "either": "有问题的和未作回答的",
        "down": "有问题的",
        "refused": "未作回答的",
        "up": "有帮助的",
        "all": "全部",
    },
    verdicts={"up": "有帮助", "down": "有问题"},
    repaired="本条有个别字符已按勘误表订正。",
    bases={"stated": "原文明示", "derived": "推算", "external": "规划外依据", "unstated": "规划未说明"},
)

_EN: Final = PageTexts(
    html_lang="en",
    pages="Pages",
    skip="Skip to the content",
    chat="Ask",
    indicators="Indicators",
    text="Full text",
    feedback="Feedback",
    footer="Drawn from the plan as published, for reference; the official text prevails.",
    plan="Plan",
    show="Show",
    all="All",
    missing="(not stated)",
    no_page="This page was not found",
    no_page_more="The plan has no “{name}”, or the address is wrong.",
    not_allowed="This page is open to staff only. Please sign in with a staff account; where the program runs on your own computer, start it with ASSISTANT_STAFF=everyone.",
    home="Back to asking",
    table_intro="The measurable targets and standards of the plan, row by row from its text. "
    "Select a clause number to read it. Names and quotes of the plan stay in Chinese where they have no reviewed English.",
    domain="Domain",
    population="People",
    kind="Kind",
    unit="Unit",
    name_holds="Name holds",
    filters="Filter",
    apply="Filter",
    reset="Clear the filter",
    shown="{count} of {total} rows",
    none_shown="No indicator fits; please widen the filter.",
    name="Indicator",
    demand="Demand",
    year="Due",
    clause="Clause",
    sort_by="Sort by “{name}”",
    sort="Order",
    download="Download these rows",
    csv="CSV",
    excel="Excel",
    chart="Chart",
    chart_none="No two of these figures may be compared; filter by unit to see a chart.",
    year_from="from {year}",
    kinds={
        "target": "Target",
        "relative": "Change",
        "qualitative": "Direction only",
        "standard": "Standard",
    },
    bounds={
        ">=": "at least",
        "<=": "at most",
        "=": "",
        "<": "under",
        ">": "more than",
        "down_by": "down by",
        "up_by": "up by",
        "up": "to rise (no figure)",
        "down": "to fall (no figure)",
    },
    text_intro="The whole plan by its chapters. Each clause number is a link that can be shared. The text is Chinese.",
    contents="Contents",
    search_label="Search the text",
    search="Search",
    search_clear="Back to the text",
    found="“{words}”: {count} places",
    found_none="No clause holds all of “{words}”.",
    found_more="Only the first {count} are listed; add a word.",
    doubts="Doubtful wording",
    doubts_counted="Doubtful wording ({count})",
    doubts_intro="Places where the published wording seems faulty or does not agree with itself. "
    "Each is quoted as published and not judged; the published text prevails.",
    doubts_none="No doubtful wording is recorded for this plan.",
    doubt_line="line {line} of the published text",
    doubt_here="A doubtful wording is recorded for this clause:",
    place="Place",
    clause_id="Clause",
    line="from line {line} of the published text",
    period="Plan period {first}–{last}",
    copy_link="Copy the link to this clause",
    copied="Copied",
    ask_about="Ask about this clause",
    ask_what="What does {clause_id} say?",
    previous="Previous",
    next="Next",
    in_text="See it in the full text",
    beside="On this clause",
    rows_here="Indicators",
    duties_here="Duties",
    nothing_here="No indicator or duty is recorded for this clause.",
    parts="Parts",
    feedback_intro="Answers that readers found wrong, and questions that were not answered. Personal numbers are masked; where a child may be in danger, no words are kept.",
    turns_shown="Show",
    question_holds="Question holds",
    since="Since",
    answer="Answer",
    no_text="(kept without text)",
    as_cases="Save as evaluation cases",
    as_cases_note="Drafts only: what is right is written by reading the plan.",
    no_turns="Nothing fits.",
    newer="Newer",
    older="Older",
    log_unread="The log cannot be read at the moment. Please try again later.",
    log_off="The log is off, so there is no feedback.",
    turn_kinds={
        "either": "Not right, or not answered",
        "down": "Not right",
        "refused": "Not answered",
        "up": "Helpful",
        "all": "All",
    },
    verdicts={"up": "Helpful", "down": "Not right"},
    repaired="A few characters of this clause follow the list of corrections.",
    bases={
        "stated": "Stated",
        "derived": "Derived",
        "external": "Outside the plan",
        "unstated": "Not stated",
    },
)

PAGE_TEXTS: Final[dict[Language, PageTexts]] = {"zh": _ZH, "en": _EN}
