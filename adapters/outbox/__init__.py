"""Carriers of messages: a folder, a mail server, a gateway for short messages."""
