"""The time left for a phase, as numbers."""

from allmende_server.timer import Timer


def test_time_runs_only_while_it_is_let_run() -> None:
    """Ten seconds, of which three pass, then a pause, then five."""
    timer = Timer()
    timer.set(10.0)
    assert timer.remaining(50.0) == 10.0
    timer.run(100.0, running=True)
    timer.run(102.0, running=True)
    assert timer.remaining(103.0) == 7.0
    timer.run(103.0, running=False)
    assert timer.remaining(500.0) == 7.0
    timer.run(500.0, running=True)
    assert timer.remaining(505.0) == 2.0
    assert not timer.expired(506.9)
    assert timer.expired(507.0)
    assert timer.remaining(900.0) == 0.0


def test_without_a_limit_time_never_runs_out() -> None:
    """None stays None."""
    timer = Timer()
    timer.run(0.0, running=True)
    assert timer.remaining(1e9) is None
    assert not timer.expired(1e9)
