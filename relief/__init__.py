"""What people run and talk to: settings, the office, the HTTP API, the command line, the scheduler."""

__version__ = "0.1.0"
