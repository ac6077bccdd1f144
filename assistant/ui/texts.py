"""Every word that the page says, in Chinese and English.

The words of a plan and of an answer are not here: they come from the core and are shown as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.records import Answer, Language


@dataclass(frozen=True, slots=True)
class Texts:
    """文案: the page's words in one language. Fields in braces are filled with str.format.

    Attributes:
        html_lang: value of the document's lang attribute.
        outcomes: badge by "status" or "status/reason"; the longer key wins.
        legend: what an outcome means, by its key, for those shown before the first question.
        steps: name of a step by its key.
        fallbacks: what stands for an answer without sentences, by status.
    """

    html_lang: str
    product: str
    skip: str
    language_group: str
    period_running: str
    period_over: str
    period_ahead: str
    notice: str
    welcome: str
    welcome_more: str
    examples: str
    box_label: str
    box_placeholder: str
    send: str
    clear: str
    conversation: str
    you: str
    assistant: str
    working: str
    steps_done: str
    copy: str
    copied: str
    partial: str
    by_model: str
    dropped: str
    suggestions: str
    cite_label: str
    sql: str
    sql_statement: str
    sql_parameters: str
    sql_no_parameters: str
    sql_result: str
    rows: str
    rows_truncated: str
    null: str
    source: str
    source_empty: str
    source_none: str
    source_gone: str
    source_of: str
    tabs: str
    breadcrumb: str
    clause_id: str
    place: str
    place_value: str
    line_value: str
    whole_clause: str
    repaired: str
    from_row: str
    from_document: str
    document: str
    back: str
    failed: str
    announced: str
    copy_speech: str
    copy_speech_what: str
    slip: str
    slip_what: str
    retry: str
    edit: str
    editing: str
    actions: str
    rate_up: str
    rate_down: str
    rate_why: str
    rate_note: str
    rate_send: str
    rate_thanks: str
    rate_withdrawn: str
    rate_failed: str
    open_clause: str
    copy_clause_link: str
    past: str
    past_note: str
    past_turns: str
    past_untitled: str
    past_save: str
    past_delete: str
    past_delete_one: str
    past_delete_all: str
    past_sure: str
    past_deleted: str
    past_not_deleted: str
    past_opened: str
    past_gone: str
    reasons: dict[str, str]
    bases: dict[str, str]
    bases_legend: dict[str, str]
    outcomes: dict[str, str]
    legend: dict[str, str]
    steps: dict[str, str]
    fallbacks: dict[str, str]


_ZH: Final = Texts(
    html_lang="zh-CN",
    product="规划问答",
    skip="跳到正文",
    language_group="界面语言",
    period_running="规划期 {first}–{last} 年。回答说明的是规划确定的目标，不是已经取得的结果。",
    period_over="规划期 {first}–{last} 年，已经结束。回答说明的是规划确定的目标，不是实际结果。",
    period_ahead="规划期 {first}–{last} 年，尚未开始。回答说明的是规划确定的目标。",
    notice="回答引用规划原文，数字逐一核对；不构成法律意见。",
    welcome="请提出与规划有关的问题",
    welcome_more="每句回答都注明所依据的条款，点击编号即可查看原文；规划没有写明的，会如实说明。",
    examples="可以这样问",
    box_label="您的问题",
    box_placeholder="例如：规划对儿童的睡眠时间有什么要求？",
    send="提问",
    clear="新对话",
    conversation="对话记录",
    you="提问",
    assistant="回答",
    working="正在查阅规划",
    steps_done="查阅过程（{count} 步，{total}）",
    copy="复制回答",
    copied="已复制",
    partial="仅部分写明",
    by_model="AI 生成",
    dropped="{count} 句未通过核对，未予显示",
    suggestions="可以接着问",
    cite_label="引用 {n}：查看原文",
    sql="数据查询（{rows}）",
    sql_statement="查询语句",
    sql_parameters="参数",
    sql_no_parameters="无",
    sql_result="查询结果（{rows}）",
    rows="共 {count} 条",
    rows_truncated="结果较多，仅列前 {count} 条",
    null="（空）",
    source="原文出处",
    source_empty="有了回答之后，这里显示它所依据的规划原文。点击回答中的编号，可以逐条查看。",
    source_none="这次回答没有引用规划条款。",
    source_gone="暂时无法显示这一处原文，请重新提问。",
    source_of="引用 {n}",
    tabs="本次回答的引用",
    breadcrumb="所在章节",
    clause_id="条款编号",
    place="原文位置",
    place_value="{line}第 {first}–{last} 字",
    line_value="第 {line} 行起的条款，",
    whole_clause="引文依据这一整条，已整条标出。",
    repaired="引文已按勘误表订正，与公布文本个别字符不同。",
    from_row="数据取自由原文逐条整理的指标表，依据如下。",
    from_document="这份文件不属于本规划。",
    document="规划以外的文件",
    back="返回回答",
    failed="系统暂时无法回答，请稍后再试。",
    announced="回答：",
    copy_speech="复制朗读稿",
    copy_speech_what="一两句完整的话，适合念出来",
    slip="保存凭条",
    slip_what="问题、回答、引文和规划文本的指纹，可以离线复核",
    retry="重新查询",
    edit="修改问题",
    editing="问题已放回输入框；修改后提问，将替换这一问及其后的问答。",
    actions="对这条回答",
    rate_up="有帮助",
    rate_down="有问题",
    rate_why="哪里有问题？",
    rate_note="补充说明（可不填）",
    rate_send="提交反馈",
    rate_thanks="已记下您的反馈，谢谢。",
    rate_withdrawn="已撤回反馈。",
    rate_failed="反馈暂时无法保存，请稍后再试。",
    open_clause="打开这一条的网页",
    copy_clause_link="复制网址",
    past="历史对话（{count}）",
    past_note="只有这个浏览器能看到；可以随时删除。涉及孩子安危的对话不保存文字。",
    past_turns="{count} 问",
    past_untitled="（未保存文字）",
    past_save="把“{title}”存为 {kind} 文件",
    past_delete="删除",
    past_delete_one="删除“{title}”",
    past_delete_all="全部删除",
    past_sure="再按一次，全部删除",
    past_deleted="已删除。",
    past_not_deleted="暂时无法删除，请稍后再试。",
    past_opened="已打开历史对话。",
    past_gone="这次对话已经没有可以显示的内容。",
    reasons={
        "wrong": "内容或数字不对",
        "not_answered": "规划里有，却没有答",
        "incomplete": "不完整",
        "wrong_source": "出处不对",
        "unclear": "看不明白",
        "other": "其他",
    },
    bases={
        "stated": "原文明示",
        "derived": "推算",
        "external": "规划外依据",
        "unstated": "规划未说明",
    },
    bases_legend={
        "stated": "回答的内容在规划原文中写明。",
        "derived": "由规划自身的规则推出，或者由规划的数字算出。",
        "external": "出自规划以外的文件，注明名称和文号。",
    },
    outcomes={
        "answered": "已核对",
        "answered/social": "使用说明",
        "answered/help": "求助信息",
        "abstained": "未作回答",
        "abstained/not_in_plan": "规划未说明",
        "abstained/not_understood": "没有读懂",
        "abstained/wrong_scope": "超出范围",
        "abstained/out_of_scope": "与规划无关",
        "abstained/unsafe": "不予执行",
        "clarify": "请选择",
        "rejected": "无法受理",
        "rejected/too_long": "问题过长",
        "rejected/not_text": "无法识别",
        "error": "系统出错",
    },
    legend={
        "answered": "规划有明确规定；引文和数字已与原文逐一核对。",
        "abstained/not_in_plan": "规划没有写明所问的内容，不作推测。",
        "abstained/wrong_scope": "问的是其他年份、其他地区，或者实际完成的数值。",
    },
    steps={
        "read": "理解问题",
        "link": "对应条款",
        "query": "查询数据",
        "judge": "判断依据",
        "help": "留意求助",
        "search": "检索条款",
        "plan": "请语言模型理解",
        "write": "组织回答",
        "model": "请语言模型撰写",
        "quote": "摘录原文",
        "check": "核对回答",
    },
    fallbacks={
        "answered": "没有可以显示的内容。",
        "abstained": "规划没有说明这一点。",
        "clarify": "问题可以有几种理解，请从下面选择一种。",
        "rejected": "这段内容无法作为问题处理，请换一种说法。",
        "error": "系统暂时无法回答，请稍后再试。",
    },
)

_EN: Final = Texts(
    html_lang="en",
    product="Questions about the plan",
    skip="Skip to the content",
    language_group="Language of the page",
    period_running="Plan period {first}–{last}. Answers state what the plan aims at, not what is reached.",
    period_over="Plan period {first}–{last}, now over. Answers state what it aimed at, not what was reached.",
    period_ahead="Plan period {first}–{last}, not yet begun. Answers state what the plan aims at.",
    notice="Answers quote the plan, every figure checked. They are not legal advice.",
    welcome="Ask a question about the plan",
    welcome_more="Every statement names the clause it rests on; select a number to read it in the plan. "
    "What the plan does not say is said to be missing. Quotes stay in Chinese.",
    examples="For example",
    box_label="Your question",
    box_placeholder="For example: How long should children sleep?",
    send="Ask",
    clear="Start over",
    conversation="Conversation",
    you="Question",
    assistant="Answer",
    working="Consulting the plan",
    steps_done="How it was found ({count} steps, {total})",
    copy="Copy answer",
    copied="Copied",
    partial="Partly stated",
    by_model="AI-generated",
    dropped="Sentences not shown because they failed the check: {count}",
    suggestions="You could ask next",
    cite_label="Citation {n}: show the source",
    sql="Data query ({rows})",
    sql_statement="Statement",
    sql_parameters="Parameters",
    sql_no_parameters="none",
    sql_result="Result ({rows})",
    rows="rows: {count}",
    rows_truncated="only the first {count} rows are listed",
    null="(empty)",
    source="Source",
    source_empty="Once there is an answer, the words of the plan it rests on appear here. "
    "Select a number in the answer to read each of them.",
    source_none="This answer cites no clause of the plan.",
    source_gone="This passage cannot be shown at the moment. Please ask again.",
    source_of="Citation {n}",
    tabs="Citations of this answer",
    breadcrumb="Chapter",
    clause_id="Clause",
    place="Place in the source",
    place_value="{line}characters {first}–{last}",
    line_value="clause from line {line}, ",
    whole_clause="The answer rests on the clause as a whole, so all of it is marked.",
    repaired="The quote follows the list of corrections; a few characters differ from the published text.",
    from_row="The figure comes from the table of indicators drawn from the plan; this is its basis.",
    from_document="This document is not part of the plan.",
    document="Document outside the plan",
    back="Back to the answer",
    failed="The question cannot be answered at the moment. Please try again later.",
    announced="Answer: ",
    copy_speech="Copy to read aloud",
    copy_speech_what="One or two full sentences, made for reading out",
    slip="Save a slip",
    slip_what="Question, answer, quotes and the fingerprint of the plan, to be checked again offline",
    retry="Ask again",
    edit="Change the question",
    editing="The question is back in the box; asked again, it replaces this turn and those after it.",
    actions="With this answer",
    rate_up="Helpful",
    rate_down="Not right",
    rate_why="What is wrong?",
    rate_note="In your own words (optional)",
    rate_send="Send",
    rate_thanks="Noted, thank you.",
    rate_withdrawn="Taken back.",
    rate_failed="It cannot be kept at the moment. Please try again later.",
    open_clause="Open the page of this clause",
    copy_clause_link="Copy its address",
    past="Earlier conversations ({count})",
    past_note="Only this browser sees them; delete them at any time. Where a child may be in danger, no words are kept.",
    past_turns="questions: {count}",
    past_untitled="(kept without text)",
    past_save="Save “{title}” as {kind}",
    past_delete="Delete",
    past_delete_one="Delete “{title}”",
    past_delete_all="Delete all",
    past_sure="Press again to delete all",
    past_deleted="Deleted.",
    past_not_deleted="It cannot be deleted at the moment. Please try again later.",
    past_opened="The conversation is open.",
    past_gone="Nothing of this conversation can be shown any more.",
    reasons={
        "wrong": "Content or figure is wrong",
        "not_answered": "The plan says it, the answer does not",
        "incomplete": "Incomplete",
        "wrong_source": "Wrong source",
        "unclear": "Hard to understand",
        "other": "Something else",
    },
    bases={
        "stated": "Stated in the plan",
        "derived": "Derived",
        "external": "Outside the plan",
        "unstated": "Plan is silent",
    },
    bases_legend={
        "stated": "What is said stands in the plan's own words.",
        "derived": "It follows from the plan's own rules, or is worked out from its figures.",
        "external": "It comes from another document, named with its number.",
    },
    outcomes={
        "answered": "Checked",
        "answered/social": "About",
        "answered/help": "Where to get help",
        "abstained": "Not answered",
        "abstained/not_in_plan": "Not in the plan",
        "abstained/not_understood": "Not understood",
        "abstained/wrong_scope": "Outside its scope",
        "abstained/out_of_scope": "Not about the plan",
        "abstained/unsafe": "Not carried out",
        "clarify": "Please choose",
        "rejected": "Not accepted",
        "rejected/too_long": "Too long",
        "rejected/not_text": "Not readable",
        "error": "System error",
    },
    legend={
        "answered": "The plan says so; quotes and figures were compared with its text.",
        "abstained/not_in_plan": "The plan does not say what was asked, and nothing is guessed.",
        "abstained/wrong_scope": "Another year, another place, or a figure that was actually reached.",
    },
    steps={
        "read": "Read the question",
        "link": "Find the clauses",
        "query": "Query the data",
        "judge": "Weigh the evidence",
        "help": "Listen for distress",
        "search": "Search the clauses",
        "plan": "Ask the language model what is meant",
        "write": "Write the answer",
        "model": "Ask the language model to write",
        "quote": "Quote the plan",
        "check": "Check the answer",
    },
    fallbacks={
        "answered": "There is nothing to show.",
        "abstained": "The plan does not say this.",
        "clarify": "The question can be read in several ways. Please choose one below.",
        "rejected": "This cannot be read as a question. Please put it differently.",
        "error": "The question cannot be answered at the moment. Please try again later.",
    },
)

TEXTS: Final[dict[Language, Texts]] = {"zh": _ZH, "en": _EN}


def language(value: object) -> Language:
    """The language that a browser remembered, or Chinese for anything else."""
    return "en" if value == "en" else "zh"


def outcome(answer: Answer, texts: Texts) -> str:
    """The badge of an answer: by status and reason, else by status alone."""
    by_reason = texts.outcomes.get(f"{answer.status}/{answer.reason}")
    return by_reason if by_reason is not None else texts.outcomes[answer.status]


def period_line(period: tuple[int, int], year: int, texts: Texts) -> str:
    """The plan's period, and what it means for answers given in that year."""
    first, last = period
    line = texts.period_running
    if year > last:
        line = texts.period_over
    elif year < first:
        line = texts.period_ahead
    return line.format(first=first, last=last)


def duration(milliseconds: float) -> str:
    """A step's time, "<1 ms" for what is too short to tell."""
    return "<1 ms" if milliseconds < 1 else f"{milliseconds:,.0f} ms"
