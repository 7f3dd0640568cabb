import CRuntime

extension TypeParameter {
  // MARK: Making one

  private static let makeVariable: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      guard Text(ifHas: a[1]) != nil else {
        throw c.raise(.typeError, "typevar() argument 'name' must be str, not \(c.typeName(of: a[1]))")
      }
      let constraints = Tuple(a[2])
      if constraints.count == 1 { throw c.raise(.typeError, "A single constraint is not allowed") }
      if constraints.count > 1, a[3] != .none {
        throw c.raise(.typeError, "Constraints cannot be combined with bound=...")
      }
      let parameter = try make(c, shape: UInt32(kind.rawValue), name: a[1], module: c.callingModule())
      try parameter.setVariance(c, covariant: a[5], contravariant: a[6], inferred: a[7])
      parameter.pointer.pointee.bound = try checkedBound(c, a[3])
      parameter.pointer.pointee.constraints = constraints.value
      parameter.pointer.pointee.defaultValue = a[4]
      return parameter.value
    }
  }

  /// What a type variable stands below: a class, or whatever else `typing` takes for a type.
  private static func checkedBound(_ context: Context, _ bound: Value) throws(Raised) -> Value {
    if bound == .none || Type(ifHas: bound) != nil || GenericAlias(ifHas: bound) != nil { return bound }
    let message = try Text.make(context, "Bound must be a type." as StaticString).value
    return try context.call(context.typing("_type_check"), bound, message)
  }

  private static let makeSpecification: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      guard Text(ifHas: a[1]) != nil else {
        throw c.raise(.typeError, "paramspec() argument 'name' must be str, not \(c.typeName(of: a[1]))")
      }
      let parameter = try make(
        c, shape: BuiltinShape.parameterSpecification, name: a[1], module: c.callingModule())
      try parameter.setVariance(c, covariant: a[4], contravariant: a[5], inferred: a[6])
      parameter.pointer.pointee.bound = a[2]
      parameter.pointer.pointee.defaultValue = a[3]
      return parameter.value
    }
  }

  private static let makeTuple: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      guard Text(ifHas: a[1]) != nil else {
        throw c.raise(.typeError, "typevartuple() argument 'name' must be str, not \(c.typeName(of: a[1]))")
      }
      let parameter = try make(c, shape: BuiltinShape.typeVariableTuple, name: a[1], module: c.callingModule())
      parameter.pointer.pointee.defaultValue = a[2]
      return parameter.value
    }
  }

  private func setVariance(
    _ context: Context, covariant: Value, contravariant: Value, inferred: Value
  ) throws(Raised) {
    let (isCovariant, isContravariant) = (try context.isTrue(covariant), try context.isTrue(contravariant))
    if isCovariant, isContravariant { throw context.raise(.valueError, "Bivariant types are not supported.") }
    let infers = try context.isTrue(inferred)
    if infers, isCovariant || isContravariant {
      throw context.raise(.valueError, "Variance cannot be specified with infer_variance.")
    }
    pointer.pointee.isCovariant = isCovariant
    pointer.pointee.isContravariant = isContravariant
    pointer.pointee.infersVariance = infers
  }

  // MARK: What they share

  private static let representation: SlotEntry = .unary(.repr) { c, s in
    bridge(c) { () throws(Raised) in
      let parameter = TypeParameter(s).pointer.pointee
      let name = String(Text(parameter.name))
      if parameter.infersVariance || TypeParameter(s).isVariableTuple { return try Text.make(c, name).value }
      let sign = parameter.isCovariant ? "+" : parameter.isContravariant ? "-" : "~"
      return try Text.make(c, sign + name).value
    }
  }

  private static let unions: [SlotEntry] = [
    .binary(.bitOr) { c, s, o in
      bridge(c) { () throws(Raised) in try Union.make(c, ofNamed: Tuple.make(c, s, o)) }
    },
    .binary(.reflectedBitOr) { c, s, o in
      bridge(c) { () throws(Raised) in try Union.make(c, ofNamed: Tuple.make(c, o, s)) }
    },
  ]

  private static let shared: [NativeEntry] = [
    .getter("__name__", { _, s in TypeParameter(s).pointer.pointee.name }),
    .getter("__module__", { _, s in TypeParameter(s).pointer.pointee.module }),
    .getter("__default__", { c, s in bridge(c) { () throws(Raised) in try TypeParameter(s).defaultValue(c) } }),
    .getter("evaluate_default", { c, s in
      bridge(c) { () throws(Raised) in
        let layout = TypeParameter(s).pointer.pointee
        return try evaluator(c, layout.evaluateDefault, TypeParameter(s).hasDefault(c) ? layout.defaultValue : .empty)
      }
    }),
    .one("has_default") { c, s in bridge(c) { () throws(Raised) in Value(try TypeParameter(s).hasDefault(c)) } },
    .one("__reduce__") { _, s in TypeParameter(s).pointer.pointee.name },
    mroEntries,
    .two("__typing_subst__", "(self, arg, /)") { c, s, argument in
      bridge(c) { () throws(Raised) in
        let parameter = TypeParameter(s)
        if parameter.isVariableTuple {
          throw c.raise(.typeError, "Substitution of bare TypeVarTuple is not supported")
        }
        return try c.call(
          c.typing(parameter.isParameterSpecification ? "_paramspec_subst" : "_typevar_subst"), s, argument)
      }
    },
    .three("__typing_prepare_subst__", "(self, alias, args, /)") { c, s, alias, arguments in
      bridge(c) { () throws(Raised) in
        let parameter = TypeParameter(s)
        if parameter.isVariableTuple {
          return try c.call(c.typing("_typevartuple_prepare_subst"), s, alias, arguments)
        }
        if parameter.isParameterSpecification {
          return try c.call(c.typing("_paramspec_prepare_subst"), s, alias, arguments)
        }
        return try parameter.prepare(c, alias, c.tuple(of: arguments)).value
      }
    },
  ]

  private static let mroEntries: NativeEntry = .two("__mro_entries__", "(self, object, /)") { c, s, _ in
    bridge(c) { () throws(Raised) -> Value in
      throw c.raise(.typeError, "Cannot subclass an instance of \(shortTypeName(c, s))")
    }
  }

  private static func shortTypeName(_ context: Context, _ value: Value) -> String {
    let name = context.typeName(of: value)
    return name.hasPrefix("typing.") ? String(name.dropFirst(7)) : name
  }

  /// The arguments of `alias[…]` with the default of a type variable for which there is none.
  private func prepare(_ context: Context, _ alias: Value, _ arguments: Tuple) throws(Raised) -> Tuple {
    let parameters = try context.tuple(of: context.getAttribute(alias, context.name(.__parameters__)))
    var index = 0
    while index < parameters.count, parameters[index] != value { index += 1 }
    if index < arguments.count { return arguments }
    if index == arguments.count, try hasDefault(context) {
      return try arguments.concatenated(context, with: Tuple.make(context, defaultValue(context)))
    }
    let shown = try context.reprString(alias)
    throw context.raise(
      .typeError, "Too few arguments for \(shown); actual \(arguments.count), expected at least \(index + 1)")
  }

  private static let variance: [NativeEntry] = [
    .getter("__covariant__", { _, s in Value(TypeParameter(s).pointer.pointee.isCovariant) }),
    .getter("__contravariant__", { _, s in Value(TypeParameter(s).pointer.pointee.isContravariant) }),
    .getter("__infer_variance__", { _, s in Value(TypeParameter(s).pointer.pointee.infersVariance) }),
    .getter("__bound__", { c, s in bridge(c) { () throws(Raised) in try TypeParameter(s).bound(c) } }),
  ]

  // MARK: The types

  static let declarations: [TypeDeclaration] = [
    TypeDeclaration(
      "typing.TypeVar", kind: .typeParameter, flags: [.hasWeakReferences],
      slots: [
        .window(.new) { c, type, arguments, count, names in
          initializing(
            c, "typevar",
            "(type, name, *constraints, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
            makeVariable, type, arguments, Int(count), names)
        }, representation,
      ] + unions,
      methods: shared + variance + [
        .getter("__constraints__", { c, s in bridge(c) { () throws(Raised) in try TypeParameter(s).constraints(c) } }),
        .getter("evaluate_bound", { c, s in
          let layout = TypeParameter(s).pointer.pointee
          return bridge(c) { () throws(Raised) in try evaluator(c, layout.evaluateBound, layout.bound) }
        }),
        .getter("evaluate_constraints", { c, s in
          let layout = TypeParameter(s).pointer.pointee
          let isGiven = Tuple(ifHas: layout.constraints).map { $0.count > 0 } ?? false
          return bridge(c) { () throws(Raised) in
            try evaluator(c, layout.evaluateConstraints, isGiven ? layout.constraints : .empty)
          }
        }),
      ]),
    TypeDeclaration(
      "typing.ParamSpec", kind: .typeParameter, shape: BuiltinShape.parameterSpecification, flags: [.hasWeakReferences],
      slots: [
        .window(.new) { c, type, arguments, count, names in
          initializing(
            c, "paramspec",
            "(type, name, *, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
            makeSpecification, type, arguments, Int(count), names)
        }, representation,
      ] + unions,
      methods: shared + variance + [
        .getter("args", { c, s in
          bridge(c) { () throws(Raised) in try make(c, shape: BuiltinShape.specificationArguments, name: s).value }
        }),
        .getter("kwargs", { c, s in
          bridge(c) { () throws(Raised) in try make(c, shape: BuiltinShape.specificationKeywords, name: s).value }
        }),
      ]),
    TypeDeclaration(
      "typing.TypeVarTuple", kind: .typeParameter, shape: BuiltinShape.typeVariableTuple, flags: [.hasWeakReferences],
      slots: [
        .window(.new) { c, type, arguments, count, names in
          initializing(
            c, "typevartuple", "(type, name, *, default=<unset>)", makeTuple, type, arguments, Int(count), names)
        }, representation,
        .unary(.iterate) { c, s in
          bridge(c) { () throws(Raised) in
            return try c.iterator(over: Tuple.make(c, unpacked(c, s)).value)
          }
        },
      ],
      methods: shared),
    specificationPart("typing.ParamSpecArgs", BuiltinShape.specificationArguments, argumentsConstructor),
    specificationPart("typing.ParamSpecKwargs", BuiltinShape.specificationKeywords, keywordsConstructor),
    TypeDeclaration(
      "typing.NoDefaultType", kind: .instance, shape: BuiltinShape.noDefault,
      documentation: "The type of the NoDefault singleton.",
      slots: [
        .window(.new) { c, _, _, count, _ in
          bridge(c) { () throws(Raised) in
            if count > 0 { throw c.raise(.typeError, "NoDefaultType takes no arguments") }
            return try c.noDefault()
          }
        },
        .unary(.repr) { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "typing.NoDefault" as StaticString).value } },
      ],
      methods: [
        .one("__reduce__") { c, _ in
          bridge(c) { () throws(Raised) in try Text.make(c, "NoDefault" as StaticString).value }
        }
      ]),
  ]

  /// `*Ts`, which is `typing.Unpack[Ts]`.
  static func unpacked(_ context: Context, _ parameter: Value) throws(Raised) -> Value {
    try context.item(of: context.typing("Unpack"), parameter)
  }

  private static let argumentsConstructor: SlotEntry = .window(.new) { c, type, arguments, count, names in
    initializing(c, "paramspecargs", "(type, origin)", { c, a in
      bridge(c) { () throws(Raised) in
        try TypeParameter.make(c, shape: BuiltinShape.specificationArguments, name: a[1]).value
      }
    }, type, arguments, Int(count), names)
  }

  private static let keywordsConstructor: SlotEntry = .window(.new) { c, type, arguments, count, names in
    initializing(c, "paramspeckwargs", "(type, origin)", { c, a in
      bridge(c) { () throws(Raised) in
        try TypeParameter.make(c, shape: BuiltinShape.specificationKeywords, name: a[1]).value
      }
    }, type, arguments, Int(count), names)
  }

  /// The class of `P.args` or `P.kwargs`.
  private static func specificationPart(
    _ name: StaticString, _ shape: UInt32, _ constructor: SlotEntry
  ) -> TypeDeclaration {
    TypeDeclaration(
      name, kind: .typeParameter, shape: shape, flags: [.hasWeakReferences],
      slots: [
        constructor,
        .unary(.repr) { c, s in
          bridge(c) { () throws(Raised) in
            let origin = TypeParameter(s).pointer.pointee.name
            let part = TypeParameter(s).pointer.pointee.header.shape == BuiltinShape.specificationArguments ? "args" : "kwargs"
            if let parameter = TypeParameter(ifHas: origin) {
              return try Text.make(c, "\(String(Text(parameter.pointer.pointee.name))).\(part)").value
            }
            return try Text.make(c, "\(c.reprString(origin)).\(part)").value
          }
        },
        .binary(.equal) { c, s, o in
          guard let other = TypeParameter(ifHas: o),
            other.pointer.pointee.header.shape == TypeParameter(s).pointer.pointee.header.shape
          else { return .notImplemented }
          return bridge(c) { () throws(Raised) in
            try c.compare(.equal, TypeParameter(s).pointer.pointee.name, other.pointer.pointee.name)
          }
        },
      ],
      methods: [mroEntries, .getter("__origin__", { _, s in TypeParameter(s).pointer.pointee.name })])
  }
}
