"""Small pages that ask for nothing but themselves: signing in, what is not there, the reference of the API."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from fastapi.responses import HTMLResponse

from assistant.server.faults import SENTENCES, sentence

_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a2430;--paper:#f4f6f8;--card:#fff;--line:#8593a3;--blue:#174a7c;--on:#fff;--red:#a3231b}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--paper:#12181f;--card:#1b232c;--line:#77879a;--blue:#8fbdea;--on:#10202f;--red:#ff9d94}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);
font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{width:min(24rem,calc(100vw - 2rem));padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:6px}
h1{margin:0 0 1rem;font-size:1.25rem}label{display:block;margin:.75rem 0 .25rem}
input{width:100%;padding:.5rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:4px}
button{margin-top:1.25rem;width:100%;padding:.6rem;font:inherit;border:0;border-radius:4px;background:var(--blue);color:var(--on);cursor:pointer}
main.wide{width:min(64rem,calc(100vw - 2rem));margin:1rem 0}h2{margin:2rem 0 .5rem;font-size:1.05rem}h3{margin:1.5rem 0 0;font-size:1rem}
table{width:100%;border-collapse:collapse;margin:.5rem 0;display:block;overflow-x:auto}td{padding:.2rem .6rem .2rem 0;vertical-align:top;border-top:1px solid var(--line)}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace}a{color:var(--blue)}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}[role=alert]{color:var(--red);margin:0 0 .5rem}
"""


def plain_page(
    title: str, body: str, status: int = 200, headers: Mapping[str, str] | None = None, *, wide: bool = False
) -> HTMLResponse:
    """A document with a title and a body of HTML, on system fonts, light or dark as the reader has it."""
    shape = ' class="wide"' if wide else ""
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body><main{shape}>{body}</main></body></html>",
        status,
        headers,
    )


def missing_page(home: str) -> HTMLResponse:
    """404 for a reader: one sentence, and the way back."""
    told = sentence("not_found")
    return plain_page(
        told.zh,
        f'<h1>404</h1><p>{escape(told.zh)}</p><p lang="en">{escape(told.en)}</p>'
        f'<p><a href="{escape(home)}">回到首页 <span lang="en">· Home</span></a></p>',
        SENTENCES["not_found"][0],
    )


# --- the reference of the API ---


def reference(document: Mapping[str, Any], home: str) -> HTMLResponse:
    """The OpenAPI document as a page: every operation with its parameters, its body and its replies."""
    info, schemas = document["info"], document["components"]["schemas"]
    operations = "".join(
        _operation(method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    bodies = "".join(_schema(name, schema) for name, schema in sorted(schemas.items()))
    raw = f"{home}api/openapi.json"
    return plain_page(
        info["title"],
        f'<h1>{escape(info["title"])}</h1><p>{escape(info["description"])}</p><p><a href="{escape(raw)}">OpenAPI (JSON)</a></p>'
        f"{operations}<h2>JSON</h2>{bodies}",
        wide=True,
    )


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{escape(p['in'])}{' *' if p.get('required') else ''}</td>"
        f"<td>{escape(p.get('description', ''))}</td></tr>"
        for p in operation.get("parameters", ())
    )
    taken = _names(operation.get("requestBody", {}).get("content", {}))
    replies = "".join(
        f"<tr><td>{escape(status)}</td><td>{_names(reply.get('content', {}))}</td><td>{escape(reply.get('description', ''))}</td></tr>"
        for status, reply in operation["responses"].items()
    )
    return (
        f"<section><h2><code>{method} {escape(path)}</code></h2><p><b>{escape(operation.get('summary', ''))}.</b> "
        f"{escape(operation.get('description', ''))}</p>"
        + (f"<table>{rows}</table>" if rows else "")
        + (f"<p>JSON: {taken}</p>" if taken else "")
        + f"<table>{replies}</table></section>"
    )


def _names(content: Mapping[str, Any]) -> str:
    """What a body is: links to its schemas, or its media type."""
    found = []
    for kind, media in content.items():
        referred = [part.rsplit("/", 1)[-1] for part in _refs(media.get("schema", {}))]
        found += [f'<a href="#{escape(name)}">{escape(name)}</a>' for name in referred] or [escape(kind)]
    return " · ".join(dict.fromkeys(found))


def _refs(schema: Any) -> list[str]:
    if isinstance(schema, Mapping):
        own = [str(schema["$ref"])] if "$ref" in schema else []
        return own + [ref for value in schema.values() for ref in _refs(value)]
    return [ref for value in schema for ref in _refs(value)] if isinstance(schema, list) else []


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code>{' *' if field in required else ''}</td><td>{_type(one)}</td>"
        f"<td>{escape(one.get('description', ''))}</td></tr>"
        for field, one in schema.get("properties", {}).items()
    )
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p><table>{rows}</table>'


def _type(schema: Mapping[str, Any]) -> str:
    links = "".join(
        f' <a href="#{escape(ref.rsplit("/", 1)[-1])}">{escape(ref.rsplit("/", 1)[-1])}</a>'
        for ref in _refs(schema)
    )
    options = [str(one.get("type", "")) for one in schema.get("anyOf", ())] or [str(schema.get("type", ""))]
    values = " | ".join(map(str, schema.get("enum", ()))) or str(schema.get("const", ""))
    return escape(values or " | ".join(filter(None, options))) + links
