"""What the framework puts into the OpenAPI document, and no answer ever is."""

from typing import Any


def without_framework_refusals(made: dict[str, Any]) -> None:
    """The framework describes a refusal of its own that never goes out: ours says 400."""
    for methods in made["paths"].values():
        for described in methods.values():
            refused = described["responses"].get("422", {}).get("content", {})
            if "application/json" in refused:
                del described["responses"]["422"]
    schemas = made.get("components", {}).get("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)


def without_what_nothing_names(made: dict[str, Any]) -> None:
    """Takes out every schema that no address leads to, at once or through others."""
    schemas = made["components"]["schemas"]
    named, left = set[str](), [made["paths"]]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in named:
                named.add(name)
                left.append(schemas[name])
        inner = one.values() if isinstance(one, dict) else one
        left += [part for part in inner if isinstance(part, dict | list)]
    for name in schemas.keys() - named:
        del schemas[name]
