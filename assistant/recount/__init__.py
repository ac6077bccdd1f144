"""Claims about a table result, made again from its rows: counts, groups, order, and derived figures.

It imports nothing that made the draft, and reads the sentence as a reader does: what it says is parsed from its text
and compared with the rows and clauses fetched. Sums are exact decimals; quotients are rounded to two places.
"""
