"""かけはし市: a fictional municipality, as the Excel and CSV files that an office hands over."""
