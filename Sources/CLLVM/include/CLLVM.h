// What Taipan uses of LLVM's C API, declared by hand: neither headers nor libraries of LLVM are needed to build.
//
// The functions are stubs (`stubs.c`) that jump through a table. `llvm_load` fills it from the shared library, which is
// opened at the first hot function: linked, it would cost every start 17 ms and 48 MB. Signatures are those of LLVM 19's
// `llvm-c`, which LLVM keeps stable.
#ifndef CLLVM_H
#define CLLVM_H

#include <stddef.h>
#include <stdint.h>

#include "identity.h"

/// Opens LLVM's shared library and finds its functions. Null, or what went wrong; the text lives on.
const char *_Nullable llvm_load(const char *_Nonnull library);

#pragma clang assume_nonnull begin

typedef struct LLVMOpaqueContext *LLVMContextRef;
typedef struct LLVMOpaqueModule *LLVMModuleRef;
typedef struct LLVMOpaqueType *LLVMTypeRef;
typedef struct LLVMOpaqueValue *LLVMValueRef;
typedef struct LLVMOpaqueBasicBlock *LLVMBasicBlockRef;
typedef struct LLVMOpaqueBuilder *LLVMBuilderRef;
typedef struct LLVMOpaqueMetadata *LLVMMetadataRef;
typedef struct LLVMOpaqueAttributeRef *LLVMAttributeRef;
typedef struct LLVMOpaqueMemoryBuffer *LLVMMemoryBufferRef;
typedef struct LLVMTarget *LLVMTargetRef;
typedef struct LLVMOpaqueTargetMachine *LLVMTargetMachineRef;
typedef struct LLVMOpaqueTargetData *LLVMTargetDataRef;
typedef struct LLVMOpaqueError *LLVMErrorRef;
typedef struct LLVMOpaquePassBuilderOptions *LLVMPassBuilderOptionsRef;
typedef struct LLVMOrcOpaqueLLJIT *LLVMOrcLLJITRef;
typedef struct LLVMOrcOpaqueJITDylib *LLVMOrcJITDylibRef;
typedef struct LLVMOrcOpaqueResourceTracker *LLVMOrcResourceTrackerRef;
typedef void *LLVMDisasmContextRef;
typedef int LLVMBool;

// MARK: Targets

#if defined(__x86_64__)
#define LLVM_TARGET(name) LLVMInitializeX86##name
#else
#define LLVM_TARGET(name) LLVMInitializeAArch64##name
#endif
void LLVM_TARGET(TargetInfo)(void);
void LLVM_TARGET(Target)(void);
void LLVM_TARGET(TargetMC)(void);
void LLVM_TARGET(AsmPrinter)(void);
void LLVM_TARGET(Disassembler)(void);
static inline void llvm_initialize_target(void) {
  LLVM_TARGET(TargetInfo)();
  LLVM_TARGET(Target)();
  LLVM_TARGET(TargetMC)();
  LLVM_TARGET(AsmPrinter)();
  LLVM_TARGET(Disassembler)();
}

/// Options of LLVM's own tools, which the C API has no other way to: they hold for the whole process.
void LLVMParseCommandLineOptions(int count, const char *_Nullable const *_Nonnull arguments, const char *overview);
char *LLVMGetDefaultTargetTriple(void);
char *LLVMGetHostCPUName(void);
char *LLVMGetHostCPUFeatures(void);
LLVMBool LLVMGetTargetFromTriple(
  const char *triple, LLVMTargetRef _Nullable *_Nonnull target, char *_Nullable *_Nonnull message);
LLVMTargetMachineRef LLVMCreateTargetMachine(
  LLVMTargetRef target, const char *triple, const char *cpu, const char *features, int level, int relocation,
  int codeModel);
void LLVMDisposeTargetMachine(LLVMTargetMachineRef machine);
void LLVMSetTargetMachineFastISel(LLVMTargetMachineRef machine, LLVMBool enable);
LLVMTargetDataRef LLVMCreateTargetDataLayout(LLVMTargetMachineRef machine);
void LLVMDisposeTargetData(LLVMTargetDataRef data);
char *LLVMCopyStringRepOfTargetData(LLVMTargetDataRef data);
LLVMBool LLVMTargetMachineEmitToMemoryBuffer(
  LLVMTargetMachineRef machine, LLVMModuleRef module, int fileType, char *_Nullable *_Nonnull message,
  LLVMMemoryBufferRef _Nullable *_Nonnull buffer);

