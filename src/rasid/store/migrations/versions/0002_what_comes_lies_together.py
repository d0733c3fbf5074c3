"""Bands lie by the period of their article, names of actors by day: what comes together lies together.

Revision: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# fifteen days are a period, the band keeps 44 bits; the rows that stand stay too, among them the keys of whole texts
BY_PERIOD = """
INSERT INTO bands (band, day, article)
SELECT DISTINCT (CAST(CASE WHEN day = 0 THEN 0 ELSE day / 15 + 1 END AS bigint) << 44) | (band & 17592186044415),
    day, article
FROM bands
"""


def upgrade() -> None:
    """Write each band down once more, under the period of its day; order the names of actors by day."""
    op.execute(BY_PERIOD)
    for column in ("arabic", "name"):
        op.drop_index(f"ix_parties_{column}", "parties")
        op.create_index(f"ix_parties_{column}_published", "parties", [column, "published"])
