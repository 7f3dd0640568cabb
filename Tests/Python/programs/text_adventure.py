"""A text adventure: a world from a description in JSON, a parser of commands, actors with state machines, saved
games, undo by mementos, and a scripted player who wins."""

import copy
import json
import logging
import re
import shlex
import sys
import textwrap
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, Flag, StrEnum, auto
from functools import cached_property, wraps
from types import MappingProxyType
from typing import ClassVar, Final, Literal, NewType, Protocol, TypedDict, runtime_checkable

WORLD: Final = json.loads(
    """
    {
      "start": "cellar",
      "rooms": {
        "cellar": {"title": "The Cellar", "text": "It smells of earth and old apples. A ladder leads up.", "dark": true, "exits": {"up": "kitchen"}},
        "kitchen": {"title": "The Kitchen", "text": "Copper pots hang over a cold stove; a door to the east is ajar.", "exits": {"down": "cellar", "east": "garden", "north": "hall"}},
        "hall": {"title": "The Hall", "text": "Portraits look down upon you.", "exits": {"south": "kitchen", "up": "tower"}, "locked": {"up": "brass key"}},
        "garden": {"title": "The Garden", "text": "Weeds stand as high as your shoulders.", "exits": {"west": "kitchen"}},
        "tower": {"title": "The Tower", "text": "You see the whole country from here.", "exits": {"down": "hall"}, "wins": true}
      },
      "things": {
        "lamp": {"room": "cellar", "text": "An oil lamp.", "flags": ["portable", "light"], "weight": 2},
        "apple": {"room": "cellar", "text": "Somewhat wrinkled.", "flags": ["portable", "edible"], "weight": 1},
        "stove": {"room": "kitchen", "text": "Cast iron.", "flags": ["container", "closed"], "weight": 90},
        "old letter": {"room": "stove", "text": "\\"The dog has what you need, and it likes apples.\\"", "flags": ["portable", "readable"], "weight": 1},
        "brass key": {"room": "dog", "text": "It is heavy for its size.", "flags": ["portable"], "weight": 3},
        "statue": {"room": "garden", "text": "A nymph without arms.", "flags": [], "weight": 300}
      },
      "actors": {"dog": {"room": "garden", "wants": "apple", "gives": "brass key"}, "ghost": {"room": "hall", "route": ["hall", "kitchen", "hall", "tower"]}}
    }
    """
)
RoomName = NewType("RoomName", str)
Direction = Literal["north", "south", "east", "west", "up", "down"]
SHORT = MappingProxyType({"n": "north", "s": "south", "e": "east", "w": "west", "u": "up", "d": "down", "x": "examine", "i": "inventory", "l": "look", "get": "take"})


class Trait(Flag):
    PORTABLE = auto()
    LIGHT = auto()
    EDIBLE = auto()
    READABLE = auto()
    CONTAINER = auto()
    CLOSED = auto()
    LIT = auto()

    @classmethod
    def parse(cls, names):
        result = cls(0)
        for name in names:
            result |= cls[name.upper()]
        return result


class RoomData(TypedDict, total=False):
    title: str
    text: str
    dark: bool
    exits: dict[Direction, RoomName]
    locked: dict[Direction, str]
    wins: bool


class Refusal(Exception):
    """What the game says instead of doing something."""


class GameOver(Exception):
    def __init__(self, won):
        super().__init__("You have won!" if won else "You have lost.")
        self.won = won


@dataclass
class Thing:
    name: str
    room: str
    text: str
    weight: int = 1
    traits: Trait = Trait(0)

    limit: ClassVar[int] = 10

    def __contains__(self, trait):
        return trait in self.traits


@runtime_checkable
class Acts(Protocol):
    name: str
    room: str

    def act(self, game: "Game") -> Generator[str, None, None]: ...


class Mood(StrEnum):
    ASLEEP = auto()
    HUNGRY = auto()
    HAPPY = auto()


@dataclass
class Dog:
    room: str
    wants: str
    gives: str
    name: str = "dog"
    mood: Mood = Mood.ASLEEP

    def act(self, game):
        here = game.room == self.room
        match self.mood, here:
            case Mood.ASLEEP, True:
                self.mood = Mood.HUNGRY
                yield "A dog wakes up and growls."
            case Mood.HUNGRY, True if game.turns % 2:
                yield "The dog sniffs at your pockets."
            case Mood.HUNGRY, False:
                self.mood = Mood.ASLEEP

    def receive(self, game, thing):
        if thing.name != self.wants:
            raise Refusal(f"The dog does not care for the {thing.name}.")
        thing.room, self.mood = "nowhere", Mood.HAPPY
        game.things[self.gives].room = self.room
        return f"The dog eats the {thing.name}, wags its tail and drops a {self.gives}."


@dataclass
class Ghost:
    room: str
    route: list[str]
    name: str = "ghost"
    step: int = 0

    def act(self, game):
        before, self.step = self.room, (self.step + 1) % len(self.route)
        self.room = self.route[self.step]
        match (before == game.room, self.room == game.room):
            case (True, False):
                yield "The ghost drifts away."
            case (False, True):
                yield "A ghost drifts in, and the air grows cold."


