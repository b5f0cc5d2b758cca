"""移送: a file that reached the wrong township, or whose family moved, goes to another one, whole."""
