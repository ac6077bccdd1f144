"""What several ages have is told for the age that a question names."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_figures_of_plans import rows_of

from assistant.ages import of_age
from assistant.indicators import Genre
from assistant.records import Query

LINE = "60至69周岁老年人游园补助每人每年不低于20元，70至79周岁不低于45元，80周岁及以上不低于90元。"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("俺爹今年66了，游园补助给多少", {20}),
        ("70岁的游园补助是多少", {45}),
        ("我奶都91了，游园补助多少钱", {90}),
        ("游园补助是多少", {20, 45, 90}),
        ("今年55了，游园补助有多少", {20, 45, 90}),
        ("70至79岁的游园补助是多少", {20, 45, 90}),
    ],
)
def test_the_age_of_the_question_chooses_whose_figure_is_told(
    tmp_path: Path, genre: Genre, text: str, figures: set[int]
) -> None:
    rows = rows_of(tmp_path, genre, LINE)
    query = of_age(Query(text=text, lang="zh", task="lookup", names=("游园补助",)), rows)
    told = [r for r in rows if r.name in query.names]
    told = [r for r in told if not query.populations or r.population in query.populations]
    assert {int(r.value or 0) for r in told} == figures
