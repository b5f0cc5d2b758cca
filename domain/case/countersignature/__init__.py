"""备案与补签: what follows a township's approval."""
