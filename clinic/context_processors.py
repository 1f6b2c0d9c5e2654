"""What every page may show about the installation."""

from django.conf import settings


def installation(request):
    """Tell templates whether this is a demo with invented people."""
    return {"is_demo": settings.DEMO, "idle_minutes": settings.SESSION_IDLE_SECONDS // 60}
