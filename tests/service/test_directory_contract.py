"""What the directory service answers and follows is what the contracts say."""

from services.contracts.calls import TOGETHER
from services.contracts.chassis_calls import chassis_calls
from services.contracts.directory_calls import DIRECTORY_CALLS
from services.contracts.names import DIRECTORY, FOLLOWS
from services.directory.service import SUBSCRIPTION, DirectoryService
from services.directory.tables import metadata


def test_every_call_of_the_contract_is_answered_and_no_other() -> None:
    answered = {name for name in dir(DirectoryService) if not name.startswith("_")} - {
        "name",
        "chassis",
        TOGETHER,
    }
    assert answered == set(DIRECTORY_CALLS) | set(chassis_calls(DIRECTORY))


def test_it_follows_whom_the_contract_names() -> None:
    assert set(FOLLOWS[DIRECTORY]) == SUBSCRIPTION.sources


def test_the_copy_that_a_rebuild_empties_is_in_tables_of_its_own() -> None:
    assert [table.name for table in SUBSCRIPTION.copy_tables] == ["open_requests", "settled_requests"]
    assert not any(
        key.column.table in SUBSCRIPTION.copy_tables for t in metadata.sorted_tables for key in t.foreign_keys
    )
