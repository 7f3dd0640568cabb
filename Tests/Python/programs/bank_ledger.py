"""A ledger of double-entry bookkeeping in decimal money: accounts, transactions that roll back, interest, statements,
an audit by hash chain, and concurrent transfers."""

from __future__ import annotations

import hashlib
import logging
import operator
import re
import sys
import threading
from abc import ABC, abstractmethod
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from enum import Enum, auto, unique
from functools import cached_property, partialmethod, reduce, total_ordering
from itertools import accumulate, count, groupby
from operator import attrgetter, itemgetter
from queue import Empty, Queue
from random import Random
from typing import ClassVar, Protocol, Self

log = logging.getLogger("bank")


class Currency(Enum):
    EUR = "€", 2
    JPY = "¥", 0
    BHD = "BD", 3

    def __init__(self, sign: str, digits: int):
        self.sign, self.digits = sign, digits
        self.unit = Decimal(1).scaleb(-digits)


class BankError(Exception):
    """Anything that the bank refuses."""


class CurrencyMismatch(BankError, TypeError):
    def __init__(self, *currencies: Currency):
        super().__init__(" and ".join(currency.name for currency in currencies) + " do not mix")


class Overdrawn(BankError):
    def __init__(self, account: Account, amount: Money):
        self.account, self.amount = account, amount
        super().__init__(f"{account.name} has {account.balance}, not {amount}")


@total_ordering
class Money:
    __slots__ = "amount", "currency"
    __match_args__ = __slots__

    def __init__(self, amount: Decimal | int | str, currency: Currency = Currency.EUR):
        if isinstance(amount, float):
            raise TypeError("money is never a float")
        try:
            exact = Decimal(amount)
        except InvalidOperation:
            raise ValueError(f"no amount of money: {amount!r}") from None
        self.amount = exact.quantize(currency.unit, ROUND_HALF_EVEN)
        self.currency = currency

    @classmethod
    def parse(cls, text: str) -> Self:
        for currency in Currency:
            if text.startswith(currency.sign):
                return cls(text.removeprefix(currency.sign).replace(",", ""), currency)
        raise ValueError(f"no currency in {text!r}")

    def _binary(self, other, function):
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency is not self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return Money(function(self.amount, other.amount), self.currency)

    __add__ = partialmethod(_binary, function=operator.add)
    __sub__ = partialmethod(_binary, function=operator.sub)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __mul__(self, factor):
        return Money(self.amount * factor, self.currency) if isinstance(factor, (int, Decimal)) else NotImplemented

    __rmul__ = __mul__

    def __neg__(self):
        return Money(-self.amount, self.currency)

    def __bool__(self):
        return bool(self.amount)

    def __eq__(self, other):
        return isinstance(other, Money) and (self.amount, self.currency) == (other.amount, other.currency)

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return (self - other).amount < 0

    def __hash__(self):
        return hash((self.amount, self.currency.name))

    def __format__(self, spec):
        return format(str(self), spec)

    def __str__(self):
        return f"{'-' * (self.amount < 0)}{self.currency.sign}{abs(self.amount):,.{self.currency.digits}f}"

    def __repr__(self):
        return f"Money({str(self.amount)!r}, {self.currency.name})"

    def split(self, *weights: int) -> list[Money]:
        """Shares that add up, the remainder going to the first ones."""
        total = sum(weights)
        units = int(self.amount / self.currency.unit)
        shares = [units * weight // total for weight in weights]
        for index in range(units - sum(shares)):
            shares[index] += 1
        return [Money(share * self.currency.unit, self.currency) for share in shares]


@unique
class Side(Enum):
    DEBIT = auto()
    CREDIT = auto()

    @property
    def other(self):
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    day: date
    number: int
    amount: Money = field(compare=False)
    text: str = field(compare=False, default="")
    _: KW_ONLY
    tags: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


class Account(ABC):
    kinds: ClassVar[dict[str, type[Account]]] = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.kinds[cls.__name__.lower()] = cls

    def __init__(self, name: str, currency=Currency.EUR):
        self.name, self.currency = name, currency
        self.entries: list[Entry] = []
        self.lock = threading.RLock()

    @abstractmethod
    def check(self, amount: Money) -> None: ...

    @property
    def balance(self) -> Money:
        return sum((entry.amount for entry in self.entries), Money(0, self.currency))

    def balance_on(self, day: date) -> Money:
        place = bisect_right(self.entries, day, key=attrgetter("day"))
        return reduce(operator.add, map(attrgetter("amount"), self.entries[:place]), Money(0, self.currency))

    def post(self, entry: Entry) -> None:
        if entry.amount.amount < 0:
            self.check(-entry.amount)
        insort(self.entries, entry)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} {self.balance}>"


