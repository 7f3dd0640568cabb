import Bytecode
import CRuntime

// Type parameters, type aliases and template strings.

extension Activation {
  func makeTypeParameter() throws(Raised) {
    let kind = TypeParameterKind(rawValue: UInt8(operands.d)).unsafelyUnwrapped
    setA(
      try TypeParameter.make(context, kind, name: frame.constant(operands.b), evaluate: frame.valueC(operands)).value)
  }

  func setTypeParameterDefault() {
    let parameter = TypeParameter(frame.register(operands.a).pointee)
    publish(frame.valueB(operands), to: &parameter.pointer.pointee.evaluateDefault)
  }

  func makeTypeAlias() throws(Raised) {
    let parts = windowB
    let parameters = try parts[1] == .none ? Tuple.empty(context) : Tuple(parts[1])
    setA(
      try TypeAlias.make(
        context, name: parts[0], parameters: parameters, evaluate: parts[2], content: .empty,
        module: context.callingModule()).value)
  }

  func subscriptGeneric() throws(Raised) { setA(try Generic.subscripted(context, frame.valueB(operands))) }

  func buildInterpolation() throws(Raised) {
    let conversion = FormatConversion(rawValue: UInt8(operands.d)).unsafelyUnwrapped
    setA(
      try Interpolation.make(
        context, windowB[0], expression: windowB[1], conversion: Interpolation.name(context, of: conversion),
        specification: windowB[2]).value)
  }

  func buildTemplate() throws(Raised) {
    setA(try Template.make(context, strings: Tuple(windowB[0]), interpolations: Tuple(windowB[1])).value)
  }
}
