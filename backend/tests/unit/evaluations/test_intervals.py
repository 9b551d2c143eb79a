"""Bootstrap intervals: known cases, the same again, and fast."""

import time

import numpy as np
import pytest

from app.services.evaluations.intervals import differences, estimates, mean, percentile


def test_values_that_are_all_the_same_are_certain() -> None:
    (found,) = estimates([np.full(20, 0.25)], mean, seed=1)
    assert (found.value, found.low, found.high) == (0.25, 0.25, 0.25)


def test_a_mean_has_about_the_interval_that_theory_says() -> None:
    values = np.random.default_rng(7).normal(0.5, 0.2, 400)
    (found,) = estimates([values], mean, seed=1)
    half = 1.96 * values.std() / 20
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - half, abs=0.002)
    assert found.high == pytest.approx(values.mean() + half, abs=0.002)


def test_the_same_seed_says_the_same_to_the_bit_and_another_one_not() -> None:
    values = np.random.default_rng(7).random(225)
    assert estimates([values], mean, 5) == estimates([values], mean, 5)
    assert estimates([values], mean, 5) != estimates([values], mean, 6)


def test_a_column_has_the_interval_that_it_has_alone() -> None:
    first, second = np.random.default_rng(7).random((2, 50))
    assert estimates([first, second], mean, 5)[1] == estimates([second], mean, 5)[0]


def test_percentiles() -> None:
    (found,) = estimates([np.arange(1.0, 102.0)], percentile(95), seed=1)
    assert found.value == 96
    assert 85 < found.low <= 96 <= found.high <= 101


def test_a_small_change_that_is_always_there_is_significant() -> None:
    a = np.random.default_rng(7).random(100)
    (found,) = differences([(a, a + 0.01)], mean, seed=1)
    assert found.value == pytest.approx(0.01)
    assert found.is_significant
    assert found.high - found.low < 1e-9


def test_noise_is_not_significant() -> None:
    a = np.random.default_rng(7).random(100)
    b = np.random.default_rng(8).random(100)
    (found,) = differences([(a, b)], mean, seed=1)
    assert found.low < 0 < found.high
    assert not found.is_significant


def test_nothing_to_estimate() -> None:
    assert estimates([], mean, 1) == []


def test_the_size_of_a_test_collection_takes_well_under_a_second() -> None:
    columns = list(np.random.default_rng(7).random((14, 225)))
    began = time.process_time()
    estimates(columns, mean, seed=1)
    assert time.process_time() - began < 1
