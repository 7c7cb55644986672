#include "ui/session/run_failures.h"

#include "ui/session/run_session.h"

#include <algorithm>

namespace topomq::ui {

namespace {

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

bool isTold(const std::vector<runtime::RuntimeEvent>& list, const runtime::RuntimeEvent& event)
{
    return std::any_of(list.begin(), list.end(), [&event](const runtime::RuntimeEvent& known) {
        // Its last word, "node failed", after what it failed of.
        const bool isLastWord =
            isAboutNode(event) && known.where == event.where && known.detail == event.detail;
        return isLastWord || tellsTheSame(event, known);
    });
}

bool addFailure(std::vector<runtime::RuntimeEvent>& list, const runtime::RuntimeEvent& event)
{
    if (list.size() >= kMostFailures || isTold(list, event))
        return false;
    // The socket says at which address.
    const auto known = std::find_if(
        list.begin(), list.end(), [&event](const auto& each) { return tellsTheSame(each, event); });
    if (known == list.end())
        list.push_back(event);
    else
        *known = event;
    return true;
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
        if (event.error && m_list.size() < kMostFailures)
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
    return m_told.emplace(event.where, event.event, event.address, event.detail).second
        && addFailure(m_list, event);
}

} // namespace topomq::ui
