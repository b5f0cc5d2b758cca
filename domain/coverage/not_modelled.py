"""What no rule implements, whole or in part, each with a reason a reviewer would accept.

"Not yet" says that it could be built and is not. A vocabulary: no logic.
"""

NOT_MODELLED: dict[str, str] = {
    "1": "States the purpose and the higher instruments; it decides no case.",
    "4/1": "Coordination between departments is organisation; city posts read, and answer only of counties.",
    "5": "States the goal; it decides no case.",
    "6.1": "A principle; the duty to accept (16/1) and discovery (14.2) carry it.",
    "6.2": "A principle; amounts (11) carry it.",
    "6.3": "A principle; referral (21) and other aid (2) carry it.",
    "6.4": "A principle; referral receivers (21) carry it.",
    "6.5": "A principle; the public notice (18.1.1) and the slip for asking carry it.",
    "23/2": "Not yet: the county's yearly account and estimate, due by 20 August.",
    "24": "Only kinds of hardship (8) can be applied for; other programmes' money lies outside.",
    "28": "Building a shared platform is the governments' task; here its answers are recorded.",
    "29": "Buying services and tax relief lie outside casework.",
    "32": "Not yet: recovery, penalty, credit record. Fraud only stops what is unpaid (18.2.1).",
    "33": "Discipline of officials is decided elsewhere; recorded lateness gives it evidence.",
}
"""Provisions that nothing implements."""

PARTLY: dict[str, str] = {
    "2": "That other aid does not cover the hardship is stated, not asked of its registers.",
    "8": "Claims and papers are what officers record; registers and hospitals are not asked.",
    "9": "The test is made on figures as recorded. Not yet: banks and tax offices are not asked.",
    "10": "Candidates come from signals as recorded. Not yet: the station register is not asked.",
    "11": "For other aid of the year the county may lower a sum; only costs are reckoned less it.",
    "12": "The same matter is one of equal cause, day and place; likeness is left to officers.",
    "16/2": "The home county's proof may follow. Not yet: the county's own request for it.",
    "19": "Not yet: the bank's batch files; each payment is ordered and answered by itself.",
    "23/1": "The register is kept. Not yet: accounts by source, and publishing what was spent.",
    "25": "Budgets are not kept, so what the balance may not replace is not checked.",
    "26": "Not yet: a death ends the person's own file; funeral costs are asked for in another one.",
    "27": "How windows are staffed is organisation. Two offices that both refuse a file: not here.",
    "31": "Lateness is recorded, complaints answered, auditors read; inspections happen outside.",
    "34": "Counties add to the pack and the city records notices; interpreting is the bureau's.",
}
"""Provisions that something implements, and what of them is missing."""

WITHOUT_CHOICE: dict[str, str] = {
    "AMB-02": "An account books at approval only: at payment, two approvals could promise one room.",
    "AMB-09": "Which months count is reckoned one way; the number of months is a value of the pack.",
    "AMB-11": "The text says residents; which figure that is, its recorded document says.",
    "AMB-14": "The text sets no year, so one matter stays one matter; nothing else was asked for.",
    "AMB-15": "Five days cannot hold a notice of seven; the notice has a limit of its own.",
    "AMB-17": "The text posts without objection, so an open one blocks; nothing else was asked for.",
    "AMB-20": "A day ends at midnight; offices' hours of business are not on record.",
    "AMB-24": "The general procedure names no delegation; nothing else was asked for.",
    "AMB-26": "The share stands in the general procedure and is not to be undercut at any moment.",
    "AMB-27": "The county alone decides in the general procedure (4/2), so it alone refuses.",
    "AMB-28": "No rule stops the clock for a certificate from elsewhere; the paper may follow.",
    "AMB-29": "Where a permit was issued is not asked; the township of residence accepts.",
    "AMB-31": "What was paid is not recovered at all yet (32); fraud or not, the unpaid rest stops.",
    "AMB-34": "Room is booked at approval, before anybody knows whether goods will be handed over.",
    "AMB-35": "Accounts are kept by person; there is no register of households to keep them by.",
    "AMB-40": "A case keeps one pack: its limits, papers and notice were counted under it.",
}
"""Ambiguities no pack offers a choice of, and why not."""
