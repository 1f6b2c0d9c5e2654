"""A test client whose requests see exactly the rows a browser's would."""

from django.test import Client
from django_scopes import scope


class ScopedClient(Client):
    """Close what the test body has in view before each request, so that only the request's own clinic is open."""

    def request(self, **request):
        with scope():
            return super().request(**request)
