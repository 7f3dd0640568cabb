"""DeltaBlue: an incremental solver for a hierarchy of one-way constraints.

After Freeman-Benson, Maloney and Borning, "An Incremental Constraint Solver" (CACM 33:1, 1990). Exercises class
hierarchies with overridden methods, `super`, polymorphic calls and lists of objects. It checks each value that
the solver has to arrive at in a chain of equalities and in a set of linear projections.
"""

SCALE = 8_000
EXPECTED = (792000, 175940030)

# Strengths: the smaller the number, the stronger the constraint.
REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walkabout_strength = WEAKEST
        self.stays = True

    def remove_constraint(self, constraint):
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    """A relation that may be enforced by computing one of its variables, its output."""

    is_input = False

    def __init__(self, planner, strength):
        self.planner = planner
        self.strength = strength

    def add(self):
        self.add_to_graph()
        self.planner.incremental_add(self)

    def destroy(self):
        if self.is_satisfied():
            self.planner.incremental_remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, mark):
        """Enforces the constraint and returns the one that it displaced, or None."""
        self.choose_method(mark)
        if not self.is_satisfied():
            assert self.strength != REQUIRED, "could not satisfy a required constraint"
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        overridden = output.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        output.determined_by = self
        assert self.planner.add_propagate(self, mark), "cycle"
        output.mark = mark
        return overridden

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stays or v.determined_by is None for v in self.inputs())


class UnaryConstraint(Constraint):
    def __init__(self, planner, variable, strength):
        super().__init__(planner, strength)
        self.variable = variable
        self.satisfied = False
        self.add()

    def add_to_graph(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def remove_from_graph(self):
        self.variable.remove_constraint(self)
        self.satisfied = False

    def choose_method(self, mark):
        variable = self.variable
        self.satisfied = variable.mark != mark and self.strength < variable.walkabout_strength

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.walkabout_strength = self.strength
        self.variable.stays = not self.is_input
        if self.variable.stays:
            self.execute()

    def execute(self):
        """A stay or an edit leaves the value as it is."""


class StayConstraint(UnaryConstraint):
    pass


class EditConstraint(UnaryConstraint):
    is_input = True


class BinaryConstraint(Constraint):
    """Two variables; `direction` is the one computed, or None while the constraint is not enforced."""

    def __init__(self, planner, first, second, strength):
        super().__init__(planner, strength)
        self.first = first
        self.second = second
        self.direction = None
        self.add()

    def variables(self):
        return self.first, self.second

    def add_to_graph(self):
        for variable in self.variables():
            variable.constraints.append(self)
        self.direction = None

    def remove_from_graph(self):
        for variable in self.variables():
            variable.remove_constraint(self)
        self.direction = None

    def choose_method(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            free = second if second.mark != mark else None
        elif second.mark == mark:
            free = first
        else:
            free = first if first.walkabout_strength > second.walkabout_strength else second
        if free is not None and self.strength >= free.walkabout_strength:
            free = None
        self.direction = free

    def is_satisfied(self):
        return self.direction is not None

    def mark_unsatisfied(self):
        self.direction = None

    def input(self):
        return self.first if self.direction is self.second else self.second

    def inputs(self):
        return (self.input(),)

    def output(self):
        return self.direction

    def recalculate(self):
        source, output = self.input(), self.output()
        output.walkabout_strength = max(self.strength, source.walkabout_strength)
        output.stays = source.stays
        if output.stays:
            self.execute()


class EqualityConstraint(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """second = first * scale + offset"""

    def __init__(self, planner, source, scale, offset, destination, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(planner, source, destination, strength)

    def variables(self):
        return self.first, self.second, self.scale, self.offset

    def inputs(self):
        return self.input(), self.scale, self.offset

    def execute(self):
        if self.direction is self.second:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, output = self.input(), self.output()
        output.walkabout_strength = max(self.strength, source.walkabout_strength)
        output.stays = source.stays and self.scale.stays and self.offset.stays
        if output.stays:
            self.execute()


class Planner:
    def __init__(self):
        self.current_mark = 0

    def new_mark(self):
        self.current_mark += 1
        return self.current_mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark)

    def incremental_remove(self, constraint):
        output = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.remove_propagate_from(output)
        for strength in range(REQUIRED, WEAKEST):
            for other in unsatisfied:
                if other.strength == strength:
                    self.incremental_add(other)

    def make_plan(self, sources):
        """The constraints to execute, in order, for a new value of the sources to reach every variable."""
        mark = self.new_mark()
        plan, todo = [], sources
        while todo:
            constraint = todo.pop()
            output = constraint.output()
            if output.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                output.mark = mark
                todo.extend(self.consumers(output))
        return plan

    def add_propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            current = todo.pop()
            if current.output().mark == mark:
                self.incremental_remove(constraint)
                return False
            current.recalculate()
            todo.extend(self.consumers(current.output()))
        return True

    def remove_propagate_from(self, output):
        output.determined_by = None
        output.walkabout_strength = WEAKEST
        output.stays = True
        unsatisfied, todo = [], [output]
        while todo:
            variable = todo.pop()
            unsatisfied += [c for c in variable.constraints if not c.is_satisfied()]
            for constraint in self.consumers(variable):
                constraint.recalculate()
                todo.append(constraint.output())
        return unsatisfied

    @staticmethod
    def consumers(variable):
        determining = variable.determined_by
        return [c for c in variable.constraints if c is not determining and c.is_satisfied()]


def chain_test(length):
    """Values put in at one end of a chain of equalities come out at the other."""
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        EqualityConstraint(planner, left, right, REQUIRED)
    StayConstraint(planner, variables[-1], STRONG_DEFAULT)
    edit = EditConstraint(planner, variables[0], PREFERRED)
    plan = planner.make_plan([edit])
    total = 0
    for value in range(100):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
        assert variables[-1].value == value
        total += variables[-1].value
    edit.destroy()
    return total * length // 50


def projection_test(count):
    """Destinations follow their sources, and the other way round, through a shared scale and offset."""
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    pairs = []
    for i in range(count):
        source, destination = Variable("source", i), Variable("destination", i)
        StayConstraint(planner, source, NORMAL)
        ScaleConstraint(planner, source, scale, offset, destination, REQUIRED)
        pairs.append((source, destination))

    def change(variable, value):
        edit = EditConstraint(planner, variable, PREFERRED)
        plan = planner.make_plan([edit])
        for _ in range(10):
            variable.value = value
            for constraint in plan:
                constraint.execute()
        edit.destroy()

    source, destination = pairs[-1]
    change(source, 17)
    assert destination.value == 1170
    change(destination, 1050)
    assert source.value == 5
    change(scale, 5)
    assert all(d.value == s.value * 5 + 1000 for s, d in pairs[:-1])
    change(offset, 2000)
    assert all(d.value == s.value * 5 + 2000 for s, d in pairs[:-1])
    return sum(d.value for _, d in pairs)


def run(scale):
    return chain_test(scale), projection_test(scale)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
