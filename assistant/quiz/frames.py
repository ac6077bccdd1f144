"""Every word that a quiz says beside the plan's own, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.records import Language

BLANK: Final = "＿＿＿＿"
FRAMES: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "title": "《{plan}》测验",
        "figure": "{due}规划对「{name}」的要求是（　　）。",
        "due": "到{year}年，",
        "named": "下列各项中，规划的要求为“{figure}”的是（　　）。",
        "statements": "关于{area}，下列说法中与规划一致的有（　　）。",
        "judge": "{statement}",
        "has_figure": "规划为「{name}」规定了具体数值。",
        "fill_figure": "把规划原文填写完整：{text}",
        "who": "规划原文中，空处应是哪个主体？“{text}”（　　）",
        "who_several": "规划原文中，下列哪些主体应填在空处？“{text}”（　　）",
        "judge_text": "规划原文写明：“{text}”",
        "fill_who": "在空处填写规划写明的主体：{text}",
        "measure": "下列各项中，属于「{area}」的是（　　）。",
        "measures": "下列各项中，属于「{area}」的有（　　）。",
        "judge_measure": "「{title}」是规划在「{area}」中写明的内容。",
        "under": "“{text}”是哪一项的内容？（　　）",
        "short_measure": "规划在「{title}」中提出了哪些做法？请至少答出 {n} 点。",
        "short_goal": "写出规划在「{title}」之下提出的要求，请至少答出 {n} 点。",
        "short_duty": "规划写明{actor}要做哪些事？请至少答出 {n} 点。",
        "explained": "规划原文：「{quote}」（条款 {id}，{path}）。",
        "should": "应为：{text}",
        "none": "规划只提出方向，没有规定数值。",
    },
    "en": {
        "title": "Quiz on {plan}",
        "figure": "{due}the plan's target for {name} is ( ).",
        "due": "For {year}, ",
        "named": "For which of these does the plan set 「{figure}」? ( )",
        "statements": "On {area}: which of these agree with the plan? ( )",
        "judge": "{statement}",
        "has_figure": "The plan sets a figure for {name}.",
        "fill_figure": "Complete the plan's sentence: {text}",
        "who": "Which body belongs into the gap of the plan's sentence? “{text}” ( )",
        "who_several": "Which bodies belong into the gaps of the plan's sentence? “{text}” ( )",
        "judge_text": "The plan says: “{text}”",
        "fill_who": "Fill in the body that the plan names: {text}",
        "measure": "Which of these does the plan list under {area}? ( )",
        "measures": "Which of these does the plan list under {area}? Choose all. ( )",
        "judge_measure": "The plan lists 「{title}」 under {area}.",
        "under": "Where does the plan say “{text}”? ( )",
        "short_measure": "What does the plan provide for under 「{title}」? Give at least {n} points.",
        "short_goal": "What does the plan demand under 「{title}」? Give at least {n} points.",
        "short_duty": "What does the plan have {actor} do? Give at least {n} points.",
        "explained": "The plan: 「{quote}」 (clause {id}, {path}).",
        "should": "It should be: {text}",
        "none": "The plan gives a direction and no figure.",
    },
}
