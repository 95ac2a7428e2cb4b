"""How the pages look: one template, plain HTML, labels for every field."""

from __future__ import annotations

from functools import lru_cache

import jinja2

from mwslink.sandbox.exchange import Reply

_LAYOUT = """<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 1rem/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
label, dt { font-weight: 600; } input[type=text] { display: block; width: 100%; padding: .4rem; font: inherit; }
.tick label { font-weight: 400; } .problem { color: #a00; } button { font: inherit; padding: .5rem 1rem; }
code { font-size: 1.05em; user-select: all; } footer { margin-top: 3rem; color: #555; font-size: .85rem; }
</style>
</head>
<body>
<main>
<h1>{{ title }}</h1>
{% if problem %}<p class="problem" role="alert">{{ problem }}</p>{% endif %}
{% block content %}{% endblock %}
</main>
<footer>{{ footer }}</footer>
</body>
</html>
"""
FOOTER = {
    "en": "The sandbox of mwslink, not Amazon: nothing here is real.",
    "es": "El entorno de pruebas de mwslink, no Amazon: nada de esto es real.",
}


@lru_cache(maxsize=32)
def _template(content: str) -> jinja2.Template:
    loader = jinja2.DictLoader({"layout": _LAYOUT, "page": '{% extends "layout" %}' + content})
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined).get_template("page")


def render_page(content: str, *, language: str, title: str, status: int = 200, **values: object) -> Reply:
    """A page; `content` is a Jinja template with a block of that name."""
    text = _template(content).render(
        language=language, title=title, footer=FOOTER[language], **{"problem": "", **values}
    )
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    return Reply(status, text.encode("utf-8"), headers, "text/html; charset=utf-8")


def redirect(location: str) -> Reply:
    """To another page, with GET."""
    return Reply(303, b"", {"Location": location, "Cache-Control": "no-store"}, "text/plain")
