"""A full day counted in SQL written for tests: it shares nothing with how the program counts."""

import html
import re
import sqlite3

from day import Day

HELD = {
    "1.0": ("listened", "information", "confidence", "trust", "travel"),
    "1.1": ("attention", "influence", "information", "belief", "travel"),
}


CODES = HELD["1.1"]


COUNTED = """
CREATE TEMP TABLE held AS
  SELECT * FROM decisions WHERE undoes = '' AND key NOT IN (SELECT undoes FROM decisions);
CREATE INDEX temp.at_held ON held (excerpt_id, code_id, reviewer);
CREATE TEMP TABLE own AS
  SELECT * FROM held WHERE source <> 'settled' AND number IN
    (SELECT max(number) FROM held WHERE source <> 'settled' GROUP BY excerpt_id, code_id, reviewer);
CREATE TEMP TABLE ruled AS
  SELECT * FROM held WHERE number IN
    (SELECT max(number) FROM held WHERE source = 'settled' GROUP BY excerpt_id, code_id);
CREATE TEMP TABLE stands AS
  SELECT excerpt_id, code_id, reviewers,
    CASE WHEN yes AND no THEN 'disagreed' WHEN yes THEN 'accept' WHEN no THEN 'reject'
      ELSE 'not sure' END AS verdict,
    CASE WHEN ways > 1 THEN 'disagreed' WHEN ways = 1 THEN way ELSE '' END AS direction
  FROM (SELECT excerpt_id, code_id, count(*) AS reviewers,
      sum(verdict = 'accept') AS yes, sum(verdict = 'reject') AS no,
      count(DISTINCT CASE WHEN verdict = 'accept' AND direction <> '' THEN direction END) AS ways,
      max(CASE WHEN verdict = 'accept' THEN direction END) AS way
    FROM own GROUP BY excerpt_id, code_id);
UPDATE stands SET verdict = ruled.verdict, direction = ruled.direction FROM ruled
  WHERE ruled.excerpt_id = stands.excerpt_id AND ruled.code_id = stands.code_id;
CREATE TEMP TABLE remarked AS
  SELECT * FROM remarks WHERE value <> 'no' AND number IN
    (SELECT max(number) FROM remarks WHERE undoes = '' AND key NOT IN (SELECT undoes FROM remarks)
      GROUP BY excerpt_id, reviewer, kind);
CREATE TEMP TABLE waiting AS
  SELECT * FROM suggestions s WHERE NOT EXISTS
    (SELECT 1 FROM stands WHERE stands.excerpt_id = s.excerpt_id AND stands.code_id = s.code_id);
CREATE TEMP TABLE said_blind AS
  SELECT * FROM held WHERE number IN
    (SELECT max(number) FROM held WHERE blind AND source <> 'settled'
      GROUP BY excerpt_id, code_id, reviewer);
CREATE TEMP TABLE shared AS
  SELECT excerpt_id, reviewer, codebook_version FROM remarked r WHERE kind = 'finished' AND (
    EXISTS (SELECT 1 FROM decisions d WHERE d.blind AND d.source <> 'settled'
      AND d.excerpt_id = r.excerpt_id AND d.reviewer = r.reviewer)
    OR EXISTS (SELECT 1 FROM assignments a WHERE a.blind
        AND a.excerpt_id = r.excerpt_id AND a.reviewer = r.reviewer)
      AND NOT EXISTS (SELECT 1 FROM decisions d WHERE NOT d.blind AND d.source <> 'settled'
        AND d.excerpt_id = r.excerpt_id AND d.reviewer = r.reviewer));
"""


Counts = dict[str, int]


def numbers(counted: sqlite3.Connection, query: str, *given: object) -> Counts:
    """The rows of a query: a key, and a count."""
    return {str(key): int(count) for key, count in counted.execute(query, given)}


def one(counted: sqlite3.Connection, query: str, *given: object) -> int:
    return int(counted.execute(query, given).fetchone()[0])


def cells(row: str) -> list[str]:
    """What stands in the cells of a row of a table."""
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
    plain = [
        html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell, flags=re.S)) for cell in found
    ]
    return [" ".join(cell.split()) for cell in plain]


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the tables of a page by their first cell."""
    told = [cells(row) for row in re.findall(r"<tr>.*?</tr>", page, re.S)]
    return {first: rest for first, *rest in told}


def names(day: Day) -> dict[str, str]:
    return {code.id: code.name for code in day.now.codebook.codes}
