"""The optional language model: it plans and writes, and the checks stand between it and the reader.

    messages   what is said to a model and what it says: messages, forms of JSON, tools and their calls
    streaming  the bytes of a reply → what was said
    client     the connection to an OpenAI-compatible chat endpoint: bounded in time, retried, with a circuit breaker
    reply      what came back → JSON, or sentences with the handles they cite
    scripted   a model that says what a test tells it to, in process or over HTTP
    tools      what the model may look at before it plans, and how that is told to it
    selection  a typed query over the table, as a model gives it
    planning   question → looks → a plan: rows by name, a question in the plan's words, a typed query, or SQL
    writing    evidence → a draft that cites private handles, c1 and r1

Nothing here is imported unless ``ASSISTANT_LLM_BASE_URL`` is set.
"""
