"""What every answer tells the browser, beside what Django's own middleware and django-csp say."""

from django.conf import settings
from django.urls import reverse_lazy

CLEARED_ON_SIGN_OUT = '"cache", "storage"'


class HeadersMiddleware:
    """Leave no copy in a shared computer's cache, refuse devices we never use, and clear up when somebody signs out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if not (is_static(request) and response.status_code < 400):
            response.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and request.path == SIGN_OUT:
            response["Clear-Site-Data"] = CLEARED_ON_SIGN_OUT
        return response


SIGN_OUT = reverse_lazy("account_logout")


def is_static(request):
    """Tell whether the address is one of our own styles, scripts or pictures: the same for everybody."""
    return request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")
