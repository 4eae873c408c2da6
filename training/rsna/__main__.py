"""`python3 -m training.rsna`: from the challenge's files to a checkpoint that `hemolens convert` reads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from training.errors import TrainingError
from training.files import clear_leftovers, make_folder, write_json
from training import checkpoint
from training.rsna.cases import Cases, gather
from training.rsna.failures import explained
from training.interrupt import Interrupt
from training.rsna.progress import say
from training.rsna.report import write_report
from training.rsna.settings import Settings, parse
from training.rsna.team import Elsewhere, Team
from training.rsna.train import Trainer


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure, or stopped on the way; a wrong command line exits with 2"""
    settings = parse(sys.argv[1:] if arguments is None else arguments)
    interrupt = Interrupt()
    interrupt.listen()
    try:
        run(settings, interrupt)
    except Elsewhere:
        return 1
    except TrainingError as error:
        say(f'training.rsna: {error}')
        return 1
    return 0


def run(settings: Settings, stop: Callable[[], bool]) -> None:
    """:raises TrainingError: whatever ends the run"""
    team = Team(settings.device)
    try:
        cases = team.led(lambda: begun(settings, stop))
        trainer = Trainer(settings, cases, team, stop)
        if team.leads:
            say(f'{settings.architecture} on {team.ranks} × {team.device.type} in {trainer.precision.name}')
        team.led(lambda: write_json(settings.out / 'settings.json', trainer.identity))
        trainer.run()
        team.led(lambda: write_report(settings, trainer.rows))
    except RuntimeError as cause:
        smaller = 'a smaller --batch, with --accumulate for a step as large'
        onward = '--resume goes on from the last checkpoint.'
        if error := explained(cause, settings.out, smaller, onward):
            raise error from cause
        raise
    finally:
        team.close()


def begun(settings: Settings, stop: Callable[[], bool]) -> Cases:
    """
    What the first process does for all.

    :raises TrainingError: as `gather` does, and `training/run-exists`, `training/no-run`, `training/cannot-write`
    """
    if settings.resume:
        checkpoint.refuse_missing(settings.out / checkpoint.LAST)
    else:
        checkpoint.refuse_existing(settings.out)
    make_folder(settings.out)
    clear_leftovers(settings.out)
    return gather(settings, stop)


if __name__ == '__main__':
    sys.exit(main())
