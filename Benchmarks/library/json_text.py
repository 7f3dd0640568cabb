"""JSON: text of nested records written and read by the module `json`, compact, sorted and indented."""

import json

SCALE = 1_500
EXPECTED = (1500, 257771, 481647, True)


def records(count):
    return [
        {
            "id": number,
            "name": ["Ada", 'Grace "Amazing" Hopper', "Édouard", "日本"][number % 4],
            "amount": number * 7919 % 1000 / 8,
            "big": 2**70 + number if number % 10 == 0 else None,
            "active": number % 3 == 0,
            "tags": ["t%d" % (number % 7), "x" * (number % 5)],
            "nested": {"a": [1, 2.5, -3e-7, {}], "b": {"c": [], "d": "line\nbreak\ttab \u2028"}},
        }
        for number in range(count)
    ]


def run(scale):
    data = records(scale)
    compact = json.dumps(data, separators=(",", ":"))
    pretty = json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False)
    return len(json.loads(compact)), len(compact), len(pretty), json.loads(pretty) == json.loads(compact) == data


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
