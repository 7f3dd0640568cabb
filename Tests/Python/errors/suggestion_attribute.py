"""An attribute like the one that is missing; private ones only to themselves."""


class Account:
    def __init__(self):
        self._balance = 0
        self.owner_name = ""

    def show(self):
        return self.balance


try:
    Account().ownername
except AttributeError:
    try:
        Account().balance
    except AttributeError:
        Account().show()
