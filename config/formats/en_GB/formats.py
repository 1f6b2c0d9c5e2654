"""Dates as clinical record guidance asks: 02-Mar-1980, 24-hour clock."""

DATE_FORMAT = "d-M-Y"
SHORT_DATE_FORMAT = "d-M-Y"
DATETIME_FORMAT = "d-M-Y H:i"
TIME_FORMAT = "H:i"
