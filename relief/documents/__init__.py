"""Official documents of a case, made from its recorded facts, the law and the divisions."""