enum LLVMCodeGenLevel { LLVMCodeGenLevelNone, LLVMCodeGenLevelLess, LLVMCodeGenLevelDefault };
enum LLVMCodeGenFile { LLVMAssemblyFile, LLVMObjectFile };
enum { LLVMRelocPIC = 2, LLVMCodeModelSmall = 3 };

// MARK: Messages and buffers

void LLVMDisposeMessage(char *message);
char *LLVMGetErrorMessage(LLVMErrorRef error);
void LLVMDisposeErrorMessage(char *message);
const char *LLVMGetBufferStart(LLVMMemoryBufferRef buffer);
size_t LLVMGetBufferSize(LLVMMemoryBufferRef buffer);
void LLVMDisposeMemoryBuffer(LLVMMemoryBufferRef buffer);

// MARK: Modules

LLVMContextRef LLVMContextCreate(void);
void LLVMContextDispose(LLVMContextRef context);
LLVMModuleRef LLVMModuleCreateWithNameInContext(const char *name, LLVMContextRef context);
void LLVMDisposeModule(LLVMModuleRef module);
void LLVMSetTarget(LLVMModuleRef module, const char *triple);
void LLVMSetDataLayout(LLVMModuleRef module, const char *layout);
char *LLVMPrintModuleToString(LLVMModuleRef module);
LLVMBool LLVMVerifyModule(LLVMModuleRef module, int action, char *_Nullable *_Nonnull message);

LLVMErrorRef _Nullable LLVMRunPasses(
  LLVMModuleRef module, const char *passes, LLVMTargetMachineRef machine, LLVMPassBuilderOptionsRef options);
LLVMPassBuilderOptionsRef LLVMCreatePassBuilderOptions(void);
void LLVMDisposePassBuilderOptions(LLVMPassBuilderOptionsRef options);

// MARK: Types and constants

LLVMTypeRef LLVMInt1TypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMInt8TypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMIntTypeInContext(LLVMContextRef context, unsigned bits);
LLVMTypeRef LLVMFloatTypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMInt32TypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMInt64TypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMDoubleTypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMVoidTypeInContext(LLVMContextRef context);
LLVMTypeRef LLVMPointerTypeInContext(LLVMContextRef context, unsigned addressSpace);
LLVMTypeRef LLVMArrayType2(LLVMTypeRef element, uint64_t count);
LLVMTypeRef LLVMFunctionType(
  LLVMTypeRef result, LLVMTypeRef _Nonnull *_Nullable parameters, unsigned count, LLVMBool isVariadic);
LLVMValueRef LLVMConstInt(LLVMTypeRef type, unsigned long long number, LLVMBool signExtend);
LLVMValueRef LLVMConstReal(LLVMTypeRef type, double number);
LLVMValueRef LLVMConstIntToPtr(LLVMValueRef number, LLVMTypeRef type);
LLVMValueRef LLVMConstPtrToInt(LLVMValueRef pointer, LLVMTypeRef type);
LLVMValueRef LLVMGetPoison(LLVMTypeRef type);
LLVMTypeRef LLVMTypeOf(LLVMValueRef value);

// MARK: Functions and blocks

