"""What every answer tells the browser. The matrix asks it of each of its cells, the other tests of what has no address."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# An uploaded picture, opened by itself, may do nothing at all.
ALONE = POLICY | {"sandbox": ""}


def check_headers(answer, *, may_be_kept=False, policy=POLICY):
    told = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert told == policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert may_be_kept or "no-store" in answer["Cache-Control"]
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["httponly"] or cookie.key == "csrf" or not cookie.value


def check_cell_headers(name, answer):
    """Check the answer of one address. A drawing of the library shows nobody: a browser may keep it, others may not."""
    is_drawing, is_shown = name in ("exercise-figure", "exercise-photo"), answer.status_code == 200
    is_photo = name == "exercise-photo" and is_shown
    check_headers(answer, may_be_kept=is_drawing, policy=ALONE if is_photo else POLICY)
    assert not (is_drawing and is_shown) or "private" in answer["Cache-Control"]
