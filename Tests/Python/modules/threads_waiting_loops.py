"""Loops of hot functions that wait for what another thread writes, in a list, an attribute, a global or a dict, see it."""

import threading
import time


class Flag:
    def __init__(self):
        self.isSet = False


flag = Flag()
row = [False]
table = {"set": False}
isSet = False


def wait_for_attribute():
    count = 0
    while not flag.isSet:
        count += 1
    return count


def wait_for_element():
    count = 0
    while not row[0]:
        count += 1
    return count


def wait_for_elements():
    """A loop over numbers whose end would be long in coming."""
    for count in range(10 ** 15):
        if row[0]:
            return count


def wait_for_entry():
    count = 0
    while not table["set"]:
        count += 1
    return count


def wait_for_global():
    count = 0
    while not isSet:
        count += 1
    return count


def wait_in_passes():
    count = 0
    while True:
        for item in row:
            if item:
                return count
            count += 1


def change(value):
    global isSet
    flag.isSet = row[0] = table["set"] = isSet = value


for wait in (wait_for_attribute, wait_for_element, wait_for_elements, wait_for_entry, wait_for_global, wait_in_passes):
    for attempt in range(2):
        change(False)
        counts = []
        thread = threading.Thread(target=lambda: counts.append(wait()), daemon=True)
        thread.start()
        # Long enough for the loop to be compiled.
        time.sleep(0.4)
        change(True)
        thread.join(20)
        if thread.is_alive():
            print(wait.__name__, "does not see it")
            break
    print(wait.__name__, counts[0] > 0 if counts else None)
