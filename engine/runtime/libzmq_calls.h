#pragma once
// For functions of this program that stand before the system's of the same name: libzmq calls
// through the dynamic linker, which finds those of the executable first.

#include <array>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>

namespace topomq::runtime {

/// Does libzmq's background call? Thread: any.
inline bool isIoThread()
{
    enum class Kind : signed char { Unknown, Other, Io };
    static thread_local Kind t_kind = Kind::Unknown;
    if (t_kind == Kind::Unknown) {
        // libzmq names its threads, perhaps with a prefix, before they do anything.
        std::array<char, 32> name{};
        pthread_getname_np(pthread_self(), name.data(), name.size());
        t_kind = std::strstr(name.data(), "ZMQbg/IO") != nullptr ? Kind::Io : Kind::Other;
    }
    return t_kind == Kind::Io;
}

/// The function that the program would call without ours.
template <class Function>
Function* nextFunction(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace topomq::runtime
