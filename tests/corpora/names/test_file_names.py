"""What of a file's name may be kept outside the evaluation's folder."""

import pytest

from corpora.names.file_names import file_name_to_show
from corpora.names.names import Names, names_of
from corpora.people.people import Person


@pytest.fixture(scope="module")
def names() -> Names:
    carer = Person("P07", "Maureen O'Dowd", (), "unpaid carers")
    return names_of([carer], {}, {"P07": "[carer 1]"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        (".docx", ".docx"),
        ("broken.docx", "broken.docx"),
        ("wave-1/interview 12.docx", "wave-1/interview 12.docx"),
        ("P07.vtt", "P07.vtt"),
        ("focus_group_2.rtf", "focus group 2.rtf"),
        ("maureen_odowd-2.docx", "[carer 1]-2.docx"),
        ("Wilhelmina.docx", "[…].docx"),
        ("Pat Winter.docx", "[…] […].docx"),
        ("Pat Winter/May.docx", "[…] […]/[…].docx"),
        ("Mrs Banks, interview.docx", "Mrs […], interview.docx"),
        ("adebayo-interview.pdf", "[…]-interview.pdf"),
        ("O’Neill2.txt", "[…].txt"),
        ("notes.of.okafor", "notes.of.[…]"),
        ("a\u202eb.txt", "a\\u202eb.txt"),
    ],
)
def test_only_what_can_be_no_name_stays(names: Names, path: str, expected: str) -> None:
    assert file_name_to_show(path, names) == expected