def command(pattern: str, *, free: bool = False):
    """Registers a method for lines that match a pattern such as `put THING in PLACE`."""

    def decorate(method: Callable):
        regex = re.sub(r"([A-Z]+)", lambda m: f"(?P<{m[1].lower()}>.+?)", pattern)

        @wraps(method)
        def wrapper(self, **arguments):
            result = method(self, **arguments)
            if not free:
                self.turns += 1
            return result

        wrapper.regex, wrapper.free, wrapper.pattern = re.compile(regex, re.IGNORECASE), free, pattern
        return wrapper

    return decorate


class Memento:
    def __init__(self, game):
        self.state = copy.deepcopy({name: getattr(game, name) for name in ("room", "things", "actors", "turns", "visited", "unlocked")})

    def restore(self, game):
        for name, value in self.state.items():
            setattr(game, name, value)


class Game:
    CARRIED = "you"

    def __init__(self, world=WORLD):
        self.rooms: dict[str, RoomData] = world["rooms"]
        self.room: str = world["start"]
        self.things = {name: Thing(name, data["room"], data["text"], data["weight"], Trait.parse(data["flags"])) for name, data in world["things"].items()}
        self.actors: dict[str, Acts] = {"dog": Dog(**world["actors"]["dog"]), "ghost": Ghost(**world["actors"]["ghost"])}
        self.turns, self.visited, self.unlocked = 0, [self.room], set()
        self.past: deque[Memento] = deque(maxlen=10)
        self.log = logging.getLogger("adventure")

    @cached_property
    def commands(self):
        return sorted((value for value in vars(type(self)).values() if hasattr(value, "regex")), key=lambda method: (-len(method.pattern), method.pattern))

    @property
    def carried(self):
        return [thing for thing in self.things.values() if thing.room == self.CARRIED]

    @property
    def lit(self):
        return not self.rooms[self.room].get("dark") or any(Trait.LIT in thing and thing.room in (self.room, self.CARRIED) for thing in self.things.values())

    def find(self, name, *, carried=False):
        name = re.sub(r"^(the|a|an)\s+", "", name.lower())
        matches = [thing for thing in self.things.values() if name in (thing.name, thing.name.split()[-1])]
        for thing in matches:
            holder = self.things.get(thing.room)
            if thing.room == self.CARRIED or not carried and (thing.room == self.room or holder and holder.room == self.room and Trait.CLOSED not in holder):
                return thing
        raise Refusal(f"You have no {name}." if carried else f"You see no {name} here.")

    # Commands

    @command("look", free=True)
    def look(self):
        if not self.lit:
            return "It is dark."
        room = self.rooms[self.room]
        lines = [room["title"], room["text"]]
        if here := [thing.name for thing in self.things.values() if thing.room == self.room]:
            lines.append(f"Here: {', '.join(here)}.")
        lines += [f"The {actor.name} is here." for actor in self.actors.values() if actor.room == self.room]
        return "\n".join([*lines, f"Exits: {', '.join(room['exits'])}."])

    @command("go WAY")
    def go(self, way):
        room = self.rooms[self.room]
        if way not in room["exits"]:
            raise Refusal(f"There is no way {way}.")
        if (key := room.get("locked", {}).get(way)) and (self.room, way) not in self.unlocked:
            raise Refusal(f"It is locked; a {key} might help.")
        self.room = room["exits"][way]
        self.visited.append(self.room)
        if self.rooms[self.room].get("wins"):
            raise GameOver(True)
        return self.look()

    @command("take THING")
    def take(self, thing):
        thing = self.find(thing)
        match thing:
            case Thing(room=self.CARRIED):
                raise Refusal("You have it already.")
            case Thing(traits=traits) if Trait.PORTABLE not in traits:
                raise Refusal("That will not move.")
            case Thing(weight=weight) if weight + sum(t.weight for t in self.carried) > Thing.limit:
                raise Refusal("You carry too much.")
        thing.room = self.CARRIED
        return f"Taken: {thing.name}."

    @command("drop THING")
    def drop(self, thing):
        thing = self.find(thing, carried=True)
        thing.room = self.room
        return f"Dropped: {thing.name}."

    @command("examine THING", free=True)
    def examine(self, thing):
        thing = self.find(thing)
        if Trait.CONTAINER in thing and Trait.CLOSED not in thing:
            inside = [other.name for other in self.things.values() if other.room == thing.name]
            return f"{thing.text} Inside: {', '.join(inside) or 'nothing'}."
        return thing.text + (" It is closed." if Trait.CLOSED in thing else "")

    @command("open THING")
    def open(self, thing):
        thing = self.find(thing)
        if Trait.CLOSED not in thing:
            raise Refusal("That is not closed.")
        thing.traits ^= Trait.CLOSED
        return f"The {thing.name} is open."

    @command("light THING")
    def light(self, thing):
        thing = self.find(thing)
        if Trait.LIGHT not in thing:
            raise Refusal("That would only smoke.")
        thing.traits |= Trait.LIT
        return f"The {thing.name} burns."

    @command("unlock WAY with THING")
    def unlock(self, way, thing):
        thing = self.find(thing, carried=True)
        if self.rooms[self.room].get("locked", {}).get(way) != thing.name:
            raise Refusal("It does not fit.")
        self.unlocked.add((self.room, way))
        return "Click."

    @command("give THING to ACTOR")
    def give(self, thing, actor):
        thing = self.find(thing, carried=True)
        match self.actors.get(actor):
            case Acts(room=self.room) as someone if hasattr(someone, "receive"):
                return someone.receive(self, thing)
            case Acts(room=self.room, name=name):
                raise Refusal(f"The {name} cannot take anything.")
        raise Refusal(f"There is no {actor} here.")

    @command("inventory", free=True)
    def inventory(self):
        return "You carry " + (", ".join(f"{t.name} ({t.weight})" for t in self.carried) or "nothing") + "."

    @command("undo", free=True)
    def undo(self):
        if not self.past:
            raise Refusal("There is nothing to undo.")
        self.past.pop().restore(self)
        return "Undone."

    @command("save", free=True)
    def save(self):
        state = {"room": self.room, "turns": self.turns, "unlocked": sorted(map(list, self.unlocked)),
                 "things": {n: {"room": t.room, "traits": t.traits.value} for n, t in self.things.items()}, "actors": {n: asdict(a) for n, a in self.actors.items()}}
        self.saved = json.dumps(state, sort_keys=True)
        return f"Saved: {len(self.saved)} characters."

    @command("restore", free=True)
    def restore(self):
        state = json.loads(getattr(self, "saved", None) or "null")
        if state is None:
            raise Refusal("There is no saved game.")
        self.room, self.turns = state["room"], state["turns"]
        self.unlocked = set(map(tuple, state["unlocked"]))
        for name, data in state["things"].items():
            self.things[name] = replace(self.things[name], room=data["room"], traits=Trait(data["traits"]))
        for name, data in state["actors"].items():
            self.actors[name] = type(self.actors[name])(**data | ({"mood": Mood(data["mood"])} if "mood" in data else {}))
        return "Restored."

    # A turn

    @contextmanager
    def remembering(self, method):
        memento = Memento(self)
        turns = self.turns
        try:
            yield
        finally:
            if self.turns != turns:
                self.past.append(memento)

    def turn(self, line):
        words = shlex.split(line)
        if words and words[0] in SHORT:
            words[0] = SHORT[words[0]]
        if words and words[0] in Direction.__args__:
            words.insert(0, "go")
        line = " ".join(words)
        for method in self.commands:
            if match := method.regex.fullmatch(line):
                self.log.debug("%s %r", method.__name__, match.groupdict())
                turns = self.turns
                with self.remembering(method):
                    yield method(self, **match.groupdict())
                if self.turns != turns:
                    for actor in self.actors.values():
                        assert isinstance(actor, Acts)
                        yield from actor.act(self)
                return
        raise Refusal(f"What does {line!r} mean?")


