"""Files in every encoding become text; what is no text is refused with cause and remedy."""

from __future__ import annotations

import pytest

from rasid.errors import InputError
from rasid.text.decode import LARGEST, decode, mend

TEXT = (
    "أعلنت وزارة الداخلية، مساء الأربعاء، أن قوات الأمن أوقفت شخصين يشتبه في تورطهما في إطلاق النار على دورية\r\n"
    "للشرطة في ضواحي المدينة، وقالت إن التحقيق لا يزال جاريا لمعرفة دوافع الهجوم.\n"
)
SHORT = "قالت الشرطة إن شخصا أصيب في إطلاق نار قرب محطة القطار"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso8859-6"]
)
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_encodings_are_recognised(encoding: str, text: str) -> None:
    found, _ = decode(text.encode(encoding), "a.txt")
    assert found == text


def test_clean_utf8_has_no_problem() -> None:
    assert decode(TEXT.encode(), "a.txt") == (TEXT, [])


@pytest.mark.parametrize("wrong", ["latin-1", "windows-1256", "iso8859-6"])
def test_text_read_in_a_wrong_encoding_is_mended(wrong: str) -> None:
    try:
        broken = SHORT.encode().decode(wrong)
    except UnicodeDecodeError:
        broken = "".join(bytes([b]).decode(wrong) if b < 0x80 or b in (0xD8, 0xD9) else chr(b) for b in SHORT.encode())
    found, problems = decode(broken.encode(), "a.txt")
    assert found == SHORT
    assert "mended" in problems[0].what


def test_mending_survives_bytes_lost_on_the_way() -> None:
    broken = SHORT.encode().decode("windows-1252", "replace")
    found, problems = decode(broken.encode(), "a.txt")
    assert found == SHORT
    assert problems


@pytest.mark.parametrize("text", [TEXT, "Plain English stays as it is.", "café à la crème, déjà vu", ""])
def test_sound_text_is_not_mended(text: str) -> None:
    assert mend(text) is None


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02\x03\x00\x07\x00\x09\xff\xfe\x10", "NUL"),
        (b"12345 ... !!", "no letters"),
        (b"a" * (LARGEST + 1), "limit"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, cause: str) -> None:
    with pytest.raises(InputError) as refused:
        decode(data, "folder/a.txt")
    assert "folder/a.txt" in str(refused.value)
    assert cause in str(refused.value)
    assert "; " in str(refused.value)  # the remedy


def test_a_few_broken_bytes_are_recorded() -> None:
    data = (TEXT * 3).encode()
    found, problems = decode(data[:50] + b"\xff" + data[50:], "a.txt")
    assert "\ufffd" in found
    assert problems[0].what == "1 bytes could not be read as utf-8"


@pytest.mark.parametrize("right", ["windows-1256", "iso8859-6"])
def test_one_byte_arabic_read_as_latin_is_mended(right: str) -> None:
    plain = "قصف الجيش بلدة في ريف المدينة مساء اليوم"
    mended, problems = decode(plain.encode(right).decode("latin-1").encode(), "a.txt")
    assert mended == plain
    assert f"{right} read as windows-1252" in problems[0].what


def test_accented_latin_text_is_left_alone() -> None:
    assert mend("L'armée a été déployée à l'été près de la forêt brûlée.") is None
