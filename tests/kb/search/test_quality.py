"""Our own small set of questions keeps its floor; larger sets are measured by hand."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

SET = Path(__file__).parents[2] / "samples" / "search"


def answers(name: str) -> dict[str, str]:
    return dict(line.split("\t")[:2] for line in (SET / name).read_text("utf-8").splitlines())


def ranks(run: Path, wanted: dict[str, str]) -> dict[str, list[float]]:
    """One over the rank of the wanted answer, 0 where it is missing, by variant of question."""
    listed: dict[str, list[str]] = {}
    for line in run.read_text("utf-8").splitlines():
        query, document, _score = line.split("\t")
        listed.setdefault(query, []).append(document)
    found: dict[str, list[float]] = {"clean": [], "misspelt": []}
    for line in (SET / "queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        if query["base"] not in wanted:
            continue
        order, answer = listed.get(query["id"], []), wanted[query["base"]]
        rank = 1 / (order.index(answer) + 1) if answer in order else 0.0
        found[query["variant"]].append(rank)
    return found


def evaluate(run: Path, *options: str) -> Path:
    call_command(
        "search_evaluate",
        f"--documents={SET / 'documents.jsonl'}",
        f"--queries={SET / 'queries.jsonl'}",
        f"--run={run}",
        *options,
    )
    return run


@pytest.mark.parametrize(("variant", "floor"), [("clean", 0.95), ("misspelt", 0.95)])
def test_the_tutorial_that_answers_is_near_the_top(tmp_path, variant, floor):
    found = ranks(evaluate(tmp_path / "run.tsv"), answers("qrels.tsv"))[variant]
    assert sum(found) / len(found) >= floor


def test_the_step_that_answers_is_named(tmp_path):
    found = ranks(evaluate(tmp_path / "run.tsv", "--steps"), answers("qrels_steps.tsv"))["clean"]
    assert sum(rank > 0 for rank in found) / len(found) >= 0.8
