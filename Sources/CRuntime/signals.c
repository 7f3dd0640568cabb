#define _GNU_SOURCE
#include "CRuntime.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

// A signal handler may do little: it notes which signal came, sets bits in a word that the thread polls, and writes a
// byte to whoever waits for one.
static uint32_t *signal_word;
static uint32_t signal_bits;
static uint8_t pending[hostSignalCount];
static int32_t wakeup_descriptor = -1;
static bool wakeup_warns = true;
static int32_t wakeup_error;

static void note_signal(int signal) {
  int error = errno;
  __atomic_store_n(&pending[signal], 1, __ATOMIC_RELEASE);
  uint32_t *word = __atomic_load_n(&signal_word, __ATOMIC_ACQUIRE);
  if (word) __atomic_fetch_or(word, signal_bits, __ATOMIC_ACQ_REL);
  int32_t descriptor = __atomic_load_n(&wakeup_descriptor, __ATOMIC_ACQUIRE);
  if (descriptor >= 0) {
    uint8_t byte = (uint8_t)signal;
    if (write(descriptor, &byte, 1) < 0 && (wakeup_warns || (errno != EAGAIN && errno != EWOULDBLOCK)))
      __atomic_store_n(&wakeup_error, errno, __ATOMIC_RELEASE);
  }
  errno = error;
}

void host_watch_signals(uint32_t *word, uint32_t bits) {
  signal_bits = bits;
  __atomic_store_n(&signal_word, word, __ATOMIC_RELEASE);
  struct sigaction before;
  sigaction(SIGINT, NULL, &before);
  if (before.sa_handler != SIG_IGN) host_catch_signal(SIGINT, false);
}

const uint32_t *host_signal_word(void) { return __atomic_load_n(&signal_word, __ATOMIC_ACQUIRE); }

bool host_catch_signal(int32_t signal, bool restarts) {
  // Without SA_RESTART, a read or a sleep ends, so that the thread comes to poll.
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = restarts ? SA_RESTART : 0};
  return sigaction(signal, &action, NULL) == 0;
}

int32_t host_signal_disposition(int32_t signal) {
  struct sigaction action;
  if (sigaction(signal, NULL, &action) != 0) return -1;
  if (action.sa_handler == SIG_DFL) return hostSignalDefault;
  if (action.sa_handler == SIG_IGN) return hostSignalIgnored;
  return action.sa_handler == note_signal ? hostSignalCaught : hostSignalForeign;
}

bool host_dispose_signal(int32_t number, bool isIgnored) { return signal(number, isIgnored ? SIG_IGN : SIG_DFL) != SIG_ERR; }

bool host_take_signal(int32_t signal) { return __atomic_exchange_n(&pending[signal], 0, __ATOMIC_ACQ_REL) != 0; }

void host_note_signal(int32_t signal) { note_signal(signal); }

int32_t host_take_wakeup_error(void) { return __atomic_exchange_n(&wakeup_error, 0, __ATOMIC_ACQ_REL); }

int32_t host_set_wakeup(int32_t descriptor, bool warns) {
  wakeup_warns = warns;
  return __atomic_exchange_n(&wakeup_descriptor, descriptor, __ATOMIC_ACQ_REL);
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
