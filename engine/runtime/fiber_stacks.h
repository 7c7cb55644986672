#pragma once
// Stacks for fibers.

#include <cstddef>
#include <vector>

namespace topomq::runtime {

/// Memory is only used as far as a stack has ever been filled. Below each stack is a page that must
/// not be touched, so that one that is full ends the process and not its neighbour.
/// Thread: used by one at a time.
class FiberStacks
{
public:
    /// Far more than the roles and libzmq have been seen to use (under 16 KB; sanitizers make
    /// several times that of it): what is not touched costs addresses alone.
    static constexpr std::size_t kBytes = std::size_t{256} * 1024;

    FiberStacks() = default;
    ~FiberStacks();
    FiberStacks(const FiberStacks&) = delete;
    FiberStacks& operator=(const FiberStacks&) = delete;

    /// The lowest address of `kBytes`. Throws std::bad_alloc.
    [[nodiscard]] char* take();
    void giveBack(char* stack);

private:
    void makeMore();

    std::vector<char*> m_free;
    std::vector<void*> m_slabs;
};

} // namespace topomq::runtime
