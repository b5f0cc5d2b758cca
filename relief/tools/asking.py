"""What ``relief audit bundle`` was asked for, judged by its words alone."""

import argparse
import json
from pathlib import Path
from typing import Any

from adapters.proof.book import WrongNote, read
from domain.ground.access import Why
from domain.ground.facts import FACTS
from relief.audit.asked import Asked
from relief.audit.packing import Json
from relief.audit.sampling import Wanted
from relief.usage import WrongWords
from relief.words.sentences import say


def asked_for(asked: argparse.Namespace) -> Asked:
    """What a bundle is to hold. Raises ``WrongWords``."""
    many = asked.township is not None or asked.period is not None
    if many == (asked.case is not None):
        raise WrongWords("township", say("audit.case-or-many"))
    if asked.papers and asked.reveal is None:
        raise WrongWords("papers", say("audit.papers-need-why"))
    why = None if asked.reveal is None else Why(asked.reveal)
    how: dict[str, Any] = {"why": why, "whole": asked.whole, "papers": asked.papers}
    how |= {"samples": tuple(map(sample, asked.sample)), "held": frozenset(map(size, asked.note))}
    if asked.case is not None:
        return Asked(case=asked.case, **how)
    first, last = asked.period or (None, None)
    return Asked(township=asked.township or "", first=first, last=last, **how)


def sample(path: Path) -> Json:
    """A sample as ``relief audit draw`` wrote it. Raises ``WrongWords``."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or not isinstance(found.get("checkpoint"), int):
            raise ValueError
    except (OSError, ValueError):
        raise WrongWords("sample", say("audit.no-sample", path=path)) from None
    return found


def size(path: Path) -> int:
    """How large the log was at a checkpoint somebody kept. Raises ``WrongWords``."""
    try:
        return read(path.read_text(encoding="utf-8")).size
    except (OSError, UnicodeError, WrongNote):
        raise WrongWords("note", say("audit.no-note", path=path)) from None


def wanted(asked: argparse.Namespace) -> Wanted:
    """What is to be drawn. Raises ``WrongWords``."""
    if asked.fact not in FACTS:
        raise WrongWords("fact", say("audit.no-fact", fact=asked.fact))
    return Wanted(
        fact=asked.fact,
        division=asked.division,
        after=asked.after,
        upto=asked.upto,
        count=asked.count,
        value=asked.value,
        source=asked.source,
    )
