#include "engine/runtime/key_store.h"

#include <zmq.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace topomq::runtime {

namespace {

constexpr mode_t kOurs = S_IRUSR | S_IWUSR;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
constexpr off_t kLargestFile = 16 << 20;
constexpr std::size_t kKeyLength = 40;
constexpr std::string_view kHeader =
    "# Keys and passwords of a TopoMQ topology. Whoever can read them can pretend to be these "
    "sockets.\n"
    "# curve <node.socket> <public key> <secret key>\n"
    "# plain <user> <password>\n";

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    { }

    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

std::string systemWords()
{
    return zmq_strerror(errno);
}

/// A name as one word: space, control characters, `%` and `#` as %XX.
std::string escaped(const std::string& name)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string word;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte == 0x7f || c == '%' || c == '#') {
            word += '%';
            word += kHex[byte >> 4U];
            word += kHex[byte & 15U];
        } else {
            word += c;
        }
    }
    return word;
}

std::string unescaped(const std::string& word)
{
    std::string name;
    for (std::size_t i = 0; i < word.size(); ++i) {
        unsigned byte = 0;
        const bool isCode = word[i] == '%' && i + 2 < word.size()
            && std::from_chars(word.data() + i + 1, word.data() + i + 3, byte, 16).ec
                == std::errc();
        name += isCode ? static_cast<char>(byte) : word[i];
        i += isCode ? 2 : 0;
    }
    return name;
}

std::vector<std::string> wordsOf(const std::string& line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

KeyPair makeKeys()
{
    std::array<char, kKeyLength + 1> publicKey{};
    std::array<char, kKeyLength + 1> secretKey{};
    if (zmq_curve_keypair(publicKey.data(), secretKey.data()) != 0)
        return {};
    return {publicKey.data(), secretKey.data()};
}

/// Does the secret key belong to the public one?
bool fits(const KeyPair& keys)
{
    std::array<char, kKeyLength + 1> derived{};
    return keys.publicKey.size() == kKeyLength && keys.secretKey.size() == kKeyLength
        && zmq_curve_public(derived.data(), keys.secretKey.c_str()) == 0
        && keys.publicKey == derived.data();
}

bool writeAll(int file, const std::string& text)
{
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t part = write(file, text.data() + written, text.size() - written);
        if (part < 0 && errno != EINTR)
            return false;
        written += part < 0 ? 0 : static_cast<std::size_t>(part);
    }
    return fsync(file) == 0;
}

} // namespace

std::string KeyStore::pathFor(const std::string& topologyFile)
{
    return topologyFile + ".keys";
}

KeyStore::KeyStore(std::string path)
    : m_path(std::move(path))
{ }

std::string KeyStore::open()
{
    const std::lock_guard lock(m_mutex);
    if (m_isOpen)
        return {};
    std::string problem = m_path.empty() ? std::string() : readFile();
    m_isOpen = problem.empty();
    return problem;
}

std::string KeyStore::readFile()
{
    const Descriptor file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) {
        if (errno == ENOENT)
            return {};
        return "the keys in " + m_path + " cannot be read: " + systemWords();
    }

    struct stat status
    { };

    if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)
        || status.st_size > kLargestFile)
        return m_path + " is not a file of keys; move it away and new keys are made";
    if ((status.st_mode & kOthers) != 0)
        return "the keys in " + m_path
            + " may be read or changed by others and are not used; make the file yours alone "
              "(chmod 600), or remove it and new keys are made";
    if (status.st_uid != geteuid())
        return "the keys in " + m_path
            + " belong to another user and are not used; remove the file or take it over";
    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t got = 0;
    while (got < content.size()) {
        const ssize_t part = read(file.number(), content.data() + got, content.size() - got);
        if (part <= 0)
            return "the keys in " + m_path + " cannot be read: " + systemWords();
        got += static_cast<std::size_t>(part);
    }
    return parse(content);
}

std::string KeyStore::parse(const std::string& content)
{
    std::istringstream lines(content);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const std::vector<std::string> words = wordsOf(line);
        if (words.empty() || words[0].front() == '#')
            continue;
        const KeyPair keys = words.size() == 4 ? KeyPair{words[2], words[3]} : KeyPair();
        if (words[0] == "curve" && fits(keys)) {
            m_owners[keys.publicKey] = unescaped(words[1]);
            m_keys[unescaped(words[1])] = keys;
        } else if (words[0] == "plain" && words.size() == 3) {
            m_passwords[unescaped(words[1])] = unescaped(words[2]);
        } else {
            // Without the line itself: it may hold a secret.
            return "line " + std::to_string(number) + " of the keys in " + m_path
                + " is neither \"curve socket public secret\" with keys that belong together nor "
                  "\"plain user password\"; correct it, or remove the file and new keys are made";
        }
    }
    return {};
}

std::string KeyStore::text() const
{
    std::string content(kHeader);
    for (const auto& [socket, keys] : m_keys)
        content += "curve " + escaped(socket) + " " + keys.publicKey + " " + keys.secretKey + "\n";
    for (const auto& [user, password] : m_passwords)
        content += "plain " + escaped(user) + " " + escaped(password) + "\n";
    return content;
}

std::string KeyStore::save()
{
    const std::lock_guard lock(m_mutex);
    if (m_path.empty() || !m_isChanged)
        return {};
    const std::string draft = m_path + ".new";
    // Whatever an earlier attempt has left behind, or somebody has put there, is not written to.
    unlink(draft.c_str());
    bool done = false;
    {
        const Descriptor file(
            ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOurs));
        done = file.number() >= 0 && writeAll(file.number(), text());
    }
    if (!done || rename(draft.c_str(), m_path.c_str()) != 0) {
        std::string problem = "the keys cannot be written to " + m_path + ": " + systemWords()
            + "; save the topology where you may write";
        unlink(draft.c_str());
        return problem;
    }
    m_isChanged = false;
    return {};
}

void KeyStore::leaveFile()
{
    const std::lock_guard lock(m_mutex);
    m_path.clear();
}

KeyPair KeyStore::keysOf(const std::string& socket)
{
    const std::lock_guard lock(m_mutex);
    auto found = m_keys.find(socket);
    if (found == m_keys.end()) {
        found = m_keys.emplace(socket, makeKeys()).first;
        m_owners[found->second.publicKey] = socket;
        m_isChanged = true;
    }
    return found->second;
}

std::string KeyStore::passwordOf(const std::string& user)
{
    const std::lock_guard lock(m_mutex);
    auto found = m_passwords.find(user);
    if (found == m_passwords.end()) {
        // As hard to guess as a key, and without spaces.
        found = m_passwords.emplace(user, makeKeys().secretKey).first;
        m_isChanged = true;
    }
    return found->second;
}

void KeyStore::setPassword(const std::string& user, const std::string& password)
{
    const std::lock_guard lock(m_mutex);
    m_passwords[user] = password;
    m_isChanged = true;
}

std::optional<std::string> KeyStore::findPassword(const std::string& user) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_passwords.find(user);
    return found == m_passwords.end() ? std::nullopt : std::optional(found->second);
}

std::string KeyStore::ownerOf(const std::string& publicKey) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_owners.find(publicKey);
    return found == m_owners.end() ? std::string() : found->second;
}

} // namespace topomq::runtime
