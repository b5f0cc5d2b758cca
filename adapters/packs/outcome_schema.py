"""Which keys the tables of outcomes and casework have in a policy pack."""

from collections.abc import Mapping
from datetime import date

from adapters.packs.schema import DATES, TEXTS, TIER, Schema

AMOUNT = (int, str)
UNDER = {"reading": dict, **DATES}
"""Every table: the entry applies under that reading only, and in that time."""

CATEGORY = Schema(
    {"id": str, "title": str, "subject": str, "citation": str},
    {
        "causes": TEXTS,
        "effects": int,
        "registers": TEXTS,
        "claims": TEXTS,
        "evidence": TEXTS,
        **UNDER,
    },
)
TEST = Schema(
    {"id": str, "title": str, "citation": str, "binds": TEXTS},
    {
        "claim": str,
        "left": str,
        "compare": str,
        "right": TEXTS,
        "series": str,
        "times": str,
        "informs": TEXTS,
        "override": str,
        "large_home": str,
        "dangerous_home": str,
        **UNDER,
    },
)
BASE = Schema(
    {"id": str, "costs": str, "sum_over": str, "citation": str},
    {"stages": TEXTS, "manual": TEXTS, "two_years": bool, **UNDER},
)
DEDUCTION = Schema({"base": str, "takes": str, "citation": str}, UNDER)
SERIES = Schema(
    {"id": str, "title": str, "unit": str, "as_of": str, "fallback": str, "citation": str}, UNDER
)
AMOUNTS = Schema(
    {"categories": TEXTS, "kind": str, "limits": TEXTS, "citation": str},
    {
        "base": str,
        "scale": str,
        "percent": int,
        "series": str,
        "factor": str,
        "per": str,
        "periods_least": int,
        "periods_most": int,
        "least": AMOUNT,
        "most": AMOUNT,
        "floor_vs_cap": str,
        "rounding": str,
        "round_to": AMOUNT,
        "apart": bool,
        "per_day": bool,
        "of": TEXTS,
        **UNDER,
    },
)
FORMULA = Schema(
    {"id": str, "kind": str, "citation": str},
    {
        "base": str,
        "scale": str,
        "percent": int,
        "series": str,
        "factor": str,
        "per": str,
        "periods_least": int,
        "periods_most": int,
        "most": AMOUNT,
        "per_day": bool,
        **UNDER,
    },
)
MAXIMUM = Schema(
    {"categories": TEXTS, "most": AMOUNT, "lifts": TEXTS, "citation": str},
    {"claim": str, "collective": bool, **UNDER},
)
POOL = Schema(
    {
        "id": str,
        "title": str,
        "of": str,
        "cap": str,
        "bounds": TEXTS,
        "counts": TEXTS,
        "window": str,
        "citation": str,
    },
    {"series": str, "per": str, "year": str, **UNDER},
)
PUBLISHED = Schema(
    {
        "series": str,
        "area": str,
        "value": AMOUNT,
        "unit": str,
        "document": str,
        "source": str,
        "read_on": date,
    },
    {"period": int, "valid_from": date, "valid_to": date, "published_on": date},
)
PROCEDURE = Schema(
    {"id": str, "notice": str, "citation": str, "basis": str},
    {"notice_limit": str, "renotice": str, "categories": TEXTS, **UNDER},
)
STEP = Schema(
    {"procedure": str, "id": str, "citation": str},
    {"asked": bool, "after": TEXTS, "before": TEXTS, "categories": TEXTS, **UNDER},
)
DELEGATION = Schema(
    {"procedure": str, "ceiling": str, "registered": (bool, str), "seat": bool, "citation": str},
    {"series": str, "categories": TEXTS, "duties": TEXTS, "late": str, **UNDER},
)
GROUND = Schema(
    {"id": str, "title": str, "needs_finding": bool, "citation": str},
    {"signal": str, **UNDER},
)
MATERIAL = Schema(
    {"id": str, "title": str, "citation": str},
    {"categories": TEXTS, "residences": TEXTS, "by_agent": bool, **UNDER},
)
FUND = Schema({"id": str, "title": str, "citation": str}, UNDER)
FREQUENCY = Schema(
    {"per": str, "citation": str}, {"count": str, "exception": str, "window": str, **UNDER}
)
OVERLAY = Schema(
    {
        "id": str,
        "document": str,
        "title": str,
        "area": str,
        "pack": str,
        "valid_from": date,
    },
    {"valid_to": date},
)

CASEWORK_TABLES: Mapping[str, Schema] = {
    "procedure": PROCEDURE,
    "delegation": DELEGATION,
    "ground": GROUND,
    "material": MATERIAL,
    "frequency": FREQUENCY,
    "fund": FUND,
    "step": STEP,
}
OUTCOME_TABLES: Mapping[str, Schema] = {
    "tier": TIER,
    "category": CATEGORY,
    "test": TEST,
    "base": BASE,
    "deduction": DEDUCTION,
    "series": SERIES,
    "amount": AMOUNTS,
    "formula": FORMULA,
    "maximum": MAXIMUM,
    "pool": POOL,
    "published": PUBLISHED,
    **CASEWORK_TABLES,
}
"""Every table whose entries depend on the chosen readings."""

CHOOSABLE: Mapping[str, tuple[str, ...]] = {
    "test": ("large_home", "dangerous_home"),
    "base": ("sum_over",),
    "series": ("as_of", "fallback"),
    "amount": ("floor_vs_cap", "rounding"),
    "pool": ("window", "year"),
    "procedure": ("renotice",),
    "delegation": ("registered", "late"),
    "frequency": ("window",),
    "small-fast": ("per", "year", "more"),
}
"""Keys that may name a reading instead of a value: its chosen reading is then the value."""
