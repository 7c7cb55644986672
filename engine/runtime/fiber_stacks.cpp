#include "engine/runtime/fiber_stacks.h"

#include <new>
#include <sys/mman.h>

namespace topomq::runtime {

namespace {

constexpr std::size_t kGuard = 4096;
constexpr std::size_t kAtATime = 32;
constexpr std::size_t kSlab = kAtATime * (kGuard + FiberStacks::kBytes);

} // namespace

FiberStacks::~FiberStacks()
{
    for (void* slab : m_slabs)
        munmap(slab, kSlab);
}

void FiberStacks::makeMore()
{
    void* slab = mmap(nullptr, kSlab, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (slab == MAP_FAILED)
        throw std::bad_alloc();
    m_slabs.push_back(slab);
    for (std::size_t i = 0; i < kAtATime; ++i) {
        char* place = static_cast<char*>(slab) + i * (kGuard + kBytes);
        if (mprotect(place, kGuard, PROT_NONE) != 0)
            throw std::bad_alloc();
        m_free.push_back(place + kGuard);
    }
}

char* FiberStacks::take()
{
    if (m_free.empty())
        makeMore();
    char* stack = m_free.back();
    m_free.pop_back();
    return stack;
}

void FiberStacks::giveBack(char* stack)
{
    m_free.push_back(stack);
}

} // namespace topomq::runtime
