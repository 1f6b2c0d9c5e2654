"""Fill the week table of a draft from the engine's plan."""
