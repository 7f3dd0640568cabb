// Runs a program one instruction at a time and prints the addresses of the executable's own code that it came to, each
// once, in the order of their first execution, in units of 16 bytes.
//
//     steps BASE END PROGRAM [ARGUMENT…]    BASE and END of the code, hexadecimal

#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count < 4) return 2;
  unsigned long base = strtoul(arguments[1], NULL, 16), end = strtoul(arguments[2], NULL, 16);
  unsigned char *seen = calloc((end - base) / 16 + 1, 1);
  pid_t child = fork();
  if (child == 0) {
    personality(ADDR_NO_RANDOMIZE);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    execv(arguments[3], arguments + 3);
    _exit(127);
  }
  int status, result = 1;
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACECLONE);
  ptrace(PTRACE_SINGLESTEP, child, 0, 0);
  pid_t thread;
  while ((thread = waitpid(-1, &status, __WALL)) > 0) {
    if (!WIFSTOPPED(status)) {
      if (thread == child) result = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
      continue;
    }
    unsigned long address = ptrace(PTRACE_PEEKUSER, thread, offsetof(struct user_regs_struct, rip), 0);
    if (address >= base && address < end && !seen[(address - base) / 16]) {
      seen[(address - base) / 16] = 1;
      printf("%lx\n", address);
    }
    int signal = WSTOPSIG(status);
    ptrace(PTRACE_SINGLESTEP, thread, 0, signal == SIGTRAP || signal == SIGSTOP ? 0 : signal);
  }
  return result;
}
