"""What is said to a model and what it says: messages, the JSON that is asked for, tools and the calls of them.

A conversation is kept in one form. How an endpoint is told of it (`tools`, or JSON in the place of calls) is the
client's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that a model wants to be used.

    Attributes:
        name: of the tool, as the model wrote it.
        arguments: as the model wrote them; JSON of an object, if it kept to the form.
        id: by which the endpoint knows it; "" where it gave none.
    """

    name: str
    arguments: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat.

    Attributes:
        role: who says it; a tool's result is said by ``tool``.
        content: what is said.
        calls: what an assistant's message calls for.
        answers: id of the call whose result it is, of a tool's message.
    """

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    calls: tuple[Call, ...] = ()
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole reply.

    Attributes:
        text: what it says in words.
        calls: the tools that it calls for, in its order.
        cut: whether it ran out of tokens before it ended.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The JSON that a reply must have.

    Attributes:
        name: a short name, of letters.
        schema: JSON Schema of an object; every property required, none besides.
    """

    name: str
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """What a model may ask for.

    Attributes:
        name: a short name, of letters and low lines.
        description: for the model: what it does and when it is of use.
        parameters: JSON Schema of each argument.
        required: those that must be given; "" and [] stand for what is not given.
    """

    name: str
    description: str
    parameters: dict[str, dict[str, Any]]
    required: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of its arguments."""
        return {"type": "object", "properties": self.parameters, "required": list(self.required)}


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
