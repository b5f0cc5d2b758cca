"""``relief law``: articles told, a file looked at, or a pack explained."""

import argparse

from relief.installation import files_of, law_text
from relief.settings import Settings
from relief.terminal import complain
from relief.tools.law import law
from relief.tools.lawfile import CHECK, check, explain
from relief.tools.output import Output
from relief.usage import WrongWords
from relief.words.sentences import say


def answered(asked: argparse.Namespace, settings: Settings, output: Output) -> int:
    """What was asked of the law. A history is asked only which files laid beside it wait."""
    if asked.clause == CHECK:
        if asked.file is None:
            raise WrongWords("file", say("law.file.none"))
        return check(asked.file, files_of(settings), output)
    if asked.file is not None:
        raise WrongWords("clause", say("law.file.only-check"))
    if asked.pack is not None:
        return explain(asked.pack, files_of(settings).law, output)
    if files_of(settings).beside():
        tell_what_waits(settings)
    return law(asked.clause, output, law_text(settings))


def tell_what_waits(settings: Settings) -> None:
    """Which files laid beside a history wait there, on standard error."""
    from relief.opening import waiting
    from relief.tools.judged import addressed

    addressed(settings.database)
    for sentence in waiting(settings):
        complain(sentence)
