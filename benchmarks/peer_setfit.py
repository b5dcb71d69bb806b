"""SetFit: run in its own environment by benchmarks.peers.

Reads JSON from standard input: model (the folder of the same embedding model as ours), texts,
labels (a list of 0 and 1 a text), asked (texts). Writes JSON: the probability of every code for
every text asked. SetFit is trained as in its paper (Tunstall et al. 2022, arXiv 2209.11055): 20
pairs of each kind a text, one epoch, a logistic regression a code.
"""

import json
import os
import sys
from contextlib import redirect_stdout
from tempfile import TemporaryDirectory

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", DO_NOT_TRACK="1")

from datasets import Dataset, disable_progress_bars
from setfit import SetFitModel, Trainer, TrainingArguments

PAIRS = 20


def scores(
    folder: str, texts: list[str], labels: list[list[int]], asked: list[str]
) -> list[list[float]]:
    """The probability of each code for each of `asked`, after these labels."""
    model = SetFitModel.from_pretrained(folder, multi_target_strategy="one-vs-rest")
    with TemporaryDirectory() as temporary:
        arguments = TrainingArguments(
            output_dir=temporary,
            num_iterations=PAIRS,
            num_epochs=1,
            save_strategy="no",
            report_to="none",
            show_progress_bar=False,
            seed=0,
        )
        decided = Dataset.from_dict({"text": texts, "label": labels})
        Trainer(model=model, args=arguments, train_dataset=decided).train()
    found: list[list[float]] = model.predict_proba(asked, as_numpy=True).tolist()
    return found


def main() -> None:
    """Answer one request; what the libraries print goes to standard error."""
    disable_progress_bars()
    said = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        found = scores(said["model"], said["texts"], said["labels"], said["asked"])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
