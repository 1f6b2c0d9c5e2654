"""Characters that no database keeps are turned away with a page, before any view meets them."""

import io

import pytest
from django.test import RequestFactory
from django.urls import reverse

from clinic.middleware.input import CleanInputMiddleware

NUL = "\x00"


def refused(response):
    return (
        response.status_code == 400
        and "The server did not understand this request" in response.content.decode()
    )


@pytest.mark.parametrize("bad", ["%00", "%01", "%1b", "%7f"])
def test_in_an_address(client_for, physio, bad):
    assert refused(client_for(physio).get(f"/exercises/leg{bad}press/"))


@pytest.mark.parametrize("asked", ["?q=leg%00press", "?q%00=leg", "?q=%08", "?q=a&q=%00"])
@pytest.mark.parametrize("page", ["exercise-list", "caseload"])
def test_in_a_question(client_for, physio, page, asked):
    assert refused(client_for(physio).get(reverse(page) + asked))


def test_a_tab_pasted_into_the_search_is_no_reason(client_for, physio, library):
    assert client_for(physio).get(reverse("exercise-list"), {"q": "leg\tpress\n"}).status_code == 200


@pytest.mark.parametrize("sent", [{"given_name": f"A{NUL}da"}, {f"given{NUL}name": "Ada"}])
def test_in_a_form(client_for, physio, sent):
    assert refused(client_for(physio).post(reverse("patient-add"), sent))


def test_in_the_name_of_an_upload(client_for, physio):
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="f\x00"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\nx\r\n--edge--\r\n"
    )
    answer = client_for(physio).post(
        reverse("patient-add"), body, content_type="multipart/form-data; boundary=edge"
    )
    assert refused(answer)


def test_other_control_characters_keep_what_was_typed(client_for, physio):
    answer = client_for(physio).post(reverse("patient-add"), {"given_name": "A\x07da", "family_name": "Lund"})
    assert answer.status_code == 422
    assert "This holds a character that cannot be kept (U+0007)" in answer.content.decode()
    assert 'value="Lund"' in answer.content.decode()


def test_in_a_cookie(client, db):
    assert refused(client.get(reverse("account_login"), headers={"Cookie": 'session="\\000aaaaaaaa"'}))


def test_before_signing_in(client, db):
    assert refused(client.post(reverse("account_login"), {"login": NUL, "password": NUL}))


def test_half_a_surrogate_pair():
    request = RequestFactory().get("/")
    request.GET = request.GET.copy()
    request.GET["q"] = "\ud800"
    with pytest.raises(Exception, match="cannot be read"):
        CleanInputMiddleware(lambda _: None)(request)


def test_the_refusal_keeps_the_headers(client, db):
    answer = client.get("/?q=%00")
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_a_file_without_a_name_passes(client_for, physio):
    assert client_for(physio).post(reverse("patient-add"), {"f": io.BytesIO(b"x")}).status_code == 422
