"""服务: one FastAPI application with the API, the pages mounted into it, and what stands before both.

building    build_server(core, journal, settings) → the application
api         questions, feedback, proofs; plans with their clauses and indicators
desk        a bounded number of questions at a time, given up when nobody waits any more
faults      whatever goes wrong → a status and one plain sentence
gates       size and kind of a body, who asks, how often
running     the process: listening, SIGTERM
"""

from assistant.server.building import build_server
from assistant.server.running import run
from assistant.server.visitors import Visitor, visitor_of

__all__ = ["Visitor", "build_server", "run", "visitor_of"]
