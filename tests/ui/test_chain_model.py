"""The chain as a tree: lawful for Qt, and never changed by the view."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.support.ui_samples import CHAIN, CHAIN_STATUS
from ui.chain_model import ChainModel
from ui.chain_rows import chain_rows


@pytest.fixture
def model(qtbot: QtBot) -> ChainModel:
    """Give a model of the sample chain, watched by Qt's own tester."""
    model = ChainModel()
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show_rows(chain_rows(CHAIN, CHAIN_STATUS, {}))
    return model


def test_files_hold_their_passes(model: ChainModel) -> None:
    """Four files; the second has four passes, the unreadable one none."""
    assert model.rowCount() == 4
    assert model.rowCount(model.index(1, 0)) == 4
    assert model.rowCount(model.index(3, 0)) == 0
    index = model.index(3, 0, model.index(1, 0))
    assert index.data() == "Apply"
    assert model.parent(index) == model.index(1, 0)


def test_a_flipped_switch_is_a_wish(model: ChainModel, qtbot: QtBot) -> None:
    """Setting a check state asks, and leaves the model as it was."""
    off = Qt.CheckState.Unchecked
    role = Qt.ItemDataRole.CheckStateRole
    index = model.index(0, 0)
    with qtbot.waitSignal(model.entry_switched, timeout=500) as asked:
        assert model.setData(index, off, role)
    assert asked.args == [0, False]
    assert index.data(role) == Qt.CheckState.Checked
    inner = model.index(1, 0, model.index(1, 0))
    with qtbot.waitSignal(model.pass_switched, timeout=500) as asked:
        model.setData(inner, Qt.CheckState.Checked, role)
    assert asked.args == [1, 1, True]


def test_new_times_do_not_rebuild_the_tree(model: ChainModel) -> None:
    """Only another tree resets the model; other values are told as changes."""
    resets: list[bool] = []
    changes: list[QModelIndex] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.dataChanged.connect(lambda first, _last: changes.append(first))
    edited = CHAIN.with_entry_switched(0, is_on=False)
    assert not model.show_rows(chain_rows(edited, CHAIN_STATUS, {}))
    assert resets == []
    assert changes
    assert model.show_rows(chain_rows(CHAIN.without_entry(0), CHAIN_STATUS, {}))
    assert resets == [True]


def test_equal_rows_tell_nothing(model: ChainModel) -> None:
    """Showing the same again makes no work for the view."""
    changes: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _last: changes.append(first))
    model.show_rows(chain_rows(CHAIN, CHAIN_STATUS, {}))
    assert changes == []
