"""The search for the largest print that fits, and for exercises that could share a page."""

from types import SimpleNamespace

import pytest

from programs.handouts.fitting import closed_up, largest_that_fits

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


@pytest.mark.parametrize(
    ("heights", "closer"),
    [
        ([500, 500], []),
        ([500, 540], [0, 1]),
        ([500, 600], []),
        ([500, 540, 500], [0, 1]),
        ([500, 540, 400], []),
        ([500, 540, 500, 540], [0, 1, 2, 3]),
        ([500, 500, 500, 540], [2, 3]),
        ([1200, 300], []),
        ([], []),
    ],
)
def test_exercises_are_set_closer_where_that_saves_a_page(heights, closer):
    assert closed_up(heights, 1000, 1000) == closer


def test_the_first_page_has_less_room():
    assert closed_up([500, 500, 400], 600, 1000) == []
    assert closed_up([300, 320, 500, 500], 600, 1000) == [0, 1]
