"""The search for the largest print that fits."""

from types import SimpleNamespace

import pytest

from programs.handouts.fitting import largest_that_fits

FITS = [0, 1, 2, 3]


def search(fits_from, *, pages=2, most=1):
    """Return the step found and the steps laid out, where everything from `fits_from` on fits on one page."""
    tried = []

    def lay(step):
        tried.append(step)
        return SimpleNamespace(step=step, pages=[None] * (most if step >= fits_from else pages))

    found = largest_that_fits(FITS, most, lay)
    return found and found.step, tried


@pytest.mark.parametrize("pages", [2, 3, 9])
@pytest.mark.parametrize("fits_from", FITS)
def test_it_is_the_largest_that_fits(fits_from, pages):
    found, tried = search(fits_from, pages=pages)
    assert found == fits_from
    assert len(tried) == len(set(tried)) <= 4


@pytest.mark.parametrize("pages", [2, 3])
def test_nothing_fits(pages):
    assert search(4, pages=pages)[0] is None


def test_what_fits_in_the_largest_print_is_laid_out_once():
    assert search(0)[1] == [0]


def test_what_is_far_too_long_is_laid_out_twice():
    assert search(4, pages=3)[1] == [0, 3]


def test_two_sides_are_searched_alike():
    assert search(2, pages=3, most=2)[0] == 2
