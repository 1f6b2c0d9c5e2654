"""What every request passes on its way in and every answer on its way out. The order stands in the settings."""
