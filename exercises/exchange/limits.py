"""How large a file may be. The figures let ten thousand exercises through and stop files made to exhaust the machine."""

MEBIBYTE = 1024 * 1024
MOST_BYTES = 20 * MEBIBYTE
MOST_UNPACKED = 128 * MEBIBYTE
MOST_ENTRIES = 200
MOST_SHEETS = 20
MOST_ROWS = 40_000
MOST_COLUMNS = 60
MOST_CELLS = 800_000
LONGEST_CELL = 10_000
# Reading a workbook happens in a process of its own, which may use this much and no more.
MOST_MEMORY = 1024 * MEBIBYTE
MOST_SECONDS = 50
# A librarian mends these before the next ones are worth telling.
MOST_PROBLEMS = 200
