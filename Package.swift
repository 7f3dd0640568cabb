// swift-tools-version: 6.2
import PackageDescription

// Modules build on those named before them; Documentation/architecture.md draws the whole.

/// Warnings are errors in this package's own code.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "taipan",
  products: [
    .executable(name: "taipan", targets: ["TaipanCommand"]),
    .executable(name: "taipan-frontend", targets: ["FrontEndCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The core: compiles under Embedded Swift, imports neither Foundation nor libc.
    // The Unicode tables are C arrays, which Swift would build at start-up or take minutes to compile.
    .target(name: "CUnicodeTables"),
    .target(name: "UnicodeTables", dependencies: ["CUnicodeTables"], swiftSettings: strict),
    .target(name: "Numerals", swiftSettings: strict),
    .target(name: "Blake2", swiftSettings: strict),
    .target(name: "Syntax", dependencies: ["UnicodeTables", "Numerals"], swiftSettings: strict),
    .target(name: "Bytecode", swiftSettings: strict),
    .target(name: "Compiler", dependencies: ["Syntax", "Bytecode"], swiftSettings: strict),
    .target(name: "CRuntime", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    // GMP: Debian's package libgmp-dev.
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
    .target(name: "Runtime", 
      dependencies: ["CRuntime", "CGMP", "Numerals", "UnicodeTables", "Bytecode", "Compiler", "Syntax"], swiftSettings: strict),

    // Shared libraries that are loaded when something needs them: each stub jumps to where its library has the function.
    .target(name: "CLoading"),
    .target(name: "CZlib", dependencies: ["CLoading"]),
    .target(name: "CBzip2", dependencies: ["CLoading"]),
    .target(name: "CLzma", dependencies: ["CLoading"]),

    // The native modules of the standard library, a folder each, and what of Linux's C library Swift does not see.
    .target(name: "CSystem"),
    .target(
      name: "Modules",
      dependencies: [
        "Runtime", "CRuntime", "Blake2", "CSystem", "CZlib", "CBzip2", "CLzma", "Bytecode", "Compiler", "Syntax", "UnicodeTables",
      ],
      swiftSettings: strict),

    // Calls of C libraries: `ctypes` on libffi, Debian's package libffi-dev.
    .target(name: "CFFI", linkerSettings: [.linkedLibrary("ffi")]),
    .target(
      name: "ForeignFunctions", dependencies: ["CFFI", "Runtime", "CRuntime"], swiftSettings: strict),

    // The compiler to native code. LLVM is loaded when something is hot, and not linked: Debian's package libllvm19.
    .target(name: "CLLVM", dependencies: ["CLoading"]),
    .target(name: "JIT", dependencies: ["CLLVM", "Blake2", "Runtime", "CRuntime", "Bytecode"], swiftSettings: strict),

    // The interpreter as a command.
    .executableTarget(
      name: "TaipanCommand", dependencies: ["JIT", "Modules", "ForeignFunctions", "Runtime", "CRuntime"],
      swiftSettings: strict),

    // What developers of the front end run: dumps, comparisons with CPython, benchmarks, fuzzing.
    .executableTarget(
      name: "FrontEndCommand",
      dependencies: [
        "Syntax", "Bytecode", "Compiler", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "objects-benchmark", dependencies: ["Runtime", "CRuntime"], path: "Benchmarks/Objects",
      exclude: ["objects.py", "compare.sh"], swiftSettings: strict),

    .testTarget(name: "UnicodeTablesTests", dependencies: ["UnicodeTables"], swiftSettings: strict),
    .testTarget(name: "SyntaxTests", dependencies: ["Syntax"], swiftSettings: strict),
    .testTarget(name: "BytecodeTests", dependencies: ["Bytecode"], swiftSettings: strict),
    .testTarget(
      name: "RuntimeTests", dependencies: ["Runtime"], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "JITTests", dependencies: ["JIT", "ForeignFunctions", "Runtime", "CRuntime"], swiftSettings: strict),
    .testTarget(name: "CompilerTests", dependencies: ["Compiler", "Syntax", "Bytecode"], swiftSettings: strict),
  ]
)
