"""Sets Chinese official papers into PDF/A-2b: faces, lines, grids, pages. Must not know what any paper says."""
