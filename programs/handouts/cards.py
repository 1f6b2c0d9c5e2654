"""One exercise as the patient reads it: words, pictures and how much in each week."""

from dataclasses import dataclass

from programs.handouts import days, figures, forms, photos
from programs.handouts import dose as doses
from programs.handouts import grid as grids
from programs.handouts.errors import HandoutError
from programs.handouts.folding import folded
from programs.handouts.typed import Typed, typed
from programs.handouts.wording import round_the_range

TEXT_KEYS = ("name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")
STRIP_COLUMNS = 8
DAYS_IN_A_WEEK = 7


@dataclass(frozen=True)
class Cell:
    """One column of the dose strip: the weeks, and the amount line by line."""

    weeks: str
    lines: tuple

    @property
    def said(self):
        return round_the_range(self.weeks)


@dataclass(frozen=True)
class Card:
    """One exercise, or a later form of it, in ready-to-print words."""

    number: int
    name: str
    text: dict
    pictures: tuple
    is_wide: bool
    title: str
    next_form: str
    strips: tuple
    grids: tuple
    easier: str
    weight: str
    always: str
    weight_label: str
    weight_limit: str
    note: Typed | None
    shown_in_clinic: bool
    is_large: bool
    is_close: bool = False
    is_tight: bool = False
    picture_height: int = 0

    @property
    def is_weight_open(self):
        return bool(self.weight_label)


@dataclass(frozen=True)
class Section:
    """Warm-up, core, legs or cool-down."""

    slug: str
    title: str
    hint: str
    cards: tuple


def sections(snapshot, variant, wording, files):
    """Return the sections that hold exercises, in the order of the snapshot; `files` are photographs by sha256."""
    found = [entry for entry in snapshot["sections"] if entry["items"]]
    if not found:
        raise HandoutError("The program has no exercises: add at least one, then issue it.")
    return tuple(
        Section(
            slug=entry["section"],
            title=wording.say(f"sections.{entry['section']}.title"),
            hint=wording.say(f"sections.{entry['section']}.hint"),
            cards=tuple(
                card for item in entry["items"] for card in _cards(item, snapshot, variant, wording, files)
            ),
        )
        for entry in found
    )


def open_weights(sections, variant, wording):
    """Return where to find, or ask for, the weights that the cards have lines for, and the most the clearance allows (evidence, section 8, step 8); or nothing."""
    open_cards = {card.number: card for section in sections for card in section.cards if card.is_weight_open}
    if not open_cards:
        return ""
    numbers = wording.listing(map(str, open_cards))
    path = "fridge.weights" if variant.is_fridge else "glance.weights"
    limit = next(iter(open_cards.values())).weight_limit
    return " ".join(filter(None, (wording.say(path, numbers=numbers), limit)))


def items(snapshot):
    """Return every item in the order in which it is printed."""
    return [item for entry in snapshot["sections"] for item in entry["items"]]


def _cards(item, snapshot, variant, wording, files):
    """Return the card of the exercise and one card for each form that later weeks move on to."""
    who = _who(item, item["text"])
    if not item["weeks"]:
        raise HandoutError(f"{who} has no weeks: plan it and issue a new version.")
    for week in item["weeks"]:
        doses.check_dose(week, who)
    shown = [{"slug": item["slug"], "from_week": None, **_form(item)}]
    shown += [
        {"slug": form["slug"], "from_week": form["from_week"], **_form(form)} for form in item["variants"]
    ]
    known = {form["slug"] for form in shown}
    for week in item["weeks"]:
        if week["slug"] not in known:
            raise HandoutError(
                f"{who} moves on to “{week['slug']}” but has no text for it: issue a new version."
            )
    weeks = {slug: [week for week in item["weeks"] if week["slug"] == slug] for slug in known}
    shown = [form for form in shown if weeks[form["slug"]]]
    following = [*shown[1:], None]
    note, often = typed(item["note"], snapshot, wording), days.often_of_forms(item)
    said = {slug: _how_often(number, snapshot["program"], wording) for slug, number in often.items()}
    limit = (snapshot["clearance"] or {}).get("load_limit_kg")
    return [
        _card(
            item, form, after, weeks[form["slug"]], said[form["slug"]], note, limit, variant, wording, files
        )
        for form, after in zip(shown, following, strict=True)
    ]


def _form(source):
    # Schemas 1 and 2 knew drawings alone, up to 4 none said what takes a weight.
    return {name: source[name] for name in ("text", "pose", "per_side")} | {
        "photos": source.get("photos"),
        "takes_weight": source.get("takes_weight", False),
    }


