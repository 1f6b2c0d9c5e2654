"""What watches over the server asks here: is the process alive, and is the installation fit to work."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from clinic.readiness import faults


@login_not_required
@require_safe
def healthz(request):
    """Say that the process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request):
    """Say what is wrong with the installation, to who knows the token of the watch; to others this is no page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.READY_TOKEN or not hmac.compare_digest(given.encode(), settings.READY_TOKEN.encode()):
        raise Http404
    found = faults()
    return JsonResponse({"ready": not found, "faults": found}, status=503 if found else 200)
