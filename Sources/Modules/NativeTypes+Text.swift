import Runtime

/// The numbers of the types of modules about text, numbers in rows and what is written of them: from 152 up.
extension NativeType {
  // array
  static var numberArray: NativeType { NativeType(152) }
  static var numberArrayIterator: NativeType { NativeType(153) }

  // _symtable
  static var symbolTableEntry: NativeType { NativeType(154) }

  // unicodedata
  static var oldUnicodeDatabase: NativeType { NativeType(155) }

  // _json
  static var jsonScanner: NativeType { NativeType(156) }
  static var jsonEncoder: NativeType { NativeType(157) }

  // _csv
  static var csvDialect: NativeType { NativeType(158) }
  static var csvReader: NativeType { NativeType(159) }
  static var csvWriter: NativeType { NativeType(160) }

  // zlib
  static var zlibCompressor: NativeType { NativeType(205) }
  static var zlibDecompressor: NativeType { NativeType(206) }
  static var zlibPartDecompressor: NativeType { NativeType(207) }

  // _bz2, _lzma
  static var bzip2Compressor: NativeType { NativeType(208) }
  static var bzip2Decompressor: NativeType { NativeType(209) }
  static var lzmaCompressor: NativeType { NativeType(210) }
  static var lzmaDecompressor: NativeType { NativeType(211) }
}

/// What they keep for each interpreter, by numbers of their own.
extension NativeVariable {
  static var binaryTextError: NativeVariable { NativeVariable(44) }
  static var csvError: NativeVariable { NativeVariable(45) }
  static var csvDialects: NativeVariable { NativeVariable(46) }
  static var csvFieldLimit: NativeVariable { NativeVariable(47) }
  static var zlibError: NativeVariable { NativeVariable(50) }
  static var lzmaError: NativeVariable { NativeVariable(51) }
}
