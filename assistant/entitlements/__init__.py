"""What a plan promises to families: read from its clauses, reviewed, and chosen for one child."""

from assistant.entitlements.overlay import check_rows, reviewed
from assistant.entitlements.reading import load_words, read_entitlements

__all__ = ["check_rows", "load_words", "read_entitlements", "reviewed"]
