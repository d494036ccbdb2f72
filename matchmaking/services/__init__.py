"""The verbs of the product: they change the database's session and never commit, know no request and no HTML."""
