"""Comprehensions: filter, group and join records of a small shop with lists, sets and dicts.

Relational selection, projection and join (Codd, CACM 13:6, 1970) written as comprehensions. Exercises inlined
comprehensions, nested loops, conditions and method calls within them.
"""

SCALE = 60_000
EXPECTED = (21841500, 9000, 4976514, 17)


class Product:
    def __init__(self, number, category, price):
        self.number = number
        self.category = category
        self.price = price

    def is_cheap(self):
        return self.price < 40


class Order:
    def __init__(self, number, customer, lines):
        self.number = number
        self.customer = customer
        self.lines = lines


def make_products(count):
    return [Product(i, f"category {i * i % 11}", i * 37 % 101) for i in range(count)]


def make_orders(count, products):
    return [
        Order(i, i * 7 % 83, [(i * k * 13 % products, k) for k in range(1, 2 + i % 5)])
        for i in range(count)
    ]


def run(scale):
    products = make_products(200)
    orders = make_orders(scale, len(products))
    by_number = {product.number: product for product in products}
    by_category = {
        category: [p for p in products if p.category == category]
        for category in {p.category for p in products}
    }
    revenue = sum(by_number[n].price * quantity for order in orders for n, quantity in order.lines)
    cheap = {order.number for order in orders if all(by_number[n].is_cheap() for n, _ in order.lines)}
    customers = {
        customer: [order.number for order in orders if order.customer == customer]
        for customer in {order.customer for order in orders}
    }
    pairs = [
        (a.number, b.number)
        for group in by_category.values()
        for a in group
        for b in group
        if a.number < b.number and a.price + b.price == 100
    ]
    return revenue, len(cheap), sum(numbers[-1] for numbers in customers.values()), len(pairs)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
