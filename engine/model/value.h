#pragma once
// A JSON-shaped plain value: settings, options and unknown keys keep exactly what the file said.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace topomq::model {

class Value;
using Array = std::vector<Value>;

/// Keys in the order of the file. Small: looked up by scanning.
/// Thread: a plain value.
class Object
{
public:
    using Member = std::pair<std::string, Value>;

    Object();
    Object(std::initializer_list<Member> members);
    Object(const Object&);
    Object(Object&&) noexcept;
    Object& operator=(const Object&);
    Object& operator=(Object&&) noexcept;
    ~Object();

    /// Null when there is no such key.
    [[nodiscard]] const Value* find(std::string_view key) const;
    /// Replaces the value in place, or appends a new key.
    void set(std::string_view key, Value value);
    /// For readers that have already looked for duplicates: appends without scanning.
    void append(std::string key, Value value);
    /// A new key at a position (at the end when there is none such); no scan for duplicates.
    void insert(std::size_t index, std::string key, Value value);
    void remove(std::string_view key);
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const std::vector<Member>& members() const;

    friend bool operator==(const Object&, const Object&);

private:
    std::vector<Member> m_members;
};

/// Thread: a plain value.
class Value
{
public:
    Value() = default;

    Value(std::nullptr_t) { }

    Value(bool value)
        : m_data(value)
    { }

    Value(int value)
        : m_data(std::int64_t{value})
    { }

    Value(std::int64_t value)
        : m_data(value)
    { }

    Value(double value)
        : m_data(value)
    { }

    Value(const char* text)
        : m_data(std::string(text))
    { }

    Value(std::string text)
        : m_data(std::move(text))
    { }

    Value(Array array)
        : m_data(std::move(array))
    { }

    Value(Object object)
        : m_data(std::move(object))
    { }

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }

    [[nodiscard]] const bool* asBool() const { return std::get_if<bool>(&m_data); }

    [[nodiscard]] const std::int64_t* asInteger() const
    {
        return std::get_if<std::int64_t>(&m_data);
    }

    [[nodiscard]] const std::string* asText() const { return std::get_if<std::string>(&m_data); }

    [[nodiscard]] const Array* asArray() const { return std::get_if<Array>(&m_data); }

    [[nodiscard]] const Object* asObject() const { return std::get_if<Object>(&m_data); }

    /// Integers count as numbers too.
    [[nodiscard]] std::optional<double> asNumber() const;
    /// For messages and inputs: `12`, `"text"`, `[…]`; not meant to be parsed again.
    [[nodiscard]] std::string describe() const;

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> m_data;
};

} // namespace topomq::model
