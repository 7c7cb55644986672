#include "ui/session/passwords.h"

#include "engine/runtime/key_store.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"

#include <set>

namespace topomq::ui {

namespace {

/// As RFC 24 has it: the length is one byte.
constexpr qsizetype kLongestPassword = 255;

std::set<std::string> usersOf(const model::Topology& topology)
{
    std::set<std::string> users;
    for (const model::Node& node : topology.nodes) {
        for (const model::Socket& socket : node.sockets) {
            if (socket.security.mechanism != model::Mechanism::Plain)
                continue;
            users.insert(socket.security.allow.begin(), socket.security.allow.end());
            users.insert(socket.security.username);
        }
    }
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
    const std::shared_ptr<runtime::KeyStore> store = m_ofRun ? m_ofRun : fresh();
    if (const std::string problem = store->open(); !problem.empty())
        return {{}, engineText(problem)};
    return {QString::fromStdString(store->findPassword(user.toStdString()).value_or("")), {}};
}

QString Passwords::set(const QString& user, const QString& password)
{
    if (user.isEmpty())
        return tr("A password belongs to a user: write the user name first.");
    if (password.isEmpty())
        return tr("PLAIN needs a password of one character at least.");
    if (password.toUtf8().size() > kLongestPassword)
        return tr("PLAIN takes a password of %1 bytes at most.").arg(kLongestPassword);
    const std::shared_ptr<runtime::KeyStore> store = m_ofRun ? m_ofRun : fresh();
    if (const std::string problem = store->open(); !problem.empty())
        return engineText(problem);
    store->setPassword(user.toStdString(), password.toStdString());
    if (m_file.isEmpty())
        m_unsaved[user.toStdString()] = password.toStdString();
    return engineText(store->save());
}

std::shared_ptr<runtime::KeyStore> Passwords::beginRun()
{
    m_ofRun = fresh();
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
    std::map<std::string, std::string> known = std::move(m_unsaved);
    m_unsaved.clear();
    if (!m_file.isEmpty()) {
        const auto old = fresh();
        if (old->open().empty()) {
            for (const std::string& user : usersOf(m_document.topology())) {
                if (const auto password = old->findPassword(user))
                    known.emplace(user, *password);
            }
        }
    }
    m_file = file;
    const auto store = fresh();
    if (known.empty() || file.isEmpty() || !store->open().empty())
        return;
    for (const auto& [user, password] : known)
        store->setPassword(user, password);
    // Where they cannot be written, the next look at them says why.
    (void)store->save();
}

} // namespace topomq::ui
