"""The tables of `make attack` and `make faults`: which tests are in them, and what they say."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
    import pytest

    @pytest.mark.fault("the cable is pulled", "nothing is lost")
    def test_cable(observe):
        observe("all there")

    @pytest.mark.long
    @pytest.mark.fault("the cellar floods", "it floats")
    def test_flood():
        assert False

    @pytest.mark.parametrize("number", [1, 2])
    @pytest.mark.fault("twice", "both hold")
    def test_twice(number):
        pass

    def test_other():
        pass
"""
CONFTEST = """
    import pytest
    from tests import proof

    def pytest_addoption(parser):
        proof.add_option(parser)

    def pytest_configure(config):
        config.pluginmanager.register(proof.Proof(config))
"""


@pytest.fixture
def run(pytester: pytest.Pytester):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    pytester.syspathinsert(Path(__file__).parent.parent)
    return pytester.inline_run, pytester.runpytest


def test_the_usual_run_leaves_the_long_ones_out(run):
    inline, _ = run
    inline("-p", "no:asyncio").assertoutcome(passed=4)


def test_the_table_has_its_own_tests_with_expected_beside_observed(run):
    _, in_process = run
    result = in_process("--proof=fault", "-p", "no:asyncio")
    result.assert_outcomes(passed=3, failed=1, deselected=1)
    result.stdout.fnmatch_lines(
        [
            "holds * the cable is pulled * nothing is lost * all there",
            "holds * twice * both hold * held, 2 times",
            "FALLS * the cellar floods * it floats * 1 of 1 fell",
            "2 of 3 hold",
        ],
        consecutive=False,
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED
