"""What the history adds up to: ledgers, worklists, time limits, the case file."""
