"""What a plan promises to families: read from its clauses, reviewed, and chosen for one child.

``reading`` finds rows in clauses by rule, ``overlay`` lays over them what people have reviewed and checks every row;
``family`` holds what is said of a child, ``choosing`` what fits it, ``telling`` how that is said.
"""

from assistant.entitlements.choosing import Fitting, Listing, choose
from assistant.entitlements.family import (
    Age,
    Circumstance,
    Family,
    family_of,
    load_circumstances,
    oldest,
    read_age,
)
from assistant.entitlements.overlay import check_rows, reviewed
from assistant.entitlements.reading import Words, load_words, read_entitlements
from assistant.entitlements.telling import (
    MEANING,
    Told,
    english_names,
    error_json,
    hot_line,
    listing_json,
    notes,
    told,
)

__all__ = [
    "MEANING",
    "Age",
    "Circumstance",
    "Family",
    "Fitting",
    "Listing",
    "Told",
    "Words",
    "check_rows",
    "choose",
    "english_names",
    "error_json",
    "family_of",
    "hot_line",
    "listing_json",
    "load_circumstances",
    "load_words",
    "notes",
    "oldest",
    "read_age",
    "read_entitlements",
    "reviewed",
    "told",
]  # fmt: skip
