"""
One installation's settings. Copy to config.py beside this file; the environment's MATCHMAKING_<NAME> comes first.

There is no default secret and no default address: the service does not start without them.
"""

# How the installation is called, and where people reach it; links in mails are built from this.
SITE_NAME = "Matchmaking"
BASE_URL = "https://meet.example.org"

# At least 32 random characters: python -c "import secrets; print(secrets.token_urlsafe(48))"
SECRET_KEY = ""

# Mail: smtp:// with STARTTLS, or smtps:// for TLS from the start.
MAIL_URL = "smtp://user:password@mail.example.org:587"
MAIL_FROM = "Days of Clusters <meet@example.org>"

# Empty: SQLite files in this folder. For more than one machine, PostgreSQL for both.
DATABASE_URL = ""  # postgresql+psycopg://user:password@host/matchmaking
QUEUE_URL = ""  # postgresql://user:password@host/matchmaking

# How many reverse proxies stand in front and set X-Forwarded-For, -Proto and -Host.
TRUSTED_PROXIES = 0

# What one solve may use; the time is what the page proposes.
SOLVER_SECONDS = 30
SOLVER_WORKERS = 2
SOLVER_MEMORY_MB = 4096
SOLVER_RUNS = 1

# Languages that the pages are offered in; the first is for those who read none of them.
LANGUAGES = ["en", "sr_Latn", "sr", "bg", "mk", "sl", "bs", "cs"]
