"""When to stop, the pain light and how hard it should feel: what must be found without glasses."""

from dataclasses import dataclass

from programs.handouts.errors import HandoutError
from programs.handouts.folding import folded

WORST_PAIN = 10


@dataclass(frozen=True)
class StopGroup:
    """Signs that ask for the same action."""

    action: str
    signs: tuple


@dataclass(frozen=True)
class Stop:
    """The emergency first, then the other signs by what to do."""

    emergency: tuple
    groups: tuple
    intro: str

    @property
    def answers(self):
        """Return what the box says: for each thing to do its signs, and what to do."""
        return (*self.emergency, *((" ".join(group.signs), group.action) for group in self.groups))


@dataclass(frozen=True)
class Light:
    """One lamp of the pain light."""

    slug: str
    name: str
    numbers: str
    meaning: str
    do: str
    morning: str


@dataclass(frozen=True)
class PainLight:
    """Green, amber, red and the next morning."""

    lights: tuple
    not_settled: str


@dataclass(frozen=True)
class Effort:
    """The scale from 0 to 10."""

    cap: str
    columns: tuple


def stop_list(snapshot, wording):
    """Return the stop box. Someone with known leg symptoms looks for a change, or would stop every day."""
    calls = {"phone": snapshot["clinic"]["phone"], "emergency_number": snapshot["clinic"]["emergency_number"]}
    key = "text_known_leg_symptoms" if snapshot["case"]["has_leg_symptoms"] else "text"
    emergencies = {sign["id"] for sign in snapshot["stop_symptoms"] if sign["action"] == "emergency"}
    if not emergencies:
        raise HandoutError(
            "The stop signs lack the emergency sign for bladder and bowel: issue a new version."
        )
    emergency, groups = [], {}
    for sign in _ordered(snapshot["stop_symptoms"], wording):
        text = wording.say(f"stop.signs.{sign}.{key}", **calls)
        action = wording.say(f"stop.signs.{sign}.action", **calls)
        if sign in emergencies:
            emergency.append((text, action))
        else:
            groups.setdefault(action, []).append(text)
    return Stop(
        emergency=tuple(emergency),
        groups=tuple(StopGroup(action, tuple(signs)) for action, signs in groups.items()),
        intro=wording.say(
            "stop.known_leg_symptoms" if snapshot["case"]["has_leg_symptoms"] else "stop.intro"
        ),
    )


def _ordered(symptoms, wording):
    """Return the ids in the reviewed order; a sign that the file does not order comes last, never lost."""
    order = wording.at("stop.order")
    ids = [sign["id"] for sign in symptoms]
    return sorted(ids, key=lambda sign: order.index(sign) if sign in order else len(order))


def pain_light(snapshot, wording):
    """Return the three lamps with the numbers of the program's mode, and the next-morning rule."""
    light, phone = snapshot["pain_light"], snapshot["clinic"]["phone"]
    green, amber = light["green_max"], light["amber_max"]
    if not 0 <= green < amber < WORST_PAIN:
        raise HandoutError(
            "The numbers of the pain light do not rise from green to red: issue a new version."
        )
    lamps = (
        ("green", 0, green, wording.say("pain_light.next_morning.same")),
        ("amber", green + 1, amber, wording.count("pain_light.next_morning.hold", light["morning_hold"])),
        (
            "red",
            amber + 1,
            WORST_PAIN,
            wording.count("pain_light.next_morning.back", light["morning_regress"]),
        ),
    )
    return PainLight(
        lights=tuple(_light(*lamp, phone, wording) for lamp in lamps),
        not_settled=wording.say("pain_light.next_morning.not_settled"),
    )


def _light(slug, low, high, morning, phone, wording):
    form = "numbers_one" if low == high else "numbers"
    return Light(
        slug=slug,
        name=wording.say(f"pain_light.{slug}.name"),
        numbers=wording.say(f"pain_light.{slug}.{form}", min=low, max=high),
        meaning=wording.say(f"pain_light.{slug}.meaning"),
        do=wording.say(f"pain_light.{slug}.do", phone=phone),
        morning=morning,
    )


def effort(snapshot, variant, wording):
    """Return the effort scale with this program's top number, in two columns, in large print in one."""
    levels = tuple((level["number"], level["text"]) for level in wording.at("effort.levels"))
    most = len(levels) if variant.is_large else -(-len(levels) // 2)
    return Effort(
        cap=wording.say("effort.cap", cap=snapshot["pain_light"]["rpe_cap"]),
        columns=tuple(tuple(part) for part in folded(levels, most)),
    )
