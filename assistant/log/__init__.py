"""日志: turns and feedback in one SQLite file, for staff to see where answers fall short.

    open_journal   settings → the journal: the file, or one that keeps nothing (ASSISTANT_LOG=off)
    Journal        what pages and server use of it
    keeping        what of a turn may be kept: personal numbers masked, turns of distress without text

Written by the server and the pages, never by the core. Whatever happens to the file costs the log, never the answer.
"""

from assistant.log.journal import NoJournal, SqliteJournal, open_journal
from assistant.log.records import (
    REASONS,
    Conversation,
    Feedback,
    Journal,
    KeptTurn,
    Origin,
    Verdict,
    Wanted,
)

__all__ = [
    "REASONS",
    "Conversation",
    "Feedback",
    "Journal",
    "KeptTurn",
    "NoJournal",
    "Origin",
    "SqliteJournal",
    "Verdict",
    "Wanted",
    "open_journal",
]
