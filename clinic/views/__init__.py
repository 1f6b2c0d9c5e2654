"""Pages of the record. One function a page: decorators guard and load, the body shows a form or calls one action."""