class Checking(Account):
    limit = Decimal(500)

    def check(self, amount):
        if (self.balance - amount).amount < -self.limit:
            raise Overdrawn(self, amount)


class Savings(Account):
    def __init__(self, name, currency=Currency.EUR, *, rate="0.02"):
        super().__init__(name, currency)
        self.rate = Decimal(rate)

    def check(self, amount):
        if self.balance < amount:
            raise Overdrawn(self, amount)

    def interest(self, start: date, end: date) -> Money:
        total = Decimal(0)
        day = start
        while day < end:
            total += self.balance_on(day).amount * self.rate / 365
            day += timedelta(days=1)
        return Money(total, self.currency)


class Outside(Account):
    def check(self, amount):
        pass


class Observer(Protocol):
    def __call__(self, number: int, postings: list[tuple[Account, Money]]) -> None: ...


@dataclass
class Audit:
    seed: InitVar[str] = "ledger"
    chain: list[str] = field(default_factory=list)

    def __post_init__(self, seed):
        self.chain.append(hashlib.sha256(seed.encode()).hexdigest())

    def __call__(self, number, postings):
        line = f"{self.chain[-1]}|{number}|" + "|".join(f"{account.name}:{amount}" for account, amount in postings)
        self.chain.append(hashlib.sha256(line.encode()).hexdigest())


class Ledger:
    def __init__(self):
        self.accounts: dict[str, Account] = {}
        self.numbers = count(1)
        self.observers: list[Observer] = []
        self.day = date(2024, 1, 1)

    def open(self, kind: str, name: str, *arguments, **options) -> Account:
        try:
            make = Account.kinds[kind]
        except KeyError:
            raise BankError(f"no kind of account: {kind}; choose from {', '.join(sorted(Account.kinds))}") from None
        if name in self.accounts:
            raise BankError(f"{name} exists")
        account = self.accounts[name] = make(name, *arguments, **options)
        return account

    def __getitem__(self, name: str) -> Account:
        try:
            return self.accounts[name]
        except KeyError as error:
            raise BankError(f"no account {error}") from error

    @contextmanager
    def transaction(self, text="", *tags) -> Iterator[defaultdict[str, list[Money]]]:
        """Collects postings; they are all made at the end, or none is."""
        postings: defaultdict[str, list[Money]] = defaultdict(list)
        yield postings
        pairs = [(self[name], amount) for name, amounts in sorted(postings.items()) for amount in amounts]
        for currency, group in groupby(sorted(pairs, key=lambda pair: pair[1].currency.name), key=lambda pair: pair[1].currency):
            if off := sum((amount for _, amount in group), Money(0, currency)):
                raise BankError(f"not balanced: {off} too much")
        accounts = sorted({account for account, _ in pairs}, key=attrgetter("name"))
        for account in accounts:
            account.lock.acquire()
        saved = [(account, account.entries[:]) for account in accounts]
        number = next(self.numbers)
        try:
            for account, amount in sorted(pairs, key=lambda pair: pair[1].amount):
                account.post(Entry(self.day, number, amount, text, tags=frozenset(tags)))
        except BankError:
            for account, entries in saved:
                account.entries = entries
            log.warning("transaction %d rolled back: %s", number, sys.exception())
            raise
        finally:
            for account in reversed(accounts):
                account.lock.release()
        for observer in self.observers:
            observer(number, pairs)

    def transfer(self, source: str, target: str, amount: Money | str, text="transfer", *tags) -> None:
        amount = Money.parse(amount) if isinstance(amount, str) else amount
        if amount.amount <= 0:
            raise BankError(f"cannot transfer {amount}")
        with self.transaction(text, *tags) as postings:
            postings[source].append(-amount)
            postings[target].append(amount)

    @property
    def total(self) -> dict[str, Money]:
        totals: dict[str, Money] = {}
        for account in self.accounts.values():
            totals[account.currency.name] = account.balance + totals.get(account.currency.name, Money(0, account.currency))
        return totals

    def statement(self, name: str) -> Iterable[str]:
        account = self[name]
        yield f"{account.name:-^60}"
        for entry, balance in zip(account.entries, accumulate(map(attrgetter("amount"), account.entries))):
            yield f"{entry.day:%d.%m.%Y} #{entry.number:<4} {entry.text:<18.18}{entry.amount:>12}{balance:>12}"
        yield f"{'balance':<34}{account.balance:>24}"


