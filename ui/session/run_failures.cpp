#include "ui/session/run_failures.h"

#include "ui/session/run_session.h"

#include <algorithm>

namespace topomq::ui {

namespace {

/// More than anybody reads; a peer that fails with another text each time must not fill the memory.
constexpr std::size_t kMost = 500;

std::string nodeOf(const std::string& where)
{
    return where.substr(0, where.find('.'));
}

bool isAboutNode(const runtime::RuntimeEvent& event)
{
    return event.where.find('.') == std::string::npos;
}

/// A node tells as its own problem what one of its sockets has told already, or tells next.
bool tellsTheSame(const runtime::RuntimeEvent& node, const runtime::RuntimeEvent& socket)
{
    return isAboutNode(node) && !isAboutNode(socket) && node.where == nodeOf(socket.where)
        && !socket.detail.empty() && node.detail.find(socket.detail) != std::string::npos;
}

} // namespace

bool settlesFailures(const runtime::RuntimeEvent& event)
{
    return event.event == "NODE_STARTED" && event.detail.empty();
}

bool isOfNode(const runtime::RuntimeEvent& event, const std::string& node)
{
    return nodeOf(event.where) == node;
}

RunFailures::RunFailures(const RunSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &RunSession::started, this, &RunFailures::startOver);
    connect(&session, &RunSession::updated, this, &RunFailures::collect);
}

void RunFailures::startOver()
{
    m_seen = 0;
    m_told.clear();
    if (m_list.empty())
        return;
    m_list.clear();
    Q_EMIT changed();
}

void RunFailures::collect()
{
    const EventHistory& events = m_session.events();
    bool isOther = false;
    for (const runtime::RuntimeEvent& event : events.since(m_seen)) {
        if (event.error && m_list.size() < kMost)
            isOther = take(event) || isOther;
        else if (settlesFailures(event))
            isOther = forget(event.where) || isOther;
    }
    m_seen = events.count();
    if (isOther)
        Q_EMIT changed();
}

bool RunFailures::forget(const std::string& node)
{
    std::erase_if(m_told, [&node](const auto& told) { return nodeOf(std::get<0>(told)) == node; });
    return std::erase_if(m_list, [&node](const auto& known) { return isOfNode(known, node); }) > 0;
}

bool RunFailures::take(const runtime::RuntimeEvent& event)
{
    if (!m_told.emplace(event.where, event.event, event.address, event.detail).second)
        return false;
    for (runtime::RuntimeEvent& known : m_list) {
        if (tellsTheSame(event, known))
            return false;
        // The socket says at which address.
        if (tellsTheSame(known, event)) {
            known = event;
            return true;
        }
        // Its last word, "node failed", after what it failed of.
        if (isAboutNode(event) && known.where == event.where && known.detail == event.detail)
            return false;
    }
    m_list.push_back(event);
    return true;
}

} // namespace topomq::ui
