"""Whether the rules and a library know each other: a rule that matches nothing warns nobody."""

from programs.rules.library import Library
from programs.rules.table import Table


def unmatched_selectors(table: Table, library: Library) -> tuple[str, ...]:
    """Name every tag, slug and position a rule asks for that no exercise of the library has."""
    person = table.patient
    tags = {(rule.id, "tag", rule.tag) for rule in table.explicit if rule.tag is not None}
    tags |= {(f"D-{name}", "tag", one.tag) for name, one in person.preferences.items()}
    tags.add(("S-sitting", "tag", person.sensitivities.sitting_tag))
    slugs = {(rule.id, "slug", slug) for rule in table.explicit for slug in rule.slugs}
    positions = {("S-sitting", "position", person.sensitivities.sitting_position)}
    missing = [
        *(one for one in tags if one[2] not in library.tags),
        *(one for one in slugs if one[2] not in library.slugs),
        *(one for one in positions if one[2] not in library.positions),
    ]
    return tuple(" ".join(one) for one in sorted(missing))
