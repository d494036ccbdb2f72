"""Whom a participant might want to meet: scored both ways, said in sentences, fair to those whom nobody finds."""
