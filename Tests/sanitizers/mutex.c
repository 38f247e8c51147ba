// Tells ThreadSanitizer of locks that it cannot see.
//
// Synchronization.Mutex takes and leaves a lock that nobody else wants inside the program, where ThreadSanitizer sees
// it, and one that is contended inside libswiftSynchronization, which is built without ThreadSanitizer: what the lock
// protects would then be a race. scripts/sanitize links these in between, with --wrap. The real ones are weak, as a
// program without a mutex links no libswiftSynchronization.

#include <sanitizer/tsan_interface.h>
#include <stdint.h>

#define SLOW_LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define SLOW_UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

#define WEAK __attribute__((weak))

WEAK SWIFT void real_lock(uint32_t thread, SELF) __asm__("__real_" SLOW_LOCK);
WEAK SWIFT void real_unlock(SELF) __asm__("__real_" SLOW_UNLOCK);
SWIFT void lock(uint32_t thread, SELF) __asm__("__wrap_" SLOW_LOCK);
SWIFT void unlock(SELF) __asm__("__wrap_" SLOW_UNLOCK);

SWIFT void lock(uint32_t thread, SELF) {
    real_lock(thread, self);
    __tsan_acquire(self);
}

SWIFT void unlock(SELF) {
    __tsan_release(self);
    real_unlock(self);
}
