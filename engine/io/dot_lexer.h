#pragma once
// The words of a DOT text.

#include <cstddef>
#include <string>
#include <string_view>

namespace topomq::io {

struct DotToken
{
    enum class Kind {
        Id, ///< a name, a number, or a text in quotes
        Keyword, ///< node, edge, graph, digraph, subgraph, strict; `text` in small letters
        Sign, ///< one of { } [ ] ; , = : -> --
        End,
        Error, ///< `text` says why there is no further word
    };

    Kind kind = Kind::End;
    std::string text;
    /// Where it begins in the text, in bytes.
    std::size_t offset = 0;
    bool quoted = false;

    [[nodiscard]] bool isSign(std::string_view sign) const
    {
        return kind == Kind::Sign && text == sign;
    }

    [[nodiscard]] bool isKeyword(std::string_view word) const
    {
        return kind == Kind::Keyword && text == word;
    }
};

/// Thread: one.
class DotLexer
{
public:
    /// `text` outlives this.
    explicit DotLexer(std::string_view text)
        : m_text(text)
    { }

    [[nodiscard]] DotToken next();

private:
    /// Goes on to the next word; what is wrong with a comment, if anything.
    [[nodiscard]] std::string skipBlanks();
    [[nodiscard]] DotToken quotedText();
    [[nodiscard]] DotToken markup();
    [[nodiscard]] DotToken word();
    [[nodiscard]] bool startsWith(std::string_view text) const;

    std::string_view m_text;
    std::size_t m_offset = 0;
};

} // namespace topomq::io
