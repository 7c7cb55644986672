#pragma once
// Tells ThreadSanitizer what it cannot see: libzmq hands a message from one thread to another.

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace topomq::runtime {

/// The calling thread has written `place` and gives it away.
inline void handOver([[maybe_unused]] void* place)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_release(place);
#endif
}

/// The calling thread has been given `place`.
inline void takeOver([[maybe_unused]] void* place)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_acquire(place);
#endif
}

} // namespace topomq::runtime
