#include "ui/session/passwords.h"

#include "engine/runtime/key_store.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace topomq::ui {

namespace {

/// As RFC 24 has it: the length is one byte.
constexpr qsizetype kLongestPassword = 255;

void addUsers(const std::vector<model::Node>& nodes, std::set<std::string>& users)
{
    for (const model::Node& node : nodes) {
        for (const model::Socket& socket : node.sockets) {
            if (socket.security.mechanism != model::Mechanism::Plain)
                continue;
            users.insert(socket.security.allow.begin(), socket.security.allow.end());
            users.insert(socket.security.username);
        }
    }
}

/// Of all the file, inside of its sub-topologies too.
std::set<std::string> usersOf(const model::Topology& file)
{
    std::set<std::string> users;
    addUsers(file.nodes, users);
    for (const model::Definition& definition : file.definitions)
        addUsers(definition.nodes, users);
    users.erase(std::string());
    return users;
}

} // namespace

Passwords::Passwords(TopologyDocument& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_file(document.filePath())
{
    connect(&document, &TopologyDocument::wasReset, this, [this] {
        // Without a file it is another drawing; of the same file it is the same.
        if (m_file.isEmpty() || m_file != m_document.filePath())
            partFromRun();
        m_file = m_document.filePath();
        m_unsaved.clear();
    });
    connect(&document, &TopologyDocument::titleChanged, this, &Passwords::followFile);
}

Passwords::~Passwords() = default;

std::shared_ptr<runtime::KeyStore> Passwords::fresh() const
{
    if (!m_file.isEmpty())
        return std::make_shared<runtime::KeyStore>(
            runtime::KeyStore::pathFor(m_file.toStdString()));
    auto store = std::make_shared<runtime::KeyStore>();
    for (const auto& [user, password] : m_unsaved)
        store->setPassword(user, password);
    return store;
}

Passwords::Found Passwords::find(const QString& user) const
{
    const std::shared_ptr<runtime::KeyStore> store = kept();
    if (const std::string problem = store->open(); !problem.empty())
        return {{}, engineText(problem)};
    return {QString::fromStdString(look(*store, user.toStdString()).value_or("")), {}};
}

std::shared_ptr<runtime::KeyStore> Passwords::kept() const
{
    return m_ofRun && m_isRunOfFile ? m_ofRun : fresh();
}

std::optional<std::string> Passwords::look(const runtime::KeyStore& store,
                                           const std::string& user) const
{
    std::optional<std::string> password = store.findPassword(user);
    return !password && m_ofRun ? m_ofRun->findPassword(user) : password;
}

QString Passwords::set(const QString& user, const QString& password)
{
    if (user.isEmpty())
        return tr("A password belongs to a user: write the user name first.");
    if (password.isEmpty())
        return tr("PLAIN needs a password of one character at least.");
    if (password.toUtf8().size() > kLongestPassword)
        return tr("PLAIN takes a password of %1 bytes at most.").arg(kLongestPassword);
    const std::shared_ptr<runtime::KeyStore> store = kept();
    if (const std::string problem = store->open(); !problem.empty())
        return engineText(problem);
    store->setPassword(user.toStdString(), password.toStdString());
    if (m_ofRun && m_ofRun != store)
        m_ofRun->setPassword(user.toStdString(), password.toStdString());
    if (m_file.isEmpty())
        m_unsaved[user.toStdString()] = password.toStdString();
    return engineText(store->save());
}

std::shared_ptr<runtime::KeyStore> Passwords::beginRun()
{
    m_ofRun = fresh();
    m_isRunOfFile = true;
    return m_ofRun;
}

void Passwords::endRun()
{
    m_ofRun.reset();
}

void Passwords::followFile()
{
    const QString file = m_document.filePath();
    if (file == m_file)
        return;
    const std::shared_ptr<runtime::KeyStore> old = kept();
    std::map<std::string, std::string> known = std::exchange(m_unsaved, {});
    if (old->open().empty()) {
        for (const std::string& user : usersOf(m_document.root())) {
            if (const auto password = look(*old, user))
                known.emplace(user, *password);
        }
    }
    partFromRun();
    m_file = file;
    const auto store = fresh();
    if (known.empty() || file.isEmpty() || !store->open().empty())
        return;
    for (const auto& [user, password] : known)
        store->setPassword(user, password);
    // Where they cannot be written, the next look at them says why.
    (void)store->save();
}

void Passwords::partFromRun()
{
    if (!m_ofRun || !std::exchange(m_isRunOfFile, false))
        return;
    // Read by now, whether the run has come to that or not.
    if (m_ofRun->open().empty())
        (void)m_ofRun->save();
    m_ofRun->leaveFile();
}

} // namespace topomq::ui
