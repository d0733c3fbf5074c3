"""Tables of texts by words in one block of bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasid.text.table import Table

PLAIN = st.text(st.characters(exclude_characters="\n\t"))


@given(st.dictionaries(PLAIN, PLAIN), PLAIN)
def test_a_table_is_the_mapping_it_was_made_of(rows: dict[str, str], other: str) -> None:
    table = Table.of(rows)
    assert dict(table) == rows
    assert len(table) == len(rows)
    assert table.get(other) == rows.get(other)
    assert (other in table) == (other in rows)
    assert Table(table.data) == table


def test_a_text_is_not_taken_for_a_word() -> None:
    table = Table.of({"a": "b\tc"})
    assert "a\tb" not in table
    assert "b" not in table
