extension NativeDocumentation {
  static let numbers: [Row] = [
    ("int.as_integer_ratio", """
      The number as a pair of integers whose ratio it is.

         >>> (10).as_integer_ratio()
         (10, 1)
      """),
    ("int.bit_count", """
      How many bits of the absolute value are set.

         >>> (13).bit_count()
         3
      """),
    ("int.bit_length", """
      How many bits the absolute value takes.

         >>> (37).bit_length()
         6
      """),
    ("int.conjugate", "The number itself."),
    ("int.from_bytes", "The integer that bytes stand for, in one of two byte orders."),
    ("int.is_integer", "True, as for a float without a fraction."),
    ("int.to_bytes", "The bytes that stand for the integer, in one of two byte orders."),
    ("int.__ceil__", "The number itself."), ("int.__floor__", "The number itself."),
    ("int.__trunc__", "The number itself."), ("int.__round__", "The number rounded to a power of ten."),
    ("int.__format__", "The number as a specification shows it."),
    ("float.as_integer_ratio", """
      A pair of integers whose ratio is exactly the number.

         >>> (0.75).as_integer_ratio()
         (3, 4)
      """),
    ("float.conjugate", "The number itself."),
    ("float.from_number", "The float of a number; text is refused."),
    ("float.fromhex", """
      The float of a hexadecimal notation.

         >>> float.fromhex('0x1.8p1')
         3.0
      """),
    ("float.hex", """
      The number in hexadecimal notation, exactly.

         >>> (3.0).hex()
         '0x1.8000000000000p+1'
      """),
    ("float.is_integer", "Whether the number has no fraction."),
    ("float.__getformat__", "How the machine stores a 'double' or 'float'."),
    ("float.__ceil__", "The least integer not below."), ("float.__floor__", "The greatest integer not above."),
    ("float.__trunc__", "The integer part."), ("float.__round__", "The number rounded to so many digits."),
    ("float.__format__", "The number as a specification shows it."),
    ("complex.conjugate", "The number with the other sign of its imaginary part."),
    ("complex.from_number", "The complex number of a number; text is refused."),
    ("complex.__complex__", "The number itself."), ("complex.__format__", "The number as a specification shows it."),
  ]
}
