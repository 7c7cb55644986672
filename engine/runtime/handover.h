#pragma once
// Tells ThreadSanitizer what it cannot see: libzmq hands a message from one thread to another.

#if defined(TOPOMQ_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>

extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
}
#endif

namespace topomq::runtime {

/// The calling thread has written `place` and gives it away.
inline void handOver([[maybe_unused]] void* place)
{
#if defined(TOPOMQ_THREAD_SANITIZER)
    __tsan_release(place);
#endif
}

/// The calling thread has been given `place`.
inline void takeOver([[maybe_unused]] void* place)
{
#if defined(TOPOMQ_THREAD_SANITIZER)
    __tsan_acquire(place);
#endif
}

/// While it lives, the calling thread is at work for libzmq, in buffers of libzmq's own.
class InLibzmq
{
public:
    InLibzmq()
    {
#if defined(TOPOMQ_THREAD_SANITIZER)
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
#endif
    }

    ~InLibzmq()
    {
#if defined(TOPOMQ_THREAD_SANITIZER)
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
#endif
    }

    InLibzmq(const InLibzmq&) = delete;
    InLibzmq& operator=(const InLibzmq&) = delete;
};

} // namespace topomq::runtime
