#define _GNU_SOURCE
#include "CRuntime.h"

#include <signal.h>
#include <unistd.h>

// A signal handler may do little: it sets bits in a word that the thread polls.
static uint32_t *interrupt_word;
static uint32_t interrupt_bits;

static void note_interrupt(int signal) {
  (void)signal;
  uint32_t *word = __atomic_load_n(&interrupt_word, __ATOMIC_ACQUIRE);
  if (word) __atomic_fetch_or(word, interrupt_bits, __ATOMIC_ACQ_REL);
}

void host_watch_interrupt(uint32_t *word, uint32_t bits) {
  interrupt_bits = bits;
  __atomic_store_n(&interrupt_word, word, __ATOMIC_RELEASE);
  // Without SA_RESTART: a read or a sleep ends, so that the thread comes to poll.
  struct sigaction action = {.sa_handler = note_interrupt};
  struct sigaction before;
  sigaction(SIGINT, NULL, &before);
  if (before.sa_handler != SIG_IGN) sigaction(SIGINT, &action, NULL);
}

void host_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

void host_end_by_interrupt(void) {
  signal(SIGINT, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), SIGINT);
}
