#include "engine/io/json_remedy.h"

#include "engine/io/json_reader.h"
#include "engine/io/json_words.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace topomq::io {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
/// Enough to close by hand.
constexpr std::size_t kMostClosers = 12;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Reads the text as far as it is sound, and says what to do where it is not.
class Scan
{
public:
    explicit Scan(std::string_view text)
        : m_text(text)
    { }

    /// Of what is wrong up to `stop`: what stands behind it is another fault than the one told of.
    [[nodiscard]] std::string remedyUntil(std::size_t stop)
    {
        const std::string remedy = firstRemedy();
        return m_at > stop ? std::string() : remedy;
    }

private:
    /// What has to come next.
    enum class Wants { Value, FirstName, Name, Colon, FirstItem, CommaOrEnd, Nothing };

    [[nodiscard]] std::string firstRemedy()
    {
        while (m_remedy.empty()) {
            m_at = std::min(m_text.find_first_not_of(kBlanks, m_at), m_text.size());
            if (m_at == m_text.size())
                return m_wants == Wants::Nothing ? std::string() : ofEarlyEnd();
            if (!step())
                break;
        }
        return m_remedy;
    }

    [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }

    [[nodiscard]] std::string placeText(std::size_t offset) const
    {
        const TextPlace place = placeOf(m_text, offset);
        return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
    }

    bool fail(std::string remedy)
    {
        m_remedy = std::move(remedy);
        return false;
    }

    /// False: the fault is there, with or without a remedy.
    bool step()
    {
        const char c = m_text[m_at];
        if (isParameter())
            return fail(" Put the name of the parameter into double quotes: "
                        + quotedWord("#" + std::string(wordAt(m_text, m_at + 1))) + ".");
        if (std::string foreign = remedyOfForeign(rest()); !foreign.empty())
            return fail(std::move(foreign));
        switch (m_wants) {
        case Wants::FirstItem:
        case Wants::FirstName:
            if (c == closer())
                return close();
            return m_wants == Wants::FirstItem ? value() : name();
        case Wants::Value:
            return value();
        case Wants::Name:
            return name();
        case Wants::Colon:
            if (c == ':')
                return take(Wants::Value);
            return touchesText() ? ofEarlyQuote() : fail(" Put a colon between name and value.");
        case Wants::CommaOrEnd:
            return commaOrEnd();
        case Wants::Nothing:
            return ofMore();
        }
        return false;
    }

    /// Something stands behind the end.
    bool ofMore()
    {
        // What ended was its first name or the like: to delete the rest would be to lose the file.
        if (const std::size_t first = m_text.find_first_not_of(kBlanks); m_text[first] != '{')
            return fail(" A topology file begins with {: put one before " + placeText(first) + ".");
        const char c = m_text[m_at];
        return fail(c == '}' || c == ']'
                        ? " There is one closing bracket too many: delete it."
                        : " The topology ended before it: delete what follows, or the bracket that "
                          "closes it too early.");
    }

    bool take(Wants next)
    {
        ++m_at;
        m_wants = next;
        return true;
    }

    [[nodiscard]] char closer() const { return m_text[m_open.back()] == '{' ? '}' : ']'; }

    void endValue()
    {
        m_lastEnd = m_at;
        m_wants = m_open.empty() ? Wants::Nothing : Wants::CommaOrEnd;
    }

    bool close()
    {
        ++m_at;
        m_open.pop_back();
        endValue();
        return true;
    }

    bool commaOrEnd()
    {
        const char c = m_text[m_at];
        if (c == ',') {
            m_comma = m_at;
            return take(closer() == '}' ? Wants::Name : Wants::Value);
        }
        if (c == closer())
            return close();
        if (c == '}' || c == ']')
            return ofWrongCloser();
        if (touchesText())
            return ofEarlyQuote();
        if (c == '"' || c == '{' || c == '[' || isWordLetter(c))
            return fail(" Put a comma after " + placeText(m_lastEnd - 1) + ".");
        if (c == ':' && closer() == ']')
            return fail(" Names stand in braces: write { } in place of [ ] around them.");
        return fail(std::string(" Put a comma or ") + closer() + " there.");
    }

    /// `#rate` in place of a value: our own way to write a parameter, but for the quotes.
    [[nodiscard]] bool isParameter() const
    {
        return (m_wants == Wants::Value || m_wants == Wants::FirstItem) && !m_open.empty()
            && m_text[m_at] == '#' && m_at + 1 < m_text.size() && isLetter(m_text[m_at + 1]);
    }

    /// A word right behind the quote that ended a text: it may have ended too early, or too late.
    [[nodiscard]] bool touchesText() const
    {
        return m_at > 0 && m_text[m_at - 1] == '"' && isWordLetter(m_text[m_at]);
    }

