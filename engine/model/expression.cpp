#include "engine/model/expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace topomq::model {

namespace {

constexpr std::size_t kLongest = 500;
constexpr int kDeepest = 32;
constexpr std::size_t kLongestName = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool startsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continuesName(char c)
{
    return startsName(c) || isDigit(c);
}

/// Where the name that begins at `from` ends.
std::size_t endOfName(std::string_view text, std::size_t from)
{
    if (from >= text.size() || !startsName(text[from]))
        return from;
    while (from < text.size() && continuesName(text[from]))
        ++from;
    return from;
}

/// Reads a text once from left to right; after the first problem all that follows is nothing.
class Reckoner
{
public:
    Reckoner(std::string_view text, const ParameterLookup& lookup)
        : m_text(text)
        , m_lookup(lookup)
    { }

    Evaluation run()
    {
        const double number = sum();
        if (m_result.problem.empty() && !atEnd())
            fail("has " + nextCharacter() + " where an operator is expected");
        if (m_result.problem.empty() && !std::isfinite(number))
            fail("is too large");
        if (m_result.problem.empty())
            m_result.number = number;
        return m_result;
    }

private:
    double sum()
    {
        double value = product();
        for (char sign = take("+-"); sign != 0; sign = take("+-")) {
            const double right = product();
            value = sign == '+' ? value + right : value - right;
        }
        return value;
    }

    double product()
    {
        double value = factor();
        for (char sign = take("*/"); sign != 0; sign = take("*/")) {
            const double right = factor();
            if (sign == '/' && right == 0)
                fail("divides by 0");
            value = sign == '*' ? value * right : value / right;
        }
        return value;
    }

    double factor()
    {
        bool negative = false;
        while (const char sign = take("+-"))
            negative = negative != (sign == '-');
        const double value = operand();
        return negative ? -value : value;
    }

    double operand()
    {
        if (atEnd())
            return fail("ends where a number is expected");
        if (take("("))
            return inParentheses();
        if (take("#"))
            return parameter();
        double value = 0;
        const char* first = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(first, m_text.data() + m_text.size(), value);
        const bool isNumber = isDigit(*first) || *first == '.';
        if (!isNumber || error != std::errc())
            return fail("has " + nextCharacter() + " where a number is expected");
        m_at += static_cast<std::size_t>(end - first);
        return value;
    }

    double inParentheses()
    {
        if (++m_depth > kDeepest)
            return fail("has too many parentheses inside each other");
        const double value = sum();
        if (!take(")"))
            return fail("has a parenthesis that is not closed");
        --m_depth;
        return value;
    }

    double parameter()
    {
        const std::size_t end = endOfName(m_text, m_at);
        const std::string name(m_text.substr(m_at, end - m_at));
        if (name.empty())
            return fail("has no name after #");
        m_at = end;
        const Evaluation* known = m_lookup(name);
        if (known == nullptr) {
            if (m_result.problem.empty())
                m_result.unknown = name;
            return fail("names #" + name + ", and there is no such parameter");
        }
        return known->number ? *known->number : fail("names #" + name + ", which has no value");
    }

    /// The next character when it is one of these, else 0.
    char take(std::string_view those)
    {
        if (atEnd() || !m_result.problem.empty() || those.find(m_text[m_at]) == those.npos)
            return 0;
        return m_text[m_at++];
    }

    bool atEnd()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
        return m_at == m_text.size();
    }

    /// Whole, also where it takes several bytes of UTF-8.
    [[nodiscard]] std::string nextCharacter() const
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xc0U) == 0x80U)
            ++end;
        return "\"" + std::string(m_text.substr(m_at, end - m_at)) + "\"";
    }

    double fail(std::string problem)
    {
        if (m_result.problem.empty())
            m_result.problem = std::move(problem);
        return 0;
    }

    std::string_view m_text;
    const ParameterLookup& m_lookup;
    Evaluation m_result;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

bool isExpression(const Value& value)
{
    const std::string* text = value.asText();
    return text != nullptr && text->find('#') != std::string::npos;
}

bool isParameterName(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestName && endOfName(text, 0) == text.size();
}

Evaluation evaluate(std::string_view text, const ParameterLookup& lookup)
{
    if (text.size() > kLongest)
        return {std::nullopt, "is longer than 500 characters", {}};
    return Reckoner(text, lookup).run();
}

std::vector<std::string> parametersIn(std::string_view text)
{
    std::vector<std::string> names;
    if (text.size() > kLongest)
        return names;
    for (std::size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
        std::string name(text.substr(at + 1, endOfName(text, at + 1) - at - 1));
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
    return names;
}

std::string
replaceParameter(std::string_view text, std::string_view name, std::string_view replacement)
{
    std::string changed;
    std::size_t from = 0;
    for (std::size_t at = text.find('#'); at != text.npos; at = text.find('#', from)) {
        const std::size_t end = endOfName(text, at + 1);
        changed += text.substr(from, at - from);
        const bool isIt = text.substr(at + 1, end - at - 1) == name;
        changed += isIt ? replacement : text.substr(at, end - at);
        from = end;
    }
    return changed += text.substr(from);
}

Value numberValue(double number)
{
    constexpr double kExact = 9007199254740992.0;
    if (std::floor(number) == number && std::abs(number) <= kExact)
        return static_cast<std::int64_t>(number);
    return number;
}

Value reckonedValue(double number)
{
    // Some steps of rounding, and no more than anybody would write.
    constexpr double kRounding = 1e-12;
    constexpr double kLargest = 1e-3;
    const double whole = std::round(number);
    const double rounding = std::min(std::abs(number) * kRounding, kLargest);
    return numberValue(std::abs(number - whole) <= rounding ? whole : number);
}

std::string numberText(double number)
{
    if (const Value whole = numberValue(number); whole.asInteger() != nullptr)
        return whole.describe();
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

} // namespace topomq::model
