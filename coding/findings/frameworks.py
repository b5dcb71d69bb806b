"""What was found under each thing that a published framework asks for, as the report may tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebooks.codebook import Code, Codebook
from codebooks.frameworks import Framework, used_frameworks
from coding.findings.disclosure.small_numbers import Figure
from coding.findings.figures import Figures
from coding.findings.material import CodedExcerpt


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """What was found under one item of a framework: by any of the codes mapped to it.

    A person counts once, under however many of the codes. `excerpts` are those that count a
    person, None where the number of people is hidden: one excerpt is of one person.
    `others` count no person. `outside` is what the codebook leaves out on purpose.
    """

    name: str
    codes: tuple[Code, ...]
    people: Figure
    excerpts: int | None
    others: int
    outside: bool


@dataclass(frozen=True, slots=True)
class FrameworkFinding:
    """A framework and all its items, in its own order."""

    framework: Framework
    items: tuple[ItemFinding, ...]

    @property
    def uncovered(self) -> list[str]:
        """The names of the items that no code in use is mapped to, though they are not outside."""
        return [item.name for item in self.items if not item.codes and not item.outside]


def framework_findings(
    excerpts: Sequence[CodedExcerpt], codebook: Codebook, shown: Figures
) -> tuple[FrameworkFinding, ...]:
    """The frameworks that codes in use are mapped to, with what was found under each item."""
    found: dict[str, list[CodedExcerpt]] = {}
    for excerpt in excerpts:
        for code_id in {suggestion.code_id for suggestion in excerpt.suggestions}:
            found.setdefault(code_id, []).append(excerpt)
    return tuple(
        FrameworkFinding(
            framework,
            tuple(
                _item(
                    framework.items[item],
                    codes,
                    found,
                    shown[("item", framework.id, item)],
                    shown[("item excerpts", framework.id, item)].value,
                    (framework.id, item) in codebook.outside,
                )
                for item, codes in by_item.items()
            ),
        )
        for framework, by_item in used_frameworks(codebook)
    )


def _item(
    name: str,
    codes: tuple[Code, ...],
    found: Mapping[str, Sequence[CodedExcerpt]],
    people: Figure,
    excerpts: int | None,
    outside: bool,
) -> ItemFinding:
    counts_a_person = {
        excerpt.excerpt_id: excerpt.counts_a_person
        for code in codes
        for excerpt in found.get(code.id, ())
    }
    return ItemFinding(
        name=name,
        codes=codes,
        people=people,
        excerpts=excerpts,
        others=sum(not counts for counts in counts_a_person.values()),
        outside=outside,
    )