def play(script, game):
    for line in script.split("; "):
        print(f"> {line}")
        try:
            for text in game.turn(line):
                print(textwrap.indent(textwrap.fill(text, 66, replace_whitespace=False), "  "))
        except Refusal as refusal:
            print(f"  {refusal}")
        except ValueError as error:
            print(f"  Pardon? ({error})")
        except GameOver as over:
            print(f"  {over} {game.turns} turns, {len(set(game.visited))} rooms.")
            return over.won
    return None


class Names(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.seen = []

    def emit(self, record):
        self.seen.append(record.getMessage())


handler = Names()
logging.getLogger("adventure").addHandler(handler)
logging.getLogger("adventure").setLevel(logging.DEBUG)
logging.getLogger("adventure").propagate = False
game = Game()
SCRIPT = """look; take stove; l; i; x lamp; light apple; light the lamp; look; take lamp; get apple; take lamp; dance; "open; n; u; up; x stove; open stove; open stove; x stove; take letter; examine letter;
save; n; l; u; give apple to ghost; unlock up with lamp; s; e; look; take statue; give lamp to dog; give letter to cat; give apple to dog; give apple to dog; i; drop old letter; take key; i; undo; i; take key; restore; i; undo; undo; l; save;
e; give apple to dog; take brass key; w; n; unlock up with key; up"""
print(play(" ".join(SCRIPT.split()), game))
print(handler.seen[:4], len(handler.seen))
print(game.actors, Trait.parse(["light", "closed"]), game.things["lamp"], sep="\n")


class Abstract(ABC):
    @property
    @abstractmethod
    def name(self): ...


for wrong in [lambda: Abstract(), lambda: Trait.parse(["heavy"]), lambda: Mood("sad"), lambda: Thing(), lambda: list(Game().turn("undo")), lambda: isinstance(5, Acts) or Acts()]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(isinstance(game.actors["dog"], Acts), isinstance(game, Acts), sys.getrecursionlimit() > 100, Enum is not Flag, RoomName("x"), RoomData(title="t"))
