#pragma once
// The secrets of a topology: CURVE keys by socket, PLAIN passwords by user. They are kept in a
// file of their own beside the topology, which nobody else may read, or in memory only.

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace topomq::runtime {

/// In Z85.
struct KeyPair
{
    std::string publicKey;
    std::string secretKey;
};

/// One line of the file per secret: `curve node.socket public secret` or `plain user password`;
/// `%20` stands for a space in a name. Thread: any.
class KeyStore
{
public:
    /// Where the keys of a topology file are: beside it, with `.keys` after its name.
    [[nodiscard]] static std::string pathFor(const std::string& topologyFile);

    /// Empty path: memory only.
    explicit KeyStore(std::string path = {});

    /// Reads the file if there is one. Refuses one that others may read; the text says what to do.
    /// Empty: done. Reads once.
    [[nodiscard]] std::string open();
    /// Writes what is new, as a whole or not at all. Empty: done.
    [[nodiscard]] std::string save();
    /// What it holds stays in memory; nothing of it goes into the file any more.
    void leaveFile();

    /// Made when there are none yet.
    [[nodiscard]] KeyPair keysOf(const std::string& socket);
    /// Made when there is none yet.
    [[nodiscard]] std::string passwordOf(const std::string& user);
    void setPassword(const std::string& user, const std::string& password);

    [[nodiscard]] std::optional<std::string> findPassword(const std::string& user) const;
    /// `node.socket`, or empty when nobody here has the key.
    [[nodiscard]] std::string ownerOf(const std::string& publicKey) const;

private:
    [[nodiscard]] std::string readFile();
    [[nodiscard]] std::string parse(const std::string& text);
    [[nodiscard]] std::string text() const;

    mutable std::mutex m_mutex; // protects what follows
    std::string m_path;
    std::map<std::string, KeyPair> m_keys;
    std::map<std::string, std::string> m_passwords;
    std::map<std::string, std::string> m_owners; ///< by public key
    bool m_isOpen = false;
    bool m_isChanged = false;
};

} // namespace topomq::runtime
