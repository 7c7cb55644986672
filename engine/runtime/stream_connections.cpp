#include "engine/runtime/stream_connections.h"

#include <algorithm>
#include <deque>

namespace topomq::runtime {

struct StreamConnections::Connection
{
    std::string key;
    plan::LinkIndex link = plan::kNone;
    bool isClaimed = false;
    bool connecterEnded = false;
    bool binderEnded = false;
    /// When each message was sent that the other end has not yet.
    std::deque<std::uint64_t> toBinder;
    std::deque<std::uint64_t> toConnecter;

    std::deque<std::uint64_t>& sentBy(End end)
    {
        return end == End::Connecter ? toBinder : toConnecter;
    }
};

StreamConnections::Handle StreamConnections::open(const std::string& key, plan::LinkIndex link)
{
    const std::lock_guard lock(m_mutex);
    if (std::find(m_strangers.begin(), m_strangers.end(), key) != m_strangers.end())
        return nullptr;
    auto connection = std::make_shared<Connection>();
    connection->key = key;
    connection->link = link;
    m_open.push_back(connection);
    return connection;
}

StreamConnections::Handle StreamConnections::claim(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    for (const Handle& each : m_open) {
        if (!each->isClaimed && each->key == nameOf(key)) {
            each->isClaimed = true;
            return each;
        }
    }
    return nullptr;
}

StreamConnections::Handle StreamConnections::claimOldest(plan::LinkIndex link)
{
    const std::lock_guard lock(m_mutex);
    for (const Handle& each : m_open) {
        if (!each->isClaimed && each->link == link) {
            each->isClaimed = true;
            return each;
        }
    }
    return nullptr;
}

plan::LinkIndex StreamConnections::linkOf(const Connection& connection)
{
    return connection.link;
}

void StreamConnections::rename(const std::string& binderKey, const std::string& connecterKey)
{
    // Far more than can be under way at once; ports come again, and old names with them.
    constexpr std::size_t kMostRenamed = 4096;
    const std::lock_guard lock(m_mutex);
    if (m_renamed.insert_or_assign(binderKey, connecterKey).second)
        m_renamedInOrder.push_back(binderKey);
    if (m_renamedInOrder.size() > kMostRenamed) {
        m_renamed.erase(m_renamedInOrder.front());
        m_renamedInOrder.pop_front();
    }
}

const std::string& StreamConnections::nameOf(const std::string& key) const
{
    const auto found = m_renamed.find(key);
    return found == m_renamed.end() ? key : found->second;
}

void StreamConnections::disown(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    m_strangers.push_back(nameOf(key));
}

void StreamConnections::forget(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find(m_strangers.begin(), m_strangers.end(), nameOf(key));
    if (found != m_strangers.end())
        m_strangers.erase(found);
}

void StreamConnections::addSent(Connection& connection, End by, std::uint64_t ticks)
{
    const std::lock_guard lock(m_mutex);
    connection.sentBy(by).push_back(ticks);
}

void StreamConnections::takeBack(Connection& connection, End by)
{
    const std::lock_guard lock(m_mutex);
    connection.sentBy(by).pop_back();
}

std::optional<std::uint64_t> StreamConnections::takeReceived(Connection& connection, End by)
{
    const std::lock_guard lock(m_mutex);
    auto& sent = connection.sentBy(by == End::Connecter ? End::Binder : End::Connecter);
    if (sent.empty())
        return std::nullopt;
    const std::uint64_t ticks = sent.front();
    sent.pop_front();
    return ticks;
}

StreamConnections::Lost StreamConnections::end(const Handle& connection, End by)
{
    const std::lock_guard lock(m_mutex);
    (by == End::Connecter ? connection->connecterEnded : connection->binderEnded) = true;
    if (!connection->connecterEnded || !connection->binderEnded)
        return {};
    std::erase(m_open, connection);
    return {connection->toBinder.size(), connection->toConnecter.size()};
}

} // namespace topomq::runtime
