"""``assistant entitlements``: what a plan promises to a family."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from assistant.cli.common import progress_bar


def entitlements(
    age: Annotated[str, typer.Option(help="The child's age: 2y6m, 30个月, 8.")] = "",
    stage: Annotated[str, typer.Option(help="Instead of the age: 孕期, 幼儿园, 小学, primary school …")] = "",
    situation: Annotated[
        list[str] | None, typer.Option(help="残疾, 孤儿, 留守, 流动, 低收入, disabled …; may be given again.")
    ] = None,
    area: Annotated[str, typer.Option(help="农村 or 城市, rural or urban.")] = "",
    topic: Annotated[str, typer.Option(help="Title of one of the plan's domains.")] = "",
    words: Annotated[str, typer.Option(help="What it is about, in free words.")] = "",
    plan: Annotated[str, typer.Option(help="Key of the plan; the one that is asked unless given.")] = "",
    lang: Annotated[
        Literal["zh", "en"], typer.Option(help="Language of the words around the quotes.")
    ] = "zh",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List what a family may get by the plan, each with its quote, how firm it is, and whom to ask."""
    from assistant.build import open_or_build
    from assistant.errors import InputError
    from assistant.families import Families, as_text
    from assistant.settings import read_settings

    settings = read_settings()
    with progress_bar(quiet=False) as progress:
        index = open_or_build(settings.corpus, settings.indexes, progress, settings.embedder)
    try:
        families = Families(index, settings.corpus, plan or settings.plan)
        listing = families.find(
            age=age, stage=stage, situations=situation or (), area=area, topic=topic, words=words
        )
    except InputError as error:
        raise typer.BadParameter(error.en if lang == "en" else error.zh) from error
    if as_json:
        print(json.dumps(families.json(listing), ensure_ascii=False))
    else:
        print(as_text(families, listing, lang))
