"""What a plugin's function prints stays out of the report, and hides identity numbers."""

from __future__ import annotations

import numpy as np
import pytest

from kostra.api import PluginFunction
from kostra.engine.plugin_calls import call_plugin
from kostra.engine.values import Numbers

NUMBER = "13917010042"


def chatty(value: int) -> int:
    print("ser på", NUMBER)
    return value + 1


def test_what_a_function_prints_goes_masked_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    function = PluginFunction("neste", ("heltall",), "heltall", chatty, "Neste tall.")
    result = call_plugin(function, [Numbers(np.array([1, 2], dtype=np.int64), None, 2)], {})
    written = capsys.readouterr()
    assert isinstance(result, Numbers)
    assert result.values.tolist() == [2, 3]
    assert written.out == ""
    assert "ser på 139170*****" in written.err