LLVMValueRef LLVMAddFunction(LLVMModuleRef module, const char *name, LLVMTypeRef type);
LLVMValueRef LLVMAddGlobal(LLVMModuleRef module, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMGetParam(LLVMValueRef function, unsigned index);
void LLVMSetLinkage(LLVMValueRef global, int linkage);
unsigned LLVMGetEnumAttributeKindForName(const char *name, size_t length);
LLVMAttributeRef LLVMCreateEnumAttribute(LLVMContextRef context, unsigned kind, uint64_t value);
void LLVMAddAttributeAtIndex(LLVMValueRef function, unsigned index, LLVMAttributeRef attribute);
void LLVMAddCallSiteAttribute(LLVMValueRef call, unsigned index, LLVMAttributeRef attribute);
LLVMBasicBlockRef LLVMAppendBasicBlockInContext(LLVMContextRef context, LLVMValueRef function, const char *name);
LLVMBasicBlockRef LLVMGetInsertBlock(LLVMBuilderRef builder);
LLVMValueRef _Nullable LLVMGetBasicBlockTerminator(LLVMBasicBlockRef block);
unsigned LLVMLookupIntrinsicID(const char *name, size_t length);
LLVMValueRef LLVMGetIntrinsicDeclaration(
  LLVMModuleRef module, unsigned identifier, LLVMTypeRef _Nonnull *_Nullable types, size_t count);
LLVMTypeRef LLVMGlobalGetValueType(LLVMValueRef global);
enum { LLVMPrivateLinkage = 9, LLVMInternalLinkage = 8, LLVMFunctionIndex = 0xffffffff };

// MARK: Instructions

LLVMBuilderRef LLVMCreateBuilderInContext(LLVMContextRef context);
void LLVMDisposeBuilder(LLVMBuilderRef builder);
void LLVMPositionBuilderAtEnd(LLVMBuilderRef builder, LLVMBasicBlockRef block);
void LLVMPositionBuilderBefore(LLVMBuilderRef builder, LLVMValueRef instruction);

LLVMValueRef LLVMBuildRet(LLVMBuilderRef builder, LLVMValueRef value);
LLVMValueRef LLVMBuildBr(LLVMBuilderRef builder, LLVMBasicBlockRef target);
LLVMValueRef LLVMBuildCondBr(
  LLVMBuilderRef builder, LLVMValueRef condition, LLVMBasicBlockRef then, LLVMBasicBlockRef otherwise);
LLVMValueRef LLVMBuildSwitch(
  LLVMBuilderRef builder, LLVMValueRef value, LLVMBasicBlockRef otherwise, unsigned caseCount);
void LLVMAddCase(LLVMValueRef choice, LLVMValueRef value, LLVMBasicBlockRef target);
LLVMValueRef LLVMBuildUnreachable(LLVMBuilderRef builder);

#define CLLVM_BINARY(name) LLVMValueRef LLVMBuild##name(LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)
CLLVM_BINARY(Add);
CLLVM_BINARY(Sub);
CLLVM_BINARY(Mul);
CLLVM_BINARY(NSWAdd);
CLLVM_BINARY(NSWSub);
CLLVM_BINARY(NSWMul);
CLLVM_BINARY(SDiv);
CLLVM_BINARY(SRem);
CLLVM_BINARY(Shl);
CLLVM_BINARY(LShr);
CLLVM_BINARY(AShr);
CLLVM_BINARY(And);
CLLVM_BINARY(Or);
CLLVM_BINARY(Xor);
CLLVM_BINARY(FAdd);
CLLVM_BINARY(FSub);
CLLVM_BINARY(FMul);
CLLVM_BINARY(FDiv);
CLLVM_BINARY(FRem);
#undef CLLVM_BINARY
LLVMValueRef LLVMBuildFNeg(LLVMBuilderRef builder, LLVMValueRef value, const char *name);
LLVMValueRef LLVMBuildICmp(LLVMBuilderRef builder, int predicate, LLVMValueRef left, LLVMValueRef right, const char *name);
LLVMValueRef LLVMBuildFCmp(LLVMBuilderRef builder, int predicate, LLVMValueRef left, LLVMValueRef right, const char *name);
LLVMValueRef LLVMBuildSelect(
  LLVMBuilderRef builder, LLVMValueRef condition, LLVMValueRef then, LLVMValueRef otherwise, const char *name);
LLVMValueRef LLVMBuildPhi(LLVMBuilderRef builder, LLVMTypeRef type, const char *name);
void LLVMAddIncoming(
  LLVMValueRef phi, LLVMValueRef _Nonnull *_Nonnull values, LLVMBasicBlockRef _Nonnull *_Nonnull blocks, unsigned count);
LLVMValueRef LLVMBuildLoad2(LLVMBuilderRef builder, LLVMTypeRef type, LLVMValueRef pointer, const char *name);
LLVMValueRef LLVMBuildFence(LLVMBuilderRef builder, int ordering, LLVMBool isForThreadAlone, const char *name);
LLVMValueRef LLVMBuildStore(LLVMBuilderRef builder, LLVMValueRef value, LLVMValueRef pointer);
void LLVMSetAlignment(LLVMValueRef access, unsigned bytes);
void LLVMSetVolatile(LLVMValueRef access, LLVMBool isVolatile);
void LLVMSetOrdering(LLVMValueRef access, int ordering);
LLVMValueRef LLVMBuildGEP2(
  LLVMBuilderRef builder, LLVMTypeRef type, LLVMValueRef pointer, LLVMValueRef _Nonnull *_Nonnull indices,
  unsigned count, const char *name);
LLVMValueRef LLVMBuildIntToPtr(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildPtrToInt(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildBitCast(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildZExt(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildTrunc(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildSExt(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildFPTrunc(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildFPExt(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildSIToFP(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildFPToSI(LLVMBuilderRef builder, LLVMValueRef value, LLVMTypeRef type, const char *name);
LLVMValueRef LLVMBuildExtractValue(LLVMBuilderRef builder, LLVMValueRef aggregate, unsigned index, const char *name);
LLVMValueRef LLVMBuildCall2(
  LLVMBuilderRef builder, LLVMTypeRef type, LLVMValueRef function, LLVMValueRef _Nonnull *_Nullable arguments,
  unsigned count, const char *name);
void LLVMSetTailCallKind(LLVMValueRef call, int kind);
void LLVMSetInstructionCallConv(LLVMValueRef call, unsigned convention);
void LLVMSetFunctionCallConv(LLVMValueRef function, unsigned convention);

enum LLVMIntPredicate {
  LLVMIntEQ = 32, LLVMIntNE, LLVMIntUGT, LLVMIntUGE, LLVMIntULT, LLVMIntULE, LLVMIntSGT, LLVMIntSGE, LLVMIntSLT, LLVMIntSLE
};
enum LLVMRealPredicate {
  LLVMRealOEQ = 1, LLVMRealOGT, LLVMRealOGE, LLVMRealOLT, LLVMRealOLE, LLVMRealORD = 7, LLVMRealUNE = 14
};
enum { LLVMPreserveAllCallConv = 15 };
enum { LLVMTailCallKindMustTail = 2, LLVMReturnStatusAction = 2 };
enum { LLVMAtomicOrderingUnordered = 1, LLVMAtomicOrderingMonotonic = 2, LLVMAtomicOrderingAcquire = 4,
       LLVMAtomicOrderingRelease = 5, LLVMAtomicOrderingSequentiallyConsistent = 7 };

// MARK: Metadata

LLVMValueRef LLVMMDStringInContext(LLVMContextRef context, const char *text, unsigned length);
LLVMValueRef LLVMMDNodeInContext(LLVMContextRef context, LLVMValueRef _Nonnull *_Nullable values, unsigned count);
unsigned LLVMGetMDKindIDInContext(LLVMContextRef context, const char *name, unsigned length);
LLVMMetadataRef LLVMValueAsMetadata(LLVMValueRef value);
void LLVMGlobalSetMetadata(LLVMValueRef global, unsigned kind, LLVMMetadataRef node);
void LLVMSetMetadata(LLVMValueRef instruction, unsigned kind, LLVMValueRef node);

// MARK: Loading code

LLVMErrorRef _Nullable LLVMOrcCreateLLJIT(LLVMOrcLLJITRef _Nullable *_Nonnull result, void *_Nullable builder);
LLVMOrcJITDylibRef LLVMOrcLLJITGetMainJITDylib(LLVMOrcLLJITRef jit);
LLVMOrcResourceTrackerRef LLVMOrcJITDylibCreateResourceTracker(LLVMOrcJITDylibRef library);
LLVMErrorRef _Nullable LLVMOrcLLJITAddObjectFileWithRT(
  LLVMOrcLLJITRef jit, LLVMOrcResourceTrackerRef tracker, LLVMMemoryBufferRef object);
LLVMErrorRef _Nullable LLVMOrcLLJITLookup(LLVMOrcLLJITRef jit, uint64_t *result, const char *name);
LLVMErrorRef _Nullable LLVMOrcResourceTrackerRemove(LLVMOrcResourceTrackerRef tracker);
void LLVMOrcReleaseResourceTracker(LLVMOrcResourceTrackerRef tracker);

// MARK: Reading code

/// Names the address that an instruction refers to; `kind` says on entry how it does, and on return what the name is.
typedef const char *_Nullable (*LLVMSymbolLookupCallback)(
  void *_Nullable argument, uint64_t address, uint64_t *kind, uint64_t pc, const char *_Nullable *_Nonnull comment);
LLVMDisasmContextRef _Nullable LLVMCreateDisasmCPUFeatures(
  const char *triple, const char *cpu, const char *features, void *_Nullable argument, int tag,
  const void *_Nullable operandInformation, LLVMSymbolLookupCallback _Nullable symbols);
int LLVMSetDisasmOptions(LLVMDisasmContextRef disassembler, uint64_t options);
size_t LLVMDisasmInstruction(
  LLVMDisasmContextRef disassembler, uint8_t *bytes, uint64_t count, uint64_t pc, char *text, size_t textSize);
void LLVMDisasmDispose(LLVMDisasmContextRef disassembler);
enum { LLVMDisassemblerPrintImmHex = 2, LLVMDisassemblerReferenceInBranch = 1 };

#pragma clang assume_nonnull end
#endif
