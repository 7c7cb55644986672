#pragma once
// A function with a stack of its own, which can stand still in the middle.

#include <boost/context/fiber.hpp>
#include <cstddef>
#include <functional>

namespace topomq::runtime {

/// Thread: always the same one.
class Fiber
{
public:
    /// Runs `body`, from the first `resume` on, on the stack, which stays the caller's. Nothing may
    /// come out of `body` but its return; it must have returned when the fiber ends.
    Fiber(char* stack, std::size_t bytes, std::function<void()> body);
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Goes on with the body until it stands still or returns.
    void resume();
    /// From within the body: stands still until the next `resume`.
    void suspend();
    /// From within the body: gives back the memory of the stack below the caller's frames.
    void trim() const;

    [[nodiscard]] bool isDone() const { return m_isDone; }

    [[nodiscard]] char* stack() const { return m_stack; }

private:
    void runBody() noexcept;

    char* const m_stack;
    const std::size_t m_bytes;
    std::function<void()> m_body;
    bool m_isDone = false;
    boost::context::fiber m_inside;
    boost::context::fiber m_outside;
    // What the sanitizers must be told at a switch.
    void* m_insideFrames = nullptr;
    const void* m_outsideStack = nullptr;
    std::size_t m_outsideBytes = 0;
    void* m_insideThread = nullptr;
    void* m_outsideThread = nullptr;
};

} // namespace topomq::runtime
