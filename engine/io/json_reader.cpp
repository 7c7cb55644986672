#include "engine/io/json_reader.h"

#include "engine/io/json_remedy.h"
#include "engine/io/json_words.h"
#include "engine/io/topology_file.h"
#include "engine/io/utf8.h"

#include <nlohmann/json.hpp>

#include <iterator>
#include <unordered_set>
#include <utility>

namespace topomq::io {

namespace {

using nlohmann::json;

/// Lets the handler know how far the parser has read, which the library tells for errors only.
class WatchedIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    WatchedIterator(const char* at, const char** furthest)
        : m_at(at)
        , m_furthest(furthest)
    { }

    reference operator*() const { return *m_at; }

    WatchedIterator& operator++()
    {
        ++m_at;
        *m_furthest = m_at;
        return *this;
    }

    WatchedIterator operator++(int)
    {
        WatchedIterator before = *this;
        ++*this;
        return before;
    }

    friend bool operator==(const WatchedIterator& a, const WatchedIterator& b)
    {
        return a.m_at == b.m_at;
    }

private:
    const char* m_at;
    const char** m_furthest;
};

std::string placeText(const TextPlace& place)
{
    return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

/// Builds the value while the library parses, so that a limit is refused before it is exceeded:
/// the library's own tree overflows the stack when a deep one is copied.
class Builder final : public nlohmann::json_sax<json>
{
public:
    Builder(std::string_view text, const char* const* furthest)
        : m_text(text)
        , m_furthest(furthest)
    { }

    [[nodiscard]] JsonResult takeResult() { return std::move(m_result); }

    bool null() override { return add(model::Value()); }

    bool boolean(bool value) override { return add(model::Value(value)); }

    bool number_integer(number_integer_t value) override { return add(model::Value(value)); }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (std::in_range<std::int64_t>(value))
            return add(model::Value(static_cast<std::int64_t>(value)));
        return add(model::Value(static_cast<double>(value)), true);
    }

    bool number_float(number_float_t value, const string_t& word) override
    {
        const bool wasWhole = word.find_first_of(".eE") == std::string::npos;
        return add(model::Value(value), wasWhole);
    }

    bool string(string_t& value) override { return add(model::Value(std::move(value))); }

    bool binary(binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*elements*/) override { return open(true); }

    bool start_array(std::size_t /*elements*/) override { return open(false); }

    bool end_object() override { return close(); }

    bool end_array() override { return close(); }

    bool key(string_t& value) override
    {
        Frame& frame = m_frames.back();
        frame.dropNext = !frame.seen.insert(value).second;
        frame.key = std::move(value);
        if (frame.dropNext)
            note(JsonLoss::Kind::DuplicateKey);
        return true;
    }

    bool parse_error(std::size_t position,
                     const std::string& /*lastToken*/,
                     const nlohmann::detail::exception& error) override
    {
        // The library counts the byte at which it stopped from 1.
        const std::size_t stop = position == 0 ? 0 : position - 1;
        m_result.problem = "Not readable as JSON: " + placeText(placeOf(m_text, stop)) + ": "
            + reasonOf(error) + "." + jsonRemedy(m_text, stop);
        return false;
    }

private:
    struct Frame
    {
        bool isObject = false;
        model::Object object;
        model::Array array;
        std::unordered_set<std::string> seen;
        std::string key;
        bool dropNext = false;
    };

    static std::string reasonOf(const nlohmann::detail::exception& error)
    {
        std::string reason = error.what();
        if (error.id == 406)
            return "the number " + shortened(reason.substr(reason.rfind(' ') + 1), 40)
                + " is too large";
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …"
        if (const auto start = reason.find(": "); start != std::string::npos)
            reason.erase(0, start + 2);
        const std::string_view lastRead = "; last read: ";
        if (const auto start = reason.find(lastRead); start != std::string::npos) {
            const std::size_t quote = start + lastRead.size();
            const auto expected = reason.rfind("; expected ");
            const bool hasExpected = expected != std::string::npos && expected > quote;
            const std::size_t end = hasExpected ? expected : reason.size();
            reason = reason.substr(0, start) + " at "
                + shortened(std::string_view(reason).substr(quote, end - quote), 40)
                + reason.substr(end);
        }
        return reason;
    }

    bool refuse(const std::string& why)
    {
        const auto offset = static_cast<std::size_t>(*m_furthest - m_text.data());
        const TextPlace place = placeOf(m_text, offset == 0 ? 0 : offset - 1);
        m_result.problem = "Over the limits: " + placeText(place) + ": " + why;
        return false;
    }

    void note(JsonLoss::Kind kind)
    {
        if (m_result.losses.size() >= kMostLosses)
            return;
        JsonPath path;
        for (const Frame& frame : m_frames) {
            if (frame.isObject)
                path.emplace_back(frame.key);
            else
                path.emplace_back(frame.array.size());
        }
        const auto offset = static_cast<std::size_t>(*m_furthest - m_text.data());
        const std::size_t line = placeOf(m_text, offset == 0 ? 0 : offset - 1).line;
        m_result.losses.push_back({kind, std::move(path), line});
    }

    bool open(bool isObject)
    {
        if (m_frames.size() >= kDeepestNesting)
            return refuse("values are nested deeper than " + std::to_string(kDeepestNesting)
                          + " levels.");
        Frame frame;
        frame.isObject = isObject;
        m_frames.push_back(std::move(frame));
        return true;
    }

    bool close()
    {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        if (frame.isObject)
            return add(model::Value(std::move(frame.object)));
        return add(model::Value(std::move(frame.array)));
    }

    bool add(model::Value value, bool rounded = false)
    {
        if (++m_values > kMostValues)
            return refuse("there are more than " + std::to_string(kMostValues) + " values.");
        if (rounded)
            note(JsonLoss::Kind::RoundedNumber);
        if (m_frames.empty()) {
            m_result.value = std::move(value);
            return true;
        }
        Frame& frame = m_frames.back();
        if (!frame.isObject)
            frame.array.push_back(std::move(value));
        else if (!frame.dropNext)
            frame.object.append(frame.key, std::move(value));
        frame.dropNext = false;
        return true;
    }

    std::string_view m_text;
    const char* const* m_furthest;
    std::vector<Frame> m_frames;
    std::size_t m_values = 0;
    JsonResult m_result;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What the library would let pass or report without a usable place. The text stands in its file
/// behind so many bytes.
std::string problemOfBytes(std::string_view text, std::size_t behind)
{
    if (text.size() > kLargestFile)
        return "Over the limits: the text is larger than "
            + std::to_string(kLargestFile / 1024 / 1024) + " MiB.";
    const auto at = [text, behind](std::size_t offset) {
        return "byte " + std::to_string(behind + offset) + " (" + placeText(placeOf(text, offset))
            + ")";
    };
    if (const auto invalid = findInvalidUtf8(text))
        return "Not readable as text: " + at(*invalid) + " is not valid UTF-8."
            + remedyOfEncoding(text);
    // The library takes a NUL for the end and would not look at what follows.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return "Not readable as text: " + at(nul) + " is a NUL character." + remedyOfEncoding(text);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "Not readable as JSON: the text is empty. Take the file from a copy, or begin with "
               "{\"topomq\": 1}.";
    return {};
}

} // namespace

TextPlace placeOf(std::string_view text, std::size_t offset)
{
    TextPlace place;
    const std::string_view before = text.substr(0, offset);
    const auto lastBreak = before.rfind('\n');
    for (const char c : before)
        place.line += c == '\n' ? 1 : 0;
    const auto lineStart = lastBreak == std::string_view::npos ? 0 : lastBreak + 1;
    for (const char c : before.substr(lineStart))
        place.column += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
    return place;
}

JsonResult readJson(std::string_view text)
{
    const std::size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    text.remove_prefix(mark);
    if (std::string problem = problemOfBytes(text, mark); !problem.empty())
        return {std::move(problem), {}, {}};
    const char* furthest = text.data();
    Builder builder(text, &furthest);
    const WatchedIterator first(text.data(), &furthest);
    const WatchedIterator last(text.data() + text.size(), &furthest);
    json::sax_parse(first, last, &builder);
    return builder.takeResult();
}

} // namespace topomq::io
