"""When something is wrong: what happened, whether the data is safe, what to do."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

QUESTIONS = ("What happened.", "Your data.", "What to do.")


def answers_everything(page):
    return all(question in page for question in QUESTIONS)


def test_not_found(client_for, physio):
    response = client_for(physio).get("/no/such/page/")
    assert response.status_code == 404
    assert answers_everything(response.content.decode())


def test_not_found_for_a_visitor(client, db):
    assert answers_everything(client.get("/no/such/page/").content.decode())


def test_not_open_to_this_role(client_for, physio):
    physio.role = ""
    physio.save()
    page = client_for(physio).get(reverse("exercise-list")).content.decode()
    assert answers_everything(page)
    assert "Your role does not open this page." in page


def test_a_failed_form_check(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "anna"})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_a_step_on_an_old_version(rf):
    page = render_to_string(
        "409.html", {"message": "Ben Cole moved the squat.", "back_url": "/programs/1/edit/"}
    )
    assert answers_everything(page)
    assert "Ben Cole moved the squat." in page


def test_too_many_tries():
    assert answers_everything(render_to_string("429.html"))


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_for_a_broken_server_need_no_context(name):
    assert answers_everything(render_to_string(name))


def test_an_error_on_the_server_shows_the_calm_page(client_for, physio, monkeypatch, library):
    monkeypatch.setattr("exercises.views.library.detail_page", lambda *_: 1 / 0)
    visitor = client_for(physio)
    visitor.raise_request_exception = False
    response = visitor.get(reverse("exercise-detail", args=["leg-press"]))
    assert response.status_code == 500
    assert answers_everything(response.content.decode())
