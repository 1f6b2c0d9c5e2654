"""The library as spreadsheets and as JSON: written out, read back, compared, and stored only when a librarian says so."""
