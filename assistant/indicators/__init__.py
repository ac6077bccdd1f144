"""Clause → Indicator rows: every measurable target and standard, with the span of its figure.

A sentence is cut at commas and quotation marks; each figure in a piece is a slot with what stands left and
right of it. Chinese plans word demands in four ways, and a slot is read as one of them:

    subject verb figure          婴儿死亡率 控制在 5.5‰以下
    subject verb figure object   每所…卫生院 至少配备 1 名 …全科医生
    figure 的 subject verb object 90%以上 的 中小学校 配备 心理健康教育教师
    X后 deadline 内 act          规划颁布后 1个月 内 报送 …

What a slot lacks it takes from its neighbour in the list (2次…指导服务、2次…实践活动). The verbs and nouns are
data (``corpus/genre.toml``); no word of any plan stands here.
"""

from __future__ import annotations

from assistant.indicators.check import check_rows
from assistant.indicators.finding import Unread, extract
from assistant.indicators.genre import Genre, load_genre

__all__ = ["Genre", "Unread", "check_rows", "extract", "load_genre"]
