"""Plain Django below the pages: page cache, proxies, guard, headers, log, limits, error pages."""
