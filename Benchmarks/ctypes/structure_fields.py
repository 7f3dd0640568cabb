"""Moves particles that are C structures in an array: fields are read and written one by one."""

from ctypes import Structure, c_double, c_int

SCALE = 6_000
EXPECTED = (300_000, 589_225.0, -300_000.0)


class Particle(Structure):
    _fields_ = [("x", c_double), ("y", c_double), ("speed", c_double), ("steps", c_int)]


def run(scale):
    particles = (Particle * 50)()
    for number, particle in enumerate(particles):
        particle.x, particle.speed = number, 0.5 + number % 4
    for _ in range(scale):
        for particle in particles:
            particle.x += particle.speed
            particle.y -= 1.0
            particle.steps += 1
    steps = sum(particle.steps for particle in particles)
    return steps, sum(particle.x for particle in particles), sum(particle.y for particle in particles)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