def _card(item, form, after, weeks, often, note, limit, variant, wording, files):
    text, who = form["text"], _who(item, form["text"])
    check_text(text, who, variant.language)
    pictures = _pictures(form, variant.palette, wording, who, files)
    is_first = form["from_week"] is None
    title = text["name"] if is_first else f"{forms.heading(form, item, wording)}: {text['name']}"
    plan = doses.plan(weeks)
    strips = _strips(plan.weeks, wording)
    tables = _grids(plan.weeks, strips, variant, wording)
    return Card(
        number=item["number"],
        name=text["name"],
        text=text,
        pictures=pictures,
        is_wide=figures.is_wide(pictures),
        title=title,
        next_form="" if after is None else forms.announced(after, item, wording),
        strips=() if tables else strips,
        grids=tables,
        easier=_easier(plan, wording),
        weight=_weight(plan.weeks, wording),
        always=_always(form, plan.weeks, often, wording),
        weight_label=_weight_label(form, weeks, wording),
        weight_limit=_weight_limit(limit, wording),
        note=note if is_first else None,
        shown_in_clinic=is_first and item["shown_in_clinic"],
        is_large=variant.is_large,
    )


def _weight_label(form, weeks, wording):
    """Return what stands before the line to write a weight on that nobody has prescribed, or nothing."""
    is_open = [week["load_kg"] is None for week in weeks]
    if not form["takes_weight"] or not any(is_open):
        return ""
    return wording.say("exercise.weight" if all(is_open) else "exercise.weight_elsewhere")


def _weight_limit(limit, wording):
    """Return the most that the clearance allows, for whoever writes on that line; schemas 1 to 5 knew none."""
    return "" if limit is None else wording.say("exercise.weight_at_most", kg=doses.plain_number(limit))


def _pictures(form, palette, wording, who, files):
    if form["photos"]:
        return photos.photographs(form, files, palette, wording, who)
    return figures.draw(form["pose"], form["text"], palette, wording, who)


def check_text(text, who, language):
    """Refuse an exercise without words, or with words in another language than the handout's."""
    missing = [key.replace("_", " ") for key in TEXT_KEYS if not text.get(key)]
    if missing:
        raise HandoutError(
            f"{who} has no {missing[0]} text: complete it in the library, then issue a new version."
        )
    if text["language"] != language:
        raise HandoutError(
            f"{who} is written in “{text['language']}”, the handout in “{language}”: "
            f"print it in “{text['language']}” or have the exercise translated."
        )


def _strips(weeks, wording):
    """Return the dose table: a column for each run of equal weeks, folded where it would get too wide."""
    said_below = doses.said_once(weeks)
    cells = [
        Cell(
            weeks=run.label(wording),
            lines=tuple(doses.lines(run.dose, wording, without=said_below)),
        )
        for run in doses.runs(weeks)
    ]
    return tuple(tuple(part) for part in folded(cells, STRIP_COLUMNS))


def _grids(weeks, strips, variant, wording):
    """Return the tables of bare numbers for a dose that changes too often for phrases, or none.

    In large print, where phrases take one line for each change, a few of them are shorter than a table.
    """
    runs = doses.runs(weeks)
    used = grids.fields(runs, doses.said_once(weeks))
    if not used:
        return ()
    parts = grids.side_by_side(runs, used, variant, wording)
    is_better = len(runs) > len(parts) * (1 + len(used)) if variant.is_large else len(runs) > 1
    return tuple(grids.grid(part, used, variant, wording) for part in parts) if is_better else ()


def _easier(plan, wording):
    """Return which weeks are easier ones, and how hard those feel where it differs, as a sentence, or nothing."""
    if not plan.easier:
        return ""
    phrases = [doses.easier_weeks(plan.easier, wording)]
    if plan.easier_effort is not None:
        phrases.append(wording.say("dose.effort", n=plan.easier_effort))
    return f"{wording.at('dose.separator').join(phrases)}."


def _weight(weeks, wording):
    """Return a weight that never changes, which nobody may overlook, or nothing."""
    is_said = "load_kg" in doses.said_once(weeks) and weeks[0]["load_kg"]
    return f"{wording.at('exercise.weight')}: {doses.load(weeks[0], wording)}" if is_said else ""


def _always(form, weeks, often, wording):
    """Return what holds in every week beyond the weight, as a sentence each: side, hold, rest, effort, days."""
    constant = {*doses.said_once(weeks)} - ({"load_kg"} if _weight(weeks, wording) else set())
    phrases = [wording.say("dose.each_side")] if form["per_side"] else []
    phrases += doses.lines(weeks[0], wording, without=[f for f in doses.FIELDS if f not in constant])
    phrases.append(often)
    return " ".join(f"{phrase[:1].upper()}{phrase[1:]}." for phrase in phrases)


def _how_often(often, program, wording):
    """Return on how many days a week; where those are not the plan's training days, which they are."""
    if often == DAYS_IN_A_WEEK:
        return wording.say("dose.every_day")
    said = wording.count("dose.days", often)
    if not days.has_days_of_its_own(often, program):
        return said
    return wording.say("dose.days_named", often=said, days=days.names(days.due_on(often, program), wording))


def _who(item, text):
    return f"Exercise {item['number']}, “{text.get('name') or item['slug']}”,"
