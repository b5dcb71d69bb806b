"""Frameworks: what they hold, and a codebook cut by one of them."""

import pytest

from codebooks.codebook import Code, Codebook, Theme
from codebooks.frameworks import by_framework, frameworks, mapped
from codebooks.load import loads, shipped

SHIPPED = loads(shipped(), where="coproduction.yaml")


def test_the_frameworks_have_as_many_items_as_published() -> None:
    counts = {id: len(each.items) for id, each in frameworks().items()}
    assert counts == {"scie": 4, "4pi": 5, "uk-standards": 6, "making-it-real": 6}


def test_a_codebook_is_cut_by_a_framework_in_the_frameworks_order() -> None:
    voice = Code("voice", "Voice", principle="equality", frameworks=(("scie", "reciprocity"),))
    told = Code("told", "Told", frameworks=(("4pi", "process"), ("scie", "accessibility")))
    old = Code("old", "Old", status="retired", frameworks=(("scie", "diversity"),))
    book = Codebook("T", "1", (Theme("t", "T", "", (voice, told, old)),))
    assert by_framework(book, "scie") == {
        "equality": (voice,),
        "diversity": (),
        "accessibility": (told,),
        "reciprocity": (voice,),
    }
    assert list(by_framework(book, "scie")) == list(frameworks()["scie"].items)
    assert [len(codes) for codes in by_framework(book, "4pi").values()] == [0, 0, 0, 1, 0]
    with pytest.raises(KeyError):
        by_framework(book, "none")


def test_the_principle_of_a_code_is_named_once() -> None:
    code = Code("a", "A", principle="equality", frameworks=(("scie", "equality"),))
    assert mapped(code) == (("scie", "equality"),)


def test_every_code_that_ships_is_mapped_and_the_gaps_are_known() -> None:
    assert [code.id for code in SHIPPED.codes if not code.frameworks] == []
    gaps = {
        id: [item for item, codes in by_framework(SHIPPED, id).items() if not codes]
        for id in frameworks()
    }
    assert SHIPPED.outside == tuple((id, item) for id, items in gaps.items() for item in items)
    assert SHIPPED.outside == (
        ("making-it-real", "flexible-and-integrated"),
        ("making-it-real", "when-things-need-to-change"),
    )
