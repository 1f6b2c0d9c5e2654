"""What makes a form safe to send twice, and safe to send too late."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form that has been stored, and where that led. Holds no text; kept for some days."""

    digest = models.CharField(max_length=64, unique=True)
    leads_to = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)


class HeldForm(models.Model):
    """A form sent after its session had ended, encrypted, for its own sender to take up again. Kept for an hour."""

    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=200)
    typed = models.BinaryField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
