"""The screens, each in a file of its own, in the order of the menu."""

from relief.console.view import View
from relief.console.views.begin import BEGIN as BEGUN
from relief.console.views.boards import LEADS, LOAD, NOTICES
from relief.console.views.case import CASE
from relief.console.views.decision import DECISION
from relief.console.views.desk import DESK
from relief.console.views.doing import forms
from relief.console.views.done import DONE
from relief.console.views.drafts import DRAFTS
from relief.console.views.history import HISTORY
from relief.console.views.limits import LIMITS
from relief.console.views.looks import LOOKS
from relief.console.views.money import MONEY
from relief.console.views.notice import NOTICE
from relief.console.views.papers import PAPERS
from relief.console.views.piles import PAYING, PILE
from relief.console.views.proof import CASE_PROOF, PROOF
from relief.console.views.revealing import REVEAL
from relief.console.views.searching import SEARCH
from relief.console.views.signing import BACK, BEGIN, KEPT, OUT, SIGN_IN
from relief.console.views.upload import UPLOAD

VIEWS: tuple[View, ...] = (
    DESK,
    BEGUN,
    PILE,
    PAYING,
    NOTICES,
    LEADS,
    LOAD,
    SEARCH,
    LOOKS,
    CASE,
    HISTORY,
    LIMITS,
    NOTICE,
    MONEY,
    PAPERS,
    REVEAL,
    DECISION,
    CASE_PROOF,
    SIGN_IN,
    DRAFTS,
    PROOF,
    BEGIN,
    BACK,
    KEPT,
    OUT,
    DONE,
    UPLOAD,
    *forms(),
)
"""Every screen there is; what is not in here is not served."""
