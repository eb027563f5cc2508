"""What is said of chains that did not do what they were asked for."""

from collections.abc import Sequence

from player.quality.table import Trial
from player.quality.trial import Task


def failed_chains(trials: Sequence[Trial]) -> list[str]:
    """Return the chains of which a file was switched off, with its fault, once each."""
    return sorted(
        {
            f"{score.name}: {score.fault}"
            for trial in trials
            for score in trial.scores
            if score.fault
        }
    )


def idle_chains(task: Task, trials: Sequence[Trial]) -> list[str]:
    """Return the chains that were asked for by name and enlarged nothing.

    Where nothing is to be enlarged, those of which no pass ran.
    """
    found = []
    for index, one in enumerate(task.contenders):
        scores = [trial.scores[index] for trial in trials]
        if not (one.is_named and one.chain.entries and scores):
            continue
        if task.ratio == 1:
            has_done = any(score.ran != 0 or score.fault for score in scores)
            told = "does nothing at this size (--ratio 2 measures enlargers)"
        else:
            has_done = any(score.has_grown or score.fault for score in scores)
            hint = f"{one.kernel.value} did, for its row; --ratio 1 measures restorers"
            told = f"does not enlarge ({hint})"
        if not has_done:
            found.append(f"{one.name} {told}")
    return found
