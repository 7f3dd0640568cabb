"""A method that forgets `self`."""


class Counter:
    def __init__(self):
        self.number_of_items = 0

    def count(self):
        return number_of_items


Counter().count()
