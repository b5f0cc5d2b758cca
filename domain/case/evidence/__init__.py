"""证据文件: scans and photographs that belong to a case."""
