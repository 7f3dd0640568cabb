// The functions that `CLLVM.h` declares: each jumps to where the shared library has it.
#include "CLLVM.h"
#include "CLoading.h"

#define FUNCTIONS(X) \
  X(LLVMAddAttributeAtIndex) X(LLVMAddCallSiteAttribute) X(LLVMAddCase) X(LLVMAddFunction) X(LLVMAddGlobal) X(LLVMAddIncoming) \
  X(LLVMAppendBasicBlockInContext) X(LLVMArrayType2) X(LLVMBuildAShr) X(LLVMBuildAdd) X(LLVMBuildAnd) X(LLVMBuildBitCast) \
  X(LLVMBuildBr) X(LLVMBuildCall2) X(LLVMBuildCondBr) X(LLVMBuildExtractValue) X(LLVMBuildFAdd) \
  X(LLVMBuildFCmp) X(LLVMBuildFDiv) X(LLVMBuildFence) X(LLVMBuildFMul) X(LLVMBuildFNeg) X(LLVMBuildFPExt) \
  X(LLVMBuildFPToSI) X(LLVMBuildFPTrunc) X(LLVMBuildFRem) \
  X(LLVMBuildFSub) X(LLVMBuildGEP2) X(LLVMBuildICmp) X(LLVMBuildIntToPtr) X(LLVMBuildLShr) X(LLVMBuildLoad2) \
  X(LLVMBuildMul) X(LLVMBuildNSWAdd) X(LLVMBuildNSWMul) X(LLVMBuildNSWSub) X(LLVMBuildOr) X(LLVMBuildPhi) X(LLVMBuildPtrToInt) X(LLVMBuildRet) X(LLVMBuildSDiv) \
  X(LLVMBuildSExt) X(LLVMBuildSIToFP) X(LLVMBuildSRem) X(LLVMBuildSelect) X(LLVMBuildShl) X(LLVMBuildStore) X(LLVMBuildSub) \
  X(LLVMBuildSwitch) X(LLVMBuildTrunc) X(LLVMBuildUnreachable) X(LLVMBuildXor) X(LLVMBuildZExt) X(LLVMConstInt) \
  X(LLVMConstIntToPtr) X(LLVMConstPtrToInt) X(LLVMConstReal) X(LLVMContextCreate) X(LLVMContextDispose) \
  X(LLVMCreateDisasmCPUFeatures) X(LLVMDisasmDispose) X(LLVMDisasmInstruction) X(LLVMSetDisasmOptions) \
  X(LLVMCopyStringRepOfTargetData) X(LLVMCreateBuilderInContext) X(LLVMCreateEnumAttribute) \
  X(LLVMCreatePassBuilderOptions) X(LLVMCreateTargetDataLayout) X(LLVMCreateTargetMachine) \
  X(LLVMDisposeBuilder) X(LLVMDisposeErrorMessage) X(LLVMDisposeMemoryBuffer) X(LLVMDisposeMessage) \
  X(LLVMDisposeModule) X(LLVMDisposePassBuilderOptions) X(LLVMDisposeTargetData) X(LLVMDisposeTargetMachine) \
  X(LLVMDoubleTypeInContext) X(LLVMFloatTypeInContext) X(LLVMFunctionType) X(LLVMGetBasicBlockTerminator) X(LLVMGetBufferSize) \
  X(LLVMGetBufferStart) X(LLVMGetDefaultTargetTriple) X(LLVMGetEnumAttributeKindForName) X(LLVMGetErrorMessage) \
  X(LLVMGetHostCPUFeatures) X(LLVMGetHostCPUName) X(LLVMGetInsertBlock) X(LLVMGetIntrinsicDeclaration) \
  X(LLVMGetMDKindIDInContext) X(LLVMGetParam) X(LLVMGetPoison) X(LLVMGetTargetFromTriple) \
  X(LLVMGlobalGetValueType) X(LLVMGlobalSetMetadata) X(LLVMInt1TypeInContext) X(LLVMInt32TypeInContext) X(LLVMInt64TypeInContext) \
  X(LLVMInt8TypeInContext) X(LLVMIntTypeInContext) X(LLVMLookupIntrinsicID) X(LLVMMDNodeInContext) X(LLVMMDStringInContext) X(LLVMModuleCreateWithNameInContext) \
  X(LLVMOrcCreateLLJIT) X(LLVMOrcJITDylibCreateResourceTracker) X(LLVMOrcLLJITAddObjectFileWithRT) \
  X(LLVMOrcLLJITGetMainJITDylib) X(LLVMOrcLLJITLookup) X(LLVMOrcReleaseResourceTracker) \
  X(LLVMOrcResourceTrackerRemove) X(LLVMParseCommandLineOptions) X(LLVMPointerTypeInContext) X(LLVMPositionBuilderAtEnd) X(LLVMPositionBuilderBefore) \
  X(LLVMPrintModuleToString) X(LLVMRunPasses) X(LLVMSetAlignment) X(LLVMSetDataLayout) X(LLVMSetLinkage) \
  X(LLVMSetFunctionCallConv) X(LLVMSetInstructionCallConv) X(LLVMSetMetadata) X(LLVMSetOrdering) X(LLVMSetTailCallKind) X(LLVMSetTarget) X(LLVMSetTargetMachineFastISel) \
  X(LLVMTargetMachineEmitToMemoryBuffer) X(LLVMSetVolatile) X(LLVMValueAsMetadata) X(LLVMTypeOf) X(LLVMVerifyModule) X(LLVMVoidTypeInContext)
#if defined(__x86_64__)
#define TARGET_FUNCTIONS(X) \
  X(LLVMInitializeX86TargetInfo) X(LLVMInitializeX86Target) X(LLVMInitializeX86TargetMC) \
  X(LLVMInitializeX86AsmPrinter) X(LLVMInitializeX86Disassembler)
#else
#define TARGET_FUNCTIONS(X) \
  X(LLVMInitializeAArch64TargetInfo) X(LLVMInitializeAArch64Target) X(LLVMInitializeAArch64TargetMC) \
  X(LLVMInitializeAArch64AsmPrinter) X(LLVMInitializeAArch64Disassembler)
#endif

FUNCTIONS(LIBRARY_STUB)
TARGET_FUNCTIONS(LIBRARY_STUB)

static const struct LibraryFunction table[] = {FUNCTIONS(LIBRARY_ROW) TARGET_FUNCTIONS(LIBRARY_ROW)};

const char *llvm_load(const char *library) { return library_load(library, table, sizeof table / sizeof *table); }
