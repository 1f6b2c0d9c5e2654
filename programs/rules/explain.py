"""The outside check: one plain question in, one plain answer out, no web pages between."""

from collections.abc import Mapping
from typing import Any

from programs.rules.gates import Gates, gates
from programs.rules.library import Library
from programs.rules.questions import Question, read_question
from programs.rules.replacing import Replacement, replacements
from programs.rules.screening import screen
from programs.rules.table import Table
from programs.rules.values import Finding


def explain(question: Mapping[str, Any], library: Library, table: Table) -> dict[str, Any]:
    """Answer one question in the shape of the architecture page; raises UnknownInput in one line.

    The gate is judged for the patient alone. Verdicts stand in the order of the slugs, so the answer does
    not depend on the order of the question.
    """
    read = read_question(question, library, table)
    closed = gates(read.patient, table)
    return {
        "gate": str(closed.level),
        "gates": _plain_gates(closed),
        "verdicts": {slug: _verdict(slug, read, library, table) for slug in read.requested},
    }


def _plain_gates(closed: Gates) -> list[dict[str, str]]:
    return [{"id": gate.id, "level": str(gate.level), "message": gate.message} for gate in closed.gates]


def _verdict(slug: str, read: Question, library: Library, table: Table) -> dict[str, Any]:
    exercise, dose = library[slug], read.doses.get(slug)
    screening = screen(read.patient, exercise, dose, table)
    offered = replacements(read.patient, exercise, library, read.equipment, table, dose=dose)
    return {
        "verdict": str(screening.verdict),
        "findings": [_plain_finding(finding) for finding in screening.findings],
        "replacements": [_plain_replacement(option) for option in offered.options],
    }


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "condition": finding.condition,
        "demand": finding.demand,
        "value": finding.value,
        "limit": finding.limit,
        "verdict": str(finding.verdict),
        "reason": finding.reason,
        "sources": list(finding.sources),
    }


def _plain_replacement(option: Replacement) -> dict[str, str]:
    return {"slug": option.slug, "verdict": str(option.verdict), "why": option.why}
