"""Pages of the record: patients, cases and what is recorded about them."""

urlpatterns = []
