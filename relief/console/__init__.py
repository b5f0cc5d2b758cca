"""The console: the pages officers work in, made by the same process and functions as the API."""
