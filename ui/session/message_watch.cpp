#include "ui/session/message_watch.h"

#include "engine/runtime/runtime.h"
#include "ui/session/run_session.h"

#include <iterator>
#include <utility>

namespace topomq::ui {

MessageWatch::MessageWatch(const RunSession& session)
    : m_session(session)
{ }

metrics::Detail MessageWatch::detailOf(const std::string& place) const
{
    const auto found = m_details.find(place);
    return found == m_details.end() ? metrics::Detail::Latency : found->second;
}

void MessageWatch::setDetail(const std::string& place, metrics::Detail detail)
{
    if (detailOf(place) == detail)
        return;
    // What was seen and not fetched yet is let go of with the end of watching.
    collect();
    if (detail == metrics::Detail::Latency)
        m_details.erase(place);
    else
        m_details[place] = detail;
    hand(place, detail);
    Q_EMIT detailChanged(place);
}

void MessageWatch::hand(const std::string& place, metrics::Detail detail)
{
    const auto link = m_session.linkAt(place);
    if (m_runtime != nullptr && link)
        m_runtime->setDetail(*link, detail);
}

const MessageWatch::Copies& MessageWatch::copiesOf(std::size_t flow) const
{
    static const Copies kNothing;
    const auto found = m_copies.find(flow);
    return found == m_copies.end() ? kNothing : found->second;
}

std::map<plan::LinkIndex, metrics::Detail> MessageWatch::planned() const
{
    std::map<plan::LinkIndex, metrics::Detail> details;
    for (const auto& [place, detail] : m_details) {
        if (const auto link = m_session.linkAt(place))
            details.emplace(*link, detail);
    }
    return details;
}

void MessageWatch::attach(runtime::Runtime* runtime)
{
    m_runtime = runtime;
    for (const auto& [place, detail] : m_details)
        hand(place, detail);
}

void MessageWatch::collect()
{
    if (m_runtime == nullptr)
        return;
    for (const auto& [place, detail] : m_details) {
        if (detail != metrics::Detail::Capture)
            continue;
        for (const std::size_t flow : m_session.flowsAt(place)) {
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
    for (const auto& [place, detail] : before)
        Q_EMIT detailChanged(place);
}

} // namespace topomq::ui
