"""How many files the process may hold open: each connection is one."""

import resource

import structlog

OWN_FILES = 256
"""Beside connections: the database's, the log's, documents being drawn."""

log = structlog.get_logger(__name__)


def room_for(connections: int) -> int:
    """As many connections as were asked for, or as fit; the process's own limit is raised for them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    fit = max(1, soft - OWN_FILES)
    log.warning("fewer connections than asked for: open files are limited", connections=fit)
    return fit
