"""Ray tracing: spheres over a chequered floor, with shadows and reflections.

After Whitted, "An Improved Illumination Model for Shaded Display" (CACM 23:6, 1980). Exercises operator
overloading, polymorphic calls, recursion and float arithmetic.
"""

SCALE = 140
EXPECTED = (19600, 3782.004)
EPSILON = 1e-6


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalized(self):
        return self * (1.0 / self.dot(self) ** 0.5)

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, center, radius, color, reflectivity):
        self.center = center
        self.radius = radius
        self.color = color
        self.reflectivity = reflectivity

    def intersection(self, origin, direction):
        to_center = self.center - origin
        along = to_center.dot(direction)
        squared = self.radius ** 2 - to_center.dot(to_center) + along * along
        if squared < 0.0:
            return None
        half = squared ** 0.5
        for distance in (along - half, along + half):
            if distance > EPSILON:
                return distance
        return None

    def normal(self, point):
        return (point - self.center).normalized()

    def color_at(self, point):
        return self.color


class Floor:
    reflectivity = 0.1
    up = Vector(0.0, 1.0, 0.0)

    def intersection(self, origin, direction):
        if direction.y >= -EPSILON:
            return None
        distance = -origin.y / direction.y
        return distance if distance > EPSILON else None

    def normal(self, point):
        return self.up

    def color_at(self, point):
        return 0.9 if (int(point.x + 100.0) + int(point.z + 100.0)) % 2 else 0.2


class Scene:
    def __init__(self, surfaces, light):
        self.surfaces = surfaces
        self.light = light

    def nearest(self, origin, direction):
        hits = []
        for surface in self.surfaces:
            if (distance := surface.intersection(origin, direction)) is not None:
                hits.append((distance, surface))
        return min(hits, key=lambda hit: hit[0], default=None)

    def is_lit(self, point, direction):
        return all(surface.intersection(point, direction) is None for surface in self.surfaces)

    def trace(self, origin, direction, depth=0):
        hit = self.nearest(origin, direction)
        if hit is None:
            return 0.05
        distance, surface = hit
        point = origin + direction * distance
        normal = surface.normal(point)
        to_light = (self.light - point).normalized()
        brightness = 0.1
        if self.is_lit(point, to_light):
            brightness += max(0.0, normal.dot(to_light))
        color = surface.color_at(point) * brightness
        if depth < 3 and surface.reflectivity > 0.0:
            mirrored = self.trace(point, direction.reflected(normal), depth + 1)
            color += (mirrored - color) * surface.reflectivity
        return color


def run(scale):
    spheres = [Sphere(Vector(i * 1.3 - 2.6, 1.0, i % 3 * 1.5), 0.8, 0.5 + i * 0.1, 0.2 + i * 0.1) for i in range(5)]
    scene = Scene([Floor(), *spheres], Vector(-4.0, 8.0, -5.0))
    eye = Vector(0.0, 1.8, -6.0)
    pixels = []
    for row in range(scale):
        for column in range(scale):
            x = (column + 0.5) / scale - 0.5
            y = 0.5 - (row + 0.5) / scale
            pixels.append(scene.trace(eye, Vector(x, y, 1.0).normalized()))
    return len(pixels), round(sum(pixels), 3)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
