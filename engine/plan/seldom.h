#pragma once
// A value that is nearly always the default one.

#include <memory>
#include <utility>

namespace topomq::plan {

/// Takes memory only when it is another than `T()`; copies share that.
/// Thread: a plain value.
template <class T>
class Seldom
{
public:
    Seldom() = default;

    Seldom(T value) // NOLINT(google-explicit-constructor): stands for the value itself
    {
        if (value != T())
            m_value = std::make_shared<const T>(std::move(value));
    }

    [[nodiscard]] const T& operator*() const
    {
        static const T usual;
        return m_value == nullptr ? usual : *m_value;
    }

    [[nodiscard]] const T* operator->() const { return &**this; }

private:
    std::shared_ptr<const T> m_value;
};

} // namespace topomq::plan
