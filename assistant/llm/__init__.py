"""The optional language model: it plans and writes, and the checks stand between it and the reader.

    client     the connection to an OpenAI-compatible chat endpoint: bounded in time, retried, with a circuit breaker
    reply      what came back → JSON, or sentences with the handles they cite
    scripted   a model that says what a test tells it to, in process or over HTTP
    planning   question → a plan: rows by name, a question in the plan's words, or SQL
    writing    evidence → a draft that cites private handles, c1 and r1

Nothing here is imported unless ``ASSISTANT_LLM_BASE_URL`` is set.
"""
