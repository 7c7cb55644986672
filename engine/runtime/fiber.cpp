#include "engine/runtime/fiber.h"

#include <cstdint>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
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
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(frames, stack, bytes);
#endif
#if defined(__SANITIZE_THREAD__)
    __tsan_switch_to_fiber(thread, 0);
#endif
}

void afterSwitch([[maybe_unused]] void* frames,
                 [[maybe_unused]] const void** cameFrom,
                 [[maybe_unused]] std::size_t* bytes)
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(frames, cameFrom, bytes);
#endif
}

constexpr unsigned kHalf = 32;

} // namespace

Fiber::Fiber(char* stack, std::size_t bytes, std::function<void()> body)
    : m_stack(stack)
    , m_bytes(bytes)
    , m_body(std::move(body))
{
    getcontext(&m_inside);
    m_inside.uc_stack.ss_sp = m_stack;
    m_inside.uc_stack.ss_size = m_bytes;
    const auto self = reinterpret_cast<std::uintptr_t>(this);
    // makecontext hands on nothing wider than int.
    makecontext(&m_inside, reinterpret_cast<void (*)()>(&Fiber::enter), 2,
                static_cast<unsigned>(self >> kHalf), static_cast<unsigned>(self));
#if defined(__SANITIZE_THREAD__)
    m_insideThread = __tsan_create_fiber(0);
#endif
}

Fiber::~Fiber()
{
#if defined(__SANITIZE_THREAD__)
    __tsan_destroy_fiber(m_insideThread);
#endif
}

void Fiber::enter(unsigned high, unsigned low)
{
    reinterpret_cast<Fiber*>(static_cast<std::uintptr_t>(high) << kHalf | low)->runBody();
}

void Fiber::runBody() noexcept
{
    afterSwitch(nullptr, &m_outsideStack, &m_outsideBytes);
    m_body();
    m_isDone = true;
    // Without a place for them, its frames are gone for good.
    beforeSwitch(nullptr, m_outsideStack, m_outsideBytes, m_outsideThread);
    setcontext(&m_outside);
}

void Fiber::resume()
{
#if defined(__SANITIZE_THREAD__)
    m_outsideThread = __tsan_get_current_fiber();
#endif
    void* frames = nullptr;
    beforeSwitch(&frames, m_stack, m_bytes, m_insideThread);
    swapcontext(&m_outside, &m_inside);
    afterSwitch(frames, nullptr, nullptr);
}

void Fiber::suspend()
{
    beforeSwitch(&m_insideFrames, m_outsideStack, m_outsideBytes, m_outsideThread);
    swapcontext(&m_inside, &m_outside);
    afterSwitch(m_insideFrames, &m_outsideStack, &m_outsideBytes);
}

} // namespace topomq::runtime
