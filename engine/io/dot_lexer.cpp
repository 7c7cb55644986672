#include "engine/io/dot_lexer.h"

#include <algorithm>
#include <array>

namespace topomq::io {

namespace {

using Kind = DotToken::Kind;

constexpr std::array<std::string_view, 6> kKeywords{"node",    "edge",     "graph",
                                                    "digraph", "subgraph", "strict"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Letters, and every byte beyond ASCII.
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

std::string smallLetters(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

} // namespace

bool DotLexer::startsWith(std::string_view text) const
{
    return m_text.substr(m_offset).starts_with(text);
}

std::string DotLexer::skipBlanks()
{
    while (m_offset < m_text.size()) {
        const char c = m_text[m_offset];
        const bool lineStart = m_offset == 0 || m_text[m_offset - 1] == '\n';
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v') {
            ++m_offset;
        } else if (startsWith("//") || (c == '#' && lineStart)) {
            m_offset = std::min(m_text.find('\n', m_offset), m_text.size());
        } else if (startsWith("/*")) {
            const std::size_t end = m_text.find("*/", m_offset + 2);
            if (end == std::string_view::npos)
                return "the comment that begins here has no end; add */";
            m_offset = end + 2;
        } else if (m_offset == 0 && startsWith("\xEF\xBB\xBF")) {
            m_offset = 3;
        } else {
            break;
        }
    }
    return {};
}

DotToken DotLexer::next()
{
    if (std::string problem = skipBlanks(); !problem.empty())
        return {Kind::Error, std::move(problem), m_offset};
    if (m_offset >= m_text.size())
        return {Kind::End, {}, m_text.size()};
    const char c = m_text[m_offset];
    if (c == '"')
        return quotedText();
    if (c == '<')
        return markup();
    if (startsWith("->") || startsWith("--")) {
        m_offset += 2;
        return {Kind::Sign, std::string(m_text.substr(m_offset - 2, 2)), m_offset - 2};
    }
    if (std::string_view("{}[];,=:").find(c) != std::string_view::npos) {
        ++m_offset;
        return {Kind::Sign, std::string(1, c), m_offset - 1};
    }
    return word();
}

DotToken DotLexer::quotedText()
{
    DotToken token{Kind::Id, {}, m_offset, true};
    // Parts joined by + are one text.
    for (;;) {
        const std::size_t begin = m_offset++;
        for (; m_offset < m_text.size() && m_text[m_offset] != '"'; ++m_offset) {
            const char c = m_text[m_offset];
            const bool hasNext = m_offset + 1 < m_text.size();
            if (c == '\\' && hasNext && m_text[m_offset + 1] == '"') {
                token.text += '"';
                ++m_offset;
            } else if (c == '\\' && hasNext && m_text[m_offset + 1] == '\n') {
                ++m_offset;
            } else if (c == '\\' && hasNext) {
                // Further escapes belong to the attribute; a \\ must not hide a quote after it.
                token.text += c;
                token.text += m_text[++m_offset];
            } else {
                token.text += c;
            }
        }
        if (m_offset >= m_text.size())
            return {Kind::Error, "the text that begins here has no closing quote; add \"", begin};
        const std::size_t end = ++m_offset;
        if (!skipBlanks().empty() || !startsWith("+")) {
            m_offset = end;
            return token;
        }
        ++m_offset;
        if (!skipBlanks().empty() || !startsWith("\""))
            return {Kind::Error, "after + there must be another text in quotes", m_offset};
    }
}

DotToken DotLexer::markup()
{
    const std::size_t begin = m_offset;
    std::size_t depth = 0;
    for (; m_offset < m_text.size(); ++m_offset) {
        const char c = m_text[m_offset];
        if (c == '<')
            ++depth;
        else if (c == '>' && --depth == 0)
            break;
    }
    if (m_offset >= m_text.size())
        return {Kind::Error, "the label that begins here has no end; add >", begin};
    ++m_offset;
    return {Kind::Id, std::string(m_text.substr(begin, m_offset - begin)), begin, true};
}

DotToken DotLexer::word()
{
    const std::size_t begin = m_offset;
    const auto at = [this](std::size_t offset) {
        return offset < m_text.size() ? m_text[offset] : '\0';
    };
    if (isLetter(at(begin))) {
        while (m_offset < m_text.size() && (isLetter(at(m_offset)) || isDigit(at(m_offset))))
            ++m_offset;
        std::string text(m_text.substr(begin, m_offset - begin));
        std::string small = smallLetters(text);
        if (std::find(kKeywords.begin(), kKeywords.end(), small) != kKeywords.end())
            return {Kind::Keyword, std::move(small), begin};
        return {Kind::Id, std::move(text), begin};
    }
    if (at(m_offset) == '-')
        ++m_offset;
    const std::size_t digits = m_offset;
    while (isDigit(at(m_offset)))
        ++m_offset;
    std::size_t count = m_offset - digits;
    if (at(m_offset) == '.') {
        const std::size_t fraction = ++m_offset;
        while (isDigit(at(m_offset)))
            ++m_offset;
        count += m_offset - fraction;
    }
    if (count > 0)
        return {Kind::Id, std::string(m_text.substr(begin, m_offset - begin)), begin};
    return {Kind::Error, "this character has no meaning here; put names with it into quotes",
            begin};
}

} // namespace topomq::io
