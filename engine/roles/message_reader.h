#pragma once
// Finds the messages in the bytes of a raw TCP connection, in whatever pieces they arrive.

#include "engine/model/settings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace topomq::roles {

/// One reader per connection.
/// Thread: one.
class MessageReader
{
public:
    enum class State {
        Incomplete, ///< more bytes are needed
        Complete,
        Broken, ///< `problem` says why; what follows cannot be understood any more
    };

    /// Longest head of an HTTP message that is read to its end.
    static constexpr std::size_t kLongestHead = std::size_t{16} * 1024;

    /// `reader` is who reads: a server reads requests, a client replies.
    explicit MessageReader(model::StreamMode reader);

    void add(std::string_view bytes) { m_bytes += bytes; }

    /// Looks for the next message behind the one that was found last.
    [[nodiscard]] State next();
    /// The same once no more bytes can come: a reply that gives no length ends with the connection.
    [[nodiscard]] State finish();

    /// The message that was found, line ends and head included; valid until the next call.
    [[nodiscard]] std::string_view message() const { return {m_bytes.data(), m_size}; }

    /// The first line without its line end.
    [[nodiscard]] std::string_view firstLine() const;

    /// HTTP: whoever sent it wants the connection closed after the answer.
    [[nodiscard]] bool wantsClose() const { return m_wantsClose; }

    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    [[nodiscard]] State nextLine();
    [[nodiscard]] State nextHttp();
    [[nodiscard]] State readHead(std::string_view head);
    [[nodiscard]] bool readField(std::string_view field);
    [[nodiscard]] bool readFirstLine(std::string_view line);
    [[nodiscard]] State fail(std::string problem);

    bool m_isHttp;
    bool m_readsRequests;
    std::string m_bytes; ///< the found message first
    std::size_t m_size = 0; ///< of the found message
    std::size_t m_searched = 0;
    std::size_t m_head = 0; ///< size of the head that has been read, 0: none yet
    std::optional<std::size_t> m_length; ///< of the body; none: until the connection ends
    bool m_wantsClose = false;
    std::string m_problem;
};

} // namespace topomq::roles