    bool ofEarlyQuote()
    {
        return fail(" Close the text of " + placeText(m_textStart)
                    + " with \" where it ends, or write \\\" for a quote within it.");
    }

    /// Within a number, as many countries write it: `1,5` or `10,000`.
    [[nodiscard]] bool isCommaInNumber() const
    {
        return m_comma > 0 && m_comma + 1 == m_at && isDigit(m_text[m_comma - 1])
            && isDigit(m_text[m_at]);
    }

    bool ofWrongCloser()
    {
        return fail(std::string(" Put ") + closer() + " before it: the " + m_text[m_open.back()]
                    + " of " + placeText(m_open.back()) + " is still open.");
    }

    /// A comma, and nothing after it.
    bool ofTrailingComma()
    {
        return fail(" Delete the comma of " + placeText(m_comma) + ": nothing follows it.");
    }

    bool name()
    {
        const char c = m_text[m_at];
        if (c == '"')
            return string(Wants::Colon);
        if (c == '}' && m_wants == Wants::Name)
            return ofTrailingComma();
        if (c == ',')
            return fail(" Delete one of the commas, or the one that nothing stands before.");
        if (c == ']')
            return ofWrongCloser();
        if (isCommaInNumber())
            return fail(remedyOfComma(m_text.substr(m_valueStart, m_comma - m_valueStart), rest()));
        if (isWordLetter(c))
            return fail(" Put the name into double quotes: " + quotedWord(wordAt(m_text, m_at))
                        + ".");
        return fail(" A name in double quotes has to stand there.");
    }

    bool value()
    {
        const char c = m_text[m_at];
        if (c == '"')
            return string(Wants::CommaOrEnd);
        if (c == '{' || c == '[') {
            m_open.push_back(m_at);
            return take(c == '{' ? Wants::FirstName : Wants::FirstItem);
        }
        if ((c == ']' || c == '}') && !m_open.empty() && m_text[m_open.back()] == '['
            && m_wants == Wants::Value)
            return c == ']' ? ofTrailingComma() : ofWrongCloser();
        if (c == '}' && m_wants == Wants::FirstItem)
            return ofWrongCloser();
        if (isWordLetter(c))
            return plainWord();
        if (m_open.empty())
            return fail(" A topology file begins with {.");
        return fail(" A value is missing there: put one, or delete the name or comma before it.");
    }

    /// A number, true, false, null, or what was meant as such.
    bool plainWord()
    {
        const std::string_view found = wordAt(m_text, m_at);
        m_valueStart = m_at;
        if (isJsonWord(found)) {
            m_at += found.size();
            endValue();
            return true;
        }
        // The rest of it may have been cut off.
        if (!m_open.empty() && m_at + found.size() == m_text.size())
            return fail(ofEarlyEnd());
        return fail(m_open.empty() ? remedyOfBeginning(found) : remedyOfWord(found));
    }

    bool string(Wants next)
    {
        m_textStart = m_at++;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                if (next == Wants::Colon)
                    m_wants = next;
                else
                    endValue();
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20U)
                return ofControl(c);
            if (c == '\\' && !escape())
                return fail(" Write \\\\ for a backslash in a text.");
        }
        return fail(ofEarlyEnd());
    }

    bool ofControl(char c)
    {
        if (c == '\n' || c == '\r')
            return fail(" Close the text of " + placeText(m_textStart)
                        + " with \" in its line; a line break in it is written \\n.");
        return fail(c == '\t' ? " Write \\t for a tabulator in a text."
                              : " Delete the invisible control character there.");
    }

    /// Stays on the letter behind the backslash. What is cut off is no fault of it.
    bool escape()
    {
        ++m_at;
        return m_at == m_text.size()
            || std::string_view("\"\\/bfnrtu").find(m_text[m_at]) != std::string_view::npos;
    }

    [[nodiscard]] std::string ofEarlyEnd() const
    {
        if (m_open.empty())
            return {};
        std::string closers;
        for (auto each = m_open.rbegin(); each != m_open.rend(); ++each)
            closers += m_text[*each] == '{' ? '}' : ']';
        std::string remedy = remedyOfCut();
        if (closers.size() <= kMostClosers)
            remedy += " and close what is open with " + closers;
        return remedy + ".";
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    Wants m_wants = Wants::Value;
    /// Where the brackets stand that are not closed so far.
    std::vector<std::size_t> m_open;
    std::size_t m_comma = 0;
    /// Of the text or name that was read last.
    std::size_t m_textStart = 0;
    /// Of the number or the like that was read last.
    std::size_t m_valueStart = 0;
    /// Behind the value that was read last.
    std::size_t m_lastEnd = 0;
    std::string m_remedy;
};

} // namespace

std::string jsonRemedy(std::string_view text, std::size_t position)
{
    return Scan(text).remedyUntil(position);
}

} // namespace topomq::io
