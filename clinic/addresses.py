"""Where a request comes from."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied


def client_address(request):
    """Return the network address of the browser as far as we can tell, or None."""
    try:
        return get_adapter().get_client_ip(request) or None
    except PermissionDenied:
        return None
