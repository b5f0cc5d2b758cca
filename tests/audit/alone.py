"""The verifier of bundles as a stranger has it: one file in a folder of its own, and one package.

Nothing of ours can be imported, nothing but the standard library and ``cryptography`` is there; whoever
reaches for the network, starts a program or writes a file is ended on the spot.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from relief.audit import verify_bundle

PACKAGE = ("cryptography", "_cffi_backend")
"""The one package, and what it is built on."""
BROKE_OUT = 99

RUNNER = """
import json, os, runpy, sys
from contextlib import redirect_stdout
from io import StringIO

CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ALONE = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove",
         "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "shutil.")

def watch(event, told):
    wrote = event == "open" and told[2] & CHANGING
    if wrote or event.startswith(ALONE):
        os.write(2, f"{event} {told[:1]}".encode())
        os._exit(99)

sys.path.insert(0, sys.argv[1])
asked = json.loads(sys.stdin.read())
sys.addaudithook(watch)
found = []
for words in asked:
    sys.argv = ["verify_bundle.py", *words]
    said = StringIO()
    with redirect_stdout(said):
        try:
            runpy.run_path("verify_bundle.py", run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code
    found.append((code, said.getvalue()))
ours = sorted(name for name in sys.modules if name.partition(".")[0] in ("relief", "adapters", "domain"))
print(json.dumps((found, ours)))
"""
"""Each call runs the file anew, as the command line does."""


class Alone:
    """A folder that holds the verifier, and the bundles that are laid beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._package = folder / "alone", folder / "package"
        self.folder.mkdir()
        self._package.mkdir()
        shutil.copy(verify_bundle.__file__, self.folder)
        for name in PACKAGE:
            spec = find_spec(name)
            assert spec is not None and spec.origin is not None
            found = Path(spec.origin)
            whole = found.parent if spec.submodule_search_locations else found
            (self._package / whole.name).symlink_to(whole)

    def run(self, asked: Sequence[Sequence[str | Path]]) -> list[tuple[int, str]]:
        """Each of these command lines: how it ends, and what it says."""
        words = json.dumps([[*map(str, one)] for one in asked])
        started = [sys.executable, "-I", "-S", "-B", "-c", RUNNER, str(self._package)]
        done = subprocess.run(
            started, cwd=self.folder, input=words, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (done.returncode, done.stderr)
        found, ours = json.loads(done.stdout)
        assert ours == []
        return [(code, said) for code, said in found]
