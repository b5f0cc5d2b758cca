"""How each chapter's facts change what a case knows. No rules here: history always loads."""
