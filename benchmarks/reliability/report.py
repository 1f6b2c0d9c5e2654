"""How a figure is printed: what was aimed at, what came out, and whether that is enough."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Collects the figures of a run."""

    missed: list = field(default_factory=list)

    def figure(self, name, found, target, is_met):
        """Print one figure beside its target."""
        mark = "ok  " if is_met else "MISS"
        print(f"  {mark}  {name:58} {found!s:>28}   target {target}", flush=True)
        if not is_met:
            self.missed.append(name)

    def note(self, words):
        print(f"        {words}", flush=True)


def percentile(values, share):
    """Return the value below which `share` of `values` lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
