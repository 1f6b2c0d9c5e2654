"""The handout: from the frozen snapshot of a program to what the patient holds."""
