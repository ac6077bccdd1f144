"""日志: turns and feedback in one SQLite file, for staff to see where answers fall short.

    open_journal   settings → the journal: the file, or one that keeps nothing (ASSISTANT_LOG=off)
    Journal        what pages and server use of it
    cases          a turn → the draft of an evaluation case
    snapshot       a copy at one moment, for backups
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
from assistant.log.snapshot import check_snapshot, snapshot

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
    "check_snapshot",
    "open_journal",
    "snapshot",
]
