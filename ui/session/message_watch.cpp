#include "ui/session/message_watch.h"

#include "engine/runtime/runtime.h"
#include "ui/session/run_session.h"

#include <iterator>
#include <utility>
#include <vector>

namespace topomq::ui {

MessageWatch::MessageWatch(const RunSession& session)
    : m_session(session)
{ }

metrics::Detail MessageWatch::detailOf(const model::LinkId& link) const
{
    const auto found = m_details.find(link);
    return found == m_details.end() ? metrics::Detail::Latency : found->second;
}

void MessageWatch::setDetail(const model::LinkId& link, metrics::Detail detail)
{
    if (detailOf(link) == detail)
        return;
    // What was seen and not fetched yet is let go of with the end of watching.
    collect();
    if (detail == metrics::Detail::Latency)
        m_details.erase(link);
    else
        m_details[link] = detail;
    hand(link, detail);
    Q_EMIT detailChanged(link);
}

void MessageWatch::hand(const model::LinkId& link, metrics::Detail detail)
{
    const std::vector<std::size_t> flows = m_session.flowsOf(link);
    if (m_runtime != nullptr && !flows.empty())
        m_runtime->setDetail(m_session.plan().flows[flows.front()].link, detail);
}

const MessageWatch::Copies& MessageWatch::copiesOf(std::size_t flow) const
{
    static const Copies kNothing;
    const auto found = m_copies.find(flow);
    return found == m_copies.end() ? kNothing : found->second;
}

void MessageWatch::attach(runtime::Runtime* runtime)
{
    m_runtime = runtime;
    for (const auto& [link, detail] : m_details)
        hand(link, detail);
}

void MessageWatch::collect()
{
    if (m_runtime == nullptr)
        return;
    for (const auto& [link, detail] : m_details) {
        if (detail != metrics::Detail::Capture)
            continue;
        for (const std::size_t flow : m_session.flowsOf(link)) {
            Copies& copies = m_copies[flow];
            metrics::CapturedMessages fresh =
                m_runtime->captured(static_cast<plan::FlowIndex>(flow), copies.seen);
            copies.messages.insert(copies.messages.end(),
                                   std::make_move_iterator(fresh.messages.begin()),
                                   std::make_move_iterator(fresh.messages.end()));
            while (copies.messages.size() > kMostMessages)
                copies.messages.pop_front();
            copies.seen = fresh.seen;
            copies.passed = fresh.passed;
        }
    }
}

void MessageWatch::startOver()
{
    m_copies.clear();
}

void MessageWatch::forget()
{
    m_copies.clear();
    const auto before = std::move(m_details);
    m_details.clear();
    for (const auto& [link, detail] : before)
        Q_EMIT detailChanged(link);
}

} // namespace topomq::ui
