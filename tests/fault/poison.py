"""The variable that names the request whose withdrawal kills `tests.fault.poisonable_directory`."""

POISON = "POISONOUS_REQUEST"
