// The functions that `CLLVM.h` declares: each jumps to where the shared library has it.
#include "CLLVM.h"
#include <dlfcn.h>
#include <stdio.h>

#define FUNCTIONS(X) \
  X(LLVMAddAttributeAtIndex) X(LLVMAddCallSiteAttribute) X(LLVMAddCase) X(LLVMAddFunction) X(LLVMAddIncoming) \
  X(LLVMAppendBasicBlockInContext) X(LLVMBuildAShr) X(LLVMBuildAdd) X(LLVMBuildAnd) X(LLVMBuildBitCast) \
  X(LLVMBuildBr) X(LLVMBuildCall2) X(LLVMBuildCondBr) X(LLVMBuildExtractValue) X(LLVMBuildFAdd) \
  X(LLVMBuildFCmp) X(LLVMBuildFDiv) X(LLVMBuildFMul) X(LLVMBuildFNeg) X(LLVMBuildFPToSI) X(LLVMBuildFRem) \
  X(LLVMBuildFSub) X(LLVMBuildGEP2) X(LLVMBuildICmp) X(LLVMBuildIntToPtr) X(LLVMBuildLShr) X(LLVMBuildLoad2) \
  X(LLVMBuildMul) X(LLVMBuildOr) X(LLVMBuildPhi) X(LLVMBuildPtrToInt) X(LLVMBuildRet) X(LLVMBuildSDiv) \
  X(LLVMBuildSIToFP) X(LLVMBuildSRem) X(LLVMBuildSelect) X(LLVMBuildShl) X(LLVMBuildStore) X(LLVMBuildSub) \
  X(LLVMBuildSwitch) X(LLVMBuildTrunc) X(LLVMBuildUnreachable) X(LLVMBuildXor) X(LLVMBuildZExt) X(LLVMConstInt) \
  X(LLVMConstIntToPtr) X(LLVMConstPtrToInt) X(LLVMConstReal) X(LLVMContextCreate) X(LLVMContextDispose) \
  X(LLVMCopyStringRepOfTargetData) X(LLVMCreateBuilderInContext) X(LLVMCreateEnumAttribute) \
  X(LLVMCreatePassBuilderOptions) X(LLVMCreateTargetDataLayout) X(LLVMCreateTargetMachine) \
  X(LLVMDisposeBuilder) X(LLVMDisposeErrorMessage) X(LLVMDisposeMemoryBuffer) X(LLVMDisposeMessage) \
  X(LLVMDisposeModule) X(LLVMDisposePassBuilderOptions) X(LLVMDisposeTargetData) X(LLVMDisposeTargetMachine) \
  X(LLVMDoubleTypeInContext) X(LLVMFunctionType) X(LLVMGetBasicBlockTerminator) X(LLVMGetBufferSize) \
  X(LLVMGetBufferStart) X(LLVMGetDefaultTargetTriple) X(LLVMGetEnumAttributeKindForName) X(LLVMGetErrorMessage) \
  X(LLVMGetHostCPUFeatures) X(LLVMGetHostCPUName) X(LLVMGetInsertBlock) X(LLVMGetIntrinsicDeclaration) \
  X(LLVMGetMDKindIDInContext) X(LLVMGetParam) X(LLVMGetPoison) X(LLVMGetTargetFromTriple) \
  X(LLVMGlobalGetValueType) X(LLVMInt1TypeInContext) X(LLVMInt32TypeInContext) X(LLVMInt64TypeInContext) \
  X(LLVMInt8TypeInContext) X(LLVMLookupIntrinsicID) X(LLVMMDNodeInContext) X(LLVMMDStringInContext) X(LLVMModuleCreateWithNameInContext) \
  X(LLVMOrcCreateLLJIT) X(LLVMOrcJITDylibCreateResourceTracker) X(LLVMOrcLLJITAddObjectFileWithRT) \
  X(LLVMOrcLLJITGetMainJITDylib) X(LLVMOrcLLJITLookup) X(LLVMOrcReleaseResourceTracker) \
  X(LLVMOrcResourceTrackerRemove) X(LLVMPointerTypeInContext) X(LLVMPositionBuilderAtEnd) \
  X(LLVMPrintModuleToString) X(LLVMRunPasses) X(LLVMSetAlignment) X(LLVMSetDataLayout) X(LLVMSetLinkage) \
  X(LLVMSetMetadata) X(LLVMSetOrdering) X(LLVMSetTailCallKind) X(LLVMSetTarget) X(LLVMSetTargetMachineFastISel) \
  X(LLVMTargetMachineEmitToMemoryBuffer) X(LLVMTypeOf) X(LLVMVerifyModule) X(LLVMVoidTypeInContext)
#if defined(__x86_64__)
#define TARGET_FUNCTIONS(X) \
  X(LLVMInitializeX86TargetInfo) X(LLVMInitializeX86Target) X(LLVMInitializeX86TargetMC) \
  X(LLVMInitializeX86AsmPrinter)
#define JUMP(name) "jmp *llvm_table_" #name "(%rip)"
#else
#define TARGET_FUNCTIONS(X) \
  X(LLVMInitializeAArch64TargetInfo) X(LLVMInitializeAArch64Target) X(LLVMInitializeAArch64TargetMC) \
  X(LLVMInitializeAArch64AsmPrinter)
#define JUMP(name) \
  "adrp x16, llvm_table_" #name "\n ldr x16, [x16, :lo12:llvm_table_" #name "]\n br x16"
#endif

#define SLOT(name) void *llvm_table_##name;
FUNCTIONS(SLOT)
TARGET_FUNCTIONS(SLOT)

#define STUB(name) \
  __asm__(".text\n .globl " #name "\n .type " #name ", @function\n" #name ":\n " JUMP(name) "\n .size " #name ", .-" #name "\n");
FUNCTIONS(STUB)
TARGET_FUNCTIONS(STUB)

static const struct {
  const char *name;
  void **slot;
} table[] = {
#define ROW(name) {#name, &llvm_table_##name},
  FUNCTIONS(ROW) TARGET_FUNCTIONS(ROW)
};

const char *llvm_load(const char *library) {
  static char message[200];
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return dlerror();
  for (size_t index = 0; index < sizeof table / sizeof *table; index++) {
    *table[index].slot = dlsym(handle, table[index].name);
    if (!*table[index].slot) {
      snprintf(message, sizeof message, "%s lacks %s", library, table[index].name);
      return message;
    }
  }
  return NULL;
}
