"""Alembic's entry: runs the numbered steps on the connection that `coding.evaluation.database` hands over."""

from alembic import context

from coding.evaluation.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
