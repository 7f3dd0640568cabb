extension TypeDeclaration {
  /// Every built-in type but the exceptions below BaseException. A base stands before what derives from it.
  static let all: [TypeDeclaration] =
    [
      ObjectType.declaration, TypeType.declaration, PythonInt.declaration, PythonBool.declaration,
      PythonFloat.declaration, Complex.declaration, Text.declaration, Bytes.declaration,
      ByteArray.declaration, MemoryView.declaration, Tuple.declaration, List.declaration,
      Dict.declaration, Set.declaration, Set.frozenDeclaration, Range.declaration, Slice.declaration,
      Constants.noneDeclaration, Constants.ellipsisDeclaration, Constants.notImplementedDeclaration,
      Function.declaration, Method.declaration, Property.declaration, Wrapper.staticMethodDeclaration,
      Wrapper.classMethodDeclaration, Super.declaration, Member.memberDeclaration, Member.getSetDeclaration,
      Module.declaration, Cell.declaration, Code.declaration, MappingProxy.declaration, GenericAlias.declaration,
      GenericAlias.unionDeclaration, SimpleNamespace.declaration, Exception.declaration, Traceback.declaration,
      FrameObject.declaration, FrameLocals.declaration, WeakReference.declaration, WeakReference.proxyDeclaration,
      WeakReference.callableProxyDeclaration, TextFile.declaration, TypeAlias.declaration,
      Generic.declaration, Template.declaration, Interpolation.declaration, TemplateIterator.declaration,
    ] + TypeParameter.declarations + Generator.declarations + Awaitable.declarations + NativeFunction.declarations + DictView.declarations + Iterator.declarations + Adaptor.declarations
}
