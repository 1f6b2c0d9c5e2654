"""The rules of the house that a machine can hold: arrows, sizes, names, doors and templates."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

ROOT = Path(settings.BASE_DIR)
APPS = ("clinic", "exercises", "programs")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted(
    path
    for folder in (*APPS, "text", "config", "scripts")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
RULES = [path for path in SOURCES if path.is_relative_to(ROOT / "programs" / "rules")]

# What may not be imported where.
CLOSED = {
    "clinic": {"exercises", "programs", "config"},
    "exercises": {"clinic", "programs", "config"},
    "programs": {"config"},
    "text": {"clinic", "exercises", "programs", "config"},
}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 45
LONGEST_PAGE = 100
LONGEST_PARTIAL = 40
SHAPELESS_NAMES = {"utils", "helpers", "common", "misc", "core"}
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
# The page frame needs the request's own context. So does a part that a view also renders alone.
FRAME = {"_components/_navigation.html", "_components/_messages.html"}
# What several views answer instead of their own page.
SHARED_PAGES = {"programs/program_conflict.html"}
# Where markup is made by our own code and holds nothing anybody typed: {template: expressions}.
SAFE_MARKUP = {}


def short(path):
    return str(path.relative_to(ROOT))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Return every dotted module that a file imports; relative ones in full."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ".".join([*package[: len(package) - node.level + 1], node.module or ""])
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("app", CLOSED)
def test_imports_follow_the_arrows(app):
    crossed = [
        f"{short(path)} imports {name}"
        for path in SOURCES
        if path.is_relative_to(ROOT / app)
        for name in imported(path)
        if name.partition(".")[0] in CLOSED[app]
    ]
    assert crossed == []


def test_rules_import_the_standard_library_alone():
    strangers = [
        f"{short(path)} imports {name}"
        for path in RULES
        for name in imported(path)
        if not name.startswith("programs.rules") and name.partition(".")[0] not in sys.stdlib_module_names
    ]
    assert strangers == []


def test_rules_know_neither_clock_nor_chance():
    restless = re.compile(
        r"\b(?:random|secrets|uuid|time)\b.*\bimport\b|\bimport (?:random|secrets|uuid|time)\b"
    )
    clock = re.compile(r"\.(?:today|now|utcnow|localtime)\(")
    texts = {short(path): path.read_text(encoding="utf-8") for path in RULES}
    assert [name for name, text in texts.items() if restless.search(text) or clock.search(text)] == []


def test_modules_are_short():
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short():
    too_long = {
        f"{short(path)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_modules_say_what_belongs_in_them():
    silent = [short(path) for path in SOURCES if path.stat().st_size and not ast.get_docstring(tree(path))]
    assert silent == []


def test_no_module_has_a_shapeless_name():
    parts = {short(path): {*path.parts[len(ROOT.parts) : -1], path.stem} for path in SOURCES}
    assert [name for name, found in parts.items() if found & SHAPELESS_NAMES] == []


def test_views_and_forms_write_nothing():
    pages = [path for path in SOURCES if {"views", "forms"} & {*path.parts, path.stem}]
    writes = [
        f"{short(path)}:{node.lineno} .{node.func.attr}("
        for path in pages
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    assert writes == []


def test_nothing_is_left_to_do():
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    texts = [*SOURCES, *TEMPLATES, *(ROOT / "static").glob("*/*.js"), *(ROOT / "static").glob("*/*.css")]
    assert [short(path) for path in texts if mark.search(path.read_text(encoding="utf-8"))] == []


def our_routes(patterns=None):
    """Return (name, view) of every route that one of our apps answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from our_routes(pattern.url_patterns)
        elif pattern.callback.__module__.partition(".")[0] in APPS:
            yield pattern.name, pattern.callback


def test_every_route_is_named_after_its_view():
    assert [
        f"{name}: {view.__name__}" for name, view in our_routes() if name.replace("-", "_") != view.__name__
    ] == []


def test_every_view_says_who_may_open_it():
    assert [
        name
        for name, view in our_routes()
        if not getattr(view, "allowed_roles", None) and getattr(view, "login_required", True)
    ] == []


@cache
def rendered_templates():
    """Return (source file, template name) of every template that our Python code names."""
    return [
        (short(path), node.value)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and re.fullmatch(r"[\w/-]+\.html", str(node.value))
    ]


def test_every_rendered_template_exists():
    assert [
        f"{source}: {name}"
        for source, name in rendered_templates()
        if name.partition("/")[0] in {*APPS, "handouts", "_components"}
        and not (ROOT / "templates" / name).exists()
    ] == []


def test_every_page_is_named_after_its_view():
    views = {name.replace("-", "_") for name, _ in our_routes()}
    pages = [path for app in APPS for path in (ROOT / "templates" / app).glob("[!_]*.html")]
    strays = {str(path.relative_to(ROOT / "templates")) for path in pages if path.stem not in views}
    assert strays <= SHARED_PAGES


def matches(pattern, ignoring=None):
    """Return {template: what was found} for every template in which the pattern stands."""
    texts = {short(path): path.read_text(encoding="utf-8") for path in TEMPLATES}
    if ignoring:
        texts = {name: re.sub(ignoring, "", text) for name, text in texts.items()}
    found = {name: re.findall(pattern, text) for name, text in texts.items()}
    return {name: hits for name, hits in found.items() if hits}


def test_templates_are_short():
    too_long = {}
    for path in TEMPLATES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > (LONGEST_PARTIAL if path.name.startswith("_") else LONGEST_PAGE):
            too_long[short(path)] = lines
    assert too_long == {}


def test_templates_fetch_nothing():
    assert matches(r"{[{%][^%}]*(?<!paginator)\.(?:all|filter|count|exists)\b[^%}]*[%}]}") == {}


def test_templates_hold_no_scripts_and_no_styles():
    inline = r"""<script(?![^>]*\b(?:src=|type=["']application/json["']))|\bstyle=["']|<style\b|\son\w+=["']|javascript:"""
    assert matches(inline, ignoring=r"{%[^%]*%}") == {}


def test_templates_load_nothing_from_elsewhere():
    assert matches(r"""(?:<link[^>]*href|src|srcset|action|data-hx-\w+)=["'](?:https?:)?//""") == {}


def test_templates_escape_what_people_typed():
    pattern = r"{{[^}]*\|\s*safe\b[^}]*}}|{%\s*autoescape\s+off[^%]*%}"
    unexplained = {
        name: [hit for hit in hits if hit not in SAFE_MARKUP.get(name, ())]
        for name, hits in matches(pattern).items()
    }
    assert {name: hits for name, hits in unexplained.items() if hits} == {}


def test_includes_pass_on_only_what_they_name():
    includes = matches(r"{%\s*include\s+([^%]*?)\s*%}")
    whole = FRAME | {name for _, name in rendered_templates()}
    open_ones = [
        f"{name}: {what}"
        for name, found in includes.items()
        for what in found
        if not what.endswith(" only") and what.strip("\"'") not in whole
    ]
    assert open_ones == []


def test_included_templates_exist():
    named = matches(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    missing = [
        f"{name}: {what}"
        for name, found in named.items()
        for what in found
        if what.partition("/")[0] not in {"account", "allauth", "mfa", "usersessions", "django"}
        and not any((folder / what).exists() for folder in folders)
    ]
    assert missing == []
