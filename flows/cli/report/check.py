"""`heard report check`: everything that stands against a release, all at once."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.findings_report.gathering import report_material
from coding.findings_report.release.freezing import all_obstacles
from coding.findings_report.release.obstacles import Obstacle, stops
from coding.findings_report.release.printed import PrintedReport, printed_report
from coding.findings_report.release.quote_flags import flags_of
from coding.findings_report.shared.material import ReportMaterial
from corpora.files import shown
from flows.arguments import DONE, Commands, add_folder, counted
from flows.cli.report.day import day_of_report

WRONG = 2


def add_to(ways: Commands) -> None:
    """Add what the command takes."""
    parser = ways.add_parser("check", help="say what stands against a release; changes nothing")
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    return check_report(given.folder)


def check_report(folder: Path) -> int:
    """Print what stands against a release; 2 where something does."""
    evaluation = Evaluation.look(folder)
    today = day_of_report(evaluation)
    material = report_material(evaluation, today)
    printed = printed_report(material)
    obstacles = all_obstacles(evaluation, material, printed)
    print(*obstacle_lines(obstacles), sep="\n")
    print(*_flagged(material, printed), sep="\n")
    if stops(obstacles):
        return WRONG
    print(f"Next:        heard report {shown(str(folder))}, and read it with the team")
    return DONE


def obstacle_lines(obstacles: Sequence[Obstacle]) -> list[str]:
    """What stops a release, then hints, a line each below a sum."""
    wrong = [each for each in obstacles if not each.hint]
    hints = [each for each in obstacles if each.hint]
    if not obstacles:
        return ["Check:       nothing that the program knows of stands against a release."]
    head = (
        f"Check:       {counted(len(wrong), 'thing')} to put right, {counted(len(hints), 'hint')}"
    )
    return [
        head,
        *(f"  wrong  {shown(str(each))}" for each in wrong),
        *(f"  hint   {shown(str(each))}" for each in hints),
    ]


def _flagged(material: ReportMaterial, printed: PrintedReport) -> list[str]:
    """The quotes that say something by which their speaker may be known, by their ids."""
    flags = flags_of(printed.quotations(), material.excerpts)
    looks = [f"  quote  {id}: {'; '.join(_kinds(said))}" for id, said in flags.items() if said]
    head = (
        f"Quotes:      {counted(len(flags), 'quote')}, of which {len(looks)} ask for a closer look"
    )
    return [head, *looks]


def _kinds(flags: Sequence[str]) -> list[str]:
    """The flags without anybody's words."""
    return [flag.partition(":")[0] for flag in flags]
