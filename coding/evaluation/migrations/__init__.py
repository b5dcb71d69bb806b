"""How stored evaluations are brought up to date: numbered steps, run by Alembic."""
