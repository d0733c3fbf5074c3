"""Where Alembic runs the migrations: in one transaction, on the engine that it is handed."""

from __future__ import annotations

from alembic import context

engine = context.config.attributes["engine"]
with engine.connect().execution_options(writes=True) as connection:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
