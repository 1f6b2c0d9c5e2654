"""Note whoever was refused: a page not open to the role, a record not the clinic's, what was asked for too often."""

from clinic.actions.access import record_at_the_door
from clinic.addresses import client_address
from clinic.models import AccessEvent

REFUSALS = (403, 404, 429)


class AccountingMiddleware:
    """Keep an access event for every refusal to somebody signed in. The words name the page and its number, no more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in REFUSALS and match and request.user.is_authenticated:
            numbers = " ".join(str(value) for value in match.kwargs.values() if isinstance(value, int))
            record_at_the_door(
                kind=AccessEvent.Kind.DENIED,
                what=f"{response.status_code} {match.view_name} {numbers}".strip(),
                user=request.user,
                address=client_address(request),
            )
        return response
