"""The pose editor: every number of a pose with a slider, things to add, and the pose as text for the rest."""

import json

from django import forms
from django.utils.translation import gettext, gettext_lazy

from exercises.figures.schema import DRAWING_FAULTS, SPINES, VIEWS, PoseError, validate
from exercises.forms.facts import CHOOSE
from exercises.forms.fields import named
from exercises.forms.part import PartForm
from exercises.models import Figure
from exercises.pose_controls import limb_name, positions
from exercises.pose_steps import (
    STANDING,
    Unusable,
    read_pose,
    with_arrow,
    with_limb,
    with_numbers,
    with_thing,
    without,
)
from exercises.pose_words import refusal_in_words
from exercises.publishing import joint_limits, pose_findings
from text.lists import listed

NUMBER = "n."
LIMBS = {
    "side": ("leg_near", "leg_far", "arm_near", "arm_far", "leg", "arm"),
    "front": ("leg_left", "leg_right", "arm_left", "arm_right"),
}
HOW = {"angles": gettext_lazy("by joint angles"), "reach": gettext_lazy("to a point")}


class PictureForm(PartForm):
    """A pose. The hidden text holds its structure, the numbers beside it what was moved."""

    template = "exercises/_part_picture.html"

    pose = forms.CharField(widget=forms.HiddenInput, required=False, strip=True)
    typed = forms.CharField(
        label=gettext_lazy("The whole pose as text"),
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "form-control pose-text"}),
    )
    view = forms.ChoiceField(label=gettext_lazy("Seen from"), required=False, choices=named(VIEWS))
    spine = forms.ChoiceField(label=gettext_lazy("The spine stays"), required=False, choices=named(SPINES))
    copy = forms.ChoiceField(label=gettext_lazy("Start from the picture of"), required=False)
    where = forms.ChoiceField(label=gettext_lazy("Position"), required=False)
    what = forms.ChoiceField(label=gettext_lazy("Add or change"), required=False)

    def starting(self):
        pose = self.stored
        text = json.dumps(pose) if pose else ""
        return {
            "pose": text,
            "typed": json.dumps(pose, indent=1) if pose else "",
            "view": pose.get("view", "side"),
            "spine": pose.get("spine", "neutral"),
        }

    def prepare(self):
        self.fault = ""
        self.current = self._read() if self.is_bound else self.stored
        rows = Figure.objects.order_by("exercise__name").values_list("exercise__slug", "exercise__name")
        self.fields["copy"].choices = [*CHOOSE, ("standing", gettext("Standing upright (blank)")), *rows]
        self._offer_additions()

    @property
    def positions(self):
        """Return the numbers to move, or nothing while the pose cannot be read."""
        try:
            return positions(self.current) if self.current else []
        except DRAWING_FAULTS:
            return []

    @property
    def limits(self):
        return listed(joint_limits())

    @property
    def findings(self):
        return pose_findings(self.current) if self.current else []

    def clean(self):
        if self.fault:
            self.add_error(None, self.fault)
        elif self._text_was_edited():
            self.add_error("typed", gettext("You changed the pose as text: press “Use this text” first."))
        elif self.current:
            try:
                validate(self.current)
            except PoseError as error:
                self.add_error(None, refusal_in_words(error))
        return self.cleaned_data

    def value(self):
        return self.current

    def rearrange(self, do):
        """Copy another picture, add, change or take away a part, or read the pose as text."""
        step, _, path = do.partition(":")
        steps = {
            "copy": self._copied,
            "add": self._added,
            "text": lambda: read_pose(self.data.get("typed", "")),
        }
        try:
            pose = (
                without(self.current, path) if step == "remove" else steps.get(step, lambda: self.current)()
            )
            validate(pose)
        except Unusable as error:
            self.fault = str(error)
        except DRAWING_FAULTS as error:
            self.fault = refusal_in_words(error)
        else:
            self._show(pose)

    def _show(self, pose):
        """Make `pose` what the page shows and sends."""
        self.current = pose
        self.data = self.data.copy()
        fresh = {
            "copy": "",
            "what": "",
            "pose": json.dumps(pose),
            "typed": json.dumps(pose, indent=1),
            "view": pose.get("view", "side"),
            "spine": pose.get("spine", "neutral"),
        }
        for name, text in fresh.items():
            self.data[name] = text
        self._offer_additions()

    def _read(self):
        """Return the pose as sent: its structure with the numbers that were moved, the view and the spine."""
        try:
            pose = read_pose(self.data.get("pose", ""))
            if not pose:
                return {}
            validate(pose)
            numbers = {
                name.removeprefix(NUMBER): text for name, text in self.data.items() if name.startswith(NUMBER)
            }
            pose = with_numbers(pose, numbers)
        except Unusable as error:
            self.fault = str(error)
            return self.stored
        except DRAWING_FAULTS as error:
            self.fault = refusal_in_words(error)
            return self.stored
        for name, known, usual in (("view", VIEWS, "side"), ("spine", SPINES, "neutral")):
            chosen = self.data.get(name, "")
            if chosen in known and chosen != pose.get(name, usual):
                pose[name] = chosen
        return pose

    def _text_was_edited(self):
        try:
            return read_pose(self.data.get("typed", "")) != read_pose(self.data.get("pose", ""))
        except ValueError:
            return True

    def _offer_additions(self):
        view = "side" if self.current.get("view", "side") == "side" else "front"
        limbs = [
            (f"{limb}:{how}", f"{limb_name(limb)} {words}")
            for limb in LIMBS[view]
            for how, words in HOW.items()
        ]
        things = [(f"thing:{kind}", kind.replace("_", " ").capitalize()) for kind in sorted(self.examples)]
        self.fields["what"].choices = [
            *CHOOSE,
            (gettext("Body"), limbs),
            (gettext("Movement"), [("arrow", gettext("Arrow"))]),
            (gettext("Things"), things),
        ]
        self.fields["where"].choices = [
            (
                f"frames.{place}",
                ("Start", "Finish")[place]
                if place < 2
                else gettext("Position %(place)s") % {"place": place + 1},
            )
            for place in range(len(self.current.get("frames", ())))
        ]

    @property
    def examples(self):
        """Return one example of every kind of thing that some picture of the library shows. One query."""
        if not hasattr(self, "_examples"):
            self._examples = {}
            for pose in Figure.objects.values_list("pose", flat=True):
                for item in pose.get("props", []):
                    self._examples.setdefault(item["kind"], item)
        return self._examples

    def _copied(self):
        chosen = self.data.get("copy", "")
        if chosen == "standing":
            return STANDING
        figure = Figure.objects.filter(exercise__slug=chosen).first()
        return figure.pose if figure else self.current

    def _added(self):
        what, where = self.data.get("what", ""), self.data.get("where", "frames.0")
        name, _, detail = what.partition(":")
        if name == "thing" and detail in self.examples:
            return with_thing(self.current, "props", self.examples[detail])
        if name == "arrow":
            return with_arrow(self.current, where)
        known = detail in HOW and name in {*LIMBS["side"], *LIMBS["front"]}
        return with_limb(self.current, where, name, detail) if known else self.current
