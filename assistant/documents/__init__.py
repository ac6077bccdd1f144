"""Files that people take away: named safely, written whole or not at all, in fonts that have Chinese characters."""

from assistant.documents.files import plain, safe_name, write_whole

__all__ = ["plain", "safe_name", "write_whole"]
