"""Which passwords are taken: long ones of any kind, but none that others would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "good",
    [
        "seven quiet otters row",
        "ÄgenwilligeSchnecke",
        "пять тихих выдр",
        "correct horse battery",
        "seven quiet otters row over the bay at noon while nobody looks on",
        "🦦🦔🐢🦉🐝🦋🐙🦀🐌🦎🐿🦡",
    ],
)
def test_taken(good, physio):
    validate_password(good, physio)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("short words", "at least 12 characters"),
        ("passwordpassword", "common password, repeated"),
        ("12345678901234567890", "common|entirely numeric|repeats"),
        ("aaaaaaaaaaaaaaaa", "repeats a few characters"),
        ("Basketball123!!!", "common password, repeated or with signs"),
        ("backstay-2026!", "names that everybody here knows"),
        ("HarbourPhysiotherapy1", "names that everybody here knows"),
        ("physiotherapist!!", "names that everybody here knows"),
        ("Anna.Berg.Harbour", "names that everybody here knows"),
        ("abc " * 33, "at most 128"),
    ],
)
def test_refused(bad, why, physio):
    with pytest.raises(ValidationError, match=why):
        validate_password(bad, physio)


def test_no_kind_of_sign_is_asked_for(physio):
    validate_password("onlylowerletterswithoutanythingelse", physio)
