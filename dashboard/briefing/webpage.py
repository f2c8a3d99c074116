"""A briefing as one HTML file that needs nothing else: no script, no address to load from."""

from __future__ import annotations

import base64
from html import escape

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.pictures import draw_section

_STYLE = """
body{font:16px/1.55 "Source Sans 3",system-ui,sans-serif;color:#1b232e;background:#faf8f4;margin:0}
main{max-width:980px;margin:0 auto;padding:48px 24px}
summary{color:#5a6370;font-size:14px;margin:8px 0}
h1{font-size:34px;line-height:1.15;margin:0 0 8px}h2{font-size:22px;margin:48px 0 4px}
.quiet{color:#5a6370;font-size:14px;margin:0 0 12px}img{max-width:100%;border:1px solid #e3ddd3;
border-radius:8px;background:#fff}blockquote{font:20px/1.5 Georgia,serif;margin:16px 0}
table{border-collapse:collapse;width:100%;font-size:14px;background:#fff}th,td{text-align:left;
padding:6px 10px;border-bottom:1px solid #ece8e1;vertical-align:top}li{font-size:14px}
a{color:#2f4ba3}footer{margin-top:56px;color:#5a6370;font-size:13px}
@media print{body{background:#fff}h2{break-before:page}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write_html(brief: Brief) -> bytes:
    """A briefing in, the bytes of a page out. Every text is escaped; only http links are links."""
    parts = [
        f'<!doctype html><html lang="{brief.language}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{escape(brief.title)}</h1><p class="quiet">{escape(brief.foot)}</p>',
        *(_write_section(section, brief) for section in brief.sections),
        f"<footer>{escape(brief.foot)} {escape(brief.labels.boundaries)}</footer>",
        "</main></body></html>",
    ]
    return "\n".join(parts).encode("utf-8")


def _write_section(section: Section, brief: Brief) -> str:
    labels = brief.labels
    parts = [f"<section><h2>{escape(section.title)}</h2>"]
    if section.note:
        parts.append(f"<p>{escape(section.note)}</p>")
    parts.append(f'<p class="quiet">{escape(labels.filters.format(text=section.filters))}</p>')
    if picture := draw_section(section, brief):
        parts.append(_write_picture(picture, section.title))
    if section.kind == "map":
        rows = brief.list_places(section, len(section.places))
        parts.append(_write_table((labels.place, labels.events, labels.intensity), rows))
    if section.rows:
        parts.append(_write_table(section.headings, section.rows))
    if section.card:
        card = section.card
        parts.append(f"<blockquote>{escape(card.sentence)}</blockquote>")
        link = (
            f' · <a href="{escape(card.link, quote=True)}" rel="noopener noreferrer">'
            f"{escape(labels.open_source)}</a>"
            if card.link
            else ""
        )
        parts.append(f'<p class="quiet">{escape(card.source)}{link}</p>')
        parts.append(_write_table((), card.facts))
    if section.sources:
        items = "".join(f"<li>{escape(line)}</li>" for line in section.sources)
        parts.append(
            f"<details><summary>{escape(labels.sources)}</summary><ul>{items}</ul></details>"
        )
    return "".join(parts) + "</section>"


def _write_picture(picture: bytes, title: str) -> str:
    data = base64.b64encode(picture).decode("ascii")
    return f'<img alt="{escape(title, quote=True)}" src="data:image/png;base64,{data}">'


def _write_table(headings: tuple[str, ...], rows: object) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>"
        for row in rows  # type: ignore[attr-defined]
    )
    return (
        f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"
    )