def main():
    logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(name)s:%(message)s", level=logging.WARNING)
    ledger, audit = Ledger(), Audit()
    ledger.observers.append(audit)
    for kind, name, *rest in [("outside", "world"), ("checking", "ann"), ("savings", "ann-savings"), ("checking", "bob"), ("outside", "tokyo", Currency.JPY), ("checking", "ken", Currency.JPY)]:
        ledger.open(kind, name, *rest)
    ledger.transfer("world", "ann", "€1,234.56", "salary", "income")
    ledger.transfer("ann", "ann-savings", "€1000", "rainy days")
    ledger.day += timedelta(days=30)
    ledger.transfer("ann", "bob", "€700.005", "a bicycle")
    ledger.transfer("tokyo", "ken", "¥15000.7")
    with ledger.transaction("dinner", "food") as postings:
        shares = Money("100.00").split(1, 1, 1)
        postings["ann"].append(-shares[0])
        postings["bob"] += [-shares[1], -shares[2]]
        postings["world"].append(Money(100))
    ledger.day = date(2025, 1, 1)
    earned = ledger["ann-savings"].interest(date(2024, 1, 1), ledger.day)
    ledger.transfer("world", "ann-savings", earned, "interest")
    for attempt in [
        lambda: ledger.transfer("ann", "bob", "€5000"), lambda: ledger.transfer("ann", "nobody", "€1"), lambda: ledger.transfer("ann", "bob", "€-1"), lambda: ledger.transfer("ann", "ken", "¥1"),
        lambda: ledger.transfer("ann-savings", "ann", "€9,999"), lambda: Money(1) + Money(1, Currency.JPY), lambda: Money(1.5), lambda: Money("x"), lambda: Money.parse("$5"), lambda: Money(1) + 1, lambda: Money(1) < 5,
        lambda: ledger.open("gold", "x"), lambda: ledger.open("checking", "ann"), lambda: Account("x"), lambda: Money(1) * 1.5, lambda: setattr(ledger["ann"].entries[0], "day", None), lambda: Side(3),
    ]:
        try:
            print("done", attempt())
        except Exception as error:
            print(f"{type(error).__name__}: {error}" + (f" (from {error.__cause__!r})" if error.__cause__ else ""))
    with Ledger().transaction() as nothing:
        print(dict(nothing))
    try:
        with ledger.transaction("lost") as postings:
            postings["ann"].append(Money(5))
    except BankError as error:
        print(error)
    for name in ("ann", "bob", "ann-savings", "ken"):
        print(*ledger.statement(name), sep="\n")
    print(ledger.total, ledger["ann"].balance_on(date(2024, 1, 15)), sorted(account.balance for account in map(ledger.__getitem__, ("ann", "bob"))), max(Money(3), Money(2)), -Money("2.50"), Money(7).split(1, 2, 3), bool(Money(0)), {Money(1): "one"}[Money("1.00")])
    print(len(audit.chain), audit.chain[-1][:16], [f.name for f in fields(Entry)], astuple(ledger["ann"].entries[0])[:2], asdict(Entry(date(2024, 5, 1), 3, Money(1)))["amount"], ledger["ken"].entries[0])
    match ledger["ann"].entries[1].amount:
        case Money(amount, Currency.EUR) if amount < 0:
            print("matched", amount, Side.DEBIT.other)

    crowd = Ledger()
    crowd.open("outside", "world")
    for n in range(5):
        crowd.open("checking", f"c{n}")
        crowd.transfer("world", f"c{n}", Money(1000))
    logging.getLogger("bank").setLevel(logging.ERROR)
    jobs: Queue = Queue()
    generator = Random(8)
    for _ in range(300):
        a, b = generator.sample(range(5), 2)
        jobs.put((f"c{a}", f"c{b}", Money(generator.randrange(1, 40))))
    outcomes = defaultdict(int)
    lock = threading.Lock()

    def clerk():
        while True:
            try:
                job = jobs.get_nowait()
            except Empty:
                return
            try:
                crowd.transfer(*job)
                result = "ok"
            except Overdrawn:
                result = "refused"
            with lock:
                outcomes[result] += 1

    clerks = [threading.Thread(target=clerk, name=f"clerk{n}") for n in range(4)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    print(dict(outcomes), crowd.total, sum((crowd[f"c{n}"].balance for n in range(5)), Money(0)), sorted({entry.number for account in crowd.accounts.values() for entry in account.entries}) == list(range(1, 306)))
    numbers = [entry.number for entry in crowd["c0"].entries]
    print(numbers == sorted(numbers), max(crowd.accounts.items(), key=itemgetter(0))[0], re.sub(r"\d", "9", str(Money("1234567.891", Currency.BHD))), cached_property.__name__)


main()
