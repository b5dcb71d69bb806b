"""Which columns of a table hold what, as evaluation.toml says it."""

from pathlib import Path

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake import sources

TABLE = "ref,who,what was good,what was bad\n1,Ann,They listened to me,\n2,Bo,The chairs,It was far away\n"


def test_a_changed_mapping_reads_the_table_anew(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    new_evaluation(folder)
    (folder / "transcripts" / "survey.csv").write_text(TABLE)
    first = Evaluation.open(folder)
    sources.read_sources(first, sources.plan(first).to_read)
    assert sources.plan(first).to_read == ()
    settings = folder / "evaluation.toml"
    mapped = settings.read_text().replace("text = []", 'text = ["what was bad"]')
    settings.write_text(mapped.replace('speaker = ""', 'speaker = "who"'))
    again = Evaluation.open(folder)
    assert [source.name for source in sources.plan(again).to_read] == ["survey.csv"]
    sources.read_sources(again, sources.plan(again).to_read)
    (text,) = again.transcripts()["text"]
    assert "Bo: It was far away" in text
    assert "They listened" not in text
