#include "engine/runtime/fiber.h"

#include <boost/context/preallocated.hpp>
#include <cstdint>
#include <memory>
#include <sys/mman.h>
#include <utility>

#if defined(TOPOMQ_ADDRESS_SANITIZER)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(TOPOMQ_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#endif

namespace topomq::runtime {

namespace {

// The sanitizers follow one stack for each thread unless they are told of another.

void beforeSwitch([[maybe_unused]] void** frames,
                  [[maybe_unused]] const void* stack,
                  [[maybe_unused]] std::size_t bytes,
                  [[maybe_unused]] void* thread)
{
#if defined(TOPOMQ_ADDRESS_SANITIZER)
    __sanitizer_start_switch_fiber(frames, stack, bytes);
#endif
#if defined(TOPOMQ_THREAD_SANITIZER)
    __tsan_switch_to_fiber(thread, 0);
#endif
}

void afterSwitch([[maybe_unused]] void* frames,
                 [[maybe_unused]] const void** cameFrom,
                 [[maybe_unused]] std::size_t* bytes)
{
#if defined(TOPOMQ_ADDRESS_SANITIZER)
    __sanitizer_finish_switch_fiber(frames, cameFrom, bytes);
#endif
}

/// The stack is the caller's.
struct NoAllocator
{
    using traits_type = boost::context::stack_traits;

    void deallocate(boost::context::stack_context& /*stack*/) const noexcept { }
};

} // namespace

Fiber::Fiber(char* stack, std::size_t bytes, std::function<void()> body)
    : m_stack(stack)
    , m_bytes(bytes)
    , m_body(std::move(body))
{
    boost::context::stack_context whole;
    whole.sp = m_stack + m_bytes;
    whole.size = m_bytes;
    m_inside = boost::context::fiber(std::allocator_arg,
                                     boost::context::preallocated(whole.sp, whole.size, whole),
                                     NoAllocator(), [this](boost::context::fiber&& outside) {
                                         m_outside = std::move(outside);
                                         runBody();
                                         return std::move(m_outside);
                                     });
#if defined(TOPOMQ_THREAD_SANITIZER)
    m_insideThread = __tsan_create_fiber(0);
#endif
}

Fiber::~Fiber()
{
#if defined(TOPOMQ_THREAD_SANITIZER)
    __tsan_destroy_fiber(m_insideThread);
#endif
}

void Fiber::runBody() noexcept
{
    afterSwitch(nullptr, &m_outsideStack, &m_outsideBytes);
    m_body();
    m_isDone = true;
    // Without a place for them, its frames are gone for good.
    beforeSwitch(nullptr, m_outsideStack, m_outsideBytes, m_outsideThread);
}

void Fiber::resume()
{
#if defined(TOPOMQ_THREAD_SANITIZER)
    m_outsideThread = __tsan_get_current_fiber();
#endif
    void* frames = nullptr;
    beforeSwitch(&frames, m_stack, m_bytes, m_insideThread);
    m_inside = std::move(m_inside).resume();
    afterSwitch(frames, nullptr, nullptr);
}

void Fiber::suspend()
{
    beforeSwitch(&m_insideFrames, m_outsideStack, m_outsideBytes, m_outsideThread);
    m_outside = std::move(m_outside).resume();
    afterSwitch(m_insideFrames, &m_outsideStack, &m_outsideBytes);
}

void Fiber::trim() const
{
    constexpr std::uintptr_t kPage = 4096;
    // What is called from here still needs some.
    constexpr std::uintptr_t kInUse = 1024;
    const auto lowest = reinterpret_cast<std::uintptr_t>(m_stack);
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    // Sanitizers may keep the frames elsewhere.
    if (here < lowest + kInUse || here > lowest + m_bytes)
        return;
    const std::uintptr_t end = (here - kInUse) / kPage * kPage;
    if (end > lowest)
        madvise(m_stack, end - lowest, MADV_DONTNEED);
}

} // namespace topomq::runtime
