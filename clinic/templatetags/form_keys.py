"""The hidden key that every form of ours carries."""

from django import template
from django.utils.html import format_html

from clinic.form_key import FIELD, new_key

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context):
    """Put in the key by which a form sent twice is stored once, and its text found again after a new sign-in."""
    # Parts that are included with `only` keep the request, but no variable names it.
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key(context.request.user))
