#include "engine/model/value.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace topomq::model {

Object::Object() = default;

Object::Object(std::initializer_list<Member> members)
    : m_members(members)
{ }

Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

const Value* Object::find(std::string_view key) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [key](const Member& member) { return member.first == key; });
    return found == m_members.end() ? nullptr : &found->second;
}

void Object::set(std::string_view key, Value value)
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [key](const Member& member) { return member.first == key; });
    if (found == m_members.end())
        m_members.emplace_back(std::string(key), std::move(value));
    else
        found->second = std::move(value);
}

void Object::append(std::string key, Value value)
{
    m_members.emplace_back(std::move(key), std::move(value));
}

void Object::insert(std::size_t index, std::string key, Value value)
{
    const std::size_t place = std::min(index, m_members.size());
    m_members.emplace(m_members.begin() + static_cast<std::ptrdiff_t>(place), std::move(key),
                      std::move(value));
}

void Object::remove(std::string_view key)
{
    std::erase_if(m_members, [key](const Member& member) { return member.first == key; });
}

bool Object::isEmpty() const
{
    return m_members.empty();
}

std::size_t Object::size() const
{
    return m_members.size();
}

const std::vector<Object::Member>& Object::members() const
{
    return m_members;
}

bool operator==(const Object& a, const Object& b)
{
    return a.m_members == b.m_members;
}

std::optional<double> Value::asNumber() const
{
    if (const auto* integer = asInteger())
        return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&m_data))
        return *number;
    return std::nullopt;
}

std::string Value::describe() const
{
    if (isNull())
        return "null";
    if (const bool* truth = asBool())
        return *truth ? "true" : "false";
    if (const auto* integer = asInteger())
        return std::to_string(*integer);
    if (const auto number = asNumber()) {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%.10g", *number);
        return text.data();
    }
    if (const auto* text = asText())
        return "\"" + *text + "\"";
    std::string joined;
    const auto append = [&joined](const std::string& part) {
        joined += (joined.empty() ? "" : ", ") + part;
    };
    if (const auto* array = asArray()) {
        for (const Value& item : *array)
            append(item.describe());
        return "[" + joined + "]";
    }
    for (const auto& [key, item] : asObject()->members())
        append(key + ": " + item.describe());
    return "{" + joined + "}";
}

} // namespace topomq::model
