"""assert: the test is marked."""


def check(value):
    assert value == 1, (
        "message"
    )


check(2)
