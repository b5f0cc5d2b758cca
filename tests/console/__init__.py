"""The console: pages asked for as a browser asks, without one."""
