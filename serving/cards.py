"""Cards: what people are shown of an entity, a property or a type inside another's page, as HTML."""

import secrets
from collections.abc import Iterable
from html import escape

from starlette.responses import Response

from graph.reconciling.naming import Languages
from graph.reconciling.portraits import Named, Portrait
from graph.reconciling.suggestions import Suggested

WIDTH, HEIGHT = 420, 260  # pixels
# It is made to be shown in pages of others, and must be able to do nothing there.
POLICY = "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; sandbox allow-popups"
STYLE = (
    "body{margin:0;padding:12px;font:14px/1.4 system-ui,sans-serif;color:#1b1b1b;background:#fff;"
    "overflow-wrap:anywhere}"
    "h1{font-size:16px;margin:0}p{margin:2px 0 8px;color:#555}dl{margin:0;display:grid;grid-template-columns:auto 1fr;"
    "gap:2px 10px}dt{color:#555}dd{margin:0}"
)


def of_entity(portrait: Portrait, facts: Iterable[Named], address: str) -> str:
    """Return a card of an entity, which leads to all that is known of it."""
    said = "".join(f"<dt>{escape(each.id)}</dt><dd>{escape(each.name)}</dd>" for each in facts)
    link = f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(portrait.name)}</a>'
    return f"<h1>{link}</h1><p>{escape(portrait.description)}</p><dl>{said}</dl>"


def of_suggested(suggested: Suggested) -> str:
    """Return a card of a type or a property."""
    return f"<h1>{escape(suggested.name)}</h1><p>{escape(suggested.description)}</p>"


def page(card: str, languages: Languages) -> Response:
    """Return a card as a page."""
    nonce = secrets.token_urlsafe(16)
    language = next((each for each in languages if each in ("pl", "en")), "en")
    text = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Ogniwo</title>'
        f'<style nonce="{nonce}">{STYLE}</style></head><body>{card}</body></html>'
    )
    headers = {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
        "content-security-policy": POLICY.format(nonce=nonce),
        "referrer-policy": "no-referrer",
        "vary": "Accept-Language",
        "x-content-type-options": "nosniff",
    }
    return Response(text, headers=headers)
