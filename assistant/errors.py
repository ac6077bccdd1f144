"""Every error that this package raises on purpose.

    AssistantError              one base to catch
    ├── SettingsError           a setting has a value of the wrong form
    ├── AccountError            an account cannot be used or written
    ├── CorpusError             a text or its meta data cannot be used; names file and line
    │   ├── PlanSyntaxError     the text does not follow its heading grammar
    │   └── LexiconError        a dictionary file has a bad row
    ├── QuantityError           a figure cannot be read
    ├── IndexFault             the built index cannot be used
    │   ├── MissingIndex        nothing was built yet
    │   ├── StaleIndex          built from other text, dictionaries or code
    │   ├── CorruptIndex        its files are not what was built
    │   └── IndexWriteError     the folder cannot be written, or is full
    ├── SqlError
    │   ├── SqlRefused          the guard does not let the statement through
    │   └── SqlRunError         a let-through statement failed, or took too long
    ├── ChartError              a chart cannot be drawn or written
    ├── CourseError             a course or quiz cannot be made as asked, or its file not written
    ├── EmbeddingError          a model cannot be loaded, or its vectors cannot be used
    ├── LanguageModelError      the optional language model gave nothing to use
    │   ├── ModelUnavailable    no whole reply came in time
    │   └── ModelGarbled        a reply came that is none
    ├── ToolError               a language model asks a tool for what it cannot give; told to the model
    ├── InputError              what somebody chose or typed on a page cannot be used
    ├── EvaluationError         a case or result file cannot be used
    ├── BackupError             a backup cannot be written, read or put back
    ├── SlipError               a slip cannot be read, or there is nothing to make one of
    └── LogError                the log cannot be written or read
        └── UnknownTurn         the log has no such turn

A message says what was found, where, and what to do next.
"""

from __future__ import annotations

from pathlib import Path


class AssistantError(Exception):
    """Base of every deliberate error; its text may be shown to a user."""


class SettingsError(AssistantError):
    """A setting has a value of the wrong form."""


class AccountError(AssistantError):
    """A name or password cannot be used, or the file of accounts cannot."""


class CorpusError(AssistantError):
    """A corpus file cannot be used.

    Args:
        message: what was found and what to do.
        file: the file, if there is one.
        line: the 1-based line in it, if known.
    """

    def __init__(self, message: str, *, file: Path | None = None, line: int | None = None) -> None:
        """Put file and line before the message."""
        self.message = message
        self.file = file
        self.line = line
        place = "" if file is None else f"{file}" + ("" if line is None else f", line {line}") + ": "
        if file is None and line is not None:
            place = f"line {line}: "
        super().__init__(place + message)


class PlanSyntaxError(CorpusError):
    """The text does not follow its heading grammar (order, numbering, unknown marker)."""


class LexiconError(CorpusError):
    """A dictionary, alias or repair file has a row that cannot be used."""


class QuantityError(AssistantError):
    """A piece of text was said to be a figure and is none."""


class IndexFault(AssistantError):  # not IndexError, which is Python's own
    """The built index cannot be used."""


class MissingIndex(IndexFault):
    """No index was built yet."""


class StaleIndex(IndexFault):
    """The index was built from another text, another dictionary or by another version."""


class CorruptIndex(IndexFault):
    """A file of the index is missing, cut short or altered."""


class IndexWriteError(IndexFault):
    """The index folder cannot be written, or the disk is full."""


class SqlError(AssistantError):
    """A statement was refused or failed."""


class SqlRefused(SqlError):
    """The guard does not let a statement through.

    Args:
        rule: short name of the rule, stable, for tests and logs.
        where: the piece of SQL that broke it.
        hint: what would be let through instead.
    """

    def __init__(self, rule: str, where: str, hint: str = "") -> None:
        """Name the rule and the place in the message."""
        self.rule = rule
        self.where = where
        super().__init__(f"refused by rule {rule!r} at {where!r}" + (f": {hint}" if hint else ""))


class SqlRunError(SqlError):
    """A statement that was let through failed, or took longer than it may."""


class ChartError(AssistantError):
    """There is nothing to chart, no font for it, or its file cannot be written."""


class CourseError(AssistantError):
    """A course or a quiz cannot be made as it was asked for, or its file cannot be written.

    Args:
        zh, en: what was found and what to do, in both languages.
    """

    def __init__(self, zh: str, en: str) -> None:
        """Put both languages into the message."""
        self.zh = zh
        self.en = en
        super().__init__(f"{zh} {en}")


class EmbeddingError(AssistantError):
    """An embedding or reranking model cannot be loaded, or what it returns cannot be used."""


class LanguageModelError(AssistantError):
    """The optional language model gave nothing to use.

    Args:
        cause: one word, stable, for events and tests: timeout, connection, busy, status, cut, circuit, empty, json …
        message: what was found.
    """

    def __init__(self, cause: str, message: str) -> None:
        """Keep the cause beside the message."""
        self.cause = cause
        super().__init__(message)


class ModelUnavailable(LanguageModelError):
    """No whole reply came in time."""


class ModelGarbled(LanguageModelError):
    """A reply came that is none: empty, endless, no JSON, in another language, with marks of a chat template."""


class ToolError(AssistantError):
    """A language model asks for a tool that there is not, or a tool for what it cannot give; told to the model."""


class InputError(AssistantError):
    """What somebody chose or typed cannot be used; said to them in both languages.

    Args:
        zh, en: a plain message: what is wrong and what to do.
    """

    def __init__(self, zh: str, en: str) -> None:
        """Keep both languages; as text, one after the other."""
        self.zh = zh
        self.en = en
        super().__init__(f"{zh} / {en}")


class EvaluationError(AssistantError):
    """A case file or a result file cannot be used."""


class LogError(AssistantError):
    """The log cannot be written or read; the answer is not affected."""


class UnknownTurn(LogError):
    """The log has no such turn, or no longer."""


class SlipError(AssistantError):
    """A file is no slip, or an answer has nothing that a slip could prove."""


class BackupError(AssistantError):
    """A backup cannot be written, is damaged, or cannot be put back."""
