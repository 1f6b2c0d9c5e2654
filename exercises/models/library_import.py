"""An uploaded spreadsheet that waits to be looked at, or what became of it."""

import json
import re
import zlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

COUNTS = re.compile(r"(\d+) (added|changed|removed)")
COUNTED = {
    "added": _("%(number)s added"),
    "changed": _("%(number)s changed"),
    "removed": _("%(number)s removed"),
}


class LibraryImportQuerySet(models.QuerySet):
    def without_sheets(self):
        """Leave the rows of the files where they are; they may be megabytes."""
        return self.defer("content").select_related("uploaded_by", "decided_by")


class LibraryImport(models.Model):
    """What was read from one file, cleaned, with who brought it and who decided. Decided on, its content is let go."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be applied")
        APPLIED = "applied", _("Applied")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    reason = models.CharField(max_length=80)
    summary = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LibraryImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return gettext("Import %(pk)s") % {"pk": self.pk}

    def get_absolute_url(self):
        return reverse("library-import-detail", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def told(self):
        """Say what it changes in the language of whoever reads it; the summary is kept in English."""
        return COUNTS.sub(lambda found: COUNTED[found[2]] % {"number": found[1]}, self.summary)

    @property
    def sheets(self):
        """Return [(name, columns, rows)] as they were read."""
        return json.loads(zlib.decompress(self.content))

    @staticmethod
    def packed(sheets):
        """Return sheets as `content` keeps them."""
        return zlib.compress(json.dumps(sheets, ensure_ascii=False).encode(), 6)
